"""What other areas may hear of imports."""

from dataclasses import dataclass

from metodika.core.events import Event


@dataclass(frozen=True)
class ImportApplied(Event):
    """A file has been written into a register."""

    run_id: int
    register: str
    added: int
    changed: int
    left_out: int
    by_id: int | None


@dataclass(frozen=True)
class ImportRefused(Event):
    """A file could not be read, or the register has changed since the preview."""

    run_id: int
    register: str
    reason: str
    by_id: int | None
