from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from metodika.core.language import normalise
from metodika.core.web import AsOf, Choice, Column, Empty, Flag, Search, Status, Table
from metodika.core.web.filters import Filter
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.lifecycle import Status as State
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import kind_choices, kind_labels

TONES = {
    State.ACTIVE: "good",
    State.REORGANISING: "waiting",
    State.MERGED: "neutral",
    State.CLOSED: "neutral",
}


def found_by(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    return rows.alike(normalise(words))  # type: ignore[attr-defined,no-any-return]  # an OrganisationQuerySet


def existing(rows: QuerySet[Any], day: Any) -> QuerySet[Any]:
    return rows.existing_on(day)  # type: ignore[attr-defined,no-any-return]  # an OrganisationQuerySet


def status_of(row: Organisation) -> Status:
    return Status(row.get_status_display(), TONES[State(row.status)])  # type: ignore[arg-type]  # the tones are literals


class OrganisationTable(Table):
    columns = (
        Column("name", _("Short name"), "short_name", url="organisations:show-organisation", sort="sort_key"),
        Column("kind", _("Kind"), "kind", sort="kind"),
        Column(
            "municipality", _("Municipality"), "municipality.short_name", sort="municipality__sort_key",
        ),
        Column("level", _("Level"), "get_level_display", shown=False),
        Column("address", _("Address"), shown=False),
        Column("website", _("Website"), shown=False),
        Column("phone", _("Telephone"), shown=False),
        Column("inn", _("INN"), shown=False),
        Column("is_rural", _("Rural"), sort="is_rural"),
        Column("is_small", _("Small"), shown=False),
        Column("status", _("State"), status_of, sort="status"),
    )  # fmt: skip
    order = "name"
    export_name = "organisations"
    empty = Empty(
        _("No organisations yet"),
        _("Here stand the institutions of the municipality. Load a list from a spreadsheet."),
        icon="school",
    )

    @cached_property
    def all_columns(self) -> Any:
        labels = kind_labels()
        shown = (
            Column("kind", _("Kind"), lambda row: labels.get(row.kind, row.kind), sort="kind")
            if column.key == "kind"
            else column
            for column in self.columns
        )
        return tuple(shown)

    @cached_property
    def all_filters(self) -> tuple[Filter, ...]:
        return (
            Search(apply=found_by, hint=_("Name, INN or alias")),
            Choice("kind", _("Kind"), "kind", choices=kind_choices),
            Choice("status", _("State"), "status", choices=State.choices),
            Choice("level", _("Level"), "level", choices=Level.choices, aside=True),
            Choice(
                "municipality", _("Municipality"), "municipality", choices=self._municipalities, aside=True
            ),
            Flag("rural", _("Rural only"), "is_rural", aside=True),
            AsOf(apply=existing, aside=True),
        )

    def _municipalities(self) -> list[tuple[int, str]]:
        rows = self.given.filter(level=Level.MUNICIPALITY).order_by("sort_key")
        return [(row.pk, row.short_name) for row in rows]
