from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.facts import facts
from metodika.core.files.downloads import serve
from metodika.core.web import Status, page, show_panel
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Edition
from metodika.steering.compliance import queries
from metodika.steering.compliance.lifecycle import RuleKind
from metodika.steering.compliance.models import Proof, RuleResult, Standing
from metodika.steering.compliance.tables import status_of
from metodika.steering.compliance.views.shared import sum_in_words

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
        "facts": _facts(card), "words": queries.words_of(card),
        "text_url": reverse("compliance:show-text", args=[place.pk]),
        "rules": [_rule(one, place, request.user) for one in card.results.all()],
        "proofs": queries.proofs(card), "waivers": queries.waivers(card),
        "changes": [
            (status_of(one.state), one.since, one.until)
            for one in sorted(card.changes.all(), key=lambda one: one.since, reverse=True)
        ],
        "may_prove": can(request.user, "compliance.prove_clause", card),
        "may_waive": can(request.user, "compliance.waive_clause", card),
    }  # fmt: skip
    return render(request, "compliance/clause_card.html", context)


def _rule(result: RuleResult, place: Organisation, user: Any) -> dict[str, Any]:
    told = queries.behind(result, place, viewer=user)
    known, opens = facts(), can(user, "facts.view_catalogue")
    breaks = result.kind == RuleKind.NONE
    caption = (
        pgettext("clause", "What was found against it") if breaks else pgettext("clause", "What proves it")
    )
    return {
        "caption": caption, "heads": [_("Day"), caption],
        "told": told, "state": status_of(result.state), "sum": sum_in_words(result),
        "more": max(result.has - len(told.found), 0) if told.found else 0,
        "counted": [
            (known[code].title, reverse("facts:show-fact", args=[code]) if opens else "")
            for code in result.facts
            if code in known
        ],
        "awaited": [code for code in result.facts if code not in known],
    }  # fmt: skip


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


@page(VIEW, Edition)
def show_touched(request: HttpRequest, edition: Edition) -> HttpResponse:
    older = queries.edition_before(edition)
    return show_panel(
        request, "compliance/edition_touched.html", title=_("What the new edition touches"),
        breadcrumbs=[(str(edition.act), reverse("regulations:show-act", args=[edition.act_id]))],
        edition=edition, touched=queries.touched(edition, older, viewer=request.user) if older else [],
    )  # fmt: skip
