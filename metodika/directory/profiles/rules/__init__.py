"""What a profile may hold, as shapes, and what must agree between its files."""
