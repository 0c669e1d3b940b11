"""What the page of an indicator and of a set shows, on paper, as far as the reader may see it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.charts import Chart
from metodika.core.documents import (
    Block,
    Column,
    Figure,
    Header,
    Heading,
    Paper,
    Table,
    Text,
    render_docx,
    render_pdf,
)
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act
from metodika.steering.indicators import queries
from metodika.steering.indicators.documents.charts import bars_of, line_of, multiples_of
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import Indicator, IndicatorSet, Target, Value
from metodika.steering.indicators.queries import Placed, figure, numbers

RENDERERS = {"docx": render_docx, "pdf": render_pdf}
KINDS_OF_FILE = tuple(RENDERERS)


def indicator_file(
    indicator: Indicator, place: Organisation | None, kind: str, *, viewer: Any, period: str = ""
) -> bytes:
    """Return the page of an indicator as a file in Russian: its formula, its charts and both tables.

    What the viewer may not see of people is hidden as it is on the page.
    """
    with translation.override("ru"):
        shown = queries.shown_period(indicator, period)
        placed = queries.values_at(*shown, viewer=viewer) if shown else []
        hidden = {one.value.pk for one in placed if one.is_hidden} | queries.hidden_here(viewer, place)
        trend, targets = queries.trend_of(indicator, place), queries.targets_of(indicator, place)
        charts = (
            line_of(indicator, place, trend, targets=targets, hidden=hidden),
            bars_of(indicator, placed, targets.get(shown[1:]) if shown else None),
        )
        blocks = [
            *_words(indicator), *_figures(charts), *_trend(indicator, trend, targets, hidden),
            *_places(indicator, placed),
        ]  # fmt: skip
        return _rendered(kind, _("INDICATOR"), str(indicator), place, blocks)


def set_file(found: IndicatorSet, kind: str, *, viewer: Any) -> bytes:
    """Return a set of indicators as a file in Russian: a small line of each, and the last values."""
    with translation.override("ru"):
        members = list(found.indicators.order_by("code", "pk"))
        values = queries.trends_of(members, found.owner, viewer=viewer)
        last = {one.version.indicator_id: one for one in values}
        chart = multiples_of(_("How the indicators of the set change"), members, values)
        rows = tuple(
            (one.code, one.name, *_last(one, last.get(one.pk)))
            for one in members
        )  # fmt: skip
        heads = _("Code"), pgettext("thing", "Name"), _("Period"), _("Value"), _("Counted of")
        approved = [_approved(found.approved_on, found.act)] if found.approved_on else []
        blocks = [*approved, *_figures([chart]), _table(heads, (1.4, 6, 2.4, 1.8, 2), rows)]
        return _rendered(kind, _("SET OF INDICATORS"), str(found), found.owner, blocks)


def _approved(day: date, act: Act | None) -> Block:
    return _line(_("Approved on %(day)s: %(act)s") % {"day": date_format(day, "d.m.Y"), "act": act or "—"})


def _line(words: str) -> Text:
    return Text(words, align="left", indent=False)


def _rendered(kind: str, word: str, title: str, place: Organisation | None, blocks: Iterable[Block]) -> bytes:
    header = Header(organisation=place.name) if place else Header()
    return RENDERERS[kind](Paper(kind=word, title=title, header=header, blocks=tuple(blocks)))


def _words(indicator: Indicator) -> list[Block]:
    """Return how it is counted, in words of the version in force."""
    version = indicator.versions.filter(status=VersionStatus.IN_FORCE).order_by("-number").first()
    told = [(pgettext("measure", "Unit"), indicator.get_unit_display())]
    if indicator.basis:
        told.append((_("What it follows from"), indicator.basis))
    if version and version.formula and queries.state_of(version).computes:
        told += queries.formula_words(version.formula)
    return [_line(f"{label}: {words}") for label, words in told]


def _figures(charts: Iterable[Chart | None]) -> list[Block]:
    return [Figure(one) for one in charts if one is not None]


def _table(heads: Sequence[str], widths: Sequence[float], rows: Sequence[Any]) -> Block:
    if not rows:
        return _line(_("Nothing has been counted yet"))
    columns = tuple(Column(head, width) for head, width in zip(heads, widths, strict=True))
    return Table(columns, tuple(rows))


def _last(indicator: Indicator, value: Value | None) -> tuple[str, str, str]:
    if value is None:
        return "", "", ""
    shown = figure(value.exact, value.version.places, indicator.unit)
    return value.period.label, shown, numbers(value)


def _trend(
    indicator: Indicator, values: Iterable[Value], targets: dict[Any, Target], hidden: set[int]
) -> list[Block]:
    rows = []
    for one in values:
        aim = targets.get((one.starts_on, one.ends_on))
        words = _last(indicator, one)
        if one.pk in hidden:
            words = words[0], _("hidden: fewer than five people"), ""
        aimed = figure(aim.value, one.version.places, indicator.unit) if aim else ""
        rows.append((*words, aimed))
    heads = _("Period"), _("Value"), _("Counted of"), _("Target")
    return [Heading(_("Values and targets"), 2), _table(heads, (3, 2, 2, 2), rows)]


def _places(indicator: Indicator, placed: Sequence[Placed]) -> list[Block]:
    if not placed:
        return []
    rows = [
        (str(one.value.organisation), _("hidden: fewer than five people"), "")
        if one.is_hidden else (str(one.value.organisation), *_last(indicator, one.value)[1:])
        for one in placed
    ]  # fmt: skip
    heads = _("Organisation"), _("Value"), _("Counted of")
    title = f"{_('By place')} {placed[0].value.period.label}"
    return [Heading(title, 2), _table(heads, (5, 2, 2), rows)]
