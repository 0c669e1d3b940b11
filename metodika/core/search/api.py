"""Search for programs."""

from typing import Any

from django.http import HttpRequest

from metodika.core.search.engine import search
from metodika.core.search.tables import FoundTable
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Schema

area = Area("search")
ROWS_OF_ONE_KIND = 50


class FoundOut(Schema):
    """One row that was found; `url` is its page."""

    kind: str
    title: str
    note: str
    url: str


@area.list("/search", "search.use", gives=FoundOut, table=FoundTable)
def find(request: HttpRequest, table: Table) -> list[dict[str, Any]]:
    words, kind = table.filter_form.value("q") or "", table.filter_form.value("kind")
    groups = search(request.user, words, kinds=[kind] if kind else [], limit=ROWS_OF_ONE_KIND)
    return [
        {"kind": group.kind, "title": str(row.title), "note": str(row.note), "url": row.url}
        for group in groups
        for row in group.rows
    ]
