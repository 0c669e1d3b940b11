from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

ROLLOVER = {"rollover_id": "turnover.Rollover"}


@dataclass(frozen=True)
class RolloverBegun(Event):
    sentence: ClassVar = _("The handing over of a year has been begun: %(rollover)s")
    names: ClassVar = ROLLOVER

    rollover_id: int


@dataclass(frozen=True)
class RolloverAsked(Event):
    """Somebody has pressed: a job carries it out under the rights of that account."""

    sentence: ClassVar = _("The handing over of a year is being carried out: %(rollover)s")
    names: ClassVar = ROLLOVER

    rollover_id: int


@dataclass(frozen=True)
class RolloverApplied(Event):
    sentence: ClassVar = _(
        "The year has been handed over, copied: %(copied)s, closed: %(closed)s, not possible: %(refused)s. "
        "%(rollover)s"
    )
    names: ClassVar = ROLLOVER

    rollover_id: int
    copied: int
    closed: int
    refused: int


@dataclass(frozen=True)
class RolloverUndoAsked(Event):
    sentence: ClassVar = _("The handing over of a year is being taken back: %(rollover)s")
    names: ClassVar = ROLLOVER

    rollover_id: int


@dataclass(frozen=True)
class RolloverUndone(Event):
    sentence: ClassVar = _(
        "The handing over of a year has been taken back, rows that stay: %(stayed)s. %(rollover)s"
    )
    names: ClassVar = ROLLOVER

    rollover_id: int
    stayed: int


@dataclass(frozen=True)
class RolloverDropped(Event):
    sentence: ClassVar = _(
        "The handing over of a year has been given up before it was carried out: %(title)s"
    )

    title: str
