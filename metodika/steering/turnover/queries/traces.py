"""Whether somebody has worked on what a roll-over left: what it looked like, what rests on it."""

from collections.abc import Iterable
from hashlib import sha256

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, PROTECT, SET_NULL, Field, Model, QuerySet

from metodika.core.database.subjects import AboutSubject
from metodika.planning.goals.models import Goal, Target
from metodika.planning.plans.models import Item, Occurrence, Plan, Responsible, Section
from metodika.steering.turnover.models import Line

OWNING = frozenset({CASCADE, PROTECT, SET_NULL})


def parts_of(row: Model) -> list[QuerySet[Model]]:
    """Return a copy, or an item carried over, with all that was made with it, the row itself first."""
    whole: QuerySet[Model] = type(row)._default_manager.filter(pk=row.pk)
    if isinstance(row, Plan):
        items = Item.objects.filter(plan=row)
        inner: list[QuerySet[Model]] = [
            Section.objects.filter(plan=row), items, Responsible.objects.filter(item__in=items),
            Occurrence.objects.filter(item__in=items),
        ]  # fmt: skip
        return [whole, *inner]
    if isinstance(row, Item):
        return [whole, Responsible.objects.filter(item=row), Occurrence.objects.filter(item=row)]
    return [whole, Target.objects.filter(goal=row)] if isinstance(row, Goal) else [whole]


def trace_of(row: Model) -> str:
    """Return a fingerprint of a copy with all its parts: equal as long as nobody has changed anything."""
    told = [list(part.order_by("pk").values_list()) for part in parts_of(row)]
    return sha256(repr(told).encode()).hexdigest()


def is_relied_on(row: Model) -> bool:
    """Tell whether anything outside a copy points at it or at one of its parts."""
    parts = parts_of(row)
    family = {part.model for part in parts}
    for part in parts:
        if any(_points_at(part, field) for field in _fields_to(part.model, family)):
            return True
        if any(_is_about(part, kind) for kind in _about_models()):
            return True
    return False


def _fields_to(model: type[Model], family: set[type[Model]]) -> Iterable["Field[object, object]"]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        # Rows of the history point at everything and hold nothing.
        if getattr(relation, "on_delete", None) in OWNING and relation.related_model not in family:
            yield relation.field  # type: ignore[union-attr]  # a relation from elsewhere has its field


def _points_at(part: QuerySet[Model], field: "Field[object, object]") -> bool:
    return field.model._base_manager.filter(**{f"{field.name}__in": part}).exists()


def _about_models() -> Iterable[type[Model]]:
    return (one for one in apps.get_models() if issubclass(one, AboutSubject) and one is not Line)


def _is_about(part: QuerySet[Model], kind: type[Model]) -> bool:
    subject = ContentType.objects.get_for_model(part.model)
    named = kind._base_manager.filter(subject_type=subject, subject_id__in=part.values("pk"))
    return named.exists()
