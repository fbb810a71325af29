"""Drafts, checks, review, publishing and history of what planners write."""
