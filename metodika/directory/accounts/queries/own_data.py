"""Everything that is held about one person, gathered from the areas."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from metodika.core.imports.snils import format_snils
from metodika.directory.accounts.models import Consent, DataRequest, User
from metodika.directory.mandates.models import Mandate
from metodika.directory.staff.models import Education, Employment, Leave, Person, Qualification

Text = str | Promise
# Bookkeeping of the program itself, which says nothing of the person.
NOT_ABOUT_PEOPLE = {"id", "sort_key", "version", "password", "person", "employment", "merged_into", "user"}


@dataclass(frozen=True)
class OwnSection:
    """A kind of records about a person: `code` names it in files, each row has a value a heading."""

    code: str
    title: Text
    headings: Sequence[Text]
    rows: Sequence[Sequence[Any]]

    @property
    def records(self) -> list[list[tuple[Text, Any]]]:
        """Return each row as pairs of heading and value, without what is empty."""
        return [
            [pair for pair in zip(self.headings, row, strict=True) if pair[1] not in (None, "")]
            for row in self.rows
        ]


def own_data(person: Person) -> list[OwnSection]:
    """Return all that is held about a person.

    Areas above add theirs: OWN_DATA in their queries, functions that take the person and yield OwnSection.
    """
    sections = list(_directory(person))
    for section_of in _from_above():
        sections.extend(section_of(person))
    return [section for section in sections if section.rows]


def _directory(person: Person) -> Iterator[OwnSection]:
    yield _section(Person.objects.filter(pk=person.pk), title=_("Your card"))
    yield _section(Employment.objects.filter(person=person).select_related("organisation", "position"))
    yield _section(Leave.objects.filter(employment__person=person))
    yield _section(Education.objects.filter(person=person))
    yield _section(Qualification.objects.filter(person=person).select_related("position"))
    mandates = Mandate.objects.filter(person=person).select_related(
        "role",
        "organisation",
        "substitutes__role",
        "substitutes__person",
        "substitutes__organisation",
        "given_by__person",
    )
    yield _section(mandates)
    yield _section(User.objects.filter(person=person))
    yield _section(Consent.objects.filter(person=person).select_related("text", "file"))
    yield _section(DataRequest.objects.filter(person=person).select_related("answered_by__person"))


def _section(rows: QuerySet[Any], *, title: str = "") -> OwnSection:
    model: type[Model] = rows.model
    fields = [field for field in model._meta.concrete_fields if field.name not in NOT_ABOUT_PEOPLE]
    return OwnSection(
        code=model._meta.model_name or "",
        title=title or str(model._meta.verbose_name_plural).capitalize(),
        headings=[field.verbose_name for field in fields],
        rows=[
            [_value(row, field.name, bool(field.choices)) for field in fields] for row in rows.order_by("pk")
        ],
    )


def _value(row: Model, name: str, named: bool) -> Any:
    value = getattr(row, f"get_{name}_display")() if named else getattr(row, name)
    if name == "snils" and value:
        return format_snils(value)
    return str(value) if isinstance(value, Model | Promise) else value


@cache
def _from_above() -> tuple[Callable[[Person], Iterator[OwnSection]], ...]:
    found: list[Callable[[Person], Iterator[OwnSection]]] = []
    for config in apps.get_app_configs():
        if config.name.startswith("metodika.") and find_spec(f"{config.name}.queries"):
            found.extend(getattr(import_module(f"{config.name}.queries"), "OWN_DATA", ()))
    return tuple(found)


def requests_of_person(person: Person) -> QuerySet[DataRequest]:
    """Return a person's own requests, the latest first."""
    return (
        DataRequest.objects.filter(person=person)
        .select_related("answered_by__person")
        .order_by("-created_at", "-pk")
    )


def requests_to_answer(viewer: Any) -> QuerySet[DataRequest]:
    """Return the requests that the viewer answers, those still open and due first."""
    return (
        DataRequest.objects.visible_to(viewer, "accounts.answer_data_request")
        .select_related("person", "answered_by__person")
        .order_by("due_on", "pk")
    )
