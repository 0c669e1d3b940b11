"""What waits for the person at the screen: to sign, to read."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.files.downloads import serve
from metodika.core.web import done, page, show_form
from metodika.directory.accounts.lifecycle import ConsentPurpose
from metodika.directory.accounts.queries import consent_in_force, current_text, has_codes
from metodika.directory.accounts.services import note_proof_try
from metodika.directory.records import queries, services
from metodika.directory.records.forms import RefuseForm, SignForm
from metodika.directory.records.models import Acknowledgement, SignatureRequest


@page("records.sign_record")
def list_own(request: HttpRequest) -> HttpResponseBase:
    context = {
        "title": _("To sign and to read"),
        "requests": queries.requests_to_sign(request.user),
        "items": queries.items_to_acknowledge(request.user),
    }
    return render(request, "records/own_list.html", context)


@page("records.sign_record", SignatureRequest)
def sign_record(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    codes = has_codes(request.user)  # type: ignore[arg-type]  # the door lets nobody else in
    form = SignForm.of(request, initial={"note": signature.note}, has_codes=codes)
    if request.method == "POST" and form.is_valid():
        note_proof_try(request.user)  # type: ignore[arg-type]  # as above
        with form.refusals():
            services.sign_simply(signature, **form.values(), by=request.user)
            return done(request, _("You have signed the document."), "records:list-own")
    joined = consent_in_force(signature.person, ConsentPurpose.SIGNING)
    return show_form(
        request,
        form,
        title=_("Sign: %(document)s") % {"document": signature.record.requisites},
        submit=_("Sign"),
        back=reverse("records:list-own"),
        template="records/signature_form.html",
        signature=signature,
        record=signature.record,
        joined=joined,
        has_agreement=current_text(ConsentPurpose.SIGNING) is not None,
        joining_url=reverse("accounts:decide-consent", args=[ConsentPurpose.SIGNING]),
    )


@page("records.sign_record", SignatureRequest)
def refuse_signature(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    form = RefuseForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.refuse_signature(signature, **form.values(), by=request.user)
            return done(request, _("Your refusal is noted."), "records:list-own")
    return show_form(
        request, form, title=_("Do not sign"), intro=signature.record.title, submit=_("Refuse to sign"),
        back=reverse("records:sign-record", args=[signature.pk]),
    )  # fmt: skip


@page("records.sign_record", SignatureRequest)
def read_before_signing(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    if signature.rendition.pdf is None:
        raise Http404
    return serve(signature.rendition.pdf)


@page("records.acknowledge", Acknowledgement)
def show_item(request: HttpRequest, item: Acknowledgement) -> HttpResponseBase:
    dispatch = item.dispatch
    context = {
        "item": item,
        "dispatch": dispatch,
        "title": dispatch.title,
        "breadcrumbs": [(_("To sign and to read"), reverse("records:list-own"))],
    }
    return render(request, "records/own_item.html", context)


@page("records.acknowledge", Acknowledgement, method="POST")
def open_item(request: HttpRequest, item: Acknowledgement) -> HttpResponseBase:
    services.note_seen(item)
    if item.dispatch.file is not None:
        return redirect("records:read-item", item.pk)
    return redirect(item.dispatch.url or reverse("records:show-item", args=[item.pk]))


@page("records.acknowledge", Acknowledgement)
def read_item(request: HttpRequest, item: Acknowledgement) -> HttpResponseBase:
    if item.dispatch.file is None:
        raise Http404
    return serve(item.dispatch.file)


@page("records.acknowledge", Acknowledgement, method="POST")
def acknowledge(request: HttpRequest, item: Acknowledgement) -> HttpResponseBase:
    services.acknowledge(item, by=request.user)
    return done(request, _("Noted: you have read it."), "records:list-own")
