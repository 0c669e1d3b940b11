"""Forms of the region: their cells, the numbers that go into them, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metodika.core.calendar import Period
from metodika.core.imports.filling import fill_cells, template_cells
from metodika.steering.dossiers.lifecycle import Part
from metodika.steering.dossiers.models import RegionForm, RegionFormQuerySet
from metodika.steering.dossiers.rules.forms import Cell, Moves, moves_between
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.queries import indicators


@dataclass(frozen=True)
class Filled:
    """A form filled in for a period: the file, and the matches for which there is no number."""

    content: bytes
    missing: Sequence[Mapping[str, Any]]
    filled: int


def region_forms(user: Any) -> RegionFormQuerySet:
    """Return the newest editions of the forms that the user may see, by title."""
    rows = RegionForm.objects.visible_to(user).in_use()
    return rows.select_related("municipality", "loaded_by__person").order_by("title", "pk")


def region_form_card(form: RegionForm) -> RegionForm:
    """Return a form with what its page names. One query."""
    related = ("municipality", "file", "replaces__file", "loaded_by__person")
    return RegionForm.objects.select_related(*related).get(pk=form.pk)


def newer_edition(form: RegionForm) -> RegionForm | None:
    """Return the edition that has replaced this one."""
    return RegionForm.objects.filter(replaces=form).first()


def cells_in(content: bytes) -> list[Cell]:
    """Return the cells of a spreadsheet that may be filled."""
    return [Cell(one.sheet, one.name, (one.sheet, one.label, one.head)) for one in template_cells(content)]


def content_of_form(form: RegionForm) -> bytes:
    """Return the bytes of the spreadsheet."""
    with form.file.content.open("rb") as source:
        return bytes(source.read())


def cells_of(form: RegionForm) -> list[Cell]:
    """Return the cells of a form that may be filled."""
    return cells_in(content_of_form(form))


def moves_of(form: RegionForm) -> Moves | None:
    """Return what this edition has changed against the one before it, None for the first."""
    return moves_between(cells_of(form.replaces), cells_of(form)) if form.replaces else None


def indicators_to_match(user: Any) -> dict[str, str]:
    """Return the names of the indicators that the user may see, by their codes."""
    return dict(indicators(user).order_by("code").values_list("code", "name"))


def filled_form(form: RegionForm, period: Period, *, viewer: Any) -> Filled:
    """Return the form filled in with the municipality's values of a period; what is missing is listed.

    Values are rounded as they are shown to people. Raises TemplateRefused for a match that cannot be filled.
    """
    codes = {one["indicator"] for one in form.cells}
    newest = Value.objects.newest().visible_to(viewer).filter(
        organisation=form.municipality_id, version__indicator__code__in=codes,
        starts_on__gte=period.starts_on, ends_on__lte=period.ends_on,
    )  # fmt: skip
    by_code: dict[str, Value] = {}
    for value in newest.select_related("version__indicator").order_by("ends_on", "computed_at"):
        by_code[value.version.indicator.code] = value
    numbers: dict[tuple[str, str], Decimal | int | str | None] = {}
    missing = []
    for one in form.cells:
        number = _number(by_code.get(one["indicator"]), one["part"])
        if number is None:
            missing.append(one)
        else:
            numbers[one["sheet"], one["cell"]] = number
    return Filled(fill_cells(content_of_form(form), numbers), missing, len(numbers))


def _number(value: Value | None, part: str) -> Decimal | None:
    if value is None:
        return None
    if part == Part.VALUE:
        return value.shown
    return value.numerator if part == Part.NUMERATOR else value.denominator
