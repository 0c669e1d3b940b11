"""A paper as a Word file."""

from metodika.core.documents.paper import Paper


def render_docx(paper: Paper) -> bytes:
    """Return the paper as a .docx with Word's own styles; the same paper gives the same bytes."""
    from metodika.core.documents.word_paper import written  # noqa: PLC0415 - loads python-docx, for printing only

    return written(paper)
