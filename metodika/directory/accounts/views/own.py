from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.web import ConfirmForm, done, page, show_form
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.documents import own_data_archive
from metodika.directory.accounts.forms import DataRequestForm
from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose
from metodika.directory.accounts.tables import request_status
from metodika.directory.staff.models import Person


def _own_person(request: HttpRequest) -> Person:
    person: Person | None = request.user.person  # type: ignore[union-attr]  # the page lets only people in
    if person is None:
        raise RuleBroken(_("This account belongs to no person, so nothing is held about anybody."))
    return person


@page("accounts.view_own_data")
def show_own_data(request: HttpRequest) -> HttpResponseBase:
    person = request.user.person  # type: ignore[union-attr]  # the page lets only people in
    context = {
        "person": person,
        "sections": queries.own_data(person) if person else [],
        "purposes": queries.purposes_of_person(person) if person else [],
        "requests": [(one, request_status(one)) for one in queries.requests_of_person(person)]
        if person
        else [],
        "title": _("My data"),
    }
    return render(request, "accounts/own_data.html", context)


@page("accounts.view_own_data")
def take_own_data(request: HttpRequest) -> HttpResponseBase:
    archive = own_data_archive(queries.own_data(_own_person(request)))
    answer = HttpResponse(archive, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y-%m-%d}.zip"'
    return answer


@page("accounts.view_own_data")
def ask_about_data(request: HttpRequest) -> HttpResponseBase:
    person = _own_person(request)
    form = DataRequestForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.ask_about_data(person, **form.values(), by=request.user)
            return done(
                request,
                _("The request has been received. The answer will stand on this page."),
                "accounts:own-data",
            )
    return show_form(
        request,
        form,
        title=_("Ask about my data"),
        submit=_("Send the request"),
        back=reverse("accounts:own-data"),
        intro=_("Corrections and erasure are answered within seven working days, questions within ten."),
    )


@page("accounts.view_own_data")
def decide_consent(request: HttpRequest, purpose: str) -> HttpResponseBase:
    person = _own_person(request)
    found = next((one for one in queries.purposes_of_person(person) if one.purpose == purpose), None)
    if found is None:
        raise Http404
    form = ConfirmForm.of(request)
    if request.method == "POST":
        if request.POST.get("text") != str(found.text.pk):
            raise RuleBroken(
                _("The text has changed since you opened it. Read the new one and decide again.")
            )
        services.give_consent(person, text=found.text, channel=ConsentChannel.SCREEN, by=request.user)
        return done(request, _("The consent is recorded."), "accounts:own-data")
    title = str(ConsentPurpose(purpose).label)
    return render(request, "accounts/consent_decide.html", {"found": found, "form": form, "title": title})


@page("accounts.view_own_data", method="POST")
def withdraw_consent(request: HttpRequest, purpose: str) -> HttpResponseBase:
    consent = (
        queries.consent_in_force(_own_person(request), ConsentPurpose(purpose))
        if purpose in ConsentPurpose.values
        else None
    )
    if consent is None:
        raise Http404
    services.withdraw_consent(consent, by=request.user)
    return done(request, _("The consent is withdrawn."), "accounts:own-data")
