from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.events.sentences import sentences_of
from metodika.core.notices import queries, services
from metodika.core.notices.forms import PreferencesForm
from metodika.core.notices.models import BatchStatus
from metodika.core.notices.tables import LetterTable
from metodika.core.web import ConfirmForm, confirm, done, page, show_form, show_list

SHOWN = 100


@page("notices.read_own")
def inbox(request: HttpRequest) -> HttpResponse:
    notices = list(queries.notices_of(request.user)[:SHOWN])
    rows = list(zip(notices, sentences_of(notices), strict=True))
    context = {
        "unread": [row for row in rows if row[0].read_at is None],
        "read": [row for row in rows if row[0].read_at is not None],
    }
    return render(request, "notices/notice_inbox.html", context)


@page("notices.read_own", method="POST")
def read_all(request: HttpRequest) -> HttpResponse:
    services.read_notices(request.user)
    return redirect("notices:inbox")


@page("notices.read_own", method="POST")
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(queries.notices_of(request.user), pk=pk)
    services.read_notices(request.user, numbers=[pk])
    return redirect(notice.url or "notices:inbox")


@page("notices.read_own")
def preferences(request: HttpRequest) -> HttpResponse:
    current = queries.preferences_of(request.user)
    form = PreferencesForm.of(request, current=current)
    if request.method == "POST" and form.is_valid():
        services.choose_channels(request.user, form.values())
        return done(request, _("You will be told in this way."), "notices:inbox")
    return show_form(request, form, title=_("How to tell me"), back="/notices/")


@page("notices.view_outbox")
def outbox(request: HttpRequest) -> HttpResponseBase:
    batches = list(queries.waiting_batches()[:SHOWN])
    waiting = list(zip(batches, sentences_of(batches), strict=True))
    return show_list(
        request,
        LetterTable,
        queries.letters(),
        title=_("Outbox"),
        template="notices/letter_outbox.html",
        waiting=waiting,
    )


@page("notices.view_outbox")
def batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    held = get_object_or_404(queries.batches(), pk=pk)
    context = {
        "batch": held,
        "sentence": sentences_of([held])[0],
        "waits": held.status == BatchStatus.WAITING,
        "sample": held.letters.first(),
        "letters": held.letters.select_related("recipient").order_by("address")[:SHOWN],
    }
    return render(request, "notices/letter_batch.html", context)


@page("notices.send_outbox", method="POST")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    count = services.release_batch(get_object_or_404(queries.batches(), pk=pk), by=request.user)
    words = ngettext("%(count)d letter is leaving.", "%(count)d letters are leaving.", count) % {
        "count": count
    }
    return done(request, words, "notices:outbox")


@page("notices.send_outbox", method="POST")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    services.drop_batch(get_object_or_404(queries.batches(), pk=pk), by=request.user)
    return done(request, _("The letters will not be sent."), "notices:outbox")


@page("notices.send_outbox")
def send_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    letter = get_object_or_404(queries.letters(), pk=pk)
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.send_again(letter)
            return done(request, _("The letter is on its way again."), "notices:outbox")
    return confirm(
        request,
        form,
        title=_("Send the letter again?"),
        consequences=[f"{letter.address}: {letter.subject}", letter.last_error],
        submit=_("Send again"),
        back=reverse("notices:outbox"),
        dangerous=False,
    )
