"""Pages of plans: lists, the plan in its views, items, occurrences, the import of a table."""
