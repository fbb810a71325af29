"""Files to take along, share cards, embeds."""
