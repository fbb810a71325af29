"""Bringing in a recorded route: read apart, reported row by row, repaired, taken over."""
