"""Planners: their accounts, roles, sessions, and the log of what they do."""
