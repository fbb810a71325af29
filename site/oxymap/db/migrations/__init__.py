"""The database's forms, one file a step, forward only."""
