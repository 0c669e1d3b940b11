from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import store_upload
from metodika.core.web import done, page, show_form
from metodika.directory.organisations.models import Organisation
from metodika.planning.plans import queries, services
from metodika.planning.plans.forms import CheckForm, UploadForm
from metodika.planning.plans.lifecycle import PlanKind
from metodika.planning.plans.rules.road_maps import RoadMap
from metodika.planning.plans.rules.schedule import occurrences
from metodika.planning.plans.views.shared import CARD

STEPS = (gettext_lazy("File"), gettext_lazy("Check"), gettext_lazy("Done"))
# What a person can finish on the spot, and in which field.
UNFINISHED = {
    "no_term": "term", "term_unknown": "term", "term_separate": "term", "term_open": "term",
    "no_responsible": "responsible",
}  # fmt: skip


@page("plans.make_plan")
def import_plan(request: HttpRequest) -> HttpResponseBase:
    places = queries.organisations_to_plan_for(request.user)
    only = places[0].pk if len(places[:2]) == 1 else None
    form = UploadForm.of(request, user=request.user, initial={"organisation": only})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            uploaded = form.cleaned_data["file"]
            queries.read_table(uploaded.read(), uploaded.name)
            uploaded.seek(0)
            stored = store_upload(uploaded, allowed=queries.SOURCES, by=request.user)
            address = reverse("plans:check-import", args=[stored.pk])
            return redirect(f"{address}?for={form.cleaned_data['organisation'].pk}")
    return show_form(
        request, form, title=_("Load a plan from a table"), submit=_("Read the table"),
        back=reverse("plans:list-plans"), template="plans/import_upload.html", steps=STEPS, step=1,
        intro=_("Nothing is stored before you have looked through what was understood."),
    )  # fmt: skip


@page("plans.make_plan")
def check_import(request: HttpRequest, pk: int) -> HttpResponseBase:
    stored = queries.own_upload(request.user, pk)
    organisation = _organisation(request)
    if stored is None or organisation is None:
        raise Http404
    reading = _read(stored)
    form = CheckForm.of(
        request, user=request.user, unfinished=_unfinished(reading), initial=_proposed(reading)
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            table = services.Table(reading, form.finished(), stored)
            made = services.import_plan(table, organisation=organisation, head=form.head(), by=request.user)
            return done(request, _("The plan is loaded as a draft."), CARD, made.pk)
    return show_form(
        request, form, title=_("What was understood"), submit=_("Make the plan"),
        back=reverse("plans:import-plan"), template="plans/import_check.html", steps=STEPS, step=2,
        organisation=organisation, **_understood(reading),
    )  # fmt: skip


def _organisation(request: HttpRequest) -> Organisation | None:
    number = request.GET.get("for", "")
    if not number.isascii() or not number.isdigit():
        return None
    return queries.organisations_to_plan_for(request.user).filter(pk=min(int(number), 2**63 - 1)).first()


def _read(stored: StoredFile) -> RoadMap:
    with stored.content.open() as stream:
        return queries.read_table(stream.read(), stored.name)


def _unfinished(reading: RoadMap) -> list[tuple[Any, str]]:
    found = {
        (doubt.place, UNFINISHED[doubt.code]): None for doubt in reading.doubts if doubt.code in UNFINISHED
    }
    return [(reading.items[place], part) for place, part in found if place is not None]


def _proposed(reading: RoadMap) -> dict[str, Any]:
    period = queries.proposed_period(reading, today=timezone.localdate())
    is_long = period.starts_on.year + 1 < period.ends_on.year
    return {
        "kind": PlanKind.ROAD_MAP if is_long else PlanKind.SERVICE, "title": reading.title[:500],
        "starts_on": period.starts_on, "ends_on": period.ends_on,
    }  # fmt: skip


def _understood(reading: RoadMap) -> dict[str, Any]:
    period = queries.proposed_period(reading, today=timezone.localdate())
    doubts: dict[int | None, list[str]] = {}
    for doubt in reading.doubts:
        doubts.setdefault(doubt.place, []).append(queries.sentence_of(doubt))
    sections = {
        one.place: f"{one.number}. {one.title}" if one.number else one.title for one in reading.sections
    }
    rows = [
        (
            sections.get(item.section if item.section is not None else -1, ""), item,
            len(occurrences(item.schedule, period)), doubts.get(item.place, []),
        )
        for item in reading.items
    ]  # fmt: skip
    return {
        "rows": rows,
        "heads": [
            _("No."),
            _("What is done"),
            pgettext("plan", "Term"),
            _("Times"),
            pgettext("plan", "Responsible"),
            _("Look here"),
        ],
        "counts": _("%(sections)d sections, %(items)d items, %(times)d occurrences")
        % {"sections": len(reading.sections), "items": len(rows), "times": sum(row[2] for row in rows)},
        "doubts": doubts.get(None, []),
    }
