"""Invented readings for trying things out, and recorded ones played again."""
