"""The SQL of the people, one function a statement."""
