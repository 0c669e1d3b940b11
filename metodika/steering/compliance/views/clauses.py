from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.files.downloads import serve
from metodika.core.web import Status, page
from metodika.directory.regulations.models import Edition
from metodika.steering.compliance import queries
from metodika.steering.compliance.models import Proof, Standing
from metodika.steering.compliance.tables import status_of

VIEW = "compliance.view_compliance"


@page(VIEW, Standing)
def show_clause(request: HttpRequest, standing: Standing) -> HttpResponse:
    card = queries.standing_card(standing.pk)
    place = card.municipality
    context = {
        "standing": card, "status": status_of(card.state),
        "crumbs": [
            (_("Compliance with the regulation"), reverse("compliance:list-places")),
            (place.short_name, reverse("compliance:show-text", args=[place.pk])),
        ],
        "facts": _facts(card),
        "rules": [
            (behind, status_of(behind.result.state))
            for behind in (queries.behind(one, place, viewer=request.user) for one in card.results.all())
        ],
        "proofs": queries.proofs(card), "waivers": queries.waivers(card),
        "changes": [
            (status_of(one.state), one.since, one.until)
            for one in sorted(card.changes.all(), key=lambda one: one.since, reverse=True)
        ],
        "may_prove": can(request.user, "compliance.prove_clause", card),
        "may_waive": can(request.user, "compliance.waive_clause", card),
        "heads": [_("Day"), pgettext("clause", "What proves it")],
    }  # fmt: skip
    return render(request, "compliance/clause_card.html", context)


def _facts(standing: Standing) -> list[tuple[str, Any]]:
    forecast: Status = status_of(standing.forecast)
    told = [
        (_("Since"), standing.since),
        (_("How it ends if nothing happens"), forecast),
        (_("Next day"), standing.due_on),
        (pgettext("clause", "Answers for it"), [str(person) for person in standing.owners.all()]),
        (_("Why there is nothing to prove"), standing.definition),
    ]
    return [(label, value) for label, value in told if value]


@page(VIEW, Proof)
def download_proof(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    if proof.file is None:
        raise Http404
    return serve(proof.file)


@page("regulations.view_act", Edition)
def show_touched(request: HttpRequest, edition: Edition) -> HttpResponse:
    older = queries.edition_before(edition)
    context = {
        "edition": edition, "older": older,
        "crumbs": [(str(edition.act), reverse("regulations:show-act", args=[edition.act_id]))],
        "touched": queries.touched(edition, older, viewer=request.user) if older else [],
    }  # fmt: skip
    return render(request, "compliance/edition_touched.html", context)
