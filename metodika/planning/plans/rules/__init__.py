"""The arithmetic of plans: terms, occurrences, tables of road maps, lateness."""
