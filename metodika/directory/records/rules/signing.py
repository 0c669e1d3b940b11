"""Whose turn it is, and when enough have signed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Signer:
    """Who shall sign and as what.

    Those of a smaller `order` sign first, those of the same one side by side; `acting` prints «и.о.»;
    `note` stands beside the signature ("left at 15:40").
    """

    person_id: int
    capacity: str
    order: int = 1
    acting: bool = False
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """One request as the rules see it; a released one is waited for no longer."""

    order: int
    is_signed: bool = False
    is_released: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.is_signed or self.is_released)


def signs_now(order: int, all_asked: Iterable[Asked]) -> bool:
    """Tell whether it is the turn of those with this order: nobody of a smaller order is still waited for.

    Source: domain capabilities, C37 (order of signing).
    """
    return not any(one.is_open and one.order < order for one in all_asked)


def is_signed_by_all(all_asked: Iterable[Asked]) -> bool:
    """Tell whether a record is signed: somebody has signed and nobody is waited for.

    Who refused or cannot sign is waited for until the secretary releases him with a reason.
    Source: YAK-4.10.2c (all present members sign); domain capabilities, C37.
    """
    listed = list(all_asked)
    return any(one.is_signed for one in listed) and not any(one.is_open for one in listed)
