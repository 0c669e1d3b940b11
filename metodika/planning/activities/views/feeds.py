from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import done, page
from metodika.planning.activities import queries, services
from metodika.planning.activities.forms import FeedForm
from metodika.planning.activities.models import Feed

FEEDS = "activities:list-feeds"


def feed_address(feed: Feed) -> str:
    return f"{settings.ADDRESS}{reverse('activities:read-feed', args=[feed.secret])}"


@page("activities.keep_feed")
def list_feeds(request: HttpRequest) -> HttpResponseBase:
    form = FeedForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.open_feed(**form.values(), by=request.user)
            return done(request, _("The address is there. Copy it into your calendar program."), FEEDS)
    context = {
        "title": _("To my calendar"),
        "crumbs": [(_("Events"), reverse("activities:list-events"))],
        "form": form,
        "feeds": [(one, feed_address(one)) for one in queries.feeds_of(request.user)],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "activities/feed_list.html", context, status=status)


@page("activities.keep_feed", Feed, method="POST")
def renew_feed(request: HttpRequest, feed: Feed) -> HttpResponseBase:
    services.renew_feed(feed, by=request.user)
    return done(request, _("The address is new; the old one shows nothing any longer."), FEEDS)


@page("activities.keep_feed", Feed, method="POST")
def close_feed(request: HttpRequest, feed: Feed) -> HttpResponseBase:
    services.close_feed(feed, by=request.user)
    return done(request, _("The address is closed."), FEEDS)


@page.public
def read_feed(request: HttpRequest, secret: str) -> HttpResponse:
    feed = queries.feed_by_secret(secret)
    if feed is None:
        raise Http404
    text = queries.calendar_of(feed, now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    return response
