"""Arithmetic of organisations: numbers with check digits, places in the tree, names for matching."""
