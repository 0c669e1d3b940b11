from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from metodika.core.access import RuleBroken, can
from metodika.core.audit.models import JournalEntry
from metodika.core.events import announce, sentences_of
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.lifecycle import (
    AccountStatus,
    ConsentChannel,
    ConsentPurpose,
    DataRequestKind,
    DataRequestStatus,
)
from metodika.directory.accounts.models import AccessToken, Consent, DataRequest, User
from metodika.directory.accounts.services.credentials import LoginRefused, PasswordRefused
from metodika.directory.accounts.services.standing import AboveTheActor
from metodika.directory.staff.events import PeopleMerged
from metodika.directory.staff.models import Person
from tests.factories.accounts import PASSWORD, make_administrator, make_user
from tests.factories.directory import EmploymentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
NOW = "2026-11-20T09:00:00Z"
INVITE = "accounts.invite_user"


def person_at(school):
    return EmploymentFactory(organisation=school).person


def key_of(invitation):
    return queries.address_of_invitation(invitation).rstrip("/").rsplit("/", 1)[1]


def test_administrator_is_created_with_a_fit_login_and_password():
    user = services.create_administrator(login="Chief", password=PASSWORD, email="chief@example.org")

    assert (user.login, user.is_administrator, user.status) == ("chief", True, AccountStatus.ACTIVE)
    assert user.check_password(PASSWORD)
    with pytest.raises(LoginRefused, match="занят"):
        services.create_administrator(login="CHIEF", password=PASSWORD)
    with pytest.raises(PasswordRefused):
        services.create_administrator(login="second", password="12345")


@time_machine.travel(NOW)
def test_invitation_sets_login_and_password_once():
    school = SchoolFactory()
    inviter = make_user(INVITE, at=school)
    person = person_at(school)

    invitation = services.invite_user(person, email="a@example.org", by=inviter)
    assert invitation.user.status == AccountStatus.INVITED
    assert queries.invitation_by_key(key_of(invitation)) == invitation
    user = services.accept_invitation(invitation, login="Ivanova.MP", password=PASSWORD)

    assert (user.person, user.login, user.status) == (person, "ivanova.mp", AccountStatus.ACTIVE)
    with pytest.raises(RuleBroken, match="уже использована"):
        services.accept_invitation(invitation, login="other", password=PASSWORD)


def test_invitation_expires():
    with time_machine.travel(NOW):
        invitation = services.invite_user(PersonFactory(), by=None)

    with time_machine.travel("2026-11-27T09:01:00Z"), pytest.raises(RuleBroken, match="истёк"):
        services.accept_invitation(invitation, login="ivanova", password=PASSWORD)

    assert User.objects.get().status == AccountStatus.INVITED


def test_newer_link_takes_the_force_of_the_earlier_one():
    first = services.invite_user(PersonFactory(), by=None)
    second = services.renew_invitation(first.user, by=None)
    first.refresh_from_db()

    assert "новая" in str(queries.why_closed(first, timezone.now()))
    assert queries.why_closed(second, timezone.now()) is None


def test_forged_link_leads_nowhere():
    assert queries.invitation_by_key("1:1abc:forged") is None


@pytest.mark.parametrize("login", ["a@b.ru", "Иванова", "ab"])
def test_unfit_login_is_refused_and_the_link_stays_good(login):
    invitation = services.invite_user(PersonFactory(), by=None)

    with pytest.raises(LoginRefused):
        services.accept_invitation(invitation, login=login, password=PASSWORD)

    assert queries.why_closed(invitation, timezone.now()) is None


def test_second_account_of_a_person_is_refused():
    user = make_user()

    with pytest.raises(RuleBroken, match="уже есть"):
        services.invite_user(user.person, by=None)


def test_link_for_somebody_with_more_rights_is_refused():
    school = SchoolFactory()
    inviter = make_user(INVITE, at=school)
    head = make_user("staff.*", at=school)

    with pytest.raises(AboveTheActor):
        services.renew_invitation(head, by=inviter)
    with pytest.raises(AboveTheActor):
        services.suspend_user(head, reason="так", by=inviter)
    with pytest.raises(AboveTheActor):
        services.renew_invitation(make_administrator(), by=inviter)


def test_rights_elsewhere_are_more_rights():
    school = SchoolFactory()
    inviter = make_user(INVITE, "staff.*", at=school)
    methodist = make_user("staff.*", at=school.parent)
    teacher = make_user("staff.view_person", at=school)

    assert queries.rights_beyond(methodist, inviter)
    assert queries.rights_beyond(teacher, inviter) == frozenset()


def test_suspended_account_is_signed_out_at_once(client):
    chief = make_administrator()
    user = make_user()
    client.login(login=user.login, password=PASSWORD)
    client.force_login(user)
    UserSession.objects.get_or_create(
        user=user, session_key=client.session.session_key, defaults={"ip": "127.0.0.1", "user_agent": ""}
    )

    services.suspend_user(user, reason="проверка", by=chief)
    user.refresh_from_db()

    assert (user.status, user.status_reason, user.is_active) == (AccountStatus.SUSPENDED, "проверка", False)
    assert UserSession.objects.filter(user=user).count() == 0
    assert client.get("/accounts/my-data/").status_code == 302


def test_suspended_account_is_opened_again_and_a_closed_one_never():
    chief, user = make_administrator(), make_user()
    services.suspend_user(user, reason="отпуск", by=chief)
    user.refresh_from_db()

    assert services.reactivate_user(user, by=chief).status == AccountStatus.ACTIVE
    closed = services.close_user(user, reason="уволен", by=chief)
    with pytest.raises(RuleBroken):
        services.reactivate_user(closed, by=chief)
    with pytest.raises(RuleBroken, match="Закрыта"):
        services.suspend_user(closed, reason="снова", by=chief)


def test_nobody_shuts_his_own_account():
    chief = make_administrator()

    with pytest.raises(RuleBroken, match="собственную"):
        services.close_user(chief, reason="устал", by=chief)


def test_lost_second_factor_is_taken_off_with_a_reason():
    chief, user = make_administrator(), make_user()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})

    services.reset_second_factor(user, reason="показал паспорт", by=chief)

    assert Authenticator.objects.count() == 0
    with pytest.raises(RuleBroken, match="нет второго фактора"):
        services.reset_second_factor(user, reason="показал паспорт", by=chief)


def test_consent_is_a_dated_record_of_a_version():
    person = PersonFactory()
    first = services.publish_consent_text(ConsentPurpose.DISSEMINATION, text="Первый", by=None)
    given = services.give_consent(person, text=first, channel=ConsentChannel.SCREEN, by=None)
    second = services.publish_consent_text(ConsentPurpose.DISSEMINATION, text="Второй", by=None)

    found = queries.purposes_of_person(person)
    assert [(one.text, one.consent, one.is_outdated) for one in found] == [(second, given, True)]
    with pytest.raises(RuleBroken, match="изменился"):
        services.give_consent(person, text=first, channel=ConsentChannel.SCREEN, by=None)
    renewed = services.give_consent(person, text=second, channel=ConsentChannel.SCREEN, by=None)
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    assert queries.consent_in_force(person, ConsentPurpose.DISSEMINATION) == renewed


def test_withdrawn_consent_stays_on_record():
    person = PersonFactory()
    text = services.publish_consent_text(ConsentPurpose.LETTERS, text="Письма", by=None)
    consent = services.give_consent(person, text=text, channel=ConsentChannel.SCREEN, by=None)

    services.withdraw_consent(consent, by=None)

    assert queries.consent_in_force(person, ConsentPurpose.LETTERS) is None
    assert Consent.objects.get().withdrawn_at is not None
    with pytest.raises(RuleBroken, match="уже отозвано"):
        services.withdraw_consent(consent, by=None)


def test_consent_on_paper_needs_its_scan():
    text = services.publish_consent_text(ConsentPurpose.PICTURES, text="Снимки", by=None)

    with pytest.raises(RuleBroken, match="скан"):
        services.give_consent(PersonFactory(), text=text, channel=ConsentChannel.PAPER, by=None)


def test_text_that_changes_nothing_is_no_new_version():
    services.publish_consent_text(ConsentPurpose.LETTERS, text="Письма", by=None)

    with pytest.raises(RuleBroken, match="редакции 1"):
        services.publish_consent_text(ConsentPurpose.LETTERS, text="Письма ", by=None)


@time_machine.travel(NOW)
def test_request_about_own_data_has_its_last_working_day():
    request = services.ask_about_data(
        PersonFactory(), kind=DataRequestKind.RECTIFY, words="Отчество с ошибкой", by=None
    )

    assert (request.status, request.due_on) == (DataRequestStatus.RECEIVED, date(2026, 12, 1))


@time_machine.travel(NOW)
def test_request_is_answered_or_refused_once():
    chief = make_administrator()
    person = PersonFactory()
    asked = services.ask_about_data(person, kind=DataRequestKind.ERASE, words="Удалите телефон", by=None)

    services.take_data_request(asked, by=chief)
    services.answer_data_request(asked, answer="Удалён.", by=chief)

    asked.refresh_from_db()
    assert (asked.status, asked.answer, asked.answered_by) == (DataRequestStatus.ANSWERED, "Удалён.", chief)
    with pytest.raises(RuleBroken, match="Дан ответ"):
        services.answer_data_request(asked, answer="Ещё раз", refuse=True, by=chief)


@pytest.mark.parametrize("kind", [DataRequestKind.RECTIFY, DataRequestKind.ERASE])
def test_correction_and_erasure_without_words_are_refused(kind):
    with pytest.raises(RuleBroken, match="о каких данных"):
        services.ask_about_data(PersonFactory(), kind=kind, words=" ", by=None)


@time_machine.travel(NOW)
def test_nobody_answers_his_own_request():
    user = make_user()
    asked = services.ask_about_data(user.person, kind=DataRequestKind.ACCESS, words="", by=user)

    with pytest.raises(RuleBroken, match="другой"):
        services.answer_data_request(asked, answer="Ничего", by=user)


@time_machine.travel(NOW)
def test_key_is_kept_as_a_hash_and_works_until_its_last_day():
    user = make_user()

    token, secret = services.issue_token(
        user, name="Выгрузка", scopes=["read"], expires_on=date(2026, 11, 21), by=user
    )

    assert secret not in str(AccessToken.objects.values().get())
    assert queries.user_by_token(secret) == (user, ["read"])
    assert queries.user_by_token(secret + "x") is None
    with time_machine.travel("2026-11-21T23:59:59Z"):
        assert queries.user_by_token(secret) is not None
    with time_machine.travel("2026-11-22T00:00:00Z"):
        assert queries.user_by_token(secret) is None
    services.revoke_token(token, by=user)
    assert queries.user_by_token(secret) is None


@time_machine.travel(NOW)
def test_key_of_a_suspended_account_does_not_work():
    user = make_user()
    _token, secret = services.issue_token(
        user, name="Выгрузка", scopes=["all"], expires_on=date(2026, 12, 1), by=user
    )

    services.suspend_user(user, reason="проверка", by=None)

    assert queries.user_by_token(secret) is None


@time_machine.travel(NOW)
def test_reading_key_narrows_everything_that_its_owner_may():
    school = SchoolFactory()
    other = person_at(school)
    owner = make_user("staff.*", at=school)
    _token, reading = services.issue_token(
        owner, name="Чтение", scopes=["read"], expires_on=date(2026, 12, 1), by=owner
    )
    _token, narrow = services.issue_token(
        owner, name="Узкий", scopes=["staff.list_people"], expires_on=date(2026, 12, 1), by=owner
    )

    reader = queries.limited_user_by_token(reading).user
    lister = queries.limited_user_by_token(narrow).user

    assert can(reader, "staff.view_person", other)
    assert not can(reader, "staff.change_person", other)
    assert other in Person.objects.visible_to(reader)
    assert list(Person.objects.visible_to(reader, "staff.change_person")) == []
    assert not can(lister, "accounts.view_own_data")
    assert list(Person.objects.visible_to(lister)) == []
    assert can(owner, "staff.change_person", other)


@pytest.mark.parametrize(
    ("scopes", "days"), [([], 1), (["staff.no_such"], 1), (["read"], -1), (["read"], 367)]
)
def test_key_is_refused(scopes, days):
    user = make_user()
    last = timezone.now().date() + timedelta(days=days)

    with pytest.raises(RuleBroken):
        services.issue_token(user, name="Ключ", scopes=scopes, expires_on=last, by=user)


def test_nobody_makes_a_key_for_another():
    with pytest.raises(RuleBroken, match="только для себя"):
        services.issue_token(
            make_user(),
            name="Чужой",
            scopes=["all"],
            expires_on=timezone.now().date(),
            by=make_administrator(),
        )


def test_use_of_a_key_is_noted_at_most_every_five_minutes():
    user = make_user()
    with time_machine.travel(NOW, tick=False) as clock:
        token, _secret = services.issue_token(
            user, name="Ключ", scopes=["all"], expires_on=date(2026, 12, 1), by=user
        )
        services.note_use_of_token(token.pk)
        first = AccessToken.objects.get().last_used_at
        clock.shift(timedelta(minutes=4))
        services.note_use_of_token(token.pk)
        second = AccessToken.objects.get().last_used_at
        clock.shift(timedelta(minutes=2))
        services.note_use_of_token(token.pk)

    assert first == second
    assert AccessToken.objects.get().last_used_at == first + timedelta(minutes=6)


def test_account_and_papers_follow_a_merged_person():
    kept = PersonFactory()
    user = make_user()
    text = services.publish_consent_text(ConsentPurpose.LETTERS, text="Письма", by=None)
    mine = services.give_consent(kept, text=text, channel=ConsentChannel.SCREEN, by=None)
    services.give_consent(user.person, text=text, channel=ConsentChannel.SCREEN, by=None)
    services.ask_about_data(user.person, kind=DataRequestKind.ACCESS, words="", by=user)

    announce(PeopleMerged(kept.pk, user.person_id))

    user.refresh_from_db()
    assert user.person == kept
    assert Consent.objects.filter(person=kept).count() == 2
    assert Consent.objects.filter(person=kept, withdrawn_at=None).count() == 1
    assert DataRequest.objects.get().person == kept
    assert mine.person == kept


def test_second_account_of_a_merged_person_is_closed():
    kept, dropped = make_user(), make_user()

    announce(PeopleMerged(kept.person_id, dropped.person_id))

    dropped.refresh_from_db()
    assert dropped.status == AccountStatus.CLOSED


def test_journal_speaks_in_sentences():
    user = make_user()
    services.suspend_user(user, reason="проверка", by=None)

    entry = JournalEntry.objects.get(key="accounts.user_suspended")

    assert sentences_of([entry]) == [f"Учётная запись приостановлена: {user}. Причина: проверка"]


def test_demo_accounts_are_told_in_the_order_of_roles(django_assert_num_queries):
    make_user("staff.*", at=SchoolFactory(), login="demo-teacher")
    make_administrator("demo-administrator")
    make_user(login="ivanova")

    with django_assert_num_queries(5):
        found = queries.demo_accounts()

    assert [account.login for account in found] == ["demo-administrator", "demo-teacher"]
