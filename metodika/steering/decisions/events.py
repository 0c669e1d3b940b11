from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

MEASURE = {"measure_id": "decisions.Measure"}
DECISION = {"decision_id": "decisions.Decision"}
EXPECTATION = {"expectation_id": "decisions.Expectation"}
ROUND = {"round_id": "decisions.Round"}


@dataclass(frozen=True)
class MeasurePlanned(Event):
    sentence: ClassVar = _("The measure %(measure)s has been planned")
    names: ClassVar = MEASURE

    measure_id: int


@dataclass(frozen=True)
class MeasureMoved(Event):
    """A measure has been started, finished or cancelled, or that was taken back."""

    sentence: ClassVar = _("The state of the measure %(measure)s has changed")
    names: ClassVar = MEASURE

    measure_id: int
    status: str


@dataclass(frozen=True)
class DecisionDrafted(Event):
    sentence: ClassVar = _("The decision %(decision)s has been drafted")
    names: ClassVar = DECISION

    decision_id: int


@dataclass(frozen=True)
class DecisionTaken(Event):
    """`has_basis`: whether it names the analysis it rests on."""

    sentence: ClassVar = _("The decision %(decision)s has been taken")
    names: ClassVar = DECISION

    decision_id: int
    has_basis: bool


@dataclass(frozen=True)
class DecisionEnded(Event):
    """A decision has been carried out or cancelled, or that was taken back."""

    sentence: ClassVar = _("The state of the decision %(decision)s has changed")
    names: ClassVar = DECISION

    decision_id: int
    status: str


@dataclass(frozen=True)
class ExpectationSaid(Event):
    sentence: ClassVar = _("It has been said what shall move: %(expectation)s")
    names: ClassVar = EXPECTATION

    expectation_id: int


@dataclass(frozen=True)
class ExpectationChanged(Event):
    """`reason` is empty before the start."""

    sentence: ClassVar = _("The expectation %(expectation)s has been changed: %(reason)s")
    names: ClassVar = EXPECTATION

    expectation_id: int
    reason: str


@dataclass(frozen=True)
class EffectsComputed(Event):
    """Effects of a place and year have been computed; `people` said the expectations that have a new one."""

    sentence: ClassVar = _("Effects have been computed: %(count)s")

    count: int
    people: list[int]


@dataclass(frozen=True)
class EffectConsidered(Event):
    sentence: ClassVar = _("It has been concluded from the effect of %(expectation)s: %(conclusion)s")
    names: ClassVar = EXPECTATION

    expectation_id: int
    conclusion: str


@dataclass(frozen=True)
class EffectsAsked(Event):
    """All effects of a place and a school year are to be computed by a job."""

    sentence: ClassVar = _("All effects of a year are being computed: %(round)s")
    names: ClassVar = ROUND

    round_id: int


@dataclass(frozen=True)
class EffectsReady(Event):
    """`written`: how many are new or have another verdict; `account_id`: who asked for them."""

    sentence: ClassVar = _("All effects of a year are computed: %(round)s. New or changed: %(written)s")
    names: ClassVar = ROUND

    round_id: int
    written: int
    account_id: int | None
