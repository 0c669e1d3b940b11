from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import page
from metodika.governance.meetings.queries.watch import duty_watch

MOST_BODIES = 300


@page("meetings.list_sessions")
def list_duties(request: HttpRequest) -> HttpResponseBase:
    words = request.GET.get("q", "").strip()
    day = timezone.localdate()
    watch = duty_watch(request.user, day=day, words=words, most=MOST_BODIES)
    tiles: list[tuple[str, int, str]] = [
        (_("Owed by now"), watch.late, "bad" if watch.late else "good"),
        (_("To be done in time"), watch.coming, "waiting"),
        (_("Bodies that owe nothing"), watch.quiet, "good"),
    ]
    context = {
        "title": _("What councils and associations owe"),
        "watch": watch,
        "words": words,
        "day": day,
        "tiles": tiles,
        "most": MOST_BODIES,
        "breadcrumbs": [
            (_("Sessions"), reverse("meetings:list-sessions")), (_("What is owed"), ""),
        ],
    }  # fmt: skip
    return render(request, "meetings/duty_list.html", context)
