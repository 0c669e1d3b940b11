"""What every act here begins and ends with: the lock, the move, the save."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import Versioned
from metodika.directory.organisations.models import Organisation
from metodika.steering.decisions.models import Decision, Effect, Expectation, Measure
from metodika.steering.decisions.rules.windows import may_move


def locked_measure(measure: Measure) -> Measure:
    """Return the measure, kept from others until the end of the transaction."""
    return Measure.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=measure.pk)


def locked_decision(decision: Decision) -> Decision:
    """Return the decision, kept from others until the end of the transaction."""
    return Decision.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=decision.pk)


def locked_expectation(expectation: Expectation) -> Expectation:
    """Return the expectation with what it is about, kept from others."""
    related = ("organisation", "measure", "decision", "indicator")
    return Expectation.objects.select_for_update(of=("self",)).select_related(*related).get(pk=expectation.pk)


def locked_effect(effect: Effect) -> Effect:
    """Return the effect with its expectation, kept from others."""
    related = ("expectation__organisation", "expectation__indicator", "goal")
    return Effect.objects.select_for_update(of=("self",)).select_related(*related).get(pk=effect.pk)


def refuse_move(row: Measure | Decision, moves: dict[str, frozenset[str]], to: str) -> None:
    """Raise RuleBroken when the state does not lead there."""
    if not may_move(moves, row.status, to):
        raise RuleBroken(
            _("This cannot be done now: it is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )


def refuse_reopening(
    row: Measure | Decision, moves: dict[str, frozenset[str]], to: str, *, ended: Collection[str]
) -> None:
    """Raise RuleBroken unless the row has ended and came from that state."""
    if row.status not in ended or not may_move(moves, to, row.status):
        raise RuleBroken(
            _("This cannot be done now: it is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )


def keep(row: Versioned, *fields: str) -> None:
    """Save the fields of a locked row and count the edit."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def needed(text: str, sentence: str) -> str:
    """Return the words without spaces around. Raises RuleBroken when there are none."""
    if not text.strip():
        raise RuleBroken(sentence)
    return text.strip()


def refuse_turned(first: date, last: date) -> None:
    """Raise RuleBroken for days that are turned round."""
    if last < first:
        raise RuleBroken(_("The last day lies before the first one. Check the days."))


def checked_places(organisation: Organisation, places: Iterable[Organisation]) -> list[Organisation]:
    """Return the places. Raises RuleBroken when one does not belong to the organisation."""
    found = list(places)
    for one in found:
        if not one.path.startswith(organisation.path):
            raise RuleBroken(
                _("“%(place)s” does not belong to “%(organisation)s”.")
                % {"place": one, "organisation": organisation}
            )
    return found
