"""Reading assignments for pages, lists and other areas."""

from metodika.governance.assignments.queries.holders import head_of, holders_of_post, mandates_under

__all__ = ["head_of", "holders_of_post", "mandates_under"]
