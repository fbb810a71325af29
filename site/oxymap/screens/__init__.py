"""Kiosks and boards: pages for screens that nobody sits at, and what screens send."""
