from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

PRINTING = {"printing_id": "meetings.Printing"}


@dataclass(frozen=True)
class PrintingStarted(Event):
    sentence: ClassVar = _("Printing has begun: %(printing)s. Sessions: %(total)s")
    names: ClassVar = PRINTING

    printing_id: int
    portion: int
    total: int


@dataclass(frozen=True)
class PrintingWentOn(Event):
    """A portion has been printed, the next one waits for its turn among the other jobs."""

    sentence: ClassVar = _("Printed so far: %(done)s of %(total)s. %(printing)s")
    names: ClassVar = PRINTING

    printing_id: int
    portion: int
    done: int
    total: int


@dataclass(frozen=True)
class PrintingFinished(Event):
    sentence: ClassVar = _(
        "All is printed: %(printing)s. Sessions: %(total)s, could not be printed: %(refused)s"
    )
    names: ClassVar = PRINTING

    printing_id: int
    total: int
    refused: int
