"""What can be counted of compliance itself, and which facts prove the clauses."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag, text
from metodika.core.facts.registry import Use
from metodika.steering.compliance.lifecycle import State
from metodika.steering.compliance.models import Proof, RuleResult, StandingChange, Waiver

TITLE = _("Compliance with the regulation")
CLAUSE = text("clause", _("code of the clause"), "code")
FACTS = (
    Fact(
        code="compliance.clause_state",
        title=_("State of a clause"),
        row=_("One clause in one state, as long as it was in it by the assessments."),
        model=StandingChange,
        rows=StandingChange.objects.all,
        organisation="standing__municipality", since="since", until="until",
        parameters=(
            choice("state", _("state"), "state", State.choices),
            text("clause", _("code of the clause"), "standing__code"),
        ),
        related=("standing",),
        address="/compliance/clauses/{0.standing_id}/",
        source="PEST-5.0",
    ),
    Fact(
        code="compliance.proof",
        title=_("Proof by hand"),
        row=_("One file or address that proves a clause, from the day it speaks for."),
        model=Proof,
        rows=lambda: Proof.objects.filter(withdrawn_on=None),
        organisation="municipality", since="speaks_for", until="expires_on",
        parameters=(CLAUSE, flag("filed", _("kept as a file"), Q(file__isnull=False))),
        address="/compliance/{0.municipality_id}/",
    ),
    Fact(
        code="compliance.waiver",
        title=_("Waiver of a clause"),
        row=_("One clause that is not asked for a time."),
        model=Waiver,
        rows=lambda: Waiver.objects.filter(ended_on=None),
        organisation="municipality", since="starts_on", until="ends_on",
        parameters=(CLAUSE,),
        address="/compliance/{0.municipality_id}/",
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "snapshot": _("An assessment by the system; the states are counted."),
    "standing": _("The state of today; all states are counted by their days."),
    "ruleresult": _("A part of an assessment; the states are counted."),
    "placeresult": _("A part of an assessment; the states are counted."),
}


def _uses(user: Any) -> Iterable[Use]:
    results = RuleResult.objects.visible_to(user).select_related("standing").order_by("pk")
    for one in results:
        url = reverse("compliance:show-clause", args=[one.standing_id])
        for code in one.facts:
            yield Use(code, f"{one.standing.code}: {one.say}", url)


USED_BY = (_uses,)
