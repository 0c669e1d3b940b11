from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.language import normalise
from metodika.core.web import AsOf, Choice, Column, Empty, Filter, OneOf, Search, Status, Table
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies import queries
from metodika.governance.bodies.lifecycle import LIVING, BodyStatus, Family, Reach
from metodika.governance.bodies.models import Body

TONES = {
    BodyStatus.PROPOSED: "waiting",
    BodyStatus.ACTIVE: "good",
    BodyStatus.SUSPENDED: "warning",
    BodyStatus.DISSOLVED: "neutral",
}
LIVES = "living"
STATES = ((LIVES, _("Not dissolved")), *BodyStatus.choices)


def state(body: Body) -> Status:
    return Status(str(body.get_status_display()), TONES[BodyStatus(body.status)])  # type: ignore[arg-type]  # tones all


def by_state(rows: "QuerySet[Body]", value: str) -> "QuerySet[Body]":
    return rows.filter(status__in=LIVING) if value == LIVES else rows.filter(status=value)


def hosts_alike(rows: "QuerySet[Organisation]", words: str) -> "QuerySet[Organisation]":
    return rows.filter(sort_key__contains=normalise(words))


def working_on(rows: "QuerySet[Body]", day: date) -> "QuerySet[Body]":
    return rows.filter(starts_on__lte=day).exclude(ends_on__lt=day)


class BodyTable(Table):
    columns: ClassVar = [
        Column("name", pgettext_lazy("thing", "Name"), str, url="bodies:show-body", sort=("sort_key", "pk")),
        Column("kind", _("Kind"), "kind.title", sort="kind__order"),
        Column("host", _("At which organisation"), sort="host__sort_key"),
        Column("level", _("Level"), lambda body: body.get_level_display(), shown=False),
        Column("head", _("Head"), "head_name"),
        Column("people", _("Members"), "people", numeric=True, sort="people"),
        Column("subjects", _("Subjects"), lambda body: body.subject_titles),
        Column("parent", _("Works under"), shown=False),
        Column("starts_on", _("Works from"), sort="starts_on", shown=False),
        Column("ends_on", _("Works to"), sort="ends_on", shown=False),
        Column("state", _("State"), state),
    ]
    empty: ClassVar = Empty(
        _("No councils and associations yet"),
        _("Here are councils, associations, groups and communities with their compositions and rules."),
        _("Found a body"),
        "/bodies/found/",
        icon="users",
    )
    order: ClassVar = "name"
    key: ClassVar = "bodies"
    export_name: ClassVar = "bodies"

    @property
    def all_filters(self) -> Sequence[Filter]:
        # Read without a request when the API describes itself: choices are asked for only when shown.
        return (
            Search("q", apply=queries.bodies_alike, hint=_("Name of the body or of the organisation")),
            Choice("kind", _("Kind"), "kind__code", choices=lambda: queries.kind_choices(self.request.user)),
            Choice("state", _("State"), by_state, choices=STATES),
            Choice("level", _("Level"), choices=Level.choices, aside=True),
            Choice("family", _("Family"), "kind__family", choices=Family.choices, aside=True),
            Choice("reach", _("What brings members together"), choices=Reach.choices, aside=True),
            OneOf(
                "host", _("At which organisation"), aside=True, found=hosts_alike,
                rows=lambda: queries.hosts_of_bodies(self.request.user),
            ),
            AsOf("on", _("Working on the day"), apply=working_on, aside=True),
        )  # fmt: skip
