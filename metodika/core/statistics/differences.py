from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """After minus before; without bounds and chance where the data do not allow any."""

    value: float
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    method: str = ""
