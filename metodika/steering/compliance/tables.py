from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Choice, Column, Empty, Filter, Flag, OneOf, Period, Search, Status, Table
from metodika.directory.staff.queries import people_alike
from metodika.steering.compliance import queries
from metodika.steering.compliance.lifecycle import TONES, State
from metodika.steering.compliance.models import StandingQuerySet

NOTHING = Empty(
    _("Nothing has been assessed yet"),
    _("Load a profile that says what proves its clauses, then assess the regulation."),
    icon="target",
)


def status_of(state: str) -> Status:
    return Status(State(state).label, TONES[state])


def count_of(state: str) -> Any:
    return lambda row: row.sums.get(state, 0)


class PlacesTable(Table):
    """The municipalities with the sums of their clauses."""

    columns = (
        Column(
            "municipality", _("Municipality"), "municipality.short_name", sort="municipality__sort_key",
            url=lambda row: reverse("compliance:show-text", args=[row.municipality_id]),
        ),
        *(
            Column(state.value, state.label, count_of(state.value), numeric=True)
            for state in (State.MET, State.ON_TRACK, State.AT_RISK, State.FAILED, State.WAITS)
        ),
        Column("day", _("As of"), "day", sort="day"),
    )  # fmt: skip
    filters = (Search(apply="municipality__name__icontains"),)
    order = "municipality"
    empty = NOTHING
    export_name = "compliance"


class ClausesTable(Table):
    """The clauses of a municipality: who answers for them, how they stand, since when, by which day."""

    columns = (
        Column(
            "code", _("Clause"), "code", sort=("order", "code"),
            url=lambda row: reverse("compliance:show-clause", args=[row.pk]),
        ),
        Column("gist", _("What it is about"), "gist"),
        Column("state", _("State"), lambda row: status_of(row.state), sort="state"),
        Column("since", _("Since"), "since", sort="since"),
        Column("forecast", _("How it ends if nothing happens"), lambda row: status_of(row.forecast)),
        Column("due_on", _("Next day"), "due_on", sort="due_on"),
        Column(
            "owners", pgettext_lazy("clause", "Answers for it"),
            lambda row: [str(person) for person in row.owners.all()],
        ),
    )  # fmt: skip
    order = "code"
    empty = Empty(_("No such clauses"), _("Choose another state, or everybody's clauses."), icon="search")
    export_name = "clauses"

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        def mine(rows: Any, on: bool) -> Any:
            return rows.owned_by(getattr(self.request.user, "person_id", None)) if on else rows

        return (
            Search(apply=StandingQuerySet.found_by),
            Choice("state", _("State"), choices=State.choices),
            Choice("forecast", _("How it ends if nothing happens"), choices=State.choices),
            OneOf(
                "owner",
                pgettext_lazy("clause", "Answers for it"),
                "owners",
                rows=lambda: queries.owners_seen_by(self.request.user),
                found=people_alike,
            ),
            Flag("mine", _("Only those for which I answer"), mine),
            Period("due", _("Next day"), "due_on", aside=True),
        )
