"""Which fact of daily work proves an item of the demo's plans, which clause it serves, what stays open."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Serves:
    """What an item serves and how it is proved; without a fact somebody marks it by hand."""

    clause: str = ""
    fact: str = ""
    where: tuple[tuple[str, str, Any], ...] = ()
    needed: int = 1

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """Return the conditions as plans keep them."""
        return [{"code": code, "is": sign, "value": value} for code, sign, value in self.where]


def _sessions(clause: str, kind: str, *, needed: int = 1) -> Serves:
    return Serves(clause, "meetings.quorate_session", (("body_kind", "in", [kind]),), needed)


def _orders(clause: str) -> Serves:
    return Serves(clause, "regulations.issued", (("kind", "in", ["order"]), ("level", "in", ["municipal"])))


def _told(clause: str) -> Serves:
    return Serves(clause, "records.acknowledged")


def _published(clause: str) -> Serves:
    return Serves(clause, "meetings.decision_published")


def _reported(clause: str, words: str) -> Serves:
    return Serves(clause, "assignments.executed", (("text", "contains", words),))


def _considered(clause: str, tag: str) -> Serves:
    return Serves(clause, "meetings.considered_item", (("tag", "in", [tag]),))


PROOFS = {
    "pestyaki": {
        "1.1": _sessions("PEST-4.1-c0", "council"),
        "1.2": _sessions("PEST-6.1.3", "association"),
        "1.3": _published("PEST-4.1-c1"),
        "2.1": Serves("PEST-4.1-c3"),
        "2.2": _reported("PEST-4.1-c4", "семинар"),
        "2.4": Serves("PEST-3.2.1.6"),
        "3.1": _orders("PEST-5.2"),
        "3.2": _told("PEST-O.5"),
    },
    "yakovlevsky": {
        "1.1": _sessions("YAK-4.10.1b", "council"),
        "1.2": Serves("YAK-4.11c", "meetings.decision_approved"),
        "1.3": Serves("YAK-3.6"),
        "1.4": _sessions("YAK-2.4.4", "association"),
        "2.1": Serves("YAK-2.2.4"),
        "2.2": Serves("YAK-2.4.7"),
        "3.1": Serves("YAK-2.3.1a"),
        "3.3": _told("YAK-2.3.1a"),
        "4.1": Serves("YAK-2.5.2"),
        "4.2": Serves("YAK-2.5.1"),
    },
    "pervouralsk": {
        "1.1": Serves("PERV-9.1.1a"),
        "1.2": Serves("PERV-9.1.2"),
        "2.1": _sessions("PERV-8.1", "association"),
        "2.2": Serves("PERV-8.6"),
        "2.3": Serves("PERV-8.7"),
        "2.4": Serves("PERV-8.5"),
        "3.1": Serves("PERV-4.3a"),
        "3.3": Serves("PERV-9.2.1b"),
        "4.1": Serves("PERV-4.4a"),
        "5.1": Serves("PERV-9.1.5", "assignments.executed"),
        "5.2": _orders("PERV-4.1"),
    },
    "magnitogorsk": {
        "1.1": Serves("MAG-9.6"),
        "1.2": Serves("MAG-5.5b"),
        "2.1": _sessions("MAG-8.1", "association"),
        "2.2": Serves("MAG-8.1"),
        "2.3": Serves("MAG-8.5"),
        "3.1": Serves("MAG-9.4"),
        "3.3": _reported("MAG-5.2", "семинар"),
        "4.1": Serves("MAG-9.5"),
        "4.2": _published("MAG-9.1"),
        "4.3": _orders("MAG-7"),
    },
    "verkhnyaya-pyshma": {
        "1.1": Serves("VP-1.1"),
        "1.2": Serves("VP-1.2"),
        "1.3": _considered("VP-1.4", "concept"),
        "2.1": Serves("VP-2.1"),
        "3.1": Serves("VP-3.1"),
        "4.1": Serves("VP-4.1"),
        "4.2": Serves("VP-4.2a"),
        "5.1": Serves("VP-5.1"),
        "5.2": _sessions("VP-5.2", "association"),
        "5.3": Serves("VP-5.3"),
        "5.4": Serves("VP-5.4"),
        "5.5": Serves("VP-5.5"),
        "5.6": Serves("VP-5.6"),
        "5.7": Serves("VP-5.7", "assignments.executed"),
        "6.1": Serves("VP-6.1"),
        "6.2": Serves("VP-6.2"),
    },
}
# What nobody marks this year when its day has come, so that something is late.
LEFT_OPEN = {
    "pestyaki": {"2.1", "2.3"},
    "yakovlevsky": {"3.2", "2.3"},
    "pervouralsk": {"3.1", "2.2"},
    "magnitogorsk": {"1.1", "2.2"},
    "verkhnyaya-pyshma": {"1.2"},
}
