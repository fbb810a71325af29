"""Files to take along, share cards, and what other sites embed."""
