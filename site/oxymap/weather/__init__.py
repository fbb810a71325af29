"""Weather: what the air feels like, and later forecasts and scenery."""
