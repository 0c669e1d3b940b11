from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.governance.assignments.models import Assignment


@predicate
def is_executor(user: Any, target: Any = None) -> bool:
    """Hold for those who do the assignment now."""
    if not isinstance(target, Assignment) or user.person_id is None:
        return False
    return target.executors.filter(person=user.person_id, until_on=None).exists()


@predicate
def has_done_it(user: Any, target: Any = None) -> bool:
    """Hold for those who do the assignment, and for those who did it before somebody took it over."""
    if not isinstance(target, Assignment) or user.person_id is None:
        return False
    return target.executors.filter(person=user.person_id).exists()


@predicate
def is_controller(user: Any, target: Any = None) -> bool:
    """Hold for the controller of the assignment."""
    return isinstance(target, Assignment) and target.controller_id == user.person_id


@predicate
def is_giver(user: Any, target: Any = None) -> bool:
    """Hold for whoever has given the assignment."""
    return isinstance(target, Assignment) and user.pk is not None and target.given_by_id == user.pk


@predicate
def is_asked_about_the_whole(user: Any, target: Any = None) -> bool:
    """Hold for parts of what the person controls or does himself."""
    whole = target.parent if isinstance(target, Assignment) else None
    return whole is not None and (
        whole.controller_id == user.person_id or bool(is_executor.test(user, whole))
    )


@predicate
def is_person(user: Any, target: Any = None) -> bool:
    """Hold for everybody who is signed in; these pages show one's own assignments."""
    return bool(user.is_authenticated)


PERMISSIONS = {
    "assignments.view_assignment": granted
    | is_controller
    | is_giver
    | has_done_it
    | is_asked_about_the_whole,
    "assignments.list_own": is_person,
    "assignments.list_assignments": granted,
    "assignments.give_assignment": granted,
    "assignments.split_assignment": granted | is_executor,
    "assignments.change_assignment": granted | is_giver,
    "assignments.report_execution": granted | is_executor,
    "assignments.check_report": granted | is_controller,
    "assignments.remove_assignment": granted,
    "assignments.cancel_assignment": granted | is_giver,
}

WORDS = {
    "assignments.view_assignment": _("Open the assignments of others"),
    "assignments.list_own": _("See one's own assignments"),
    "assignments.list_assignments": _("Open the control list of assignments"),
    "assignments.give_assignment": _("Give assignments"),
    "assignments.split_assignment": _("Divide assignments into parts"),
    "assignments.change_assignment": _("Change assignments and who does them"),
    "assignments.report_execution": _("Report on the execution for others and ask for more time"),
    "assignments.check_report": _("Accept reports, send them back and give more time"),
    "assignments.remove_assignment": _("Remove assignments from control; be told of those long overdue"),
    "assignments.cancel_assignment": _("Cancel assignments"),
}
