from datetime import date, timedelta

import pytest
from django.urls import reverse

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.calendar import school_year
from metodika.core.documents import document_kinds, render_pdf
from metodika.core.events import sentences_of
from metodika.directory.staff.services import merge_people
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.models import OpenLesson
from metodika.governance.meetings.queries.associations import passport_places, report_places
from tests.factories.accounts import make_user
from tests.factories.bodies import make_council
from tests.factories.clock import today_there
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory
from tests.factories.meetings import plan

pytestmark = pytest.mark.django_db
ALL = ("meetings.*", "bodies.*", "staff.*", "organisations.*")
HELD = date(2025, 10, 14)


@pytest.fixture
def association():
    return make_council(4, rules={"offices": ["chair"]}, name="Методическое объединение учителей физики")


@pytest.fixture
def job(association):
    return EmploymentFactory(person=PersonFactory(last_name="Осипова"), organisation=association.host)


def lesson_of(body, job, **more):
    values = {"teacher": job.person, "held_on": HELD, "theme": "Закон Ома", **more}
    visitors = values.pop("visitors", ())
    return services.add_open_lesson(body, values=values, visitors=visitors, by=None)


def test_lesson_is_held_where_the_teacher_works_and_is_told(association, job):
    visitor = PersonFactory()

    lesson = lesson_of(association, job, pupils="8 А", visitors=[visitor])

    assert (lesson.school, list(lesson.visitors.all())) == (job.organisation, [visitor])
    said = f"{association}: открытый урок, {job.person}, 14 октября 2025 г., «Закон Ома»"
    assert said in [line.replace("\xa0", " ") for line in sentences_of(entries_about(association))]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"held_on": today_there() + timedelta(days=30), "visitors": True}, "ещё не прошёл"),
        ({"teacher": "idle"}, "нигде не работает"),
        ({"session": "other"}, "другого органа"),
    ],
)
def test_lesson_that_cannot_be_is_refused(association, job, values, words):
    told = dict(values)
    if "teacher" in told:
        told["teacher"] = PersonFactory()
    if "session" in told:
        told["session"] = plan(make_council(4, rules={"offices": ["chair"]}), items=0)
    told["visitors"] = [PersonFactory()] if told.get("visitors") else []

    with pytest.raises(RuleBroken, match=words):
        lesson_of(association, job, **told)

    assert not OpenLesson.objects.exists()


def test_correction_says_what_has_changed_and_removal_asks_for_a_reason(association, job):
    lesson, visitor = lesson_of(association, job), PersonFactory()

    changed = services.change_open_lesson(
        lesson, changes={"theme": "Закон Джоуля"}, visitors=[visitor], seen=lesson.version, by=None
    )
    with pytest.raises(RuleBroken, match="почему"):
        services.remove_open_lesson(changed, reason=" ", by=None)
    services.remove_open_lesson(changed, reason="Записан дважды", by=None)

    assert (changed.theme, changed.version) == ("Закон Джоуля", 2)
    assert not OpenLesson.objects.exists()
    last, before = sentences_of(entries_about(association))[:2]
    assert (last, before) == (
        f"{association}: удалён открытый урок «Закон Джоуля». Причина: Записан дважды",
        f"{association}: изменён открытый урок «Закон Джоуля» (тема, люди)",
    )


def test_lessons_follow_a_merge_of_cards(association, job):
    kept, seen = PersonFactory(), PersonFactory()
    lesson = lesson_of(association, job, school=SchoolFactory(), visitors=[seen])

    merge_people(kept, drop=job.person, by=None)
    merge_people(kept, drop=seen, by=None)

    lesson.refresh_from_db()
    assert (lesson.teacher, list(lesson.visitors.all())) == (kept, [kept])


def test_passport_and_year_report_tell_the_lessons_of_their_year(association, job):
    lesson_of(association, job, pupils="8 А", visitors=[PersonFactory(), PersonFactory()])
    lesson_of(association, job, held_on=HELD - timedelta(days=400), theme="Прошлый год")
    told = [
        {
            "date": "14 октября 2025 г.", "teacher": "Осипова", "school": str(job.organisation),
            "subject": "8 А", "theme": "Закон Ома", "visitors": 2,
        }
    ]  # fmt: skip

    passport = passport_places(association, day=HELD, viewer=make_user(*ALL, at=association.host))
    report = report_places(association, period=school_year(HELD), day=HELD)

    for places in (passport, report):
        rows = [{**row, "teacher": row["teacher"].split()[-1]} for row in places["open_lessons"]]
        assert [{**row, "date": row["date"].replace("\xa0", " ")} for row in rows] == told
    assert {"label": "Открытых уроков и занятий", "value": "1"} in report["facts"]
    for kind, places in (("meetings.passport", passport), ("meetings.year_report", report)):
        paper = document_kinds()[kind].paper({**places, "number": "1"})
        assert render_pdf(paper).startswith(b"%PDF")


def test_head_keeps_lessons_on_pages(client, association, job):
    user = make_user(*ALL, at=association.host.municipality or association.host)
    client.force_login(user)
    card = reverse("bodies:show-body", args=[association.pk])
    teacher = f"{job.person} · № {job.person_id}"
    form = {"theme": "Закон Ома", "held_on": "2025-10-14", "teacher": teacher, "pupils": "8 А"}

    added = client.post(reverse("meetings:add-lesson", args=[association.pk]), form)
    lesson = OpenLesson.objects.get()
    change = reverse("meetings:change-lesson", args=[lesson.pk])
    changed = client.post(change, {**form, "theme": "Цепи", "version": lesson.version})
    panel = client.get(reverse("meetings:show-lessons-of-body", args=[association.pk]))
    removed = client.post(reverse("meetings:remove-lesson", args=[lesson.pk]), {"reason": "Дважды"})

    assert [answer.status_code for answer in (added, changed, removed)] == [302, 302, 302]
    assert added["Location"] == card
    assert "Цепи" in panel.content.decode()
    assert not OpenLesson.objects.exists()


def test_list_of_lessons_costs_the_same_for_one_and_for_three(association, job, django_assert_num_queries):
    lesson_of(association, job, visitors=[PersonFactory()])
    for count in (1, 3):
        while OpenLesson.objects.count() < count:
            lesson_of(association, job, visitors=[PersonFactory()])
        with django_assert_num_queries(2):
            assert sum(len(one.visitors.all()) for one in queries.lessons_of(association)) == count
