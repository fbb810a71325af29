"""Stations and their observations: receive, check, keep, and say how old they are."""
