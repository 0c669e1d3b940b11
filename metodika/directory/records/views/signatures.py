"""What the secretary does about signatures."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.files.downloads import serve
from metodika.core.web import ReasonForm, confirm, done, page, show_form
from metodika.directory.records import queries, services
from metodika.directory.records.forms import AskForm, QualifiedForm, ScanForm, SubstituteForm
from metodika.directory.records.models import Record, SignatureRequest


@page("records.collect_signatures", Record)
def ask_signature(request: HttpRequest, record: Record) -> HttpResponseBase:
    form = AskForm.of(request, user=request.user, initial=AskForm.named_in(record))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.ask_signatures(record, **form.chosen(), by=request.user)
            return done(request, _("The signature is asked for."), "records:show-record", record.pk)
    return show_form(
        request, form, title=_("Who shall sign?"), submit=_("Ask for the signature"), intro=str(record),
        back=reverse("records:show-record", args=[record.pk]),
    )  # fmt: skip


@page("records.collect_signatures", Record)
def load_scan(request: HttpRequest, record: Record) -> HttpResponseBase:
    form = ScanForm.of(request, missing=queries.record_card(record).missing)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.sign_on_paper(record, **form.chosen(), by=request.user)
            return done(request, _("The signatures on paper are noted."), "records:show-record", record.pk)
    return show_form(
        request, form, title=_("Load the signed paper"), submit=_("Load and note the signatures"),
        intro=_("The code on the scan is compared with the document; you look at the signatures yourself."),
        back=reverse("records:show-record", args=[record.pk]),
    )  # fmt: skip


@page("records.collect_signatures", SignatureRequest)
def attach_qualified(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    form = QualifiedForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.attach_qualified(signature, **form.values(), by=request.user)
            return done(request, _("The signature is attached."), "records:show-record", signature.record_id)
    return show_form(
        request, form, title=_("Qualified signature: %(who)s") % {"who": signature}, submit=_("Attach"),
        intro=_("Sign the PDF in your program for signatures and choose the file that it makes."),
        back=reverse("records:show-record", args=[signature.record_id]),
    )  # fmt: skip


@page("records.collect_signatures", SignatureRequest)
def release_signer(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.release_signer(signature, reason=form.cleaned_data["reason"], by=request.user)
            return done(
                request, _("The signature is not waited for."), "records:show-record", signature.record_id
            )
    return confirm(
        request,
        form,
        title=_("Do without the signature: %(who)s?") % {"who": signature},
        consequences=[
            _("The reason stands in the list of signatures."),
            _("When nobody else is waited for, the document counts as signed."),
        ],
        submit=_("Do without it"),
        back=reverse("records:show-record", args=[signature.record_id]),
    )


@page("records.collect_signatures", SignatureRequest)
def substitute_signer(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    form = SubstituteForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.substitute_signer(signature, **form.values(), by=request.user)
            return done(
                request, _("Another person is asked to sign."), "records:show-record", signature.record_id
            )
    return show_form(
        request, form, title=_("Who signs instead of %(who)s?") % {"who": signature.person},
        intro=str(signature.record), submit=_("Ask for the signature"),
        back=reverse("records:show-record", args=[signature.record_id]),
    )  # fmt: skip


@page("records.view_record", SignatureRequest)
def download_proof(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    if signature.file is None:
        raise Http404
    return serve(signature.file)
