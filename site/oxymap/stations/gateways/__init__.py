"""Receivers of other protocols than the site's own: each turns what arrives into items."""
