"""Static builds, made from the same views that serve."""
