from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from metodika.directory.staff.lifecycle import LeaveKind, QualificationCategory
from metodika.directory.staff.models import Employment, Person
from metodika.directory.staff.services import (
    add_education,
    assign_qualification,
    change_person,
    merge_people,
    send_on_leave,
)
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import (
    EmploymentFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
    SubjectFactory,
    next_snils,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


@pytest.fixture
def job():
    person = PersonFactory(last_name="Иванова", snils=next_snils(), phone="8 900 000-00-01")
    return EmploymentFactory(person=person, subjects=[SubjectFactory()])


@pytest.fixture
def chief(client):
    client.force_login(make_administrator())
    return client


def pages(job):
    leave = send_on_leave(job, kind=LeaveKind.OTHER, since=date(2026, 1, 1), by=None)
    category = assign_qualification(job.person, category="first", assigned_on=date(2024, 1, 1), by=None)
    education = add_education(job.person, level="bachelor", by=None)
    twin = EmploymentFactory(organisation=job.organisation).person
    person, pk = job.person_id, job.pk
    return {
        "show-person": [person], "change-person": [person], "show-history": [person], "hire-person": [person],
        "assign-qualification": [person], "add-education": [person], "merge-people": [person, twin.pk],
        "change-employment": [pk], "end-employment": [pk], "transfer-person": [pk], "send-on-leave": [pk],
        "return-from-leave": [leave.pk], "remove-qualification": [category.pk],
        "remove-education": [education.pk], "show-staff-of-organisation": [job.organisation_id],
    }  # fmt: skip


LISTS = ["list-people", "add-person", "list-duplicates", "export-people"]


def test_every_page_opens_for_the_administrator_of_the_installation(chief, job):
    for name, arguments in pages(job).items():
        page = chief.get(reverse(f"staff:{name}", args=arguments)).content.decode()
        words = job.person.last_name if name.startswith("show") else 'method="post"'
        assert words in page, name
    for name in LISTS:
        assert chief.get(reverse(f"staff:{name}")).status_code == 200, name


def test_anonymous_is_sent_to_sign_in(client, job):
    for name, arguments in {**pages(job), **{name: [] for name in LISTS}}.items():
        answer = client.get(reverse(f"staff:{name}", args=arguments))
        assert (answer.status_code, "next=" in answer.get("Location", "")) == (302, True), name


def test_stranger_does_not_find_the_rows_of_others(client, job):
    client.force_login(make_user("staff.*", "organisations.*", at=SchoolFactory()))

    for name, arguments in pages(job).items():
        assert client.get(reverse(f"staff:{name}", args=arguments)).status_code == 404, name


def test_reader_may_look_and_nothing_else(client, job):
    permissions = ("staff.view_person", "organisations.view_organisation")
    client.force_login(make_user(*permissions, at=job.organisation))

    statuses = {
        name: client.get(reverse(f"staff:{name}", args=arguments)).status_code
        for name, arguments in pages(job).items()
    }

    assert {name for name, status in statuses.items() if status == 200} == {"show-person"}
    assert set(statuses.values()) == {200, 403}
    assert {client.get(reverse(f"staff:{name}")).status_code for name in LISTS} == {403}


def test_private_facts_are_shown_only_to_those_who_may_see_them(client, job):
    url = reverse("staff:show-person", args=[job.person_id])

    client.force_login(make_user("staff.view_person", at=job.organisation))
    assert "8 900 000-00-01" not in client.get(url).text
    client.force_login(make_user("staff.view_person", "staff.view_private", at=job.organisation))
    assert "8 900 000-00-01" in client.get(url).text
    client.force_login(make_user(person=job.person))
    assert "8 900 000-00-01" in client.get(url).text


def test_editor_without_private_facts_neither_sees_nor_erases_them(client, job):
    client.force_login(make_user("staff.view_person", "staff.change_person", at=job.organisation))
    url = reverse("staff:change-person", args=[job.person_id])

    assert job.person.phone not in client.get(url).text
    client.post(url, {"last_name": "Якова", "first_name": "Анна", "version": 1})

    job.person.refresh_from_db()
    assert (job.person.last_name, job.person.phone) == ("Якова", "8 900 000-00-01")


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(client, count, django_assert_num_queries):
    school = SchoolFactory()
    for n in range(count):
        job = EmploymentFactory(
            organisation=school, subjects=[SubjectFactory(), SubjectFactory(title=f"Ф{n}")]
        )
        EmploymentFactory(person=job.person)
        assign_qualification(job.person, category="first", assigned_on=date(2024, 1, 1), by=None)
    client.force_login(make_user("staff.list_people", "staff.view_person", at=school, person=job.person))

    with django_assert_num_queries(12):
        answer = client.get(reverse("staff:list-people"))

    assert answer.text.count('<tr role="row">') == count


def test_list_narrows_by_each_filter(chief):
    job = EmploymentFactory(
        person=PersonFactory(last_name="Королёва", born_on=date(2000, 1, 1),
                             teaching_experience_since=date(2026, 1, 1)),
        subjects=[SubjectFactory(title="Химия")],
    )  # fmt: skip
    assign_qualification(
        job.person, category=QualificationCategory.FIRST, assigned_on=date(2024, 1, 1), by=None
    )
    PersonFactory(last_name="Сидорова")

    for query in (
        "q=каролева", f"organisation={job.organisation_id}", "staff=teaching", "young=on", "category=first",
        f"subject={job.subjects.get().pk}", "on=2026-01-01",
    ):  # fmt: skip
        text = chief.get(f"{reverse('staff:list-people')}?{query}").text
        assert ("Королёва" in text, "Сидорова" in text) == (True, False), query


def test_list_is_sorted_with_yo_beside_ye(chief):
    for name in ("Жукова", "Ёлкина", "Елина", "Ершова"):
        PersonFactory(last_name=name)

    text = chief.get(reverse("staff:list-people")).text

    places = [text.index(name) for name in ("Елина", "Ёлкина", "Ершова", "Жукова")]
    assert places == sorted(places)


def test_list_is_given_as_a_file(chief, job):
    answer = chief.get(f"{reverse('staff:list-people')}?format=csv")

    assert "Иванова Анна Ивановна" in b"".join(answer.streaming_content).decode()


def test_person_is_added_with_the_first_job(chief):
    school, position = SchoolFactory(), PositionFactory()
    form = {
        "last_name": "Иванова", "first_name": "Анна", "snils": "112-233-445 95", "organisation": school.pk,
        "position": position.pk, "kind": "main", "started_on": "2026-09-01", "load": "0.5",
    }  # fmt: skip

    answer = chief.post(reverse("staff:add-person"), form)

    person = Person.objects.get()
    assert answer.url == reverse("staff:show-person", args=[person.pk])
    assert (person.snils, person.employments.get().organisation) == ("11223344595", school)
    refused = chief.post(reverse("staff:add-person"), form)
    assert (refused.status_code, "112-233-445 95 already belongs to Иванова Анна" in refused.text) == (
        422,
        True,
    )


def test_wrong_snils_is_told_on_the_form(chief, job):
    answer = chief.post(
        reverse("staff:change-person", args=[job.person_id]),
        {"last_name": "Иванова", "first_name": "Анна", "snils": "112-233-445 96", "version": 1},
    )

    assert (answer.status_code, "its last two digits do not fit" in answer.text) == (422, True)


def test_second_editor_sees_the_difference_and_overwrites_nothing(chief, job):
    change_person(job.person, changes={"phone": "8 900 000-00-02"}, by=None)
    form = {"last_name": "Иванова", "first_name": "Анна", "patronymic": "Ивановна",
            "phone": "8 900 000-00-03",
            "born_on": "1985-05-15", "snils": job.person.snils, "version": 1}  # fmt: skip

    answer = chief.post(reverse("staff:change-person", args=[job.person_id]), form)

    assert answer.status_code == 422
    assert [number in answer.text for number in ("8 900 000-00-02", "8 900 000-00-03")] == [True, True]
    job.person.refresh_from_db()
    assert job.person.phone == "8 900 000-00-02"


def test_job_that_ends_before_it_begins_is_refused_on_the_form(chief, job):
    answer = chief.post(
        reverse("staff:end-employment", args=[job.pk]), {"on": "2020-08-31", "reason": "Увольнение"}
    )

    assert (answer.status_code, "before it begins on 01.09.2020" in answer.text) == (422, True)
    assert Employment.objects.get().ended_on is None


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("end-employment", {"on": "2026-08-31", "reason": "Увольнение"}),
        ("send-on-leave", {"kind": "long", "since": "2026-09-01"}),
        (
            "change-employment",
            {"position": "P", "kind": "main", "started_on": "2020-09-01", "load": "1", "version": 1},
        ),
        ("transfer-person", {"to": "S", "on": "2026-09-01"}),
    ],
)
def test_act_on_a_job_is_done_and_leads_back_to_the_card(chief, job, page, form):
    numbers = {"P": job.position_id, "S": SchoolFactory().pk}
    form = {name: numbers.get(value, value) for name, value in form.items()}

    answer = chief.post(reverse(f"staff:{page}", args=[job.pk]), form)

    assert (answer.status_code, answer.url) == (302, reverse("staff:show-person", args=[job.person_id]))
    assert chief.get(answer.url).status_code == 200


def test_two_records_are_compared_and_merged(chief, job):
    twin = PersonFactory(last_name="Иванова", phone="8 900 000-00-09")
    assert "Иванова" in chief.get(reverse("staff:list-duplicates")).text

    answer = chief.post(
        reverse("staff:merge-people", args=[job.person_id, twin.pk]), {"keep": "one", "phone": "other"}
    )

    twin.refresh_from_db()
    assert answer.url == reverse("staff:show-person", args=[job.person_id])
    assert (twin.merged_into_id, Person.objects.get(pk=job.person_id).phone) == (
        job.person_id,
        "8 900 000-00-09",
    )


def test_pairs_are_worked_through_one_after_another(chief, job):
    twins = [PersonFactory(last_name="Иванова") for _number in range(2)]
    pages = {
        reverse("staff:merge-people", args=[one, other])
        for one in (job.person_id, *(twin.pk for twin in twins)) for other in (twin.pk for twin in twins)
    }  # fmt: skip
    first = reverse("staff:merge-people", args=[job.person_id, twins[0].pk])
    apart = reverse("staff:tell-apart", args=[job.person_id, twins[0].pk])
    assert f'formaction="{apart}"' in chief.get(first).text

    second = chief.post(apart, {"and_next": "1"}).url
    third = chief.post(second, {"keep": "one", "and_next": "1"}).url

    assert {second, third} <= pages | {reverse("staff:list-duplicates")}
    assert len({first, second, third}) == 3


def test_card_of_a_merged_record_leads_to_the_kept_one(chief):
    keep, drop = PersonFactory(), PersonFactory()
    merge_people(keep, drop=drop, by=None)

    assert chief.get(reverse("staff:show-person", args=[drop.pk])).url == reverse(
        "staff:show-person", args=[keep.pk]
    )


def test_history_tells_who_changed_what(chief, job):
    chief.post(
        reverse("staff:change-person", args=[job.person_id]),
        {"last_name": "Якова", "first_name": "Анна", "version": 1},
    )

    text = chief.get(reverse("staff:show-history", args=[job.person_id])).text

    assert ("Иванова" in text, "Якова" in text, "chief" in text) == (True, True, True)


def test_staff_is_a_panel_of_the_organisation(client, job):
    client.force_login(make_user("staff.list_people", "organisations.view_organisation", at=job.organisation))

    card = client.get(reverse("organisations:show-organisation", args=[job.organisation_id])).text
    panel = client.get(reverse("staff:show-staff-of-organisation", args=[job.organisation_id])).text

    assert reverse("staff:show-staff-of-organisation", args=[job.organisation_id]) in card
    assert "Иванова Анна Ивановна" in panel
