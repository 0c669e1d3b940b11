"""Pages of assignments: lists, the card, the acts on it."""
