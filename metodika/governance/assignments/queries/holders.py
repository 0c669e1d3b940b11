"""Who stands behind a post or a role on a day, and who heads a node of the tree."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Leave, Person, Position
from metodika.directory.staff.queries import heads_of


def holders_of_post(position: Position, organisation: Organisation, *, day: date) -> list[int]:
    """Return the numbers of the people who hold a post on the day, those who began first in front.

    Who is on a long leave holds it only when nobody else does.
    """
    away = Leave.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=day), employment=OuterRef("pk"), started_on__lte=day
    )
    jobs = (
        Employment.objects.as_of(day)
        .filter(position=position, organisation=organisation)
        .annotate(is_away=Exists(away))
        .order_by("started_on", "pk")
        .values_list("person_id", "is_away")
    )
    listed = list(dict(jobs).items())
    return [person for person, is_away in listed if not is_away] or [person for person, _away in listed]


def mandates_under(role: Role, organisation: Organisation, *, day: date) -> QuerySet[Mandate]:
    """Return the mandates of a role for an organisation and what lies under it, in the order of names."""
    return (
        Mandate.objects.as_of(day)
        .filter(role=role, organisation__path__startswith=organisation.path)
        .select_related("organisation", "person")
        .order_by("organisation__sort_key", "person__sort_key", "pk")
    )


def head_of(organisation: Organisation, *, day: date) -> Person | None:
    """Return who heads the organisation on the day, None when nobody does."""
    return heads_of([organisation.pk], as_of=day).get(organisation.pk)
