"""What a draft has to stand before it is reviewed and published."""
