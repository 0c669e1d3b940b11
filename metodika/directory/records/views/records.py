from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.files.downloads import serve
from metodika.core.web import ReasonForm, Status, confirm, done, page, show_form, show_list
from metodika.directory.records import queries, services
from metodika.directory.records.forms import ChangeForm, TermForm
from metodika.directory.records.lifecycle import MOVES, NUMBERED_STATUSES, WRITTEN_KINDS, RecordStatus
from metodika.directory.records.models import Record, Rendition
from metodika.directory.records.queries import RecordCard
from metodika.directory.records.tables import RecordTable, signature_status, status_of

SHORT_HASH = 16


@page("records.list_records")
def list_records(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "records.write_record"):
        actions.append({"title": _("Write an order"), "url": reverse("records:write-record"), "icon": "plus"})
    table = RecordTable(request, queries.records_for_list(request.user))
    if table.count:
        url = f"{reverse('records:print-register')}?{request.GET.urlencode()}"
        actions.append({"title": _("Print the register"), "url": url, "icon": "printer", "look": "plain"})
    return show_list(request, table, title=_("Documents"), actions=actions)


@page("records.view_record", Record)
def show_record(request: HttpRequest, record: Record) -> HttpResponseBase:
    card = queries.record_card(record)
    sent = queries.dispatches_of(record, request.user)
    context = {
        "record": record,
        "card": card,
        "current": card.current,
        "status": status_of(record),
        "facts": _facts(record, card),
        "signatures": [(one, signature_status(one)) for one in card.signatures],
        "earlier": [(one, signature_status(one)) for one in card.earlier],
        "signature_heads": [_("Who"), _("Signs as"), _("State"), _("When"), _("Note")],
        "version_heads": [_("Version"), _("Made at"), _("Files"), _("SHA-256")],
        "versions": [(one, one.sha256[:SHORT_HASH]) for one in card.versions],
        "dispatches": sent if can(request.user, "records.view_dispatch") else [],
        "story": story_of(record),
        "breadcrumbs": [(_("Documents"), reverse("records:list-records"))],
        "can_be": MOVES[record.status],
        "is_written": record.kind in WRITTEN_KINDS,
    }
    return render(request, "records/record_card.html", context)


def _facts(record: Record, card: RecordCard) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Organisation"), record.organisation),
        (_("Date"), record.dated_on),
        (_("Number"), record.number_text),
        (_("Place"), record.place),
        (_("Case"), record.case_file),
        (_("Kept until"), record.keep_until),
        (_("Own term of keeping, years"), record.keep_years),
        (_("Why it was cancelled"), record.cancelled_reason),
        (_("Must not be destroyed"), Status(record.hold_reason, "warning") if record.legal_hold else ""),
        (_("Published on"), record.published_on),
        (_("Code for checking"), record.code_to_print if record.status != RecordStatus.DRAFT else ""),
    ]
    return [(label, value) for label, value in facts if value]


@page("records.write_record", Record)
def change_record(request: HttpRequest, record: Record) -> HttpResponseBase:
    kind = ChangeForm if record.status == RecordStatus.DRAFT else TermForm
    initial = {name: getattr(record, name) for name in kind.base_fields}
    form = kind.of(request, initial={**initial, "version": record.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_record(record, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The card is saved."), "records:show-record", record.pk)
    back = reverse("records:show-record", args=[record.pk])
    return show_form(request, form, title=_("Change the card of the document"), back=back)


@page("records.register_record", Record, method="POST")
def register_record(request: HttpRequest, record: Record) -> HttpResponseBase:
    services.register_record(record, by=request.user)
    return done(request, _("The document has its number."), "records:show-record", record.pk)


@page("records.register_record", Record)
def cancel_number(request: HttpRequest, record: Record) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.cancel_number(record, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The document is cancelled."), "records:show-record", record.pk)
    numbered = record.status in NUMBERED_STATUSES
    consequences = [
        _("The number stays with the reason and is never given again.")
        if numbered
        else _("The draft has no number, so no gap is left."),
        _("Signatures under it no longer count."),
    ]
    return confirm(
        request,
        form,
        title=_("Cancel the document?"),
        consequences=consequences,
        submit=_("Cancel the document"),
        back=reverse("records:show-record", args=[record.pk]),
    )


@page("records.publish_record", Record, method="POST")
def publish_record(request: HttpRequest, record: Record) -> HttpResponseBase:
    services.publish_record(record, by=request.user)
    return done(request, _("The document is published."), "records:show-record", record.pk)


@page("records.view_record", Rendition)
def download_pdf(request: HttpRequest, version: Rendition) -> HttpResponseBase:
    if version.pdf is None:
        raise Http404
    return serve(version.pdf)


@page("records.view_record", Rendition)
def download_word(request: HttpRequest, version: Rendition) -> HttpResponseBase:
    if version.docx is None:
        raise Http404
    return serve(version.docx)
