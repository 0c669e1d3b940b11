"""Stages of the work of groups: for the card, for the reminder."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from metodika.governance.bodies.lifecycle import BodyStatus, Office
from metodika.governance.bodies.models import Body, Stage
from metodika.governance.bodies.queries.compositions import members_of_bodies


def stages_of(body: Body) -> QuerySet[Stage]:
    """Return the stages of a body in the order of their last days."""
    return Stage.objects.filter(body=body).select_related("responsible", "file").order_by("due_on", "pk")


def untold_stages() -> QuerySet[Stage]:
    """Return the unfinished stages of working bodies whose last day has not been told, locked."""
    rows = Stage.objects.unfinished().filter(body__status=BodyStatus.ACTIVE)
    rows = rows.filter(Q(told_due_on=None) | ~Q(told_due_on=F("due_on")))
    return rows.select_for_update(of=("self",)).select_related("body__kind").order_by("due_on", "pk")


def people_of_stages(stages: Iterable[Stage], day: date) -> dict[int, list[int]]:
    """Return whom a stage concerns: who leads it and the officers of its body."""
    rows = list(stages)
    members = members_of_bodies([stage.body_id for stage in rows], day)
    return {
        stage.pk: sorted(
            {one.person_id for one in members.get(stage.body_id, []) if one.office != Office.MEMBER}
            | ({stage.responsible_id} if stage.responsible_id else set())
        )
        for stage in rows
    }
