"""A paper as PDF/A."""

from metodika.core.documents.paper import Paper


def render_pdf(paper: Paper) -> bytes:
    """Return the paper as tagged PDF/A-2a with embedded fonts; the same paper gives the same bytes."""
    raise NotImplementedError
