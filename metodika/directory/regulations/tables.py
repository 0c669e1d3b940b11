from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from metodika.core.web import AsOf, Choice, Column, Empty, Search, Status, Table
from metodika.core.web.filters import Filter
from metodika.core.web.values import Tone
from metodika.directory.regulations.lifecycle import ActKind, ActStatus
from metodika.directory.regulations.queries import found_acts

TONES: dict[str, Tone] = {
    ActStatus.DRAFT: "neutral",
    ActStatus.SIGNED: "info",
    ActStatus.IN_FORCE: "good",
    ActStatus.REPEALED: "neutral",
    ActStatus.EXPIRED: "neutral",
}


def status_of(act: Any) -> Status:
    """Return the status of an act as the page shows it."""
    return Status(act.get_status_display(), TONES[act.status])


class InForceOn(AsOf):
    """Acts that hold on a day; all acts while no day is given."""

    def narrow(self, rows: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        """Return the rows that hold on the day."""
        return rows.in_force_on(value) if value else rows  # type: ignore[attr-defined]  # rows are acts


class ActTable(Table):
    """The register of acts."""

    columns: ClassVar[Sequence[Column]] = (
        Column(
            "requisites", _("Act"), "requisites", url="regulations:show-act", sort=("issued_on", "number")
        ),
        Column("title", _("Title"), sort="title"),
        Column("issuer", _("Issued by"), sort="issuer"),
        Column("owner", _("In the register of"), "owner.short_name", sort="owner__sort_key"),
        Column("status", _("Status"), status_of, sort="status"),
        Column("clause_count", _("Clauses"), numeric=True, sort="clause_count"),
        Column("valid_from", _("In force from"), sort="valid_from", shown=False),
        Column("valid_to", _("In force to"), sort="valid_to", shown=False),
        Column("published_on", _("Published on"), sort="published_on", shown=False),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Search(apply=found_acts),
        Choice("kind", _("Kind"), "kind", choices=ActKind.choices),
        Choice("status", _("Status"), "status", choices=ActStatus.choices),
        InForceOn(label=_("In force on the day"), apply="pk"),
    )
    order = "-requisites"
    export_name = "acts"
    empty = Empty(
        _("No acts yet"),
        _("Here stand the acts that the service lives by, each as a tree of clauses. Import the first."),
        _("Import a text"),
        "/regulations/import/",
    )
