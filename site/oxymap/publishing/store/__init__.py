"""What publishing reads and writes in the database."""
