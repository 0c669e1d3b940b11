"""Pages of sessions: lists and cards, the desk of the secretary, what members follow on their phones."""
