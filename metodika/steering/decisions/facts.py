"""What can be counted of measures, managerial decisions and their effects."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.facts import Fact, choice, flag, local_day
from metodika.steering.decisions.lifecycle import (
    ANSWERS,
    DecisionKind,
    DecisionStatus,
    MeasureKind,
    MeasureStatus,
    NextStep,
    Verdict,
)
from metodika.steering.decisions.models import Decision, Effect, Expectation, Measure
from metodika.steering.decisions.queries import facts_expected

TITLE = _("Measures and decisions")
EXPECTED_OF_MEASURE = Q(Exists(Expectation.objects.filter(measure=OuterRef("pk"))))
EXPECTED_OF_DECISION = Q(Exists(Expectation.objects.filter(decision=OuterRef("pk"))))


FACTS = (
    Fact(
        code="decisions.measure",
        title=_("Measure"),
        row=_("One measure that was not cancelled, on its first day."),
        model=Measure,
        rows=Measure.objects.alive,
        organisation="organisation",
        on="starts_on",
        parameters=(
            choice("kind", _("kind of measure"), "kind", MeasureKind.choices),
            choice("state", _("state"), "status", MeasureStatus.choices),
            flag("found", _("answers a finding or a recommendation"),
                 Q(finding__isnull=False) | Q(subject_id__isnull=False)),
            flag("planned", _("stands in a plan or is an event"),
                 Q(item__isnull=False) | Q(event__isnull=False)),
            flag("expected", _("says what it shall move"), EXPECTED_OF_MEASURE),
        ),
        address="/decisions/measures/{0.pk}/",
        source="VP-5.1",
    ),
    Fact(
        code="decisions.decision",
        title=_("Managerial decision"),
        row=_("One managerial decision, on the day it was taken."),
        model=Decision,
        rows=Decision.objects.taken,
        organisation="organisation",
        on="taken_on",
        parameters=(
            choice("kind", _("kind of decision"), "kind", DecisionKind.choices),
            flag("based", _("names the analysis it rests on"),
                 Q(note__isnull=False) | Q(finding__isnull=False)),
            flag("carried_out", _("carried out"), Q(status=DecisionStatus.CARRIED_OUT)),
            flag("controlled", _("with a controller"), Q(controller__isnull=False)),
            flag("expected", _("says what it shall move"), EXPECTED_OF_DECISION),
        ),
        related=("record",),
        papers="record",
        paper_words="act_words",
        address="/decisions/{0.pk}/",
        source="VP-5.7",
    ),
    Fact(
        code="decisions.effect",
        title=pgettext_lazy("measure", "Effect"),
        row=_("One effect of a measure or a decision, on the day it was computed last."),
        model=Effect,
        rows=Effect.objects.newest,
        organisation="expectation__organisation",
        on=local_day("computed_at", "expectation__organisation__municipality__timezone"),
        parameters=(
            choice("verdict", _("verdict"), "verdict", Verdict.choices),
            choice("next_step", _("what follows"), "next_step", NextStep.choices),
            flag("answered", _("with an answer"), Q(verdict__in=[*sorted(ANSWERS)])),
            flag("of_measure", _("of a measure"), Q(expectation__measure__isnull=False)),
            flag("of_decision", _("of a decision"), Q(expectation__decision__isnull=False)),
            flag("considered", _("considered"), Q(considered_on__isnull=False)),
            flag("goal", _("a goal follows"), Q(goal__isnull=False)),
        ),
        address="/decisions/effects/{0.expectation_id}/",
        source="VP-6.1",
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "expectation": _("What is meant to happen; what has happened is an effect."),
    "round": _("Work of the system over effects; the effects are counted."),
}
USED_BY = (facts_expected,)
