"""The public pages: what visitors see, put together from the domains below."""
