from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from metodika.core.access import can
from metodika.core.web import MenuItem, Status, page, show_list
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.steering.dossiers import queries
from metodika.steering.dossiers.forms import years_of
from metodika.steering.dossiers.tables import CyclesTable

CYCLE = "dossiers.view_cycle"


@page(CYCLE)
def list_cycles(request: HttpRequest) -> HttpResponseBase:
    only = list(queries.cycle_places(request.user)[:2])
    if len(only) == 1:
        return redirect("dossiers:show-cycle", only[0].pk)
    return show_list(
        request, CyclesTable, queries.cycle_places(request.user), title=_("Management cycle by municipality")
    )


def _link(number: int, step: queries.StepSeen) -> tuple[int, str, str, Status]:
    """Return a step as a link of the chain: its number and title, its place on the page, how it stands."""
    count = len(step.broken)
    if not any(many for _title, many, _url in step.found):
        state = Status(_("nothing yet"), "bad")
    elif count:
        told = ngettext("%(count)d hole", "%(count)d holes", count) % {"count": count}
        state = Status(told, "warning")
    else:
        state = Status(pgettext("step of the cycle", "whole"), "good")
    return number, str(step.step.label), f"#step-{number}", state


@page(CYCLE, Organisation)
def show_cycle(request: HttpRequest, place: Organisation) -> HttpResponseBase:
    today = today_at(place)
    years = years_of(today)
    key = request.GET.get("year", "")
    period = years.get(key) or next(iter(years.values()))
    steps = queries.cycle_of(place, period, today=today, now=timezone.now(), viewer=request.user)
    context = {
        "title": _("Management cycle"), "place": place, "period": period, "steps": list(enumerate(steps, 1)),
        "links": [_link(number, step) for number, step in enumerate(steps, 1)],
        "years": [
            MenuItem(one.label, f"?year={name}", active=one == period) for name, one in years.items()
        ],
        "may_turn": can(request.user, "turnover.view_rollover"),
        "reports": queries.reports_of_year(place, period, viewer=request.user),
        "holes": sum(len(step.broken) for step in steps),
        "breadcrumbs": [
            (_("Management cycle by municipality"), reverse("dossiers:list-cycles")), (place.short_name, "")
        ],
    }  # fmt: skip
    return render(request, "dossiers/cycle_card.html", context)
