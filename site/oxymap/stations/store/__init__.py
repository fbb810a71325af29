"""The SQL of the stations: one function a statement."""
