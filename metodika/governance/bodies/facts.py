"""What can be counted of bodies and of those who sit in them."""

from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, Parameter, choice, flag, text
from metodika.core.facts.declared import MadeOf
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.staff.queries import subject_choices
from metodika.governance.bodies.lifecycle import BodyStatus, Family, Office, Reach
from metodika.governance.bodies.models import Body, BodyKind, Composition, Seat, Stage
from metodika.governance.bodies.queries import kinds_of_bodies

TITLE = _("Councils and associations")


def made_of_body(way: str = "") -> MadeOf:
    """Return what the parameters of a body depend on; `way` leads to it from the row."""
    return (Body, way), (BodyKind, f"{way}__kind".strip("_"))


def of_body(way: str = "") -> tuple[Parameter, ...]:
    """Return the parameters of a body; `way` leads to it from the row."""
    return (
        choice("family", _("family of the body"), f"{way}kind__family", Family.choices),
        choice("body_kind", _("kind of the body"), f"{way}kind__code", kinds_of_bodies),
        choice("level", _("level of the body"), f"{way}level", Level.choices),
        choice("reach", _("what brings members together"), f"{way}reach", Reach.choices),
        choice("subject", _("subject"), f"{way}subjects", subject_choices, many=True),
        flag("network", _("network"), f"{way}is_network"),
        flag("permanent", _("permanent"), f"{way}kind__permanent"),
        flag("regulated", _("has a regulation"), Q(**{f"{way}regulation__isnull": False})),
    )


FACTS = (
    Fact(
        code="bodies.working",
        title=_("Body that works"),
        row=_("One council, association or group, from its first day to its last; a proposed one not yet."),
        model=Body,
        rows=lambda: Body.objects.exclude(status=BodyStatus.PROPOSED),
        organisation="host", body="pk", since="starts_on", until="ends_on",
        parameters=(
            *of_body(), choice("status", _("state today"), "status", BodyStatus.choices),
            flag("linked", _("works under another body"), Q(parent__isnull=False)),
            flag("tasked", _("has a task"), ~Q(task="")),
            flag("temporary", _("has a last day"), Q(ends_on__isnull=False)),
            flag("finished", _("ended with a result"), ~Q(result="")),
        ),
        related=("kind",),
        address="/bodies/{0.pk}/",
        made_of=made_of_body(),
    ),
    Fact(
        code="bodies.founded",
        title=_("Body founded"),
        row=_("One council, association or group that began to work on the day."),
        model=Body,
        rows=lambda: Body.objects.exclude(status=BodyStatus.PROPOSED).exclude(starts_on=None),
        organisation="host", body="pk", on="starts_on",
        parameters=(
            *of_body(), flag("by_act", _("founded by an act"), Q(created_by_act__isnull=False)),
        ),
        related=("kind",),
        address="/bodies/{0.pk}/",
        made_of=made_of_body(),
    ),
    Fact(
        code="bodies.composition",
        title=_("Approved composition"),
        row=_("One composition of a body, as long as it holds."),
        model=Composition,
        rows=lambda: Composition.objects.approved(),
        organisation="body__host", body="body", since="starts_on", until="ends_on",
        parameters=(*of_body("body__"), flag("by_act", _("approved by an act"), Q(act__isnull=False))),
        related=("body__kind",),
        address="/bodies/compositions/{0.pk}/",
        source="YAK-4.3",
        made_of=((Composition, ""), *made_of_body("body")),
    ),
    Fact(
        code="bodies.membership",
        title=_("Seat held"),
        row=_("One person in one seat of an approved composition, as long as both hold."),
        model=Seat,
        rows=lambda: Seat.objects.filter(composition__status="approved", person__isnull=False),
        person="person", organisation="composition__body__host", body="composition__body",
        since=Greatest("starts_on", "composition__starts_on"),
        until=Least("ends_on", "composition__ends_on"),
        parameters=(
            *of_body("composition__body__"),
            choice("office", _("office"), "office", Office.choices),
            flag("votes", _("votes"), "votes"),
            flag("by_agreement", _("by agreement"), "by_agreement"),
            flag("consented", _("agreed to sit there"), Q(consented_on__isnull=False)),
            flag("delegated", _("represents somebody"), ~Q(represents="")),
            text("represents", _("whom it represents"), "represents"),
            flag("by_post", _("sits by his post"), Q(post__isnull=False) | Q(head_of__isnull=False)),
        ),
        related=("composition",),
        address="/bodies/compositions/{0.composition_id}/",
        source="VP-M.3",
        made_of=((Seat, ""), (Composition, "composition"), *made_of_body("composition__body")),
    ),
    Fact(
        code="bodies.stage_due",
        title=_("Stage of a group's work due"),
        row=_("One stage of the work of a group, on the last day by which it is to be finished."),
        model=Stage,
        rows=lambda: Stage.objects.all(),
        person="responsible", organisation="body__host", body="body", on="due_on",
        parameters=(
            *of_body("body__"),
            flag("finished", _("finished"), Q(done_on__isnull=False)),
            flag("in_time", _("finished in time"), Q(done_on__lte=F("due_on"))),
            flag("product_kept", _("its product is kept as a file"), Q(file__isnull=False)),
        ),
        related=("body",),
        address="/bodies/{0.body_id}/",
        made_of=((Stage, ""), *made_of_body("body")),
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "bodykind": _("Words and rules of the profile; bodies name them."),
    "headmandate": _("Why somebody has a role; the role is counted."),
}
