"""Open lessons of an association: written down, corrected, taken away."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Person, Subject
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.events import OpenLessonAdded, OpenLessonChanged, OpenLessonRemoved
from metodika.governance.meetings.models import OpenLesson, Session


class LessonValues(TypedDict, total=False):
    """What may be told of an open lesson; without a school it is where the teacher works on the day."""

    teacher: Person
    held_on: date
    theme: str
    school: Organisation | None
    subject: Subject | None
    pupils: str
    session: Session | None
    outcome: str


@atomic
def add_open_lesson(
    body: Body, *, values: LessonValues, by: Any, visitors: Sequence[Person] = ()
) -> OpenLesson:
    """Write an open lesson of a body down, past or to come.

    Raises RuleBroken for a session of another body, a merged card, a teacher whose school is not known, and
    for visitors of a lesson that has not been held.
    """
    lesson = OpenLesson(body=body, **_placed(values))
    _refuse_wrong(lesson, visitors)
    lesson.save(force_insert=True)
    lesson.visitors.set(visitors)
    announce(
        OpenLessonAdded(
            body_id=body.pk, lesson_id=lesson.pk, teacher_id=lesson.teacher_id,
            held_on=lesson.held_on.isoformat(), theme=lesson.theme,
        ),
        by=by,
        about=body,
    )  # fmt: skip
    return lesson


def _placed(values: Mapping[str, Any]) -> dict[str, Any]:
    told = dict(values)
    if told.get("school") is None:
        jobs = Employment.objects.as_of(told["held_on"]).filter(person=told["teacher"])
        job = jobs.select_related("organisation").order_by("pk").first()
        if job is None:
            raise RuleBroken(
                _("%(teacher)s works nowhere on that day. Name where the lesson is held.")
                % {"teacher": told["teacher"]}
            )
        told["school"] = job.organisation
    return told


def _refuse_wrong(lesson: OpenLesson, visitors: Sequence[Person]) -> None:
    if lesson.session is not None and lesson.session.body_id != lesson.body_id:
        raise RuleBroken(_("That session is of another body. Choose one of this body."))
    if any(person.merged_into_id is not None for person in (lesson.teacher, *visitors)):
        raise RuleBroken(_("This card has been merged into another. Open that one and choose it here."))
    if visitors and lesson.held_on > today_at(lesson.body.host):
        raise RuleBroken(_("The lesson has not been held yet: write down who came afterwards."))


@atomic
def change_open_lesson(
    lesson: OpenLesson, *, changes: LessonValues, visitors: Sequence[Person] | None, seen: int | None, by: Any
) -> OpenLesson:
    """Correct an open lesson and who came to it; None leaves the visitors. RuleBroken as for a new one."""
    locked = _locked(lesson)
    told = {"teacher": locked.teacher, "held_on": locked.held_on, "school": locked.school, **changes}
    touched = claim_version(locked, seen=seen, changes=_placed(told))
    came = list(locked.visitors.order_by("pk")) if visitors is None else list(visitors)
    _refuse_wrong(locked, came)
    if touched:
        locked.save(update_fields=touched)
    fields = [name for name in touched if name != "version"]
    if {one.pk for one in came} != set(locked.visitors.values_list("pk", flat=True)):
        locked.visitors.set(came)
        fields.append("visitors")
    if fields:
        changed = OpenLessonChanged(
            body_id=locked.body_id, lesson_id=locked.pk, theme=locked.theme, fields=sorted(fields)
        )
        announce(changed, by=by, about=locked.body)
    return locked


@atomic
def remove_open_lesson(lesson: OpenLesson, *, reason: str, by: Any) -> None:
    """Take away a lesson that was not held or was written twice. Raises RuleBroken without a reason."""
    locked = _locked(lesson)
    if not reason.strip():
        raise RuleBroken(_("Say why the lesson is removed: the reason stays in the history."))
    told = OpenLessonRemoved(body_id=locked.body_id, theme=locked.theme, reason=reason.strip())
    announce(told, by=by, about=locked.body)
    locked.delete()


def _locked(lesson: OpenLesson) -> OpenLesson:
    rows = OpenLesson.objects.select_for_update(of=("self",))
    return rows.select_related("body__host__municipality", "teacher", "school", "session").get(pk=lesson.pk)
