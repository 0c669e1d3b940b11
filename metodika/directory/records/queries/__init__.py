"""What pages and other areas ask about documents, by noun."""
