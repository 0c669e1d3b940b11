"""Who counts which fact: the indicators. What is measured is itself no daily work."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import facts
from metodika.core.facts.registry import Use
from metodika.steering.indicators.lifecycle import VersionStatus
from metodika.steering.indicators.models import Indicator, Version
from metodika.steering.indicators.rules.formulas import fact_codes

TITLE = _("Indicators")
WITHOUT_FACT = {
    "indicator": _("What is measured; the work behind it is counted."),
    "indicatorset": _("A list of indicators under an act; the act is counted."),
    "target": _("What is meant to be reached; what was reached is a value."),
    "run": _("A computing of the system, no work."),
    "value": _("A result of counting; counting it again would count twice."),
}


def _uses(user: Any) -> Iterable[Use]:
    known = facts()
    seen = Indicator.objects.visible_to(user).filter(is_dropped=False)
    versions = Version.objects.filter(indicator__in=seen, status=VersionStatus.IN_FORCE)
    for one in versions.select_related("indicator").order_by("indicator__code", "pk"):
        url = reverse("indicators:show-indicator", args=[one.indicator_id])
        for code in fact_codes(one.formula):
            if code in known:
                yield Use(code, str(one.indicator), url)


USED_BY = (_uses,)
