from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, choice_of
from metodika.directory.regulations.lifecycle import ActStatus

ACT = {"act_id": "regulations.Act"}


@dataclass(frozen=True)
class ActCreated(Event):
    """An act was written into the register."""

    sentence: ClassVar = _("The act has been added to the register: %(act)s")
    names: ClassVar = ACT

    act_id: int


@dataclass(frozen=True)
class ActChanged(Event):
    """The card of an act was changed."""

    sentence: ClassVar = _("The card of the act has been changed: %(act)s")
    names: ClassVar = ACT

    act_id: int


@dataclass(frozen=True)
class EditionImported(Event):
    """A text of an act was read into a tree of clauses."""

    sentence: ClassVar = _("Edition %(number)s of the act has been loaded, clauses: %(clauses)s. %(act)s")
    names: ClassVar = ACT

    act_id: int
    number: int
    clauses: int


@dataclass(frozen=True)
class ActPublished(Event):
    """An act was made public."""

    sentence: ClassVar = _("A new act has been published: %(act)s")
    names: ClassVar = ACT

    act_id: int
    published_on: str


@dataclass(frozen=True)
class ActMoved(Event):
    """An act came into force, was repealed or expired."""

    sentence: ClassVar = _("The act is now “%(status)s”: %(act)s")
    names: ClassVar = ACT
    words: ClassVar = {"status": choice_of(ActStatus)}

    act_id: int
    status: str


@dataclass(frozen=True)
class ActSuperseded(Event):
    """An act took the place of another."""

    sentence: ClassVar = _("The act has been repealed by another one: %(act)s → %(by_act)s")
    names: ClassVar = {**ACT, "by_act_id": "regulations.Act"}

    act_id: int
    by_act_id: int


@dataclass(frozen=True)
class DoubtSettled(Event):
    """A person looked at a doubtful place and said why it may stay."""

    sentence: ClassVar = _("A doubtful place of the act has been settled: %(act)s")
    names: ClassVar = ACT

    act_id: int
    doubt_id: int
