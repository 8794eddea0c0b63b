"""What happened, and what must follow."""
