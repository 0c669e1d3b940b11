"""Stages of the work of a group: planned, changed, finished with their product, told of beforehand."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.staff.models import Person
from metodika.governance.bodies.events import (
    StageChanged,
    StageEndAnnounced,
    StageFinished,
    StagePlanned,
    StageRemoved,
)
from metodika.governance.bodies.models import Body, Stage
from metodika.governance.bodies.queries import people_of_stages, rules_of, untold_stages
from metodika.governance.bodies.services.bodies import locked_body, refuse_dissolved


class StageValues(TypedDict, total=False):
    """What may be told of a stage."""

    title: str
    product: str
    starts_on: date | None
    due_on: date
    responsible: Person | None


@atomic
def plan_stage(body: Body, *, values: StageValues, by: Any) -> Stage:
    """Plan a stage of the work of a body, with its last day and what comes out of it.

    Raises RuleBroken for a dissolved body and for days in the wrong order or outside its own time.
    """
    locked = locked_body(body)
    refuse_dissolved(locked)
    stage = Stage(body=locked, **values)
    _refuse_wrong_days(stage)
    stage.save(force_insert=True)
    planned = StagePlanned(
        body_id=locked.pk, stage_id=stage.pk, title=stage.title, due_on=stage.due_on.isoformat()
    )
    announce(planned, by=by, about=locked)
    return stage


def _refuse_wrong_days(stage: Stage) -> None:
    if stage.starts_on is not None and stage.due_on < stage.starts_on:
        raise RuleBroken(_("The last day is before the first one. Correct the dates."))
    body = stage.body
    first = stage.starts_on or stage.due_on
    if body.starts_on is not None and first < body.starts_on:
        raise RuleBroken(
            _("The body works from %(day)s only. Give a later day.")
            % {"day": date_format(body.starts_on, "DATE_FORMAT")}
        )
    if body.ends_on is not None and stage.due_on > body.ends_on:
        raise RuleBroken(
            _("The body works until %(day)s. Give an earlier day, or prolong the work first.")
            % {"day": date_format(body.ends_on, "DATE_FORMAT")}
        )


@atomic
def change_stage(stage: Stage, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Stage:
    """Change a stage that is not finished. RuleBroken as for a new one, EditedMeanwhile for a stale one."""
    locked = _locked(stage)
    _refuse_finished(locked)
    touched = claim_version(locked, seen=seen, changes=changes)
    _refuse_wrong_days(locked)
    if touched:
        locked.save(update_fields=touched)
        fields = sorted(name for name in touched if name != "version")
        changed = StageChanged(body_id=locked.body_id, stage_id=locked.pk, title=locked.title, fields=fields)
        announce(changed, by=by, about=locked.body)
    return locked


@atomic
def finish_stage(stage: Stage, *, on: date, outcome: str, by: Any, file: StoredFile | None = None) -> Stage:
    """Write down that a stage is finished and what has come of it, with the file of the product.

    Raises RuleBroken for a stage that is finished, without words, and for a day before it began.
    """
    locked = _locked(stage)
    _refuse_finished(locked)
    if not outcome.strip():
        raise RuleBroken(_("Say what has come of the stage: its product, or why there is none."))
    if locked.starts_on is not None and on < locked.starts_on:
        raise RuleBroken(_("The stage had not begun by that day. Give a later day."))
    locked.done_on, locked.outcome, locked.file = on, outcome.strip(), file
    locked.version += 1
    locked.save(update_fields=["done_on", "outcome", "file", "version"])
    finished = StageFinished(
        body_id=locked.body_id, stage_id=locked.pk, title=locked.title, done_on=on.isoformat(),
        outcome=locked.outcome,
    )  # fmt: skip
    announce(finished, by=by, about=locked.body)
    return locked


@atomic
def remove_stage(stage: Stage, *, reason: str, by: Any) -> None:
    """Take away a stage that is not finished. Raises RuleBroken without a reason."""
    locked = _locked(stage)
    _refuse_finished(locked)
    if not reason.strip():
        raise RuleBroken(_("Say why the stage is removed: the reason stays in the history."))
    removed = StageRemoved(body_id=locked.body_id, title=locked.title, reason=reason.strip())
    announce(removed, by=by, about=locked.body)
    locked.delete()


@atomic
def announce_stages(*, now: datetime) -> int:
    """Tell those concerned that the last day of a stage is near, each last day once; return how many."""
    today = now.date()
    ending = [
        stage for stage in untold_stages()
        if stage.due_on <= today + timedelta(days=rules_of(stage.body).reminder_days)
    ]  # fmt: skip
    people = people_of_stages(ending, today)
    for stage in ending:
        stage.told_due_on = stage.due_on
        stage.save(update_fields=["told_due_on"])
        near = StageEndAnnounced(
            body_id=stage.body_id, stage_id=stage.pk, title=stage.title, product=stage.product,
            due_on=stage.due_on.isoformat(), people=people[stage.pk],
        )  # fmt: skip
        announce(near, about=stage.body)
    return len(ending)


@atomic
def move_stages(*, source_id: int, target_id: int) -> int:
    """Hand the stages of a person over to the card into which his was merged; return how many."""
    return Stage.objects.filter(responsible=source_id).update(responsible=target_id)


def _locked(stage: Stage) -> Stage:
    rows = Stage.objects.select_for_update(of=("self",)).select_related("body__kind", "body__host")
    return rows.get(pk=stage.pk)


def _refuse_finished(stage: Stage) -> None:
    if stage.done_on is not None:
        raise RuleBroken(
            _("The stage was finished on %(day)s and stays as it is.")
            % {"day": date_format(stage.done_on, "DATE_FORMAT")}
        )
