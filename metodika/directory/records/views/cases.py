"""The file plan, the lines of numbers and the end of what is kept."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, can
from metodika.core.events import story_of
from metodika.core.web import ConfirmForm, ReasonForm, confirm, done, page, show_form, show_list
from metodika.directory.organisations.models import Organisation
from metodika.directory.records import queries, services
from metodika.directory.records.forms import (
    CaseForm,
    CloseForm,
    DestructionForm,
    FileForm,
    OpenCaseForm,
    PatternForm,
    PlaceForm,
)
from metodika.directory.records.models import CaseFile, NumberSeries, Record
from metodika.directory.records.tables import CaseTable, SeriesTable, case_status, keeping, status_of


@page("records.view_case")
def list_cases(request: HttpRequest) -> HttpResponseBase:
    actions = []
    if can(request.user, "records.manage_cases"):
        actions.append({"title": _("Open a case"), "url": reverse("records:open-case"), "icon": "plus"})
    if can(request.user, "records.destroy_records"):
        actions.append(
            {
                "title": _("Act of destruction"),
                "url": reverse("records:choose-destruction"),
                "icon": "archive",
                "look": "plain",
            }
        )
    rows = queries.cases_for_list(request.user)
    return show_list(request, CaseTable, rows, title=_("File plan"), actions=actions)


@page("records.view_case", CaseFile)
def show_case(request: HttpRequest, case: CaseFile) -> HttpResponseBase:
    context = {
        "case": case,
        "title": str(case),
        "status": case_status(case),
        "facts": [
            (_("Organisation"), case.organisation),
            (_("Year"), str(case.year)),
            (_("Kept for, years"), keeping(case)),
            (_("Note on keeping"), case.keep_note or "—"),
            (_("Closed on"), case.closed_on),
            (_("Kept until"), case.keep_until or (_("for ever") if case.closed_on else None)),
            (_("Destroyed on"), case.destroyed_on),
        ],
        "records": [(one, status_of(one)) for one in queries.records_in(case)],
        "heads": [_("Document"), _("Title"), _("State")],
        "act": case.destruction_act,
        "story": story_of(case),
        "breadcrumbs": [(_("File plan"), reverse("records:list-cases"))],
    }
    return render(request, "records/case_card.html", context)


@page("records.manage_cases")
def open_case(request: HttpRequest) -> HttpResponseBase:
    place = queries.organisations_for(request.user, "records.manage_cases").first()
    initial = {"organisation": place, "year": timezone.localdate().year}
    form = OpenCaseForm.of(request, initial=initial, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            values = form.values()
            case = services.open_case(values.pop("organisation"), **values, by=request.user)
            return done(request, _("The case is open."), "records:show-case", case.pk)
    return show_form(request, form, title=_("New case"), back=reverse("records:list-cases"))


@page("records.manage_cases", CaseFile)
def change_case(request: HttpRequest, case: CaseFile) -> HttpResponseBase:
    initial = {name: getattr(case, name) for name in CaseForm.base_fields}
    form = CaseForm.of(request, initial={**initial, "version": case.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_case(case, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The case is saved."), "records:show-case", case.pk)
    return show_form(
        request, form, title=_("Change the case"), back=reverse("records:show-case", args=[case.pk])
    )


@page("records.manage_cases", CaseFile)
def close_case(request: HttpRequest, case: CaseFile) -> HttpResponseBase:
    form = CloseForm.of(request, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.close_case(case, on=form.cleaned_data["on"], by=request.user)
            return done(request, _("The case is closed."), "records:show-case", case.pk)
    return show_form(
        request, form, title=_("Close the case"), submit=_("Close"),
        intro=_("The term is counted from 1 January of the next year; nothing is put in any more."),
        back=reverse("records:show-case", args=[case.pk]),
    )  # fmt: skip


@page("records.manage_cases", Record)
def file_record(request: HttpRequest, record: Record) -> HttpResponseBase:
    cases = queries.open_cases(record)
    if not cases.exists():
        raise RuleBroken(_("There is no open case. Open one in the file plan first."))
    form = FileForm.of(request, initial={"case_file": cases.first()}, cases=cases)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.file_record(record, **form.values(), by=request.user)
            return done(request, _("The document lies in the case."), "records:show-record", record.pk)
    return show_form(
        request, form, title=_("Put into a case"), intro=str(record), submit=_("Put into the case"),
        back=reverse("records:show-record", args=[record.pk]),
    )  # fmt: skip


@page("records.hold_record", Record)
def hold_record(request: HttpRequest, record: Record) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            act = services.release_record if record.legal_hold else services.hold_record
            act(record, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("Noted."), "records:show-record", record.pk)
    words = (
        (_("Allow the destruction after the term?"), _("The term of the case holds again."))
        if record.legal_hold
        else (_("Forbid the destruction?"), _("The case is not destroyed while the document is held."))
    )
    return confirm(
        request, form, title=words[0], consequences=[words[1]], submit=_("Yes"), dangerous=False,
        back=reverse("records:show-record", args=[record.pk]),
    )  # fmt: skip


@page("records.destroy_records")
def choose_destruction(request: HttpRequest) -> HttpResponseBase:
    form = PlaceForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["organisation"]
        return done(request, _("Choose the cases."), "records:propose-destruction", place.pk)
    return show_form(
        request, form, title=_("Act of destruction: of which organisation?"), submit=_("Next"),
        back=reverse("records:list-cases"),
    )  # fmt: skip


@page("records.destroy_records", Organisation)
def propose_destruction(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    cases = queries.cases_past_term(organisation, day=timezone.localdate())
    form = DestructionForm.of(request, cases=cases)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            chosen = list(form.cleaned_data["cases"])
            act = services.propose_destruction(organisation, cases=chosen, by=request.user)
            return done(
                request,
                _("The act is drawn up: register it and have it signed."),
                "records:show-record",
                act.pk,
            )
    return show_form(
        request, form, title=_("Act of destruction"), submit=_("Draw up the act"),
        intro=_("Here stand cases whose term has passed. Nothing is destroyed before the act is signed."),
        back=reverse("records:list-cases"),
    )  # fmt: skip


@page("records.destroy_records", CaseFile)
def destroy_case(request: HttpRequest, case: CaseFile) -> HttpResponseBase:
    act = queries.act_on(case)
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.destroy_records(case, act=act, by=request.user)
            return done(request, _("The case is destroyed."), "records:show-case", case.pk)
    return confirm(
        request,
        form,
        title=_("Destroy the case?"),
        consequences=[
            _("Texts, values and files of its documents are removed for good."),
            _("Numbers, titles and hashes stay in the register."),
        ],
        submit=_("Destroy"),
        back=reverse("records:show-case", args=[case.pk]),
    )


@page("records.view_series")
def list_series(request: HttpRequest) -> HttpResponseBase:
    rows = queries.series_for_list(request.user)
    return show_list(request, SeriesTable, rows, title=_("Lines of numbers"))


@page("records.change_series", NumberSeries)
def change_series(request: HttpRequest, series: NumberSeries) -> HttpResponseBase:
    form = PatternForm.of(request, initial={"pattern": series.pattern})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.set_pattern(
                series.organisation, kind=series.kind, line=series.line, year=series.year,
                pattern=form.cleaned_data["pattern"], by=request.user,
            )  # fmt: skip
            return done(request, _("The next number will look like this."), "records:list-series")
    return show_form(
        request, form, title=_("How the numbers look"), back=reverse("records:list-series"),
        intro=_("Numbers that have been given stay as they are."),
    )  # fmt: skip
