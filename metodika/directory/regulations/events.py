from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

ACT = "regulations.act"


@dataclass(frozen=True)
class ActCreated(Event):
    """An act was written into the register."""

    sentence: ClassVar[str | Promise] = _("The act «%(act)s» was added to the register.")
    names: ClassVar[dict[str, str]] = {"act_id": ACT}

    act_id: int


@dataclass(frozen=True)
class ActChanged(Event):
    """The card of an act was changed."""

    sentence: ClassVar[str | Promise] = _("The card of the act «%(act)s» was changed.")
    names: ClassVar[dict[str, str]] = {"act_id": ACT}

    act_id: int


@dataclass(frozen=True)
class EditionImported(Event):
    """A text of an act was read into a tree of clauses."""

    sentence: ClassVar[str | Promise] = _("Edition %(number)s of the act «%(act)s» was imported.")
    names: ClassVar[dict[str, str]] = {"act_id": ACT}

    act_id: int
    number: int
    clauses: int


@dataclass(frozen=True)
class ActPublished(Event):
    """An act was made public."""

    sentence: ClassVar[str | Promise] = _("The act «%(act)s» was published.")
    names: ClassVar[dict[str, str]] = {"act_id": ACT}

    act_id: int
    published_on: date


@dataclass(frozen=True)
class ActMoved(Event):
    """An act came into force, was repealed or expired."""

    sentence: ClassVar[str | Promise] = _("The act «%(act)s» changed its status.")
    names: ClassVar[dict[str, str]] = {"act_id": ACT}

    act_id: int
    status: str


@dataclass(frozen=True)
class ActSuperseded(Event):
    """An act took the place of another."""

    sentence: ClassVar[str | Promise] = _("The act «%(act)s» was repealed by another act.")
    names: ClassVar[dict[str, str]] = {"act_id": ACT}

    act_id: int
    by_act_id: int


@dataclass(frozen=True)
class DoubtSettled(Event):
    """A person looked at a doubtful place and said why it may stay."""

    sentence: ClassVar[str | Promise] = _("A doubtful place in the act «%(act)s» was looked at.")
    names: ClassVar[dict[str, str]] = {"act_id": ACT}

    act_id: int
    doubt_id: int
