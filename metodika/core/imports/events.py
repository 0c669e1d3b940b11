"""What other areas may hear of imports."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event


@dataclass(frozen=True)
class ImportApplied(Event):
    """A file has been written into a register."""

    sentence: ClassVar = _(
        "The file %(file)s has been loaded: %(added)s rows added, %(changed)s changed, %(left_out)s left out"
    )
    run_id: int
    register: str
    file: str
    added: int
    changed: int
    left_out: int
    by_id: int | None


@dataclass(frozen=True)
class ImportRefused(Event):
    """A file could not be read, or the register has changed since the preview."""

    sentence: ClassVar = _("The file %(file)s has not been loaded. %(reason)s")
    run_id: int
    register: str
    file: str
    reason: str
    by_id: int | None
