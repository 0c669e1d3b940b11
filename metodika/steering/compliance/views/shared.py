from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import MenuItem, Status
from metodika.core.web.values import shown
from metodika.directory.organisations.models import Organisation
from metodika.steering.compliance.documents import KINDS_OF_FILE
from metodika.steering.compliance.lifecycle import SILENT, RuleKind, State
from metodika.steering.compliance.models import RuleResult, Snapshot, Standing
from metodika.steering.compliance.queries import snapshot_of
from metodika.steering.compliance.tables import status_of

CLAUSE = "compliance:show-clause"
SHEET_OF = {
    "show-text": "clauses", "list-clauses": "owners", "show-months": "months", "show-places": "institutions",
}  # fmt: skip


class Marks:
    """What stands in the margin of the text; each state and each day is worded once for all its clauses."""

    def __init__(self) -> None:
        self.before, self.after = reverse(CLAUSE, args=[0]).split("0")
        self.words: dict[Any, Any] = {}

    def of(self, standings: Sequence[Standing]) -> list[tuple[str, str, Any, Any]]:
        return [
            (one.code, f"{self.before}{one.pk}{self.after}", self._state(one.state), self._day(one.since))
            for one in standings
        ]

    def _state(self, state: str) -> Any:
        if state not in self.words:
            self.words[state] = shown(status_of(state))
        return self.words[state]

    def _day(self, day: date) -> Any:
        if day not in self.words:
            self.words[day] = shown(day)
        return self.words[day]


def clause_address(standing: Standing) -> str:
    return reverse(CLAUSE, args=[standing.pk])


def compliance_page(place: Organisation, user: Any, active: str) -> dict[str, Any]:
    """Return what every view of a municipality's compliance shows: heading, tabs, sums, papers."""
    titles = (
        ("show-text", _("Text with states")), ("list-clauses", _("By owner")),
        ("show-months", _("Terms by month")), ("show-places", _("By institution")),
    )  # fmt: skip
    snapshot = snapshot_of(place)
    return {
        "place": place,
        "snapshot": snapshot,
        "crumbs": [(_("Compliance with the regulation"), reverse("compliance:list-places"))],
        "tabs": [
            MenuItem(title, reverse(f"compliance:{name}", args=[place.pk]), active=name == active)
            for name, title in titles
        ],
        "sums": sums_shown(snapshot, place),
        "may_assess": can(user, "compliance.assess_compliance", place),
        "assess_url": reverse("compliance:assess", args=[place.pk]),
        "papers": [
            (kind, reverse("compliance:print-paper", args=[place.pk, SHEET_OF[active], kind]))
            for kind in KINDS_OF_FILE
        ],
    }


def sum_in_words(result: RuleResult) -> str:
    """Return how much there is of what a rule asks for, worded by the kind of the rule."""
    numbers = {"has": result.has, "needs": result.needs}
    if result.state in SILENT:
        return ""
    if result.kind in {RuleKind.EVERY, RuleKind.SHARE}:
        return _("%(has)s have it, %(needs)s shall have it.") % numbers
    if result.kind == RuleKind.NONE:
        return _("Found: %(has)s, allowed: not more than %(needs)s.") % numbers
    return _("Found: %(has)s, needed: at least %(needs)s.") % numbers


def sums_shown(snapshot: Snapshot | None, place: Organisation) -> list[tuple[Status, int, str]]:
    sums: Mapping[str, int] = snapshot.sums if snapshot else {}
    url = reverse("compliance:list-clauses", args=[place.pk])
    return [
        (status_of(state), sums[state], f"{url}?state={state}") for state in State.values if sums.get(state)
    ]
