"""Who stands behind the words of a plan on a day, and what the words mean."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from metodika.core.language import initials, normalise
from metodika.directory.mandates.models import Mandate
from metodika.directory.mandates.queries import roles
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Person
from metodika.directory.staff.queries import all_positions
from metodika.governance.bodies.queries import heads_of_bodies
from metodika.planning.plans.lifecycle import PlanStatus, ResponsibleKind
from metodika.planning.plans.models import Plan, Responsible
from metodika.planning.plans.rules import people as words

Behind: TypeAlias = dict[int, list[int]]
Meaning: TypeAlias = dict[str, Any]


def people_behind(responsible: Collection[Responsible], *, day: date) -> Behind:
    """Return the numbers of the people behind each of those responsible on the day; four queries for all.

    A post and a role mean everybody who holds them in the organisation and under it; a council means its
    head. Nobody is found for what stands only in words.
    """
    found: Behind = {one.pk: [one.person_id] for one in responsible if one.person_id}
    found |= _held(responsible, ResponsibleKind.POST, "position_id", _jobs(responsible, day))
    found |= _held(responsible, ResponsibleKind.ROLE, "role_id", _mandates(responsible, day))
    bodies = {one.pk: one.body_id for one in responsible if one.body_id}
    heads = heads_of_bodies(set(bodies.values()), day) if bodies else {}
    found |= {pk: [heads[body]] if body in heads else [] for pk, body in bodies.items()}
    return found


def _jobs(responsible: Iterable[Responsible], day: date) -> list[tuple[int, str, int]]:
    wanted = {one.position_id for one in responsible if one.position_id}
    if not wanted:
        return []
    held = Employment.objects.as_of(day).filter(position__in=wanted).order_by("started_on", "pk")
    return list(held.values_list("position_id", "organisation__path", "person_id"))


def _mandates(responsible: Iterable[Responsible], day: date) -> list[tuple[int, str, int]]:
    wanted = {one.role_id for one in responsible if one.role_id}
    if not wanted:
        return []
    held = Mandate.objects.as_of(day).filter(role__in=wanted).order_by("starts_on", "pk")
    return list(held.values_list("role_id", "organisation__path", "person_id"))


def _held(
    responsible: Iterable[Responsible], kind: str, column: str, held: Iterable[tuple[int, str, int]]
) -> Behind:
    by_what: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for what, path, person in held:
        by_what[what].append((path, person))
    return {
        one.pk: list(
            dict.fromkeys(
                person
                for path, person in by_what[getattr(one, column)]
                if path.startswith(one.organisation.path if one.organisation else "/")
            )
        )
        for one in responsible
        if one.kind == kind
    }


def followed_responsible() -> QuerySet[Responsible]:
    """Return those responsible for living items of approved plans, whoever stands behind them."""
    return (
        Responsible.objects.filter(item__plan__status=PlanStatus.APPROVED, item__cancelled_on=None)
        .exclude(kind=ResponsibleKind.WORDS)
        .select_related("item__plan", "organisation")
        .prefetch_related("holders")
        .order_by("item", "order", "pk")
    )


def is_anything_followed() -> bool:
    """Tell whether an approved plan names posts, roles or councils."""
    return Responsible.objects.filter(
        item__plan__status=PlanStatus.APPROVED,
        kind__in=[ResponsibleKind.POST, ResponsibleKind.ROLE, ResponsibleKind.BODY],
    ).exists()


def makers_of(plan_id: int) -> QuerySet[Any]:
    """Return the account that has made a plan, none for the system."""
    made_by = Plan._meta.get_field("made_by").related_model
    accounts: QuerySet[Any] = made_by._default_manager.filter(
        pk__in=Plan.objects.filter(pk=plan_id).values("made_by")
    )
    return accounts


class Meanings:
    """What the words of a plan of one organisation mean; the vocabularies are read once."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.roles = {role.pk: role.title for role in roles()}
        self.positions = {position.pk: position.title for position in all_positions()}
        self.known: dict[str, Meaning] = {}

    def of(self, text: str) -> Meaning:
        """Return the columns of somebody responsible: a person, a role, a post, or nothing but the words."""
        if text not in self.known:
            self.known[text] = self._found(text)
        return self.known[text]

    def _found(self, text: str) -> Meaning:
        if named := words.person_named(text):
            person = self._person(*named)
            return {"kind": ResponsibleKind.PERSON, "person_id": person} if person else {}
        if role := words.named_alike(text, self.roles):
            return {"kind": ResponsibleKind.ROLE, "role_id": role, "organisation": self.organisation}
        if post := words.named_alike(text, self.positions):
            return {"kind": ResponsibleKind.POST, "position_id": post, "organisation": self.organisation}
        return {}

    def _person(self, surname: str, first: str, second: str) -> int | None:
        place = self.organisation.municipality or self.organisation
        found = Person.objects.filter(
            employments__organisation__path__startswith=place.path, merged_into=None,
            last_name__iexact=surname, first_name__istartswith=first,
        )  # fmt: skip
        if second:
            found = found.filter(Q(patronymic__istartswith=second) | Q(patronymic=""))
        numbers = list(found.distinct().values_list("pk", flat=True)[:2])
        return numbers[0] if len(numbers) == 1 else None


def names_of(people: Iterable[int]) -> dict[int, str]:
    """Return surname and initials by the number of the person."""
    found = Person.objects.filter(pk__in=set(people))
    return {one.pk: initials(one.last_name, one.first_name, one.patronymic) for one in found}


def people_named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Keep the items or occurrences for which people answer whose names or posts contain the words."""
    lookup = "responsible" if rows.model._meta.model_name == "item" else "item__responsible"
    for word in normalise(text).split():
        rows = rows.filter(
            Q(**{f"{lookup}__holders__sort_key__contains": word}) | Q(**{f"{lookup}__text__icontains": word})
        )
    return rows.distinct()
