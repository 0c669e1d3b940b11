from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.steering.decisions import queries
from metodika.steering.decisions.events import (
    DecisionEnded,
    DecisionTaken,
    EffectConsidered,
    EffectsComputed,
    EffectsReady,
    MeasureMoved,
    MeasurePlanned,
)


def _answering(event: MeasurePlanned | MeasureMoved) -> Any:
    return queries.who_answers(event.measure_id)


def _controlling(event: DecisionTaken | DecisionEnded) -> Any:
    return queries.who_controls(event.decision_id)


def _said(event: EffectsComputed) -> Iterable[Any]:
    return queries.who_said(event.people)


def _concerned(event: EffectConsidered) -> Any:
    return queries.whom_effect_concerns(event.expectation_id)


def _asker(event: EffectsReady) -> Iterable[Any]:
    return get_user_model()._default_manager.filter(pk=event.account_id or 0)


def _measure(event: MeasurePlanned | MeasureMoved) -> str:
    return reverse("decisions:show-measure", args=[event.measure_id])


def _decision(event: DecisionTaken | DecisionEnded) -> str:
    return reverse("decisions:show-decision", args=[event.decision_id])


def _effect(event: EffectConsidered) -> str:
    return reverse("decisions:show-effect", args=[event.expectation_id])


def _round(event: EffectsReady) -> str:
    return reverse("decisions:show-round", args=[event.round_id])


OWN, EFFECTS = _("Measures and decisions that I answer for"), _("Effects of what I have proposed")
MEASURE = Told(
    to=_answering, group="measures", group_title=OWN, url=_measure, how=Channel.BELL,
    anybody=lambda event: _answering(event).exists(),
)  # fmt: skip
DECISION = Told(
    to=_controlling, group="measures", group_title=OWN, url=_decision, how=Channel.BELL,
    anybody=lambda event: _controlling(event).exists(),
)  # fmt: skip
NOTICES: dict[type, Told] = {
    MeasurePlanned: MEASURE,
    MeasureMoved: MEASURE,
    DecisionTaken: DECISION,
    DecisionEnded: DECISION,
    EffectsComputed: Told(
        to=_said, group="effects", group_title=EFFECTS, url=lambda event: reverse("decisions:list-effects"),
        how=Channel.BELL, anybody=lambda event: bool(event.people),
    ),
    EffectsReady: Told(
        to=_asker, group="effects", group_title=EFFECTS, url=_round, how=Channel.BELL,
        anybody=lambda event: event.account_id is not None,
    ),
    EffectConsidered: Told(
        to=_concerned, group="effects", group_title=EFFECTS, url=_effect, how=Channel.BELL,
        anybody=lambda event: _concerned(event).exists(),
    ),
}  # fmt: skip
