from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.web import Link, done, page, show_form
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.forms import YearForm
from metodika.steering.decisions.models import Round

LIST = "decisions:list-effects"
CONSIDER = "decisions.consider_effect"


@page(CONSIDER)
def ask_effects(request: HttpRequest) -> HttpResponseBase:
    form = YearForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            asked = services.ask_effects(**form.told(), by=request.user)
            return done(request, _("The effects are being computed."), "decisions:show-round", asked.pk)
    return show_form(
        request, form, title=_("Compute all effects of a year"), submit=_("Compute"), back=reverse(LIST),
        intro=_("All are computed together: the more one looks at, the more stands out by chance alone."),
    )  # fmt: skip


@page(CONSIDER, Round)
def show_round(request: HttpRequest, row: Round) -> HttpResponse:
    row = queries.round_card(row)
    told = queries.verdicts_of_round(row) if row.finished_at else []
    verdicts: list[tuple[Any, Any]] = [
        (one.label, Link(str(many), f"{reverse(LIST)}?verdict={one.value}")) for one, many in told
    ]
    context = {
        "round": row, "period": row.period.label, "done": queries.done_of_round(row), "verdicts": verdicts,
        "crumbs": [(_("Effects"), reverse(LIST))],
    }  # fmt: skip
    return render(request, "decisions/round_card.html", context)
