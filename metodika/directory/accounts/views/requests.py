from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.web import done, page, show_form, show_list, wants_next
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.forms import AnswerForm, ConsentTextForm, ErasureForm
from metodika.directory.accounts.lifecycle import OPEN_REQUESTS, ConsentPurpose, DataRequestKind
from metodika.directory.accounts.models import DataRequest
from metodika.directory.accounts.tables import RequestTable, request_status


@page("accounts.answer_data_request")
def list_requests(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request,
        RequestTable,
        queries.requests_to_answer(request.user),
        title=_("Requests about personal data"),
        intro=_("The last day is counted in working days from the day after the request."),
    )


@page("accounts.answer_data_request", DataRequest)
def show_request(request: HttpRequest, asked: DataRequest) -> HttpResponseBase:
    form = AnswerForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.answer_data_request(asked, **form.values(), by=request.user)
            return done(request, _("The answer is recorded."), _next_request(request))
    context = {
        "asked": asked,
        "status": request_status(asked),
        "and_next": _("Answer and open the next one"),
        "form": form if asked.status in OPEN_REQUESTS else None,
        "may_erase": asked.kind == DataRequestKind.ERASE and asked.status in OPEN_REQUESTS,
        "title": asked.get_kind_display(),
        "breadcrumbs": [
            (_("Requests about personal data"), reverse("accounts:list-requests")),
            (str(asked.person), ""),
        ],
    }
    return render(request, "accounts/request_card.html", context)


def _next_request(request: HttpRequest) -> str:
    """Return where the next request is answered, for a person who works through the list."""
    waiting = queries.requests_to_answer(request.user).filter(status__in=OPEN_REQUESTS)
    asked = waiting.first() if wants_next(request) else None
    return reverse("accounts:show-request", args=[asked.pk]) if asked else reverse("accounts:list-requests")


@page("accounts.answer_data_request", DataRequest, method="POST")
def take_request(request: HttpRequest, asked: DataRequest) -> HttpResponseBase:
    services.take_data_request(asked, by=request.user)
    return done(request, _("The request is in work."), "accounts:show-request", asked.pk)


@page("accounts.answer_data_request", DataRequest)
def erase_data(request: HttpRequest, asked: DataRequest) -> HttpResponseBase:
    back = reverse("accounts:show-request", args=[asked.pk])
    form = ErasureForm.of(request)
    if form.is_valid():
        with form.refusals():
            services.fulfil_erasure(asked, answer=form.cleaned_data["answer"], by=request.user)
            return done(request, _("The data are erased, the account is shut."), back)
    intro = _(
        "The name, birthday, SNILS, contacts, places of study and the account go, from the history as well. "
        "Jobs, categories, presence at sessions and votes stay under the number of the card; signed papers "
        "stay as they were signed, as the law on archives asks."
    )
    return show_form(
        request, form, title=_("Erase the data"), submit=_("Erase the data"), back=back,
        intro=f"{asked.person}. {intro}",
    )  # fmt: skip


@page("accounts.publish_consent_text")
def list_consent_texts(request: HttpRequest) -> HttpResponseBase:
    texts = [(purpose, queries.current_text(purpose)) for purpose in ConsentPurpose]
    return render(
        request, "accounts/consent_text_list.html", {"texts": texts, "title": _("Texts of consents")}
    )


@page("accounts.publish_consent_text")
def publish_consent_text(request: HttpRequest, purpose: str) -> HttpResponseBase:
    if purpose not in ConsentPurpose.values:
        raise Http404
    latest = queries.current_text(purpose)
    form = ConsentTextForm.of(request, initial={"text": latest.text if latest else ""})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.publish_consent_text(ConsentPurpose(purpose), **form.values(), by=request.user)
            return done(request, _("The text is published."), "accounts:list-consent-texts")
    title = str(ConsentPurpose(purpose).label)
    return show_form(
        request, form, title=title, submit=_("Publish"), back=reverse("accounts:list-consent-texts")
    )
