"""Pages of compliance: the text with its margin, clauses, acts of people."""
