"""Who was sent what, and who has read it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet

from metodika.core.database.subjects import about
from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.lifecycle import AudienceKind
from metodika.directory.records.models import Acknowledgement, Dispatch
from metodika.directory.staff.models import Employment, Person


def dispatches_for_list(user: Any) -> QuerySet[Dispatch]:
    """Return the dispatches that the person may see, each with `sent_count` and `missing_count` people."""
    return (
        Dispatch.objects.visible_to(user)
        .select_related("organisation")
        .annotate(
            sent_count=Count("items"),
            missing_count=Count("items", filter=Q(items__acknowledged_at=None)),
        )
    )


def items_of(dispatch: Dispatch) -> Sequence[Acknowledgement]:
    """Return the people of a dispatch, the missing ones first, then by name; each with `has_account`."""
    rows = dispatch.items.select_related("person", "file").annotate(
        has_account=models.Exists(Person.objects.filter(pk=models.OuterRef("person"), user__isnull=False))
    )
    return list(rows.order_by(models.F("acknowledged_at").asc(nulls_first=True), "person__sort_key", "pk"))


def missing_items(dispatch: Dispatch) -> Sequence[Acknowledgement]:
    """Return who has not acknowledged yet, by name."""
    return list(dispatch.items.missing().select_related("person").order_by("person__sort_key", "pk"))


def items_to_acknowledge(user: Any) -> QuerySet[Acknowledgement]:
    """Return what the person was sent and has not acknowledged yet, by the due day."""
    rows = Acknowledgement.objects.missing().filter(person=getattr(user, "person_id", None) or 0)
    return rows.select_related("dispatch__organisation").order_by("dispatch__due_on", "pk")


def dispatches_of(subject: models.Model, user: Any) -> QuerySet[Dispatch]:
    """Return the dispatches of a row that the person may see, newest first, with their counts."""
    return dispatches_for_list(user).filter(**about(subject)).order_by("-sent_at")


def audience_choices() -> list[tuple[str, str]]:
    """Return the groups that can be sent something: everybody, heads, named people, or holders of a role."""
    roles = [(f"role:{role.code}", role.title) for role in Role.objects.order_by("order", "pk")]
    return [*((kind.value, str(kind.label)) for kind in AudienceKind), *roles]


def people_to_name(organisation: Organisation | None, *, day: date) -> QuerySet[Person]:
    """Return whom one may name for an organisation: those who work there on the day, by name.

    Only for an institution or the municipality's own office: nobody looks through five thousand names.
    """
    jobs = Employment.objects.as_of(day).filter(organisation=organisation)
    return Person.objects.present().filter(pk__in=jobs.values("person")).order_by("sort_key", "pk")


def people_of_audience(organisation: Organisation, *, audience: str, day: date) -> QuerySet[Person]:
    """Return who belongs to a group under an organisation on the day, each person once."""
    jobs = Employment.objects.as_of(day).filter(organisation__path__startswith=organisation.path)
    kind, _colon, code = audience.partition(":")
    if kind == "role":
        held = Mandate.objects.as_of(day).filter(role__code=code)
        held = held.filter(organisation__path__startswith=organisation.path)
        return Person.objects.present().filter(pk__in=held.values("person"))
    if kind == AudienceKind.HEADS:
        jobs = jobs.filter(is_head=True)
    return Person.objects.present().filter(pk__in=jobs.values("person")).order_by("sort_key", "pk")
