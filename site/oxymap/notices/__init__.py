"""Warnings and closures: published at once, ended at once, never deleted."""
