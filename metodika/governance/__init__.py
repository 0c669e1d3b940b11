"""How we ask and decide: bodies, their meetings, assignments; it knows nothing of what is decided."""
