"""On which facts findings rest."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.facts import Use, facts
from metodika.steering.analysis.models import Finding
from metodika.steering.indicators.models import Version
from metodika.steering.indicators.queries import fact_codes


def facts_told(user: Any) -> Iterator[Use]:
    """Yield which facts the findings of a viewer rest on, one use an indicator; two queries."""
    shown = Finding.objects.visible_to(user).filter(source__isnull=False).order_by()
    many = dict(shown.values_list("source__version").annotate(many=Count("pk")))
    known, told = facts(), set[tuple[str, int]]()
    versions = Version.objects.filter(pk__in=many).select_related("indicator")
    for one in versions.order_by("indicator__code", "pk"):
        words = _("Findings, %(count)s: %(indicator)s") % {
            "count": many[one.pk], "indicator": one.indicator,
        }  # fmt: skip
        for code in fact_codes(one.formula):
            if code in known and (code, one.indicator_id) not in told:
                told.add((code, one.indicator_id))
                yield Use(code, words, reverse("analysis:list-findings"))
