from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.core.access.grants import access_of
from metodika.steering.indicators.models import Indicator, Version

VIEW = "indicators.view_indicator"


@predicate
def is_shared(user: Any, target: Any = None) -> bool:
    """Hold for an indicator of all, or of a profile, for those who may look at indicators anywhere."""
    indicator = target.indicator if isinstance(target, Version) else target
    return isinstance(indicator, Indicator) and indicator.owner_id is None and access_of(user).allows(VIEW)


PERMISSIONS = {
    "indicators.list_indicators": granted,
    "indicators.view_indicator": granted | is_shared,
    "indicators.make_indicator": granted,
    "indicators.approve_indicator": granted,
    "indicators.set_target": granted,
    "indicators.run_indicators": granted,
}

WORDS = {
    "indicators.list_indicators": _("Open the list of indicators"),
    "indicators.view_indicator": _("Open indicators, their values and why a number is what it is"),
    "indicators.make_indicator": _("Make indicators and write their formulas"),
    "indicators.approve_indicator": _("Bring versions and sets of indicators into force"),
    "indicators.set_target": _("Set targets"),
    "indicators.run_indicators": _("Compute indicators"),
}
