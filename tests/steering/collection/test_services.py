from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.core.access import RuleBroken
from metodika.core.calendar import calendar_year
from metodika.core.database import EditedMeanwhile
from metodika.core.facts import Counting, Scope, count
from metodika.core.files.uploads import store_upload
from metodika.core.notices.models import Notice
from metodika.directory.organisations.services import merge_organisations
from metodika.steering.collection import queries, services
from metodika.steering.collection.models import Reminder, Submission, Value
from metodika.steering.collection.rules.forms import FieldSpec
from tests.factories.accounts import make_user
from tests.factories.collection import (
    CHECKLIST,
    DUE,
    NOW,
    RIGHT,
    STUDY,
    asked,
    make_form,
    opened,
    prepared,
    submitted,
)
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PositionFactory, SchoolFactory

pytestmark = pytest.mark.django_db
YEAR = calendar_year(date(2026, 11, 20))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def place():
    return MunicipalityFactory(timezone="Asia/Vladivostok")


@pytest.fixture
def school(place):
    made = SchoolFactory(parent=place)
    for _one in range(3):
        EmploymentFactory(
            organisation=made, position=PositionFactory(category="teaching"), started_on=date(2020, 9, 1)
        )
    return made


def refusal(call, *args, **options):
    with pytest.raises(RuleBroken) as refused:
        call(*args, **options)
    return str(refused.value)


def test_campaign_asks_those_who_work_at_its_start_and_counts_what_it_costs(place, school):
    SchoolFactory(parent=place, status="closed")
    form = make_form(place)
    campaign = prepared(form)
    SchoolFactory(parent=place, kind="kindergarten")

    services.change_campaign(campaign, changes={"kinds": [school.kind]}, seen=1, by=None)
    services.open_campaign(campaign, by=None)
    SchoolFactory(parent=place, kind=school.kind)

    row = asked(campaign, school)
    assert [one.organisation for one in Submission.objects.filter(campaign=campaign)] == [school]
    assert (row.status, row.asked_on, row.fields_asked, row.fields_held) == (
        "not_begun",
        date(2026, 11, 23),
        4,
        1,
    )
    assert row.minutes == 11.5  # noqa: PLR2004 - the sum of the estimates
    assert refusal(services.open_campaign, campaign, by=None).startswith("Сейчас этого сделать нельзя")


def test_campaign_with_a_passed_deadline_an_empty_form_or_nobody_to_ask_is_not_opened(place, school):
    late = prepared(make_form(place), due_at=NOW - timedelta(minutes=1))
    empty = prepared(make_form(place, content={"fields": []}, code="empty"))
    elsewhere = prepared(make_form(MunicipalityFactory()))

    assert refusal(services.open_campaign, late, by=None).startswith("Срок уже прошёл")
    assert refusal(services.open_campaign, empty, by=None).startswith("В форме пока нет вопросов")
    assert refusal(services.open_campaign, elsewhere, by=None).startswith("Спрашивать некого")
    assert refusal(prepared, make_form(place, code="other"), ends_on=date(2025, 1, 1)).startswith(
        "Период кончается раньше"
    )
    open_one = opened(make_form(place, code="third"))
    past = {"due_at": NOW - timedelta(days=1)}
    assert refusal(services.change_campaign, open_one, changes=past, seen=None, by=None).startswith(
        "Срок уже прошёл"
    )
    change = {"as_of": date(2026, 1, 1)}
    told = refusal(services.change_campaign, open_one, changes=change, seen=None, by=None)
    assert told.startswith("Организации уже отвечают")


def test_what_the_system_holds_is_shown_not_asked_and_another_value_needs_a_reason(place, school):
    row = services.begin_answers(asked(opened(make_form(place))), by=None)
    assert row.held == {"teachers": "3"}

    services.save_answers(row, answers=RIGHT | {"teachers": "3"}, seen=None, by=None)
    assert asked(row.campaign).answers == {"young": "2", "i_56": "yes"}

    services.save_answers(row, answers={"teachers": "4"}, seen=None, by=None)
    assert refusal(services.submit_answers, row, by=None) == (
        "Объясните, почему ваше значение отличается от данных программы: Педагогов всего."
    )
    services.save_answers(
        row, answers={}, reasons={"teachers": "Одна учительница принята вчера"}, seen=None, by=None
    )
    services.submit_answers(row, by=None)
    services.accept_answers(row, by=None)

    value = Value.objects.get(submission=row, field="teachers")
    assert (value.value, value.held) == (4, 3)
    assert asked(row.campaign).reasons == {"teachers": "Одна учительница принята вчера"}


def test_warning_is_explained_and_submitted_text_in_a_number_is_not_saved(place, school):
    row = asked(opened(make_form(place)))

    told = refusal(services.save_answers, row, answers={"young": "пять"}, seen=None, by=None)
    assert told == "Молодых педагогов: «пять» — не число. Напишите цифрами, например 12 или 12,5."
    services.save_answers(row, answers={"young": "60", "i_56": "no"}, seen=None, by=None)
    with pytest.raises(services.ExplanationNeeded) as needed:
        services.submit_answers(row, by=None)
    assert "Молодых педагогов: 60 — больше ожидаемого (50)." in str(needed.value)
    assert "Молодых не больше, чем всех. (должно быть: «Молодых педагогов» ≤ «Педагогов всего»)" in str(
        needed.value
    )
    done = services.submit_answers(row, explanation="Лагерь", by=None)

    assert (done.status, done.explanation) == ("submitted", "Лагерь")


def test_answers_go_their_way_back_and_are_accepted(place, school):
    clerk = make_user("collection.*", at=school)
    chief = make_user("collection.*", at=place)
    campaign = opened(make_form(place), by=chief)
    row = asked(campaign)
    assert refusal(services.submit_answers, row, by=clerk) == "Пока ничего не заполнено."
    services.save_answers(row, answers={"young": "1"}, seen=None, by=clerk)
    assert refusal(services.submit_answers, row, by=clerk) == "Заполнено не всё: Свой мониторинг."
    submitted(row, by=clerk)

    assert refusal(services.submit_answers, row, by=clerk).startswith("Ответы уже отправлены")
    assert refusal(services.save_answers, row, answers={"young": "1"}, seen=None, by=clerk).startswith(
        "Ответы уже отправлены"
    )
    assert refusal(services.return_answers, row, remarks={}, by=chief).startswith(
        "Напишите хотя бы одно замечание"
    )
    services.return_answers(row, remarks={"young": "А Петрова?"}, by=chief)
    back = asked(campaign)
    assert (back.status, back.remarks, back.returns) == ("returned", {"young": "А Петрова?"}, 1)
    services.save_answers(row, answers={"young": "3"}, seen=back.version, by=clerk)
    services.submit_answers(row, by=clerk)
    done = services.accept_answers(row, by=chief)

    assert (done.status, done.remarks, done.returns) == ("accepted", {}, 1)
    assert queries.figures_of([done], NOW) == queries.Figures(asked=1, answered=1, accepted=1)
    assert refusal(services.accept_answers, row, by=chief).startswith("Принять можно только отправленные")


def test_two_people_at_once_see_what_differs(place, school):
    row = asked(opened(make_form(place)))
    seen = services.save_answers(row, answers={"young": "1"}, seen=None, by=None).version
    services.save_answers(row, answers={"young": "2"}, seen=seen, by=None)

    with pytest.raises(EditedMeanwhile) as conflict:
        services.save_answers(row, answers={"young": "3"}, seen=seen, by=None)
    told = [(one.label, one.stored, one.wanted) for one in conflict.value.differences]
    assert told == [("Молодых педагогов", "2", "3")]
    with pytest.raises(EditedMeanwhile):
        services.submit_answers(row, seen=seen, by=None)
    assert services.save_answers(row, answers={"young": "2"}, seen=seen, by=None).answers == {"young": "2"}


def test_frozen_campaign_takes_nothing_until_it_is_opened_with_a_reason(place, school):
    campaign = opened(make_form(place))
    row = submitted(asked(campaign))
    services.close_campaign(campaign, by=None)

    assert refusal(services.freeze_campaign, campaign, by=None).startswith("1 ответ ждёт проверки")
    services.accept_answers(row, by=None)
    services.freeze_campaign(campaign, by=None)
    told = refusal(services.save_answers, row, answers={"young": "1"}, seen=None, by=None)
    assert told.startswith("Сбор зафиксирован")
    assert refusal(services.return_answers, row, remarks={"young": "?"}, by=None).startswith("Сбор не открыт")
    assert refusal(services.reopen_campaign, campaign, reason=" ", by=None).startswith("Напишите, почему")
    again = services.reopen_campaign(
        campaign, reason="Ошибка в графе", due_at=DUE + timedelta(days=5), by=None
    )
    services.return_answers(row, remarks={"young": "?"}, by=None)

    assert (again.status, again.reopened_because, again.frozen_at) == ("open", "Ошибка в графе", None)
    assert not Value.objects.exists()


def test_closed_campaign_leaves_the_silent_absent_and_takes_no_answers(place, school):
    campaign = opened(make_form(place))
    services.close_campaign(campaign, by=None)
    row = asked(campaign)

    assert refusal(services.begin_answers, row, by=None).startswith("Сбор закрыт")
    assert row.standing(NOW) == "absent"


def test_late_answers_are_taken_and_stay_late(place, school, monday):
    row = asked(opened(make_form(place)))
    monday.move_to(DUE + timedelta(seconds=1))

    done = services.accept_answers(submitted(row), by=None)

    assert done.standing(DUE + timedelta(days=1)) == "late"


def test_merged_school_answers_no_longer_and_is_not_reminded(place, school):
    campaign = opened(make_form(place))
    heir = SchoolFactory(parent=place, short_name="Гимназия 53")
    merge_organisations(school, successor=heir, on=date(2026, 11, 1), ground="Постановление", by=None)
    row = asked(campaign)

    assert refusal(services.save_answers, row, answers=RIGHT, seen=None, by=None).endswith(
        "присоединена к «Гимназия 53»: теперь отвечает она."
    )
    assert refusal(services.remind_silent, campaign, by=None).startswith("Все ответили")


def test_form_changed_while_schools_fill_it_in_stays_for_those_begun(place, school):
    other = SchoolFactory(parent=place)
    form = make_form(place)
    campaign = opened(form)
    first = services.begin_answers(asked(campaign, school), by=None)

    services.put_field(form, FieldSpec("hours", "number", "Часов"), by=None)
    services.drop_field(form, code="note", by=None)
    second = services.begin_answers(asked(campaign, other), by=None)

    assert [one.code for one in asked(campaign, school).spec.fields] == [
        "teachers",
        "young",
        "i_64",
        "i_56",
        "note",
    ]
    assert [one.code for one in second.spec.fields] == ["teachers", "young", "i_64", "i_56", "hours"]
    assert (first.edition.number, second.edition.number) == (1, 2)
    assert refusal(services.save_answers, first, answers={"hours": "1"}, seen=None, by=None) == (
        "В форме нет поля «hours»."
    )


def test_form_refuses_what_cannot_be_asked(place):
    form = make_form(place)

    assert refusal(make_form, place).startswith("Форма с кодом «year» уже есть")
    assert refusal(services.drop_field, form, code="young", by=None) == (
        "В проверке «young ≤ «Педагогов всего»» названо то, что не даёт числа в этой форме: young."
    )
    wrong = FieldSpec("x", "number", "Икс", counting={"fact": "staff.employment", "of": "bodies"})
    assert "не указано то, что нужно считать" in refusal(services.put_field, form, wrong, by=None)
    waits = FieldSpec("pairs", "number", "Пар", counting={"fact": "mentoring.pair"})
    assert services.put_field(form, waits, by=None).spec.field("pairs") == waits
    assert queries.held_codes(form.spec) == ["teachers"]
    assert queries.counting_words(waits.counting) == "ждёт факт «mentoring.pair»; пока спрашиваем"


def test_only_the_silent_are_reminded_and_never_twice_a_day(place, school, monday):
    other = SchoolFactory(parent=place)
    clerk, answered = make_user("collection.*", at=school), make_user("collection.*", at=other)
    campaign = opened(make_form(place))
    submitted(asked(campaign, other), by=answered, young="0", i_56="нет")
    Notice.objects.all().delete()

    made = services.remind_where_due()
    assert [(one.reminded_on, one.institutions) for one in made] == [(date(2026, 11, 23), 1)]
    assert services.remind_where_due() == []
    assert refusal(services.remind_silent, campaign, by=None).startswith("Сегодня уже напоминали")
    assert queries.people_who_fill([school.pk], day=date(2026, 11, 23)) == [clerk]
    # Midnight in Vladivostok comes before that of Moscow.
    monday.move_to(datetime(2026, 11, 29, 14, 30, tzinfo=UTC))
    assert [one.reminded_on for one in services.remind_where_due()] == [date(2026, 11, 30)]
    assert Reminder.objects.count() == 2  # noqa: PLR2004 - two days


def test_site_check_and_document_study_leave_findings_that_count(place, school):
    inspector = make_user("collection.*", at=place)
    site = asked(opened(make_form(place, kind="site_check", content=CHECKLIST, code="site")))
    picture = store_upload(SimpleUploadedFile("a.png", PNG), allowed={"png"}, by=inspector)
    foreign = store_upload(SimpleUploadedFile("b.png", PNG), allowed={"png"}, by=None)

    stolen = {"i_61_plan": {"result": "found", "file": foreign.pk, "name": "b.png"}}
    assert "Выберите файл" in refusal(services.save_answers, site, answers=stolen, seen=None, by=inspector)
    services.save_answers(
        site,
        seen=None,
        by=inspector,
        answers={
            "i_61_plan": {
                "result": "found",
                "address": "https://s.ru/plan",
                "file": picture.pk,
                "name": "a.png",
            },
            "i_61_acts": "missing",
        },
    )
    done = services.submit_answers(site, by=inspector)
    study = asked(opened(make_form(place, kind="document_study", content=STUDY, code="study")))
    services.save_answers(study, answers={"i_57": {"result": "2"}}, seen=None, by=inspector)
    services.submit_answers(study, by=inspector)

    assert done.status == "accepted"
    assert {one.seen_at for one in done.findings.all()} == {NOW}
    names = "field", "found", "points", "picture", "seen_by"
    found = list(done.findings.order_by("field").values_list(*names))
    assert found == [
        ("i_61_acts", "missing", 0, None, inspector.person_id),
        ("i_61_plan", "found", 1, picture.pk, inspector.person_id),
    ]
    items = {"fact": "collection.site_check", "where": [{"code": "result", "is": "in", "value": ["found"]}]}
    level = {"fact": "collection.document_study", "of": "sum", "measure": "points"}
    assert [
        count(Counting.from_data(one), YEAR, Scope.organisation(school.pk)) for one in (items, level)
    ] == [1, 2]


def test_institutions_are_not_reminded_of_what_an_inspector_fills_in(place, school):
    site = opened(make_form(place, kind="site_check", content=CHECKLIST, code="site"))

    assert "заполняет проверяющий" in refusal(services.remind_silent, site, by=None)


def test_accepted_values_count_for_indicators_by_field(place, school):
    row = submitted(asked(opened(make_form(place))), i_64={"part": "1", "of": "8"}, **RIGHT)

    def total(field):
        where = [{"code": "field", "is": "in", "value": [field]}]
        told = {"fact": "collection.value", "of": "sum", "measure": "value", "where": where}
        return count(Counting.from_data(told), YEAR, Scope.organisation(place.pk))

    assert total("i_64") == 0
    services.accept_answers(row, by=None)
    assert [total(name) for name in ("i_64", "i_64_of", "i_56", "young")] == [1, 8, 1, 2]


def test_burden_of_a_month_shows_what_was_asked_and_what_was_held(place, school):
    chief = make_user("collection.*", at=place)
    opened(make_form(place))
    opened(make_form(place, code="second"), title="Ещё один")
    opened(make_form(place, kind="site_check", content=CHECKLIST, code="site"))

    months = queries.burden_of_month(chief, calendar_year(date(2026, 11, 1)))

    assert [(one.organisation, one.burden.asked, one.burden.held, one.burden.minutes) for one in months] == [
        (school, 8, 2, 23)
    ]
    assert queries.forms_of_month(months) == [
        queries.AskedForm("Ещё один", 1, 5, ("Педагогов всего",)),
        queries.AskedForm("Мониторинг за год", 1, 5, ("Педагогов всего",)),
    ]


def test_last_answers_stand_beside_the_questions(place, school):
    form = make_form(place)
    services.accept_answers(
        submitted(asked(opened(form, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)))), by=None
    )
    before, told = queries.last_answers(asked(opened(form, title="Снова")))

    assert before is not None
    assert told == {"teachers": "3", "young": "2", "i_56": "да"}
