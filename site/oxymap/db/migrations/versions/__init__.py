"""Every step is numbered; a step that was published never changes."""
