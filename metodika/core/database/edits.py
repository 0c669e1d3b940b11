"""What the second of two editors is told."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access.errors import RuleBroken


@dataclass(frozen=True)
class Difference:
    """One field on which the person's input and the stored row disagree."""

    field: str
    label: str
    stored: Any
    wanted: Any


class EditedMeanwhile(RuleBroken):
    """Somebody saved the card after it had been opened.

    `differences` tells what now differs, `current` is the version that the row has reached.
    """

    def __init__(self, differences: list[Difference], current: int | None = None) -> None:
        super().__init__(
            _("Somebody has changed this card while you were editing it. Compare the values and save again.")
        )
        self.differences = differences
        self.current = current
