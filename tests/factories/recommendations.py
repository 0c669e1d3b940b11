"""Recommendations for tests, made by the same services as in the product."""

from datetime import date
from typing import Any

from metodika.steering.analysis.models import Finding
from metodika.steering.recommendations import services
from metodika.steering.recommendations.models import Recommendation


def advised(
    finding: Finding, *, due_on: date = date(2099, 6, 1), by: Any = None, **more: Any
) -> Recommendation:
    """A draft from the finding: to the schools, bodies or people that are told, in one's own words."""
    several = {name: more.pop(name, ()) for name in ("institutions", "bodies", "people")}
    values = {
        "addressed_to": "institution", "title": "Наставник каждому молодому", "due_on": due_on,
        "text": "{addressee}: назначьте наставников. Сейчас {value}, цель {target}.",
        "indicator": finding.indicator, **more,
    }  # fmt: skip
    return services.make_recommendation(
        finding.organisation, values=values, findings=[finding], **several, by=by
    )


def sent(finding: Finding, *, by: Any = None, **more: Any) -> Recommendation:
    """A recommendation that was approved and sent."""
    row = services.approve_recommendation(advised(finding, by=by, **more), by=by)
    return services.send_recommendation(row, by=by)
