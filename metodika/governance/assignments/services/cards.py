"""What every act on a card begins and ends with: the lock, the move, the people."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.governance.assignments import rules
from metodika.governance.assignments.models import Assignment


def locked(assignment: Assignment) -> Assignment:
    """Return the card, read anew and kept from others until the end of the transaction."""
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("organisation__municipality", "controller", "parent")
        .get(pk=assignment.pk)
    )


def move(assignment: Assignment, to: str) -> None:
    """Put a locked card into another state. Raises RuleBroken when it does not lead there."""
    if not rules.may_move(assignment.status, to):
        raise RuleBroken(
            _("This cannot be done now: the assignment %(number)s is in the state “%(state)s”.")
            % {"number": f"№\u00a0{assignment.number}", "state": assignment.get_status_display()}
        )
    assignment.status = to


def keep(assignment: Assignment, *fields: str) -> None:
    """Save the fields of a locked card and count the edit."""
    assignment.version += 1
    assignment.save(update_fields=[*fields, "version"])


def refuse_closed(assignment: Assignment) -> None:
    """Raise RuleBroken when nothing is awaited from the assignment any longer."""
    if not assignment.is_open:
        raise RuleBroken(
            _("The assignment %(number)s is closed: %(state)s.")
            % {
                "number": f"№\u00a0{assignment.number}",
                "state": str(assignment.get_status_display()).lower(),
            }
        )


def people_of(assignment: Assignment) -> list[int]:
    """Return the numbers of those who do it now, the first named first."""
    present = [one for one in assignment.executors.all() if one.until_on is None]
    present.sort(key=lambda one: (one.order, one.pk))
    return [one.person_id for one in present if one.person_id is not None]


def checked_due(due_on: date, *, given_on: date, parent: Assignment | None) -> date:
    """Return the last day. Raises RuleBroken for one before the assignment or after the whole is due."""
    if due_on < given_on:
        raise RuleBroken(
            _("The last day, %(due)s, is before the day of the assignment, %(given)s.")
            % {"due": _day(due_on), "given": _day(given_on)}
        )
    whole = parent.due_on if parent else None
    if not rules.fits_parent(due_on=due_on, parent_due_on=whole):
        raise RuleBroken(
            _("A part is done before the whole: choose a day up to %(day)s.") % {"day": _day(whole or due_on)}
        )
    return due_on


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
