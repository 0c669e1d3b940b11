"""One box that finds people, institutions, acts and clauses, by word forms and with typing errors.

Terms: searched model, word form, typing error, found row.

An area lists what can be found in the SEARCHED of its queries.py; nothing is copied, each model is
asked through `visible_to`, so that nobody finds what he may not open.
"""

from metodika.core.search.engine import Found, FoundGroup, Searched, search, word_index

__all__ = ["Found", "FoundGroup", "Searched", "search", "word_index"]
