"""Open assignments of an organisation that is merged into another: they go on in the successor."""

from django.db.transaction import atomic

from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.governance.assignments.events import AssignmentCarriedOver
from metodika.governance.assignments.models import Assignment, Executor
from metodika.governance.assignments.services.cards import keep
from metodika.governance.assignments.services.giving import number_assignment


@atomic
def carry_assignments(predecessor: Organisation, *, successor: Organisation) -> int:
    """Hand the open assignments over with new numbers, parts with their whole; return how many.

    Closed ones stay where they were. Posts and roles of the predecessor are looked for in the successor.
    """
    rows = Assignment.objects.open().select_for_update(of=("self",)).filter(organisation=predecessor)
    found = list(rows.select_related("parent").order_by("given_on", "pk"))
    wholes = [one for one in found if one.parent is None]
    parts = [one for one in found if one.parent is not None]
    for assignment in (*wholes, *parts):
        before = assignment.number
        assignment.organisation = successor
        if assignment.parent is None:
            number_assignment(assignment)
        else:
            whole = Assignment.objects.get(pk=assignment.parent.pk)
            assignment.number = f"{whole.number}.{assignment.ordinal}"
        keep(assignment, "organisation", "year", "ordinal", "number")
        told = AssignmentCarriedOver(
            assignment_id=assignment.pk, organisation_id=predecessor.pk, before=before
        )
        announce(told, about=assignment)
    present = Executor.objects.present().filter(assignment__in=[one.pk for one in found])
    present.filter(organisation=predecessor).update(organisation=successor)
    return len(found)
