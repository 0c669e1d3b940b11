"""What the public must not see of the numbers of people, and the reports that a viewer may read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from metodika.core.calendar import Period
from metodika.core.facts import counts_people, hidden_places
from metodika.core.facts.shares import SMALLEST_GROUP
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.queries import DirectionSaid
from metodika.steering.dossiers.models import Dossier, PublicReport, PublicReportQuerySet
from metodika.steering.dossiers.rules.contents import Chapter, Content, ReportWords
from metodika.steering.dossiers.rules.reports import Report, report_of
from metodika.steering.indicators.models import Value


@dataclass(frozen=True)
class Group:
    """The people behind a row of a table: its place, the place above it, how many were counted, of how many.

    `part` and `whole` are None where no people are counted.
    """

    place: int
    parent: int
    is_institution: bool
    part: int | None
    whole: int | None

    @property
    def people(self) -> int:
        """How many people the row tells of: the fewest of those counted, the others and all, if too few."""
        rest = self.whole - self.part if self.part is not None and self.whole is not None else None
        told = [one for one in (self.part, rest, self.whole) if one]
        few = [one for one in told if one < SMALLEST_GROUP]
        return min(few) if few else (self.whole if self.whole is not None else self.part) or 0


def too_small(groups: Sequence[Group]) -> set[int]:
    """Return the places whose row the public must not see.

    A row is kept back where those counted, the others or all are too few and not nobody; where it is the
    only one of its parent, a neighbour is kept back too, or it would follow from the sum.
    Source: 152-FZ, art. 3 and 6; domain cycle, calculation rules (suppression for groups under five).
    """
    people = {one.place: one.people for one in groups}
    inside = {one.place: one.parent for one in groups if one.is_institution}
    alone = {place for place, many in people.items() if 0 < many < SMALLEST_GROUP}
    return alone | hidden_places({place: people[place] for place in inside}, inside)


def kept_back(values: Sequence[Value]) -> set[int]:
    """Return the values of one indicator and period, by their numbers, that the public must not see."""
    return too_small([_group(one) for one in values])


def _group(value: Value) -> Group:
    formula = value.version.formula or {}
    part = int(value.numerator) if counts_people(formula.get("numerator")) else None
    told = value.denominator is not None and counts_people(formula.get("denominator"))
    whole = int(value.denominator or 0) if told else None
    place = value.organisation
    return Group(value.pk, place.parent_id or 0, place.level == Level.INSTITUTION, part, whole)


def words_of(said: DirectionSaid) -> ReportWords | None:
    """Return how the profile words the public report of a direction; None where it has no words for one."""
    told = said.report
    if told is None:
        return None
    chapters = tuple(Chapter(one.title, one.intro, tuple(one.positions)) for one in told.chapters)
    return ReportWords(
        told.title, told.intro, chapters, told.few or _("fewer than five people"), told.documents,
        told.unfinished, told.tables, told.closing,
    )  # fmt: skip


def reports_for(user: Any) -> PublicReportQuerySet:
    """Return the public reports that the user may read: published ones, and those of one's own places."""
    related = ("dossier__municipality", "pdf", "docx", "published_by__person", "withdrawn_by__person")
    return PublicReport.objects.visible_to(user).select_related(*related)


def report_shown(report: PublicReport) -> Report:
    """Return what a report says, from the frozen content of its dossier."""
    told = report_of(Content.from_data(report.dossier.content or {}))
    if told is None:
        raise LookupError(report.pk)
    return told


def reports_of_year(place: Organisation, period: Period, *, viewer: Any) -> Iterable[PublicReport]:
    """Return the reports of a municipality for days that meet the period, the latest first; one query."""
    rows = reports_for(viewer).filter(
        dossier__municipality=place, dossier__starts_on__lte=period.ends_on,
        dossier__ends_on__gte=period.starts_on,
    )  # fmt: skip
    return list(rows.defer("dossier__content").order_by("-pk"))


def report_of_dossier(dossier: Dossier, *, viewer: Any) -> PublicReport | None:
    """Return the public report of a dossier; None before it is packed."""
    return reports_for(viewer).defer("dossier__content").filter(dossier=dossier).first()
