from datetime import date
from typing import Any

from django.http import HttpRequest

from metodika.core.web import ReasonForm
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.forms.lessons import LessonForm
from metodika.governance.meetings.models import OpenLesson

area = Area("meetings")
KEEP = "meetings.keep_open_lessons"


class OpenLessonOut(Schema):
    id: int
    version: int
    body_id: int
    session_id: int | None
    teacher: Ref
    school: Ref
    subject: Ref | None
    pupils: str
    theme: str
    held_on: date
    visitors: list[Ref]
    outcome: str

    @staticmethod
    def resolve_visitors(lesson: OpenLesson) -> list[Any]:
        return list(lesson.visitors.all())


@area.list("/bodies/{int:pk}/open-lessons", "meetings.list_sessions", Body, gives=OpenLessonOut)
def list_lessons(request: HttpRequest, body: Body, _table: None) -> Any:
    return queries.lessons_of(body)


@area.post("/bodies/{int:pk}/open-lessons", KEEP, Body, form=LessonForm, gives=OpenLessonOut, status=201)
def add_lesson(request: HttpRequest, body: Body) -> OpenLesson:
    form = checked(LessonForm.of(request, user=request.user, body=body))
    return services.add_open_lesson(body, **form.told(), by=request.user)


@area.patch("/open-lessons/{int:pk}", KEEP, OpenLesson, form=LessonForm, gives=OpenLessonOut)
def change_lesson(request: HttpRequest, lesson: OpenLesson) -> OpenLesson:
    form = checked(
        LessonForm.of(request, user=request.user, body=lesson.body, initial=LessonForm.said(lesson))
    )
    told = form.told()
    return services.change_open_lesson(
        lesson, changes=told["values"], visitors=told["visitors"], seen=form.seen, by=request.user
    )


@area.post("/open-lessons/{int:pk}/remove", KEEP, OpenLesson, form=ReasonForm, gives=None, status=204)
def remove_lesson(request: HttpRequest, lesson: OpenLesson) -> None:
    form = checked(ReasonForm.of(request))
    services.remove_open_lesson(lesson, reason=form.cleaned_data["reason"], by=request.user)
