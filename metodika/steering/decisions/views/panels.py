from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from metodika.core.web import page, show_panel
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.planning.plans.models import Item
from metodika.steering.analysis.models import Finding
from metodika.steering.decisions import queries
from metodika.steering.decisions.tables import state_of_decision, state_of_measure

LIST = "decisions.list_measures"


def _panel(request: HttpRequest, beside: queries.Beside) -> HttpResponse:
    measures, decisions = beside
    return show_panel(
        request, "decisions/acts_panel.html", title=_("Measures and decisions"),
        measures=[(one, state_of_measure(one)) for one in measures],
        decisions=[(one, state_of_decision(one)) for one in decisions],
    )  # fmt: skip


@page(LIST, Organisation)
def show_acts_of_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return _panel(request, queries.beside_organisation(organisation, request.user))


@page(LIST, Body)
def show_acts_of_body(request: HttpRequest, body: Body) -> HttpResponse:
    return _panel(request, queries.beside_body(body, request.user))


@page(LIST, Item)
def show_acts_of_item(request: HttpRequest, item: Item) -> HttpResponse:
    return _panel(request, queries.beside_item(item, request.user))


@page(LIST, Finding)
def show_acts_of_finding(request: HttpRequest, finding: Finding) -> HttpResponse:
    return _panel(request, queries.beside_finding(finding, request.user))
