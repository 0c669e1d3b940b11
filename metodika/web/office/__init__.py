"""What each person sees first: what needs him today, and the regulation that the service lives by."""
