from datetime import UTC, datetime

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.core.events.bus import react, told_entry
from metodika.core.imports.events import ImportApplied
from metodika.core.notices.declared import MASS, Told, told_events
from metodika.core.notices.delivery import TRIES, deliver
from metodika.core.notices.models import Batch, BatchStatus, Channel, Letter, LetterStatus, Notice
from metodika.core.notices.queries import preferences_of, unread_count, waiting_batches
from metodika.core.notices.services import (
    choose_channels,
    drop_batch,
    read_notices,
    release_batch,
    send_again,
    tell,
    write_digests,
)
from metodika.directory.accounts.lifecycle import AccountStatus
from tests.core.notices.smtp import mail_server
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
EVENT = ImportApplied(
    run_id=7, register="staff", file="список.xlsx", added=2, changed=0, left_out=0, by_id=None
)


@pytest.fixture
def told():
    """Let the event be told to chosen people in a chosen way."""
    declared = told_events()
    usual = dict(declared)

    def choose(*users, how=Channel.BELL):
        way = Told(to=lambda event: users, group="imports", group_title="Загрузки", how=how)
        declared[ImportApplied] = way

    yield choose
    declared.clear()
    declared.update(usual)


def people(count, **fields):
    return [make_user(email=f"user{number}@example.org", **fields) for number in range(count)]


def tell_as(entry):
    token = told_entry.set(entry)
    try:
        tell(EVENT)
    finally:
        told_entry.reset(token)


def waiting_letters():
    return ProcrastinateJob.objects.filter(task_name="core.notices.delivery.deliver").count()


def test_everybody_is_told_once_though_the_job_runs_twice(told):
    told(*people(2), how=Channel.LETTER)

    for _run in range(2):
        tell_as(5)

    assert (Notice.objects.count(), Letter.objects.count(), waiting_letters()) == (2, 2, 2)


def test_next_announcement_of_the_same_kind_is_told_again(told):
    (user,) = people(1)
    told(user)

    tell_as(5)
    tell_as(6)

    assert unread_count(user) == 2


def test_announcement_is_told_by_a_job_and_not_inside_the_request(told):
    (user,) = people(1)
    told(user, how=Channel.LETTER)

    announce(EVENT, by=user)

    job = ProcrastinateJob.objects.get(task_name="events.react")
    assert (Notice.objects.count(), len(mail.outbox)) == (0, 0)
    react(**job.args)
    react(**job.args)
    assert (Notice.objects.count(), Letter.objects.count(), len(mail.outbox)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("channel", "left"),
    [
        (Channel.BELL, (1, 0, False)),
        (Channel.DIGEST, (1, 0, True)),
        (Channel.LETTER, (1, 1, False)),
        (Channel.NONE, (0, 0, False)),
    ],
)
def test_preference_goes_before_the_usual_way(told, channel, left):
    (user,) = people(1)
    told(user)
    choose_channels(user, {"imports": channel})

    tell_as(5)

    waits = Notice.objects.filter(for_digest=True).exists()
    assert (Notice.objects.count(), Letter.objects.count(), waits) == left
    assert ("imports", channel) in [(group, way) for group, _title, way in preferences_of(user)]


def test_blocked_account_is_told_nothing_and_one_without_address_gets_no_letter(told):
    told(*people(1, status=AccountStatus.SUSPENDED), make_user(), how=Channel.LETTER)

    tell_as(5)

    assert (Notice.objects.count(), Letter.objects.count()) == (1, 0)


def test_mass_letters_wait_in_the_outbox_and_are_released_once(told):
    told(*people(MASS), how=Channel.LETTER)
    chief = make_administrator()

    tell_as(5)
    batch = waiting_batches().get()
    assert (batch.letter_count, waiting_letters()) == (MASS, 0)

    assert release_batch(batch, by=chief) == MASS
    with pytest.raises(RuleBroken, match="уже"):
        release_batch(batch, by=chief)
    with pytest.raises(RuleBroken, match="уже"):
        drop_batch(batch, by=chief)
    assert (waiting_letters(), Letter.objects.filter(status=LetterStatus.READY).count()) == (MASS, MASS)


def test_dropped_letters_never_leave_but_the_notices_stay(told):
    told(*people(MASS), how=Channel.LETTER)
    tell_as(5)
    batch = Batch.objects.get()

    drop_batch(batch, by=make_administrator())
    with pytest.raises(RuleBroken, match="уже"):
        release_batch(batch, by=None)

    assert Batch.objects.get().status == BatchStatus.DROPPED
    assert set(Letter.objects.values_list("status", flat=True)) == {LetterStatus.DROPPED}
    assert (Notice.objects.count(), waiting_letters()) == (MASS, 0)


def test_fewer_letters_leave_at_once(told):
    told(*people(MASS - 1), how=Channel.LETTER)

    tell_as(5)

    assert (Batch.objects.count(), waiting_letters()) == (0, MASS - 1)


def at_work_in(zone, **fields):
    school = SchoolFactory(parent=MunicipalityFactory(timezone=zone))
    person = PersonFactory()
    EmploymentFactory(person=person, organisation=school)
    return make_user(person=person, **fields)


def test_digest_comes_at_seven_by_each_persons_own_clock(told):
    east = at_work_in("Asia/Vladivostok", email="east@example.org")
    west = at_work_in("Europe/Kaliningrad", email="west@example.org")
    told(east, west, how=Channel.DIGEST)
    tell_as(5)
    tell_as(6)

    written = {}
    for hour in range(24):
        moment = datetime(2026, 11, 22, hour, 0, tzinfo=UTC)
        if write_digests(now=moment, hour=7):
            written[hour] = Letter.objects.order_by("-pk").first()

    assert {hour: letter.recipient for hour, letter in written.items()} == {21: east, 5: west}
    assert "2" in written[21].subject
    assert len(written[21].text.splitlines()) == 2


def test_digest_leaves_out_what_was_read_and_is_not_sent_empty(told):
    user = at_work_in("Europe/Moscow", email="a@example.org")
    told(user, how=Channel.DIGEST)
    tell_as(5)
    read_notices(user)

    assert write_digests(now=datetime(2026, 11, 22, 4, tzinfo=UTC), hour=7) == 0
    assert not Notice.objects.filter(for_digest=True).exists()


def test_only_own_notices_are_marked_as_read(told):
    mine, other = people(2)
    told(mine, other)
    tell_as(5)

    read_notices(mine, numbers=list(Notice.objects.values_list("pk", flat=True)))

    assert [unread_count(user) for user in (mine, other)] == [0, 1]


def letter_to(address, **fields):
    words = {"subject": "Тема", "text": "Текст", "recipient": make_user(), "address": address}
    return Letter.objects.create(**{**words, **fields})


@pytest.fixture
def by_smtp(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "127.0.0.1", False, 3
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    return settings


def test_dead_address_does_not_stop_the_rest(by_smtp):
    letters = [letter_to(f"{name}@example.org") for name in ("one", "dead", "two")]
    with mail_server({"dead@example.org": "550 no such person"}) as server:
        by_smtp.EMAIL_PORT = server.server_address[1]
        for letter in letters:
            deliver(letter=letter.pk)
        deliver(letter=letters[0].pk)

    rows = list(Letter.objects.order_by("pk").values_list("status", "last_error", "tries"))
    assert [address for address, _text in server.letters] == ["one@example.org", "two@example.org"]
    assert rows == [("sent", "", 1), ("failed", "550 no such person", 1), ("sent", "", 1)]


def test_server_that_says_not_now_is_asked_again(by_smtp):
    letter = letter_to("slow@example.org")
    with mail_server({"slow@example.org": "450 come later"}) as server:
        by_smtp.EMAIL_PORT = server.server_address[1]
        with pytest.raises(OSError, match="450"):
            deliver(letter=letter.pk)
        server.answers.clear()
        deliver(letter=letter.pk)

    letter.refresh_from_db()
    assert (letter.status, letter.tries, letter.last_error) == (LetterStatus.SENT, 2, "")


def test_server_that_stays_away_ends_in_the_outbox_and_may_be_tried_again(by_smtp):
    by_smtp.EMAIL_PORT = 1
    letter = letter_to("a@example.org", tries=TRIES - 1)

    deliver(letter=letter.pk)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.FAILED

    send_again(letter)
    with pytest.raises(RuleBroken):
        send_again(letter)
    letter.refresh_from_db()
    assert (letter.status, letter.tries, waiting_letters()) == (LetterStatus.READY, 0, 1)


def test_without_a_mail_server_the_letter_says_so(settings):
    settings.EMAIL_HOST = ""
    letter = letter_to("a@example.org")

    deliver(letter=letter.pk)

    letter.refresh_from_db()
    assert (letter.status, len(mail.outbox)) == (LetterStatus.FAILED, 0)
    assert "METODIKA_SMTP_HOST" in letter.last_error
