from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

INDICATOR = {"indicator_id": "indicators.Indicator"}


@dataclass(frozen=True)
class IndicatorMade(Event):
    sentence: ClassVar = _("The indicator %(indicator)s has been made")
    names: ClassVar = INDICATOR

    indicator_id: int


@dataclass(frozen=True)
class FormulaWritten(Event):
    """A draft of a version has got another formula."""

    sentence: ClassVar = _("The formula of the indicator %(indicator)s has been written")
    names: ClassVar = INDICATOR

    indicator_id: int
    version_id: int


@dataclass(frozen=True)
class VersionApproved(Event):
    sentence: ClassVar = _("A version of the indicator %(indicator)s is in force from %(starts_on)s")
    names: ClassVar = INDICATOR

    indicator_id: int
    version_id: int
    starts_on: str


@dataclass(frozen=True)
class TargetSet(Event):
    sentence: ClassVar = _("A target of the indicator %(indicator)s has been set: %(reason)s")
    names: ClassVar = INDICATOR

    indicator_id: int
    target_id: int
    reason: str


@dataclass(frozen=True)
class SetApproved(Event):
    sentence: ClassVar = _("The set of indicators %(indicator_set)s has been approved")
    names: ClassVar = {"indicator_set_id": "indicators.IndicatorSet"}

    indicator_set_id: int


@dataclass(frozen=True)
class RunStarted(Event):
    """Indicators are to be computed by a job."""

    sentence: ClassVar = _("Indicators are being computed")

    run_id: int


@dataclass(frozen=True)
class RunFinished(Event):
    """`written`: how many snapshots differ from those before."""

    sentence: ClassVar = _("Indicators have been computed, new values: %(written)s")

    run_id: int
    written: int


@dataclass(frozen=True)
class RunFailed(Event):
    """`trouble`: a sentence for a person; values stay as they were."""

    sentence: ClassVar = _("Indicators could not be computed: %(trouble)s")

    run_id: int
    trouble: str
