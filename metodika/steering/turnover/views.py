from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.web import BulkAction, ConfirmForm, confirm, done, page, show_form, show_list
from metodika.steering.turnover import queries, services
from metodika.steering.turnover.forms import RolloverForm
from metodika.steering.turnover.lifecycle import Choice, Outcome, Register, RolloverStatus
from metodika.steering.turnover.models import Rollover
from metodika.steering.turnover.tables import ChoicesTable, LinesTable, RolloversTable, status_of

VIEW, CARRY = "turnover.view_rollover", "turnover.carry_rollover"
CARD, ROWS = "turnover:show-rollover", "turnover:list-rows"
ICONS = {Choice.KEEP: "check", Choice.COPY: "copy", Choice.CLOSE: "x"}


def title_of(rollover: Rollover) -> str:
    return f"{rollover.ending.label} → {rollover.coming.label}"


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Handing a year over"), reverse("turnover:list-rollovers")), *last]


@page(VIEW)
def list_rollovers(request: HttpRequest) -> HttpResponseBase:
    actions: list[Any] = []
    if can(request.user, CARRY):
        url = reverse("turnover:begin-rollover")
        actions = [{"title": _("Hand a year over"), "url": url, "icon": "plus"}]
    rows = queries.rollovers_for_list(request.user)
    return show_list(request, RolloversTable, rows, title=_("Handing a year over"), actions=actions)


@page(CARRY)
def begin_rollover(request: HttpRequest) -> HttpResponseBase:
    form = RolloverForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            place, years = form.told()
            return redirect(CARD, services.begin_rollover(place, **years, by=request.user).pk)
    title = _("Hand a year over")
    return show_form(
        request, form, title=title, submit=_("Look what the year leaves"),
        intro=_("Nothing changes yet: you see what is proposed and choose for each row."),
        back=reverse("turnover:list-rollovers"), breadcrumbs=crumbs((title, "")),
    )  # fmt: skip


@page(VIEW, Rollover)
def show_rollover(request: HttpRequest, rollover: Rollover) -> HttpResponseBase:
    rollover = queries.rollover_card(rollover)
    groups = queries.groups_of(rollover)
    rows = reverse(ROWS, args=[rollover.pk])
    may_carry = can(request.user, CARRY, rollover)
    may_choose = may_carry and rollover.is_draft
    for_all = [_("For all of them")] if may_choose else []
    figures = pgettext("roll-over", "Choice") if rollover.is_draft else pgettext("roll-over", "Result")
    context = {
        "title": title_of(rollover), "rollover": rollover, "status": status_of(rollover), "rows_url": rows,
        "breadcrumbs": crumbs((rollover.municipality.short_name, "")),
        "heads": [_("What is handed over"), figures, *for_all],
        "groups": [_group(one, rows, is_draft=rollover.is_draft) for one in groups],
        "warned": sum(one.warned for one in groups), "may_choose": may_choose,
        "may_undo": may_carry and rollover.status == RolloverStatus.APPLIED,
        "refused": sum(one.outcomes[Outcome.REFUSED] for one in groups),
        "stayed": sum(one.outcomes[Outcome.STAYED] for one in groups),
        "goes_on": rollover.status in {RolloverStatus.APPLYING, RolloverStatus.UNDOING},
        "history": story_of(rollover),
    }  # fmt: skip
    return render(request, "turnover/rollover_card.html", context)


def _group(group: queries.Group, rows: str, *, is_draft: bool) -> dict[str, Any]:
    """One line of the card: figures that open their rows, and the choices for all of them."""
    here = f"{rows}?kind={group.register}"
    told: list[tuple[Choice | Outcome, int]] = (
        [(one, group.choices[one]) for one in Choice]
        if is_draft
        else [(one, group.outcomes[one]) for one in Outcome]
    )
    name = "choice" if is_draft else "outcome"
    return {
        "register": group.register, "url": here,
        "cells": [(one.label, count, f"{here}&{name}={one}") for one, count in told if count],
        "acts": [(one, one.label) for one in Choice if one in group.offered and len(group.offered) > 1],
    }  # fmt: skip


@page(VIEW, Rollover)
def list_rows(request: HttpRequest, rollover: Rollover) -> HttpResponseBase:
    rollover = queries.rollover_card(rollover)
    kind = ChoicesTable if rollover.is_draft else LinesTable
    table = kind(request, queries.lines_of(rollover))
    if rollover.is_draft and can(request.user, CARRY, rollover):
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        table.bulk = [  # type: ignore[misc]  # the buttons of this very list
            BulkAction(
                one.label, reverse("turnover:choose", args=[rollover.pk, one.value]) + asked, ICONS[one]
            )
            for one in Choice
        ]
    card = {"title": _("Back to the overview"), "url": reverse(CARD, args=[rollover.pk]), "look": "plain"}
    return show_list(
        request, table, title=title_of(rollover), intro=str(rollover.municipality), actions=[card]
    )


@page(CARRY, Rollover, method="POST")
def choose(request: HttpRequest, rollover: Rollover, choice: str) -> HttpResponseBase:
    register = request.POST.get("kind", "")
    if choice not in Choice.values or (register and register not in Register.values):
        raise Http404
    if register:
        services.choose_for_register(rollover, choice=choice, register=register, by=request.user)
        return redirect(CARD, rollover.pk)
    rows = [int(one) for one in request.POST.getlist("ids") if one.isdecimal()]
    count = services.choose_for_rows(rollover, choice=choice, rows=rows, by=request.user)
    told = ngettext("The choice is kept for %(count)d row.", "The choice is kept for %(count)d rows.", count)
    back = reverse(ROWS, args=[rollover.pk])
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return done(request, told % {"count": count}, back + asked)


@page(CARRY, Rollover, method="POST")
def refresh_rollover(request: HttpRequest, rollover: Rollover) -> HttpResponseBase:
    services.refresh_rollover(rollover, by=request.user)
    return done(request, _("The rows are as they stand now; your choices are kept."), CARD, rollover.pk)


@page(CARRY, Rollover, method="POST")
def drop_rollover(request: HttpRequest, rollover: Rollover) -> HttpResponseBase:
    services.drop_rollover(rollover, by=request.user)
    return done(request, _("Given up. Nothing has been changed."), "turnover:list-rollovers")


@page(CARRY, Rollover)
def apply_rollover(request: HttpRequest, rollover: Rollover) -> HttpResponseBase:
    rollover = queries.rollover_card(rollover)
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.ask_rollover(rollover, by=request.user)
            return done(request, _("It is being carried out."), CARD, rollover.pk)
    return confirm(
        request, form, title=_("Hand the year over?"), submit=_("Hand over"),
        consequences=_preview(queries.groups_of(rollover)), back=reverse(CARD, args=[rollover.pk]),
    )  # fmt: skip


def _preview(groups: list[queries.Group]) -> list[str]:
    sentences = {
        Choice.COPY: _("Will be made for the next year: %(rows)s."),
        Choice.CLOSE: _("Will be closed: %(rows)s."),
        Choice.KEEP: _("Goes over as it is: %(rows)s."),
    }
    told = []
    for choice, sentence in sentences.items():
        rows = ", ".join(
            f"{one.register.label}: {one.choices[choice]}" for one in groups if one.choices[choice]
        )
        told += [sentence % {"rows": rows}] if rows else []
    return [
        *told,
        _("A row that cannot be handed over is told in the result and does not stop the others."),
        _("All of it can be taken back as long as nobody has worked on it."),
    ]


@page(CARRY, Rollover)
def undo_rollover(request: HttpRequest, rollover: Rollover) -> HttpResponseBase:
    rollover = queries.rollover_card(rollover)
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.ask_undo(rollover, by=request.user)
            return done(request, _("It is being taken back."), CARD, rollover.pk)
    groups = queries.groups_of(rollover)
    made, closed = (sum(one.outcomes[what] for one in groups) for what in (Outcome.COPIED, Outcome.CLOSED))
    consequences = [
        _("Copies will be removed: %(count)s.") % {"count": made},
        _("Closed rows will be opened as they were: %(count)s.") % {"count": closed},
        _("What somebody has worked on since stays, and the result says why."),
    ]
    return confirm(
        request, form, title=_("Take the handing over back?"), submit=pgettext("roll-over", "Take back"),
        consequences=consequences, back=reverse(CARD, args=[rollover.pk]),
    )  # fmt: skip
