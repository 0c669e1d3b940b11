"""What each person sees first: what needs him today, what is going on, and the regulation the service lives by."""
