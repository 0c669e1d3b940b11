"""Printed documents: one tree of content becomes a Word file and a PDF for the archive.

Terms: paper (the tree), block, kind of document, place (a named value), template (somebody's own .docx).
Governing clauses: GOST R 7.0.97-2016 for the layout, ISO 19005-2 (PDF/A-2) for the file.
"""

from hashlib import sha256

from metodika.core.documents.figures import chart_png
from metodika.core.documents.kinds import DocumentKind, Places, document_kinds
from metodika.core.documents.paper import (
    Align,
    Annex,
    Approval,
    Block,
    Column,
    Figure,
    Header,
    Heading,
    Item,
    Lines,
    Numbered,
    PageBreak,
    Paper,
    Run,
    SignatureLine,
    Space,
    Table,
    Text,
    Words,
)
from metodika.core.documents.pdf import render_pdf
from metodika.core.documents.templates import TemplateReport, check_template, render_template
from metodika.core.documents.word import render_docx

__all__ = [
    "Align",
    "Annex",
    "Approval",
    "Block",
    "Column",
    "DocumentKind",
    "Figure",
    "Header",
    "Heading",
    "Item",
    "Lines",
    "Numbered",
    "PageBreak",
    "Paper",
    "Places",
    "Run",
    "SignatureLine",
    "Space",
    "Table",
    "TemplateReport",
    "Text",
    "Words",
    "chart_png",
    "check_template",
    "digest",
    "document_kinds",
    "render_docx",
    "render_pdf",
    "render_template",
]


def digest(content: bytes) -> str:
    """Return the SHA-256 of the bytes, 64 hexadecimal digits."""
    return sha256(content).hexdigest()
