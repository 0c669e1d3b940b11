from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.files.downloads import send
from metodika.core.files.kinds import KINDS
from metodika.core.web import done, page, show_form, show_list
from metodika.steering.dossiers import queries, services
from metodika.steering.dossiers.forms import CellForm, RegionFormForm, RenewForm, YearForm
from metodika.steering.dossiers.lifecycle import Part
from metodika.steering.dossiers.models import RegionForm
from metodika.steering.dossiers.tables import RegionFormsTable

VIEW, CHANGE = "dossiers.view_region_form", "dossiers.change_region_form"
CARD = "dossiers:show-region-form"
LIST = "dossiers:list-region-forms"


@page(VIEW)
def list_region_forms(request: HttpRequest) -> HttpResponseBase:
    actions: list[Any] = []
    if can(request.user, CHANGE):
        url = reverse("dossiers:load-region-form")
        actions = [{"title": _("Load a form"), "url": url, "icon": "upload"}]
    rows = queries.region_forms(request.user)
    return show_list(request, RegionFormsTable, rows, title=_("Forms of the region"), actions=actions)


@page(CHANGE)
def load_region_form(request: HttpRequest) -> HttpResponseBase:
    form = RegionFormForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            place, title, file = (form.cleaned_data[name] for name in ("municipality", "title", "file"))
            made = services.load_region_form(place, title=title, file=file, by=request.user)
            return redirect(CARD, made.pk)
    return show_form(
        request, form, title=_("Load a form"), submit=_("Load"), back=reverse(LIST),
        intro=_("The spreadsheet stays as it is: only the cells that you name are filled in."),
    )  # fmt: skip


@page(VIEW, RegionForm)
def show_region_form(request: HttpRequest, form: RegionForm) -> HttpResponseBase:
    form = queries.region_form_card(form)
    names, moves = queries.indicators_to_match(request.user), queries.moves_of(form)
    taken = {(one["sheet"], one["cell"]): one for one in form.cells}
    cells = [
        (cell, _words_of(taken.get((cell.sheet, cell.name)), names), f"?sheet={cell.sheet}&cell={cell.name}")
        for cell in queries.cells_of(form)
    ]
    newer = queries.newer_edition(form)
    context = {
        "title": form.title, "form": form, "cells": cells, "moves": moves, "newer": newer,
        "matched": len(form.cells), "may_change": can(request.user, CHANGE, form) and newer is None,
        "heads": [_("Cell"), _("What stands beside it"), _("What goes into it")],
        "years": YearForm.of(request), "history": story_of(form),
        "breadcrumbs": [(_("Forms of the region"), reverse(LIST)), (form.title, "")],
    }  # fmt: skip
    return render(request, "dossiers/form_card.html", context)


def _words_of(match: dict[str, Any] | None, names: dict[str, str]) -> str:
    if match is None:
        return ""
    name = names.get(match["indicator"], "")
    return f"{match['indicator']} {name} ({Part(match['part']).label})"


@page(CHANGE, RegionForm)
def match_cell(request: HttpRequest, form: RegionForm) -> HttpResponseBase:
    told = {name: request.GET.get(name, "") for name in ("sheet", "cell")}
    now: dict[str, Any] = next(
        (one for one in form.cells if (one["sheet"], one["cell"]) == tuple(told.values())), {}
    )
    cell = CellForm.of(request, user=request.user, initial={**told, **now, "version": form.version})
    if request.method == "POST" and cell.is_valid():
        with cell.refusals():
            services.match_cell(form, **cell.values(), seen=cell.seen, by=request.user)
            return done(request, _("The match is saved."), CARD, form.pk)
    return show_form(
        request, cell, title=_("What goes into the cell?"), intro=form.title, submit=_("Save"),
        back=reverse(CARD, args=[form.pk]),
    )  # fmt: skip


@page(CHANGE, RegionForm)
def renew_region_form(request: HttpRequest, form: RegionForm) -> HttpResponseBase:
    told = RenewForm.of(request)
    if request.method == "POST" and told.is_valid():
        with told.refusals():
            newer, lost = services.renew_region_form(form, file=told.cleaned_data["file"], by=request.user)
            words = _("The new edition is loaded. Matches to make anew: %(lost)s.") % {"lost": len(lost)}
            return done(request, words, CARD, newer.pk)
    return show_form(
        request, told, title=_("Load a new edition"), intro=form.title, submit=_("Load"),
        back=reverse(CARD, args=[form.pk]),
    )  # fmt: skip


@page(VIEW, RegionForm)
def fill_region_form(request: HttpRequest, form: RegionForm) -> HttpResponseBase:
    year = YearForm.of(request, data=request.GET)
    form = queries.region_form_card(form)
    filled = queries.filled_form(form, year.period, viewer=request.user)
    if "show" in request.GET:
        names = queries.indicators_to_match(request.user)
        context = {
            "title": _("What is missing"), "form": form, "period": year.period, "filled": filled.filled,
            "missing": [(one["sheet"], one["cell"], _words_of(dict(one), names)) for one in filled.missing],
            "heads": [_("Sheet"), _("Cell"), _("What goes into it")], "year": year.key,
            "breadcrumbs": [
                (_("Forms of the region"), reverse(LIST)), (form.title, reverse(CARD, args=[form.pk])),
                (_("What is missing"), ""),
            ],
        }  # fmt: skip
        return render(request, "dossiers/form_missing.html", context)
    name = f"{form.title}, {year.period.label}.xlsx"
    return send([filled.content], name=name, content_type=KINDS["xlsx"].content_type)
