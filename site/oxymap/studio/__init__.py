"""The studio: the pages where planners write, check, review and publish."""
