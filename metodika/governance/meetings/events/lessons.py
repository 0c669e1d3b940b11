from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event, fields_of

LESSON = {"body_id": "bodies.Body", "teacher_id": "staff.Person"}


@dataclass(frozen=True)
class OpenLessonAdded(Event):
    sentence: ClassVar = _("%(body)s: open lesson of %(teacher)s on %(held_on)s, “%(theme)s”")
    names: ClassVar = LESSON

    body_id: int
    lesson_id: int
    teacher_id: int
    held_on: str
    theme: str


@dataclass(frozen=True)
class OpenLessonChanged(Event):
    sentence: ClassVar = _("%(body)s: the open lesson “%(theme)s” has been changed (%(fields)s)")
    names: ClassVar = {"body_id": "bodies.Body"}
    words: ClassVar = {"fields": fields_of("meetings.OpenLesson")}

    body_id: int
    lesson_id: int
    theme: str
    fields: list[str]


@dataclass(frozen=True)
class OpenLessonRemoved(Event):
    sentence: ClassVar = _("%(body)s: the open lesson “%(theme)s” has been removed. Reason: %(reason)s")
    names: ClassVar = {"body_id": "bodies.Body"}

    body_id: int
    theme: str
    reason: str
