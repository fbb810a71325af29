"""Screens and how they do."""
