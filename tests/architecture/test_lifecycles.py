"""Where every state may lead, written out: a table that came to allow more would agree with itself."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import metodika

HOME = Path(metodika.__file__).parent
# Counted every night from what is there: any state may come after any other.
ANY_TO_ANY = {"steering.compliance.MOVES"}
MOVES = {
    "core.imports.MOVES": {
        "uploaded": "checked columns failed",
        "columns": "checked columns failed",
        "checked": "applied checked columns failed",
        "applied": "",
        "failed": "checked columns",
    },
    "directory.accounts.MOVES": {
        "invited": "active closed",
        "active": "closed suspended",
        "suspended": "active closed",
        "closed": "",
    },
    "directory.accounts.REQUEST_MOVES": {
        "received": "answered in_work refused",
        "in_work": "answered refused",
        "answered": "",
        "refused": "",
    },
    "directory.mandates.MOVES": {
        "coming": "holds withdrawn",
        "holds": "ended withdrawn",
        "ended": "",
        "withdrawn": "",
    },
    "directory.organisations.MOVES": {
        "active": "closed merged reorganising",
        "reorganising": "active closed merged",
        "merged": "",
        "closed": "active",
    },
    "directory.records.MOVES": {
        "draft": "cancelled registered",
        "registered": "cancelled filed printed",
        "printed": "cancelled signed",
        "signed": "cancelled filed printed",
        "filed": "destroyed",
        "cancelled": "",
        "destroyed": "",
    },
    "directory.records.SIGNATURE_MOVES": {
        "waiting": "refused signed substituted voided",
        "refused": "signed substituted voided",
        "signed": "voided",
        "voided": "",
        "substituted": "",
    },
    "directory.regulations.MOVES": {
        "draft": "in_force signed",
        "signed": "in_force repealed",
        "in_force": "expired repealed",
        "repealed": "",
        "expired": "",
    },
    "directory.staff.MOVES": {
        "planned": "active ended",
        "active": "ended on_leave",
        "on_leave": "active ended",
        "ended": "",
    },
    "governance.assignments.MOVES": {
        "given": "cancelled in_progress reported",
        "in_progress": "cancelled reported",
        "reported": "cancelled executed sent_back",
        "sent_back": "cancelled reported",
        "executed": "removed",
        "removed": "",
        "cancelled": "",
    },
    "governance.bodies.MOVES": {
        "proposed": "active dissolved",
        "active": "dissolved suspended",
        "suspended": "active dissolved",
        "dissolved": "",
    },
    "governance.meetings.DECISION_MOVES": {
        "proposed": "adopted deferred rejected",
        "adopted": "approved for_approval partly_approved published returned",
        "rejected": "",
        "deferred": "adopted rejected",
        "for_approval": "approved partly_approved returned",
        "approved": "published",
        "partly_approved": "published",
        "returned": "approved for_approval partly_approved",
        "published": "",
    },
    "governance.meetings.ITEM_MOVES": {
        "waiting": "deferred open removed",
        "open": "deferred done waiting",
        "done": "open",
        "deferred": "waiting",
        "removed": "",
    },
    "governance.meetings.MOVES": {
        "planned": "cancelled convened not_quorate opened postponed",
        "convened": "cancelled not_quorate opened postponed",
        "opened": "closed recess",
        "recess": "closed opened",
        "closed": "printed",
        "not_quorate": "printed",
        "printed": "disputed printed signed",
        "disputed": "printed",
        "signed": "filed printed",
        "filed": "",
        "postponed": "",
        "cancelled": "",
    },
    "planning.activities.MOVES": {
        "planned": "announced cancelled open",
        "announced": "cancelled closed held open",
        "open": "cancelled closed held",
        "closed": "cancelled held open",
        "held": "reported",
        "reported": "held",
        "cancelled": "",
    },
    "planning.goals.MOVES": {
        "proposed": "approved withdrawn",
        "approved": "achieved missed withdrawn",
        "achieved": "",
        "missed": "",
        "withdrawn": "",
    },
    "planning.plans.MOVES": {
        "draft": "agreed approved withdrawn",
        "agreed": "approved draft withdrawn",
        "approved": "closed",
        "closed": "",
        "withdrawn": "",
    },
    "planning.plans.OCCURRENCE_MOVES": {
        "planned": "cancelled done in_work",
        "in_work": "cancelled done",
        "done": "planned",
        "cancelled": "",
    },
    "steering.analysis.FINDING_MOVES": {
        "draft": "confirmed dismissed reworded",
        "confirmed": "dismissed reworded",
        "reworded": "dismissed reworded",
        "dismissed": "confirmed",
    },
    "steering.analysis.MOVES": {
        "draft": "edited sealed",
        "edited": "draft edited sealed",
        "sealed": "published",
        "published": "",
    },
    "steering.collection.MOVES": {
        "draft": "open",
        "open": "closed",
        "closed": "frozen open",
        "frozen": "open",
    },
    "steering.collection.SUBMISSION_MOVES": {
        "not_begun": "draft",
        "draft": "accepted submitted",
        "submitted": "accepted returned",
        "returned": "accepted submitted",
        "accepted": "returned",
    },
    "steering.decisions.DECISION_MOVES": {
        "draft": "cancelled taken",
        "taken": "cancelled carried_out",
        "carried_out": "",
        "cancelled": "",
    },
    "steering.decisions.MOVES": {
        "planned": "cancelled going",
        "going": "cancelled done",
        "done": "",
        "cancelled": "",
    },
    "steering.dossiers.MOVES": {
        "draft": "frozen",
        "frozen": "failed ready",
        "failed": "frozen",
        "ready": "",
    },
    "steering.dossiers.REPORT_MOVES": {
        "draft": "published",
        "published": "withdrawn",
        "withdrawn": "published",
    },
    "steering.indicators.MOVES": {
        "draft": "in_force",
        "in_force": "closed",
        "closed": "",
    },
    "steering.recommendations.MOVES": {
        "draft": "approved withdrawn",
        "approved": "draft sent withdrawn",
        "sent": "",
        "withdrawn": "",
    },
    "steering.recommendations.RECEIPT_MOVES": {
        "sent": "accepted acknowledged declined read",
        "read": "accepted acknowledged declined",
        "acknowledged": "accepted declined",
        "accepted": "fulfilled",
        "declined": "accepted",
        "fulfilled": "checked",
        "checked": "checked",
    },
    "steering.turnover.MOVES": {
        "draft": "applying",
        "applying": "applied",
        "applied": "undoing",
        "undoing": "undone",
        "undone": "",
    },
}  # fmt: skip


def tables() -> Iterator[tuple[str, Mapping[str, frozenset[str]]]]:
    for path in sorted(HOME.glob("*/*/lifecycle.py")):
        name = ".".join(path.relative_to(HOME).parts[:-1])
        found = vars(import_module(f"metodika.{name}.lifecycle"))
        for title in filter(re.compile("(.*_)?MOVES").fullmatch, found):
            yield f"{name}.{title}", found[title]


def test_every_table_of_moves_is_the_one_written_here() -> None:
    told = {
        name: {str(one): " ".join(sorted(map(str, to))) for one, to in table.items()}
        for name, table in tables()
        if name not in ANY_TO_ANY
    }

    assert told == MOVES


def test_states_that_are_counted_follow_in_any_order() -> None:
    counted = [table for name, table in tables() if name in ANY_TO_ANY]

    assert len(counted) == len(ANY_TO_ANY)
    assert all(to == table.keys() - {one} for table in counted for one, to in table.items())


def test_a_move_leads_to_a_state_that_has_moves_of_its_own() -> None:
    astray = {name: {to for one in table.values() for to in one} - table.keys() for name, table in tables()}

    assert {name: to for name, to in astray.items() if to} == {}
