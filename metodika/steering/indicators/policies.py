from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.core.access.grants import access_of
from metodika.steering.indicators.models import Indicator, Run, Version

VIEW, RUN, AIM = "indicators.view_indicator", "indicators.run_indicators", "indicators.set_target"


@predicate
def is_shared(user: Any, target: Any = None) -> bool:
    """Hold for an indicator of all, or of a profile, for those who may look at indicators anywhere."""
    indicator = target.indicator if isinstance(target, Version) else target
    return isinstance(indicator, Indicator) and indicator.owner_id is None and access_of(user).allows(VIEW)


@predicate
def aims_at_shared(user: Any, target: Any = None) -> bool:
    """Hold for an indicator of all, or of a profile, for whoever may set targets at some place."""
    return isinstance(target, Indicator) and target.owner_id is None and access_of(user).allows(AIM)


@predicate
def is_run(user: Any, target: Any = None) -> bool:
    """Hold for any run for those who may start one anywhere: a run belongs to no place."""
    return isinstance(target, Run) and access_of(user).allows(RUN)


PERMISSIONS = {
    "indicators.list_indicators": granted,
    "indicators.view_indicator": granted | is_shared,
    "indicators.make_indicator": granted,
    "indicators.approve_indicator": granted,
    "indicators.set_target": granted | aims_at_shared,
    "indicators.run_indicators": granted | is_run,
}

WORDS = {
    "indicators.list_indicators": _("Open the list of indicators"),
    "indicators.view_indicator": _("Open indicators, their values and why a number is what it is"),
    "indicators.make_indicator": _("Make indicators and write their formulas"),
    "indicators.approve_indicator": _("Bring versions and sets of indicators into force"),
    "indicators.set_target": _("Set targets"),
    "indicators.run_indicators": _("Compute indicators"),
}
