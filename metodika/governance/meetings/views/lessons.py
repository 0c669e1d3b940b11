from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.web import ReasonForm, confirm, done, page, show_form, show_panel
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.forms.lessons import LessonForm
from metodika.governance.meetings.models import OpenLesson

BODY = "bodies:show-body"
ROWS_IN_PANEL = 10


@page("meetings.list_sessions", Body)
def show_lessons_of_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    rows = list(queries.lessons_of(body)[: ROWS_IN_PANEL + 1])
    return show_panel(
        request, "meetings/lesson_panel.html", title=_("Open lessons"), body=body,
        lessons=rows[:ROWS_IN_PANEL], more=len(rows) > ROWS_IN_PANEL,
        heads=[_("Day"), _("Theme"), _("Teacher"), _("Subject, class"), _("Came")],
    )  # fmt: skip


@page("meetings.keep_open_lessons", Body)
def add_lesson(request: HttpRequest, body: Body) -> HttpResponseBase:
    subject = body.subjects.order_by("title").first()
    form = LessonForm.of(request, user=request.user, body=body, initial={"subject": subject})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.add_open_lesson(body, **form.told(), by=request.user)
            return done(request, _("The open lesson is written down."), BODY, body.pk)
    return _shown(request, form, body, title=_("Add an open lesson"))


@page("meetings.keep_open_lessons", OpenLesson)
def change_lesson(request: HttpRequest, lesson: OpenLesson) -> HttpResponseBase:
    form = LessonForm.of(request, user=request.user, body=lesson.body, initial=LessonForm.said(lesson))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            told = form.told()
            services.change_open_lesson(
                lesson, changes=told["values"], visitors=told["visitors"], seen=form.seen, by=request.user
            )
            return done(request, _("The open lesson is saved."), BODY, lesson.body_id)
    remove = reverse("meetings:remove-lesson", args=[lesson.pk])
    return _shown(request, form, lesson.body, title=_("Change the open lesson"), remove=remove)


@page("meetings.keep_open_lessons", OpenLesson)
def remove_lesson(request: HttpRequest, lesson: OpenLesson) -> HttpResponseBase:
    form, back = ReasonForm.of(request), reverse(BODY, args=[lesson.body_id])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.remove_open_lesson(lesson, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The open lesson is removed."), BODY, lesson.body_id)
    return confirm(
        request, form, title=_("Remove the open lesson?"), submit=_("Remove it"), back=back,
        consequences=[str(lesson), _("It leaves the passport and the year report of the association.")],
    )  # fmt: skip


def _shown(
    request: HttpRequest, form: LessonForm, body: Body, *, title: str, remove: str = ""
) -> HttpResponseBase:
    back, every = reverse(BODY, args=[body.pk]), reverse("bodies:list-bodies")
    return show_form(
        request, form, title=title, back=back, intro=str(body), template="meetings/lesson_form.html",
        remove=remove,
        breadcrumbs=[(_("Councils and associations"), every), (str(body), back), (title, "")],
    )  # fmt: skip
