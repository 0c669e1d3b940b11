from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metodika.core.search.engine import SHORTEST_QUERY, search, searched_models
from metodika.core.web import page, wants_fragment

ROWS_OF_ONE_KIND = 50


@page("search.use")
def results(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    known = {searched.kind for searched in searched_models()}
    chosen = [kind] if kind in known else []
    groups = search(request.user, query, kinds=chosen, limit=ROWS_OF_ONE_KIND if chosen else 8)
    context = {
        "query": query,
        "groups": groups,
        "chosen": bool(chosen),
        "too_short": len(query) < SHORTEST_QUERY,
    }
    part = "search/results.html#groups" if wants_fragment(request) else "search/results.html"
    return render(request, part, context)
