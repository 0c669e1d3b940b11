from urllib.parse import urlencode

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
    only = request.GET.get("only", "")
    watch = duty_watch(request.user, day=day, words=words, only=only, most=MOST_BODIES)
    tiles: list[tuple[str, int, str, str]] = [
        (_("Owed by now"), watch.late, "bad" if watch.late else "good", "late"),
        (_("To be done in time"), watch.coming, "waiting", "coming"),
        (_("Bodies that owe nothing"), watch.quiet, "good", "quiet"),
    ]
    context = {
        "title": _("What councils and associations owe"),
        "watch": watch,
        "words": words,
        "day": day,
        "tiles": [(*tile, "?" + urlencode({"only": tile[3], "q": words})) for tile in tiles],
        "only": only,
        "most": MOST_BODIES,
        "breadcrumbs": [
            (_("Sessions"), reverse("meetings:list-sessions")), (_("What is owed"), ""),
        ],
    }  # fmt: skip
    return render(request, "meetings/duty_list.html", context)
