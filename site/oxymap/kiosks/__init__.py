"""Screens in places: what they say of themselves, and how they do."""
