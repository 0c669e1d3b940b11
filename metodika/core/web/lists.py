"""The list page: the whole of it, only its rows for htmx, or the same rows as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from metodika.core.web.export import export
from metodika.core.web.pages import wants_fragment
from metodika.core.web.picks import suggest
from metodika.core.web.tables import Table
from metodika.core.web.values import Text


def show_list(
    request: HttpRequest,
    table: type[Table] | Table,
    rows: QuerySet[Any] | None = None,
    *,
    title: Text,
    intro: Text = "",
    template: str = "web/list.html",
    **context: Any,
) -> HttpResponseBase:
    """Show a table of the rows that the person may see.

    The address may carry filters, sorting, page, columns, and `format` (xlsx or csv) for a file of
    exactly what is shown. A template of your own extends web/list.html.
    """
    bound = table if isinstance(table, Table) else table(request, rows)  # type: ignore[arg-type]  # a class comes with rows
    suggestions = suggest(request, bound.filter_form)
    if suggestions is not None:
        return suggestions
    if request.GET.get("format") in {"xlsx", "csv"}:
        return export(bound, request.GET["format"])
    part = wants_fragment(request, bound.key)
    page = {"table": bound, "title": title, "intro": intro, "fragment": part, **context}
    answer = render(request, "web/list.html#rows" if part else template, page)
    if part:
        answer["HX-Push-Url"] = bound.address()
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer
