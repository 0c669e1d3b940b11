from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from metodika.core.access import can
from metodika.core.notices.declared import told_events
from metodika.core.search import search
from metodika.directory.staff.models import Person
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.events import (
    BodyDissolved,
    BodyEndAnnounced,
    CompositionApproved,
    HeadAppointed,
    MemberAdmitted,
)
from metodika.governance.bodies.models import Body, Composition
from tests.factories.accounts import make_user
from tests.factories.bodies import home_of, make_body, make_composition, make_council, make_kind
from tests.factories.directory import (
    EmploymentFactory,
    PersonFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
EVERYTHING = ("bodies.*", "staff.*", "regulations.*", "organisations.*", "search.use")
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


@pytest.fixture
def council():
    return make_council(
        9, rules={"composition_act": "order", "min_members": 9, "clauses": {"min_members": "П-1"}}
    )


@pytest.fixture
def chief(council, client):
    user = make_user(*EVERYTHING, at=council.host)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"bodies:{name}", args=args)


def head_of(body):
    return body.compositions.get().seats.get(office="chair").person.full_name


def faults(answer):
    return " ".join(str(error) for errors in answer.context["form"].errors.values() for error in errors)


def test_list_is_filtered_by_kind_state_and_words(client, chief, council):
    make_body(make_kind(council.kind.profile, code="lab", family="laboratory"), name="Лаборатория чтения")

    def shown(query):
        return [row.name for row in client.get(url("list-bodies") + query).context["table"].rows]

    assert len(shown("")) == 2
    assert shown("?kind=lab") == ["Лаборатория чтения"]
    assert shown("?family=council") == [council.name]
    assert shown("?q=чтен") == ["Лаборатория чтения"]
    assert shown("?state=dissolved") == []
    assert shown(f"?host={council.host.pk}&q=совет") == [council.name]


def test_card_shows_who_sits_on_the_day_rules_and_duties(client, chief, council):
    seat = council.compositions.get().seats.get(number=9)
    services.vacate_seat(seat, on=date(2026, 11, 1), reason="Уволен", by=None)

    now = client.get(url("show-body", council.pk)).content.decode()
    before = client.get(url("show-body", council.pk) + "?on=2026-10-01").content.decode()

    assert "В составе 8 человек вместо 9: обновите акт." in now
    assert "Уволен" in now
    seated = f"/staff/{seat.person_id}/"
    assert (seated in now, seated in before) == (False, True)
    assert "П-1" in now


def test_card_costs_the_same_for_three_members_and_nine(client, chief, council, django_assert_num_queries):
    small = make_body(council.kind, name="Малый")
    make_composition(small, 9, act="new")
    for seat in small.compositions.get().seats.filter(number__gt=3):
        seat.delete()
    client.get(url("show-body", council.pk))

    for body in (council, small):
        with django_assert_num_queries(24):
            client.get(url("show-body", body.pk))


def test_body_is_founded_through_the_form(client, chief, council):
    kind = make_kind(council.kind.profile, family="group", title="Рабочая группа", permanent=False)
    sent = {
        "kind": kind.pk, "host": f"№ {council.host.pk}", "name": "Группа по чтению",
        "starts_on": "2026-11-01", "ends_on": "2027-05-31", "task": "Сборник",
        "subjects": [SubjectFactory().pk],
    }  # fmt: skip

    answer = client.post(url("found-body"), sent)

    body = Body.objects.get(name="Группа по чтению")
    assert answer["Location"] == url("show-body", body.pk)
    assert (body.kind, body.ends_on, body.task) == (kind, date(2027, 5, 31), "Сборник")


def test_refusal_of_a_rule_is_said_on_the_form_and_input_stays(client, chief, council):
    sent = {"kind": council.kind.pk, "host": f"№ {council.host.pk}", "name": council.name}

    answer = client.post(url("found-body"), sent)

    assert answer.status_code == 422
    assert "уже есть" in faults(answer)
    assert answer.context["form"]["name"].value() == council.name


def test_card_is_changed_and_rules_are_set(client, chief, council):
    client.post(
        url("change-body", council.pk),
        {"name": "Совет района", "version": council.version, "is_network": "on"},
    )
    council.refresh_from_db()
    assert (council.name, council.is_network) == ("Совет района", True)

    page = client.get(url("set-own-rules", council.pk)).context["form"]
    assert "min_members" not in page.fields
    client.post(
        url("set-own-rules", council.pk),
        {"quorum": "2/3", "remote_allowed": "yes", "version": council.version},
    )

    council.refresh_from_db()
    rules = queries.rules_of(council)
    assert (rules.quorum, rules.remote_allowed) == (rules.quorum.__class__(2, 3), True)
    wrong = client.post(url("set-own-rules", council.pk), {"quorum": "7/3", "version": council.version})
    assert "2/3" in faults(wrong)


def test_composition_goes_from_draft_to_approval(client, chief, council):
    client.post(url("propose-composition", council.pk))
    draft = Composition.objects.get(status="draft")
    seat = draft.seats.get(number=9)
    client.post(url("remove-seat", seat.pk))
    assert "В составе 8 человек" in client.get(url("show-composition", draft.pk)).content.decode()

    act = make_act(owner=council.host, issued_on=date(2026, 11, 1))
    sent = {"act": f"№ {act.pk}", "on": "2026-11-10"}
    refused = client.post(url("approve-composition", draft.pk), sent)
    assert (refused.status_code, "не меньше 9" in faults(refused)) == (422, True)

    EmploymentFactory(organisation=council.host, person=(newcomer := PersonFactory()))
    added = {"office": "member", "person": f"№ {newcomer.pk}", "votes": "on", "represents": "Профсоюз"}
    client.post(url("add-seat", draft.pk), added)
    client.post(url("approve-composition", draft.pk), sent)

    draft.refresh_from_db()
    assert (draft.status, draft.act, draft.starts_on) == ("approved", act, date(2026, 11, 10))
    assert newcomer.pk in [one.person_id for one in queries.members_on(council, TODAY)]


def test_draft_is_thrown_away_after_a_question(client, chief, council):
    draft = services.propose_composition(council, by=None)

    assert client.get(url("discard-draft", draft.pk)).status_code == 200
    client.post(url("discard-draft", draft.pk))

    assert not Composition.objects.filter(status="draft").exists()


def test_seat_is_changed_released_and_agreed_with_a_letter(client, chief, council):
    draft = services.propose_composition(council, by=None)
    seat = draft.seats.get(number=9)
    client.post(
        url("change-seat", seat.pk),
        {
            "office": "member",
            "person": f"№ {seat.person_id}",
            "by_agreement": "on",
            "votes": "on",
            "number": 9,
        },
    )
    letter = SimpleUploadedFile("согласие.pdf", PDF, "application/pdf")
    client.post(url("give-consent", seat.pk), {"on": "2026-11-20", "file": letter})

    seat.refresh_from_db()
    assert (seat.by_agreement, seat.consented_on) == (True, date(2026, 11, 20))
    assert b"".join(client.get(url("download-consent", seat.pk)).streaming_content) == PDF
    held = council.compositions.get(status="approved").seats.get(number=5)
    client.post(url("vacate-seat", held.pk), {"on": "2026-11-20", "reason": "Переезд"})
    held.refresh_from_db()
    assert (held.ends_on, held.vacancy_reason) == (date(2026, 11, 20), "Переезд")


def test_association_takes_members_and_a_head_on_its_card(client, chief, council):
    body = make_body(make_kind(council.kind.profile, family="association"), name="РМО химии")
    one, two = (EmploymentFactory(organisation=council.host).person for _place in range(2))

    client.post(url("appoint-head", body.pk), {"person": f"№ {one.pk}", "on": "2026-09-01"})
    client.post(
        url("admit-member", body.pk), {"person": f"№ {two.pk}", "on": "2026-09-01", "office": "member"}
    )

    assert [(m.person_id, m.office) for m in queries.members_on(body, TODAY)] == [
        (one.pk, "chair"), (two.pk, "member")
    ]  # fmt: skip
    rows = client.get(url("list-bodies") + "?sort=-people").context["table"].rows
    assert [(row.name, row.people, row.head_name) for row in rows] == [
        (council.name, 9, head_of(council)), ("РМО химии", 2, one.full_name)
    ]  # fmt: skip
    services.vacate_seat(body.compositions.get().seats.get(person=two), on=TODAY, reason="Ушёл", by=None)
    with time_machine.travel(TODAY + timedelta(days=1)):
        services.count_members(None, day=TODAY + timedelta(days=1))
    body.refresh_from_db()
    assert body.members_count == 1


def test_body_starts_rests_works_on_is_prolonged_and_dissolved(client, chief, council):
    body = make_body(make_kind(council.kind.profile, permanent=False), starts_on=None)

    client.post(url("start-body", body.pk), {"on": "2026-09-01"})
    client.post(url("suspend-body", body.pk), {"reason": "Каникулы"})
    body.refresh_from_db()
    assert (body.status, body.status_reason) == ("suspended", "Каникулы")
    client.post(url("resume-body", body.pk))
    client.post(url("prolong-body", body.pk), {"until": "2027-05-01"})
    client.post(
        url("dissolve-body", body.pk), {"on": "2026-11-20", "reason": "Задача решена", "result": "Сборник"}
    )

    body.refresh_from_db()
    assert (body.status, body.ends_on, body.result) == ("dissolved", date(2026, 11, 20), "Сборник")
    assert client.get(url("show-body", body.pk)).status_code == 200


def test_passport_and_tree_and_panels_are_shown(client, chief, council):
    person = council.compositions.get().seats.get(number=1).person
    EmploymentFactory(organisation=council.host, person=person)

    assert str(person) in client.get(url("show-passport", council.pk)).content.decode()
    assert council.name in client.get(url("show-tree")).content.decode()
    assert str(council) in client.get(url("show-seats-of-person", person.pk)).content.decode()
    assert str(council) in client.get(url("show-bodies-of-organisation", council.host.pk)).content.decode()


def test_draft_is_hidden_from_those_who_do_not_write_it(client, council):
    draft = services.propose_composition(council, by=None)
    reader = make_user("bodies.view_body", "bodies.list_bodies", at=council.host)
    client.force_login(reader)

    assert client.get(url("show-composition", draft.pk)).status_code == 404
    assert client.get(url("show-body", council.pk)).status_code == 200
    assert client.post(url("propose-composition", council.pk)).status_code == 403


def test_secretary_of_the_body_writes_its_draft_without_a_role(client, council):
    secretary = make_user(person=council.compositions.get().seats.get(office="secretary").person)
    member = make_user(person=council.compositions.get().seats.get(number=5).person)

    assert [
        (can(user, "bodies.propose_composition", council), can(user, "bodies.approve_composition", council))
        for user in (secretary, member)
    ] == [(True, False), (False, False)]


def test_search_finds_a_body_by_its_words(chief, council):
    make_body(make_kind(council.kind.profile), name="Районное объединение учителей химии")

    found = [row.title for group in search(chief, "объединения химии") for row in group.rows]

    assert found == ["Районное объединение учителей химии"]


def test_people_are_told_of_their_seats_and_officers_of_the_end(council):
    members = queries.members_on(council, TODAY)
    chair, last = (make_user(person=Person.objects.get(pk=members[place].person_id)) for place in (0, 8))

    def told(event):
        return set(told_events()[type(event)].to(event))

    day = TODAY.isoformat()
    assert told(HeadAppointed(council.pk, chair.person_id, day)) == {chair}
    assert told(MemberAdmitted(council.pk, last.person_id, 1, "member", day)) == {last}
    assert told(BodyEndAnnounced(council.pk, day)) == {chair}
    assert told(BodyDissolved(council.pk, day, "Решено")) == {chair, last}
    approved = CompositionApproved(council.pk, 1, day, None, [one.person_id for one in members])
    assert told(approved) == {chair, last}
    assert told_events()[CompositionApproved].url(approved) == url("show-body", council.pk)


def test_form_suggests_hosts_of_the_person_only(client, chief, council):
    other = SchoolFactory(short_name="МБОУ «Чужая школа»")
    own = SchoolFactory(parent=council.host, short_name="МБОУ «Своя школа»")

    told = client.get(url("found-body") + "?pick=host&host=школа").content.decode()

    assert "Своя" in told
    assert str(own.pk) in told
    assert f"№ {other.pk}" not in told


def test_api_founds_shows_and_refuses_like_the_page(client, chief, council):
    def send(method, path, **body):
        return getattr(client, method)(f"/api/v1{path}", body, content_type="application/json")

    client.enforce_csrf_checks = False
    kind = make_kind(home_of(council.kind.profile).profile, family="association", title="РМО")
    made = send(
        "post", "/bodies", kind=kind.pk, host=council.host.pk, name="РМО физики", starts_on="2026-09-01"
    )
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    person = EmploymentFactory(organisation=council.host).person
    assert send("post", f"/bodies/{pk}/head", person=person.pk, on="2026-09-01").status_code == 201

    card = client.get(f"/api/v1/bodies/{pk}").json()

    assert [seat["person"]["id"] for seat in card["composition"]["seats"]] == [person.pk]
    assert card["duties"] == []
    again = send("post", f"/bodies/{pk}/head", person=person.pk, on="2026-10-01")
    assert (again.status_code, "уже возглавляет" in again.json()["detail"]) == (409, True)
    listed = client.get("/api/v1/bodies?q=физики").json()
    assert [(one["name"], one["people"]) for one in listed["items"]] == [("РМО физики", 1)]
    proposed = send("post", f"/bodies/{council.pk}/compositions")
    assert proposed.status_code == 201
    number = proposed.json()["id"]
    refused = send("post", f"/compositions/{number}/approve", on="2025-09-01")
    assert refused.status_code == 409
    assert client.delete(f"/api/v1/compositions/{number}").status_code == 204


def test_profile_shows_its_kinds_of_bodies_with_their_rules_in_words(client):
    kind = make_kind(
        title="Окружной совет", short="ОМС", rules={"quorum": "2/3", "sessions_a_quarter": 1, "tie": "chair"}
    )
    client.force_login(make_user("profiles.*", at=home_of(kind.profile)))

    shown = client.get(reverse("bodies:show-kinds-of-profile", args=[kind.profile_id])).content.decode()

    assert all(words in shown for words in ("Окружной совет (ОМС)", "2/3", "решает голос председателя"))


@pytest.mark.parametrize(("more", "offered"), [((), False), (("bodies.found_body",), True)])
def test_empty_list_offers_its_first_step_only_to_who_may_take_it(client, more, offered):
    client.force_login(make_user("bodies.view_body", "bodies.list_bodies", *more, at=SchoolFactory()))

    shown = client.get(url("list-bodies")).content.decode()

    begins = f'm-btn-primary" href="{url("found-body")}"'
    assert ("m-empty-title" in shown, begins in shown.partition("m-empty-title")[2]) == (True, offered)
