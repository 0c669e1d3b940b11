from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from metodika.core.access import can
from metodika.core.events.sentences import sentences_of
from metodika.core.web import page
from metodika.directory.accounts.queries import journal_of, last_visit_of
from metodika.directory.mandates.queries import mandates_of_person
from metodika.directory.regulations.queries import governing_acts
from metodika.web.office import queries

NEWS = 8


@page.public
def today(request: HttpRequest) -> HttpResponse:
    day = timezone.localdate()
    acts = governing_acts(request.user, day=day)[:NEWS]
    if not request.user.is_authenticated:
        return render(
            request, "office/visitor_home.html", {"acts": acts, "sign_in": reverse("account_login")}
        )
    person = request.user.person
    entries = list(journal_of(request.user)[:NEWS]) if can(request.user, "accounts.view_journal") else []
    context = {
        "day": day,
        "agenda": queries.agenda_of(request.user, day=day),
        "figures": queries.figures_of(request.user, day=day),
        "acts": acts,
        "changed": queries.news_of(request.user, since=last_visit_of(request.user, session=request.session)),
        "news": list(
            zip([entry.happened_at for entry in entries], sentences_of(entries, as_history=True), strict=True)
        ),
        "person": person,
        "mandates": mandates_of_person(person, viewer=request.user).as_of(day) if person else [],
    }
    return render(request, "office/today.html", context)


@page.public
def health(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
