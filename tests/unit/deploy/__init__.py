"""What a mini-PC is set up with."""
