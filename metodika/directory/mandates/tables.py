from datetime import date
from typing import ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.language.alphabet import normalise
from metodika.core.web import AsOf, Choice, Column, Empty, Search, Status, Table
from metodika.directory.mandates.lifecycle import MandateState
from metodika.directory.mandates.models import Mandate, MandateQuerySet
from metodika.directory.mandates.queries import roles

TONES = {
    MandateState.HOLDS: "good",
    MandateState.COMING: "waiting",
    MandateState.ENDED: "neutral",
    MandateState.WITHDRAWN: "neutral",
}


def state(mandate: Mandate) -> Status:
    found = mandate.state_on(timezone.localdate())
    return Status(found.label, TONES[found])  # type: ignore[arg-type]  # every tone above is one


def for_whom(mandate: Mandate) -> object:
    return mandate.substitutes.person if mandate.substitutes else None


def named(rows: MandateQuerySet, words: str) -> MandateQuerySet:
    for word in normalise(words).split():
        rows = rows.filter(Q(person__sort_key__contains=word) | Q(organisation__sort_key__contains=word))
    return rows


def role_choices() -> list[tuple[str, str]]:
    return [(role.code, role.title) for role in roles()]


def on_day(rows: MandateQuerySet, day: date) -> MandateQuerySet:
    return rows.as_of(day)


class MandateTable(Table):
    columns: ClassVar = [
        Column("person", _("Person"), url="mandates:show-mandate", sort="person__sort_key"),
        Column("role", _("Role"), lambda mandate: mandate.role_there, sort="role__order"),
        Column("organisation", _("For what"), sort="organisation__sort_key"),
        Column("starts_on", _("From"), sort="starts_on"),
        Column("ends_on", _("To"), sort="ends_on"),
        Column("substitutes", _("Acts in place of"), for_whom),
        Column("ground", _("Ground"), shown=False),
        Column("state", _("State"), state),
    ]
    filters: ClassVar = [
        Search("q", apply=named, hint=_("Name of a person or an organisation")),
        Choice("role", _("Role"), "role__code", choices=role_choices),
        AsOf("on", apply=on_day),
    ]
    empty: ClassVar = Empty(
        _("Nobody has a role yet"),
        _("Here it is seen who answers for what, where and until when. Give the first role to begin."),
        _("Give a role"),
        "/mandates/give/",
        icon="users",
    )
    order: ClassVar = "person"
    key: ClassVar = "mandates"
    export_name: ClassVar = "mandates"
