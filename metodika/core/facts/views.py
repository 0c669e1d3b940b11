from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.facts.catalogue import catalogue
from metodika.core.facts.registry import facts, uses_of
from metodika.core.facts.tables import FactTable, count_titles
from metodika.core.web import page, show_list, wants_fragment


@page("facts.view_catalogue")
def list_facts(request: HttpRequest) -> HttpResponse:
    heads = [_("Fact"), _("One row"), _("About whom"), _("Narrowed by"), _("Counted by")]
    context = {"title": _("What can be counted"), "areas": catalogue(request.user), "heads": heads}
    return render(request, "facts/fact_list.html", context)


@page("facts.view_catalogue")
def show_fact(request: HttpRequest, fact: str) -> HttpResponseBase:
    declared = facts().get(fact)
    if declared is None:
        raise Http404
    table = FactTable(request, declared)
    told: dict[str, Any] = {
        "counts": lambda: count_titles(table.asked.counts(request.user)),
        "period": table.asked.period,
    }
    answer = show_list(
        request, table, title=declared.title, intro=declared.row, template="facts/fact_card.html",
        breadcrumbs=[(_("What can be counted"), reverse("facts:list-facts")), (declared.title, "")],
        uses=uses_of(request.user).get(declared.code, ()), **told,
    )  # fmt: skip
    if isinstance(answer, HttpResponse) and wants_fragment(request, table.key):
        # Other conditions give other numbers as well as other rows.
        answer.content += render(request, "facts/fact_card.html#counts", {**told, "fragment": True}).content
    return answer
