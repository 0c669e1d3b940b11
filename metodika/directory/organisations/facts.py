"""What can be counted of organisations, and the tree by which everything is counted."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, Ladder, choice, flag
from metodika.directory.organisations.lifecycle import Level, Status, SuccessionKind
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet, Succession
from metodika.directory.organisations.queries import kind_choices

TITLE = _("Organisations")
LADDER = Ladder(
    nodes=Organisation,
    found=OrganisationQuerySet.alike,
    succession=Succession,
    rungs=(Level.INSTITUTION.value, Level.MUNICIPALITY.value, Level.REGION.value),
)
WORKING = (
    choice("level", _("level"), "level", Level.choices),
    choice("kind", _("kind"), "kind", kind_choices),
    flag("rural", _("rural"), "is_rural"),
    flag("small", _("small"), "is_small"),
    flag("branch", _("branch"), "is_branch"),
    flag("site", _("has the address of its site"), ~Q(website="")),
    choice("status", _("status today"), "status", Status.choices),
)
FACTS = (
    Fact(
        code="organisations.working",
        title=_("Organisation that works"),
        row=_("One organisation, from the day it opened to its last day; a merged one up to the merger."),
        model=Organisation,
        rows=Organisation.objects.all,
        organisation="pk",
        since="opened_on",
        until="closed_on",
        parameters=WORKING,
        address="/organisations/{0.pk}/",
    ),
    Fact(
        code="organisations.succession",
        title=_("Merger or division of organisations"),
        row=_("One organisation taking over the work of another."),
        model=Succession,
        rows=Succession.objects.all,
        organisation="predecessor",
        on="happened_on",
        parameters=(choice("kind", _("kind"), "kind", SuccessionKind.choices),),
        seen_through="predecessor",
        related=("successor",),
        address="/organisations/{0.predecessor_id}/",
    ),
)
WITHOUT_FACT = {
    "organisationname": _("A name of an organisation on a day, told on its card."),
    "organisationalias": _("A spelling by which lists are read, no work."),
    "guest": _("Whom a hub serves; it counts once agreements are kept."),
}
