from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.facts import Counting, Of, Scope, count
from metodika.core.notices.models import Letter, Notice
from metodika.core.notices.services import tell
from metodika.directory.accounts.models import User
from metodika.directory.staff.models import Person
from metodika.planning.plans.services import approve_plan
from metodika.steering.analysis import services as analysis
from metodika.steering.recommendations import queries, services
from metodika.steering.recommendations.events import RecommendationSent
from metodika.steering.recommendations.models import Receipt
from tests.factories.accounts import make_user
from tests.factories.analysis import DAY, NOW, counted, finding_of, run_on, town
from tests.factories.bodies import make_body, make_composition
from tests.factories.directory import EmploymentFactory, PersonFactory, PositionFactory
from tests.factories.plans import planned
from tests.factories.recommendations import advised, sent

pytestmark = pytest.mark.django_db
ANSWER = "recommendations.answer_receipt"


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def made():
    return town()


@pytest.fixture
def finding(made):
    return finding_of(made, about=made.schools[1])


def refusal(call, *args, **options):
    with pytest.raises(RuleBroken) as refused:
        call(*args, **options)
    return str(refused.value)


def test_recommendation_follows_from_a_standing_finding_only(made, finding):
    values = {"addressed_to": "institution", "title": "Т", "text": "Т", "due_on": date(2099, 1, 1)}
    make = services.make_recommendation

    assert refusal(make, made.place, values=values, findings=[], by=None).startswith(
        "Рекомендация следует из"
    )
    other = finding_of(town())
    assert refusal(make, made.place, values=values, findings=[other], by=None).startswith("Вывод принадлежит")
    analysis.dismiss_finding(finding, reason="Ошибка", by=None)
    finding.refresh_from_db()
    assert refusal(make, made.place, values=values, findings=[finding], by=None).startswith("Вывод ещё не")
    finding = analysis.confirm_finding(finding, by=None)
    wrong = {**values, "text": "Сделайте {ghost}"}
    assert refusal(make, made.place, values=wrong, findings=[finding], by=None).startswith("{ghost} нечем")
    row = make(made.place, values=values, findings=[finding], by=None)
    assert refusal(services.approve_recommendation, row, by=None).startswith("Её никто не получит")


def test_each_school_reads_its_own_value_and_goes_from_reading_to_the_check(made, finding, summer):
    head = make_user(ANSWER, "recommendations.*", at=made.schools[1])
    row = sent(finding, institutions=made.schools[:2], change=Decimal(20))
    mine, other = (row.receipts.get(organisation=one) for one in (made.schools[1], made.schools[0]))

    assert mine.text == f"{made.schools[1]}: назначьте наставников. Сейчас 12,5\xa0%, цель 50\xa0%."
    assert (mine.is_unreachable, other.is_unreachable, mine.answer_due_on) == (False, True, date(2026, 6, 29))
    assert queries.same_text(row) == 0
    assert refusal(services.approve_recommendation, row, by=None).startswith("Сейчас этого сделать нельзя")
    changed = {"title": "Иное"}
    assert refusal(services.change_recommendation, row, changes=changed, seen=None, by=None).startswith(
        "Менять"
    )

    services.note_read(mine, by=make_user("*", at=made.place))
    assert services.note_read(mine, by=head).status == "read"
    services.acknowledge(mine, by=head)
    assert refusal(services.answer_receipt, mine, accepted=False, by=head).startswith(
        "Скажите, почему рекоменд"
    )
    assert refusal(services.report_fulfilled, mine, report="Да", by=head).startswith(
        "Сейчас этого сделать нельзя"
    )
    services.answer_receipt(mine, accepted=True, answer="Назначим", by=head)
    services.report_fulfilled(mine, report="Назначили", by=head)
    assert services.check_receipt(mine, by=None).verdict == "no_value"
    later = run_on(DAY + timedelta(days=20))
    counted(made.indicator, {made.schools[1]: (32, 80)}, later)
    checked = services.check_receipt(mine, by=None)

    assert (checked.verdict, checked.source_after.exact) == ("reached", 40)
    year, place = school_year(NOW.date()), Scope.organisation(made.place.pk)
    asked = Counting("recommendations.recommendation", of=Of.ORGANISATIONS)
    assert (count(asked, year, place), count(Counting("recommendations.answer"), year, place)) == (2, 1)


def test_accepted_one_names_items_of_own_plans_and_only_of_those_in_force(client, made, finding):
    school = made.schools[1]
    head = make_user(ANSWER, "recommendations.*", "plans.*", at=school)
    receipt = sent(finding, institutions=[school]).receipts.get()
    told = {"text": "Закрепить наставника", "term": "май 2026"}
    days = {"starts_on": date(2025, 9, 1), "ends_on": date(2026, 8, 31)}
    own, alien = (
        approve_plan(planned(told, at=at, approved=False, **days), act=None, approved_on=DAY, by=None)
        for at in (school, made.place)
    )
    client.force_login(head)
    page = f"/recommendations/receipts/{receipt.pk}/answer/"

    alien_item = client.post(page, {"accepted": "yes", "answer": "Да", "items": [alien.items.get().pk]})
    taken = client.post(page, {"accepted": "yes", "answer": "Да", "items": [own.items.get().pk]}, follow=True)

    receipt.refresh_from_db()
    assert (alien_item.status_code, receipt.status) == (422, "accepted")
    assert list(receipt.items.all()) == [own.items.get()]
    assert "Закрепить наставника" in taken.content.decode()


def test_page_warns_of_one_text_for_all_and_shows_what_helps(client, made, finding):
    client.force_login(make_user("recommendations.*", "analysis.*", "indicators.*", at=made.place))
    helps = {"links": ["https://example.org/praktika"], "help": "Школа наставника"}
    told = {"institutions": made.schools[:3], **helps}
    alike, own = advised(finding, text="Назначьте наставников", **told), advised(finding, **told)
    pages = [client.get(f"/recommendations/{one.pk}/").content.decode() for one in (alike, own)]
    asked = client.get(f"/recommendations/{alike.pk}/approve/").content.decode()

    warning = "3 адресата читают один и тот же текст"
    assert [warning in page for page in (*pages, asked)] == [True, False, True]
    for page in pages:
        assert "https://example.org/praktika" in page
        assert "Школа наставника" in page
    # What each addressee reads his own words for stands on the card without the names in braces.
    assert ["Каждый адресат видит здесь своё" in page for page in pages] == [False, True]
    assert "{value}" in own.text
    assert "{value}" not in pages[1].split("Что рекомендовано")[1].split("Что известно")[0]


def test_sent_one_becomes_a_numbered_document_that_names_schools_and_counts_people(client, made, finding):
    chief = make_user("recommendations.*", "records.*", "indicators.*", at=made.place)
    teaching = PositionFactory(category="teaching")
    job = EmploymentFactory(organisation=made.schools[0], position=teaching)
    draft = advised(finding, institutions=made.schools[:2])
    assert refusal(services.register_recommendation, draft, by=chief).startswith("Сначала отправьте")
    row = sent(finding, institutions=made.schools[:2])
    to_people = sent(finding, addressed_to="category", category="teachers", text="{addressee}: учитесь")
    client.force_login(chief)

    card = client.post(f"/recommendations/{row.pk}/register/", follow=True).content.decode()
    number = client.post(f"/api/v1/recommendations/{to_people.pk}/register").json()["id"]

    record = queries.record_of(row)
    assert (record.number, record.subject, record.dated_on) == (1, row, NOW.date())
    assert f"/records/{record.pk}/" in card
    version = record.versions.get()
    assert [one["name"] for one in version.places["addressees"]] == [str(one) for one in made.schools[:2]]
    assert "Сейчас 12,5" in version.places["addressees"][1]["text"]
    with version.pdf.content.open("rb") as file:
        assert file.read(5) == b"%PDF-"
    paper = queries.record_of(to_people)
    places = paper.versions.get().places
    assert (number, places["people"], places["text"]) == (paper.pk, 1, "Адресат: учитесь")
    assert job.person.last_name not in str(places)
    assert refusal(services.register_recommendation, row, by=chief).startswith("Рекомендация уже")


def test_body_head_gets_it_and_a_new_head_is_reminded_then_those_above_are_told(made, finding, summer):
    chief = make_user("recommendations.*", at=made.place)
    first, second = make_user(), make_user()
    body = make_body(host=made.place)
    make_composition(body, [first.person, second.person])
    row = sent(finding, addressed_to="body", bodies=[body], by=chief)
    receipt = row.receipts.get()
    assert list(receipt.readers.all()) == [first.person]
    assert list(queries.own_receipts(first)) == [receipt]
    assert list(queries.own_receipts(second)) == []

    assert services.remind_unanswered(day=NOW.date()) == 0
    summer.move_to(NOW + timedelta(days=12))
    assert services.remind_unanswered(day=NOW.date()) == 1
    assert services.remind_unanswered(day=NOW.date()) == 0
    summer.move_to(NOW + timedelta(days=15))
    services.remind_unanswered(day=NOW.date())
    services.remind_unanswered(day=NOW.date())

    assert list(queries.senders_of(row.pk)) == [chief]
    receipt.refresh_from_db()
    assert receipt.escalated_on == date(2026, 6, 30)
    assert [one.pk for one in queries.unanswered_for(chief)] == [receipt.pk]


def test_category_is_resolved_and_frozen_when_it_is_sent(made, finding):
    teaching = PositionFactory(category="teaching")
    jobs = [EmploymentFactory(organisation=made.schools[0], position=teaching) for _one in range(3)]
    row = sent(finding, addressed_to="category", category="teachers", text="Учитесь, коллеги")
    EmploymentFactory(organisation=made.schools[0], position=teaching)

    assert set(row.receipts.values_list("person", "organisation")) == {
        (one.person_id, made.schools[0].pk) for one in jobs
    }
    assert queries.same_text(row) == len(jobs)
    draft = advised(finding, addressed_to="category", category="ghosts")
    assert refusal(services.approve_recommendation, draft, by=None).startswith("Такой категории")


def test_two_thousand_at_once_and_ten_dead_addresses_hold_nobody_up(
    made, finding, django_assert_max_num_queries
):
    people = PersonFactory.build_batch(2000)
    for number, one in enumerate(people):
        one.sort_key = f"{number:05d}"
    people = Person.objects.bulk_create(people)
    User.objects.bulk_create(
        User(login=f"p{number}", email=f"p{number}@example.org", person=one)
        for number, one in enumerate(people)
        if number >= 5  # noqa: PLR2004 - five have no account
    )
    row = services.approve_recommendation(advised(finding, addressed_to="person", people=people), by=None)

    with django_assert_max_num_queries(60):
        services.send_recommendation(row, by=None)

    tell(RecommendationSent(row.pk, people=[one.pk for one in people]))
    assert row.receipts.count() == Notice.objects.count() + 5 == 2000
    assert (Letter.objects.count(), set(Letter.objects.values_list("status", flat=True))) == (1995, {"held"})
    dead = list(Letter.objects.order_by("pk")[:5])
    for one in dead:
        one.status, one.last_error = "failed", "Такого адреса нет"
    Letter.objects.bulk_update(dead, ["status", "last_error"])
    row.refresh_from_db()
    assert len(queries.unread_letters(row)) == 5
    assert Receipt.objects.unanswered().filter(recommendation=row).count() == 2000


def test_lists_ask_the_same_with_one_row_and_three(client, made, finding):
    user = make_user("recommendations.*", "analysis.*", "indicators.*", at=made.place)
    client.force_login(user)
    asked = {}
    for rows in (1, 3):
        while Receipt.objects.count() < rows:
            sent(finding, institutions=[made.schools[Receipt.objects.count()]])
        for name in ("recommendations:list-recommendations", "recommendations:list-unanswered",
                     "recommendations:list-own", "analysis:list-findings",
                     "analysis:list-notes"):  # fmt: skip
            if rows == 3 and name == "analysis:list-findings":
                analysis.draft_findings(made.place, made.run, by=None)
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as told:
                answer = client.get(reverse(name))
            assert answer.status_code == 200
            asked.setdefault(name, []).append(len(told))
    assert {name: len(set(counts)) for name, counts in asked.items()} == dict.fromkeys(asked, 1)


def test_pages_of_the_way_from_a_finding_to_an_answer_open(client, made, finding):
    chief = make_user("*", at=made.place)
    client.force_login(chief)
    note = analysis.make_note(made.place, made.run, about=made.schools[1], by=chief)
    row = sent(finding, institutions=[made.schools[1]], by=chief)
    receipt = row.receipts.get()

    for name, pk in (
        ("analysis:show-finding", finding.pk), ("analysis:judge-finding", finding.pk),
        ("analysis:show-note", note.pk),
        ("analysis:edit-note", note.pk), ("recommendations:show-recommendation", row.pk),
        ("recommendations:show-receipt", receipt.pk), ("recommendations:answer-receipt", receipt.pk),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[pk])).status_code == 200, name
    answer = {"accepted": "yes", "answer": "Сделаем"}
    assert (
        client.post(reverse("recommendations:answer-receipt", args=[receipt.pk]), answer).status_code == 302
    )
    receipt.refresh_from_db()
    assert (receipt.status, receipt.answer) == ("accepted", "Сделаем")
    analysis.seal_note(note, by=chief)
    client.post(reverse("analysis:publish-note", args=[note.pk]), {})
    client.logout()
    assert client.get(reverse("analysis:show-published", args=[note.pk])).status_code == 200
    assert client.get(reverse("analysis:print-published", args=[note.pk, "pdf"])).status_code == 200
