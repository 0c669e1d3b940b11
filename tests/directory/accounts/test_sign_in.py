import json
import re
import socket
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import requests
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import override_settings

from metodika.directory.accounts import services
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import User
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.directory import PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/login/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG = "пять слонов остались дома"


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()
    yield
    cache.clear()


def words_of(answer):
    return answer.content.decode()


def sign_in(client, login, password=PASSWORD):
    return client.post(SIGN_IN, {"login": login, "password": password})


def prove(client):
    """Type the password once more, as before every change of the second factor."""
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["ivanova", "IVANOVA", "ivanova@example.org"])
def test_signs_in_by_login_or_address(client, name):
    user = make_user(login="ivanova", email="ivanova@example.org")

    answer = sign_in(client, name)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_wrong_password_and_unknown_login_read_the_same(client):
    make_user(login="ivanova")

    wrong, unknown = sign_in(client, "ivanova", WRONG), sign_in(client, "petrova")

    assert "Логин или пароль неверны" in words_of(wrong)
    assert "Логин или пароль неверны" in words_of(unknown)
    assert not is_in(client)


def test_sixth_attempt_is_refused_even_with_the_right_password_and_says_when(client):
    make_user(login="ivanova")
    make_user(login="petrova")
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False) as clock:
        for _attempt in range(5):
            sign_in(client, "ivanova", WRONG)
        clock.shift(timedelta(minutes=3))

        locked = sign_in(client, "ivanova")
        locked_in = is_in(client)
        other = sign_in(client, "petrova")
        client.logout()
        clock.shift(timedelta(minutes=7, seconds=1))
        later = sign_in(client, "ivanova")

    assert "через 7 минут" in words_of(locked)
    assert not locked_in
    assert other.status_code == 302
    assert later.status_code == 302


def test_attempts_are_counted_for_all_processes_in_the_database(client, django_assert_num_queries):
    from django.db import connection  # noqa: PLC0415 - one look into a table of the cache

    make_user(login="ivanova")
    sign_in(client, "ivanova", WRONG)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entry WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] == 2


@pytest.mark.parametrize("status", [AccountStatus.SUSPENDED, AccountStatus.CLOSED])
def test_shut_account_is_told_so(client, status):
    make_user(login="ivanova", status=status)

    answer = client.post(SIGN_IN, {"login": "ivanova", "password": PASSWORD}, follow=True)

    assert "Учётная запись закрыта" in words_of(answer)
    assert not is_in(client)


def test_nobody_signs_up_by_himself(client):
    answer = client.post(
        "/sign-in/signup/", {"username": "new", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert "по приглашению" in words_of(answer)
    assert User.objects.count() == 0


def test_language_of_the_account_comes_with_the_sign_in(client):
    make_user(login="ivanova", language="en")

    assert sign_in(client, "ivanova").cookies["django_language"].value == "en"


def totp_now(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_second_factor_is_set_up_asked_for_and_replaced_by_a_recovery_code(client):
    user = make_user(login="ivanova")
    sign_in(client, "ivanova")
    prove(client)

    page = client.get("/second-factor/totp/activate/")
    secret = page.context["form"].secret
    client.post("/second-factor/totp/activate/", {"code": totp_now(secret)})
    codes = client.get("/second-factor/recovery-codes/").context["unused_codes"]
    client.logout()
    cache.clear()
    first = sign_in(client, "ivanova")
    half_way = is_in(client)
    refused = client.post("/second-factor/authenticate/", {"code": "000000"})
    by_code = client.post("/second-factor/authenticate/", {"code": codes[0]})

    assert Authenticator.objects.filter(user=user).count() == 2
    assert first.url.startswith("/second-factor/authenticate/")
    assert not half_way
    assert refused.status_code == 200
    assert (by_code.status_code, is_in(client)) == (302, True)


def test_second_factor_opens_with_the_code_of_the_moment_and_is_kept_encrypted(client):
    user = make_user(login="ivanova")
    TOTP.activate(user, SECRET)
    sign_in(client, "ivanova")

    answer = client.post("/second-factor/authenticate/", {"code": totp_now(SECRET)})

    assert (answer.status_code, is_in(client)) == (302, True)
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)


def test_passkey_pages_open_and_the_sign_in_offers_one(client):
    make_user(login="ivanova")
    offer = client.get(SIGN_IN)
    challenge = client.get("/second-factor/webauthn/login/", headers={"accept": "application/json"})
    sign_in(client, "ivanova")
    prove(client)

    page = client.get("/second-factor/webauthn/add/")

    assert 'id="passkey_login"' in words_of(offer)
    assert "challenge" in challenge.json()["request_options"]["publicKey"]
    assert 'id="mfa_webauthn_add"' in words_of(page)


@pytest.mark.parametrize(
    "address",
    ["/second-factor/", "/sign-in/password/change/", "/second-factor/totp/activate/", "/accounts/security/"],
)
def test_pages_of_own_security_are_dressed_like_all_others(client, address):
    make_user(login="ivanova")
    sign_in(client, "ivanova")
    prove(client)

    answer = client.get(address)

    assert answer.status_code == 200
    assert "web/kit.css" in words_of(answer)


def test_password_is_changed_by_its_owner(client):
    user = make_user(login="ivanova")
    sign_in(client, "ivanova")

    client.post(
        "/sign-in/password/change/", {"oldpassword": PASSWORD, "password1": WRONG, "password2": WRONG}
    )

    user.refresh_from_db()
    assert user.check_password(WRONG)


def test_forgotten_password_is_set_by_a_link_that_a_job_sends(client, mailoutbox):
    from metodika.directory.accounts.jobs import send_reset_link  # noqa: PLC0415 - the subject of this test only

    user = make_user(login="ivanova", email="ivanova@example.org")
    client.post("/sign-in/password/reset/", {"email": "ivanova@example.org"})
    assert mailoutbox == []

    send_reset_link(user=user.pk, email=user.email, origin="http://testserver")
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body).group(1)
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": WRONG, "password2": WRONG})

    user.refresh_from_db()
    assert mailoutbox[0].to == ["ivanova@example.org"]
    assert user.check_password(WRONG)


def test_demo_sign_in_does_not_exist_outside_the_demo(client):
    make_user("staff.*", at=SchoolFactory(), login="demo-teacher")

    with override_settings(DEMO=False):
        answer = client.post("/demo-sign-in/demo-teacher")
        page = client.get(SIGN_IN)

    assert answer.status_code == 404
    assert "demo-sign-in" not in words_of(page)
    assert not is_in(client)


def test_demo_offers_each_role_by_one_press(client):
    user = make_user("staff.*", at=SchoolFactory(), login="demo-teacher")
    make_user(login="ivanova")

    with override_settings(DEMO=True):
        page = client.get(SIGN_IN)
        seen = client.get("/demo-sign-in/demo-teacher")
        stranger = client.post("/demo-sign-in/ivanova")
        answer = client.post("/demo-sign-in/demo-teacher")

    assert 'action="/demo-sign-in/demo-teacher"' in words_of(page)
    assert (seen.status_code, stranger.status_code, answer.status_code) == (405, 404, 302)
    assert UserSession.objects.filter(user=user).count() == 1
    assert client.session["_auth_user_id"] == str(user.pk)


PEOPLE = [
    {"sub": "s1", "snils": "112-233-445 95", "name": "Иванова"},
    {"sub": "s2", "email": "petrova@example.org", "email_verified": True},
    {"sub": "s3", "email": "petrova@example.org", "email_verified": False},
    {"sub": "s4", "preferred_username": "sidorova"},
]


@pytest.fixture(scope="module")
def provider():
    """A real provider in a process of its own: it has warnings of its own, too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    people = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address):
    for _attempt in range(100):
        try:
            return requests.get(f"{address}/.well-known/openid-configuration", timeout=5).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError(f"The provider does not answer at {address}.")


@pytest.fixture
def oidc(provider, settings):
    app = {
        "provider_id": "oidc", "name": "Вход региона", "client_id": "metodika", "secret": "тайна",
        "settings": {"server_url": provider},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    settings.OIDC_MATCH = ["snils", "email"]
    return settings


def sign_in_through(client, sub):
    """Go to the provider, sign in there as the person, and come back with its answer."""
    away = client.post("/sign-in/through/oidc/oidc/login/")
    there = requests.post(away.url, data={"sub": sub}, allow_redirects=False, timeout=10)
    return client.get(there.headers["Location"].replace("http://testserver", ""))


def test_sign_in_page_offers_the_provider_by_its_name(client, oidc):
    assert "Войти через Вход региона" in words_of(client.get(SIGN_IN))


def test_invited_person_is_known_by_snils_and_let_in(client, oidc):
    person = PersonFactory(snils="11223344595")
    invitation = services.invite_user(person, by=None)

    answer = sign_in_through(client, "s1")

    user = User.objects.get()
    invitation.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, "/")
    assert (user.person, user.status) == (person, AccountStatus.ACTIVE)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert invitation.replaced_at is not None
    assert SocialAccount.objects.get(user=user).uid == "s1"


def test_person_who_has_come_once_is_known_by_the_providers_number(client, oidc):
    user = make_user(person=PersonFactory(snils="11223344595"))
    sign_in_through(client, "s1")
    client.logout()
    type(user.person).objects.filter(pk=user.person_id).update(snils="")

    sign_in_through(client, "s1")

    assert client.session["_auth_user_id"] == str(user.pk)


def test_verified_address_is_enough_and_an_unverified_one_is_not(client, oidc):
    user = make_user(email="Petrova@example.org")

    unverified = sign_in_through(client, "s3")
    was_in = is_in(client)
    sign_in_through(client, "s2")

    assert unverified.status_code == 403
    assert not was_in
    assert client.session["_auth_user_id"] == str(user.pk)


def test_unknown_person_is_refused_with_a_sentence(client, oidc):
    answer = sign_in_through(client, "s1")

    assert answer.status_code == 403
    assert "вас сюда ещё не приглашали" in words_of(answer)
    assert User.objects.count() == 0


def test_login_counts_only_where_the_settings_trust_it(client, oidc):
    user = make_user(login="sidorova")

    refused = sign_in_through(client, "s4")
    oidc.OIDC_MATCH = ["login"]
    sign_in_through(client, "s4")

    assert refused.status_code == 403
    assert client.session["_auth_user_id"] == str(user.pk)


def test_suspended_person_stays_outside_whatever_the_provider_says(client, oidc):
    make_user(person=PersonFactory(snils="11223344595"), status=AccountStatus.SUSPENDED)

    answer = sign_in_through(client, "s1")

    assert answer.status_code == 403
    assert "приостановлена" in words_of(answer)
    assert not is_in(client)


def test_second_factor_is_asked_for_after_the_provider_as_well(client, oidc):
    user = make_user(person=PersonFactory(snils="11223344595"))
    TOTP.activate(user, SECRET)

    answer = sign_in_through(client, "s1")

    assert answer.url.startswith("/second-factor/authenticate/")
    assert not is_in(client)
