"""Orders and directives, which a person writes here, and the papers printed on request."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.files.downloads import send
from metodika.core.web import done, page, show_form
from metodika.directory.records import queries, services
from metodika.directory.records.documents import printed_register, printed_signatures
from metodika.directory.records.forms import TextForm, WriteForm
from metodika.directory.records.models import Record
from metodika.directory.records.tables import RecordTable, rows_to_print

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("records.write_record")
def write_record(request: HttpRequest) -> HttpResponseBase:
    place = queries.organisations_for(request.user, "records.write_record").first()
    initial = {"dated_on": timezone.localdate(), "organisation": place}
    form = WriteForm.of(request, initial=initial, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            record = services.write_order(draft=form.draft(), **form.text(), by=request.user)
            return done(request, _("The draft is made."), "records:show-record", record.pk)
    return show_form(
        request, form, title=_("New order or directive"), submit=_("Make the draft"),
        back=reverse("records:list-records"), draft="order",
    )  # fmt: skip


@page("records.write_record", Record)
def write_text(request: HttpRequest, record: Record) -> HttpResponseBase:
    form = TextForm.of(request, initial=TextForm.of_record(record), user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.write_text(record, **form.text(), by=request.user)
            return done(request, _("The text is written down."), "records:show-record", record.pk)
    return show_form(
        request, form, title=_("Text of the document"), back=reverse("records:show-record", args=[record.pk]),
        intro=_("If somebody has signed the text already, he is asked to sign the new one."),
    )  # fmt: skip


@page("records.list_records")
def print_register(request: HttpRequest) -> HttpResponseBase:
    records = rows_to_print(RecordTable(request, queries.records_for_list(request.user)))
    content = printed_register(records, day=timezone.localdate())
    return send([content], name="register.pdf", content_type=PDF)


@page("records.view_record", Record)
def print_signatures(request: HttpRequest, record: Record) -> HttpResponseBase:
    content = printed_signatures(record, day=timezone.localdate())
    return send([content], name="signatures.pdf", content_type=PDF)
