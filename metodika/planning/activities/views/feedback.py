from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.web import done, page, show_form
from metodika.planning.activities import queries, services
from metodika.planning.activities.forms import FeedbackForm
from metodika.planning.activities.models import Event
from metodika.planning.activities.views.shared import CARD, event_address, event_page


@page("activities.take_part", Event)
def give_feedback(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = FeedbackForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.give_feedback(event, **form.values(), by=request.user)
            return done(request, _("Thank you. Your answer is kept without your name."), CARD, event.pk)
    return show_form(
        request, form, title=_("What did you think of it?"), submit=_("Send the answer"), intro=event.title,
        back=event_address(event),
    )  # fmt: skip


@page("activities.run_event", Event)
def show_opinion(request: HttpRequest, event: Event) -> HttpResponse:
    event = queries.event_card(event)
    opinion = queries.opinion_of(event)
    context = {
        **event_page(event, request.user, "show-opinion"),
        "opinion": opinion,
        "figures": [
            (_("Answers"), opinion.count),
            (_("Mean mark"), f"{opinion.mean:.2f}".replace(".", ",") if opinion.mean else None),
        ],
        "heads": [pgettext("feedback", "Mark"), _("Answers")],
        "word_heads": [pgettext("feedback", "Mark"), _("In words")],
    }
    return render(request, "activities/event_opinion.html", context)
