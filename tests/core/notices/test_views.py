import pytest

from metodika.core.notices.models import Batch, BatchStatus, Channel, Letter, LetterStatus, Notice, Preference
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


def words_of(answer):
    return " ".join(answer.content.decode().split())


def notice_for(user, **fields):
    return Notice.objects.create(recipient=user, key="imports.import_applied", **fields)


def letter_for(user, batch=None, **fields):
    words = {"recipient": user, "address": "a@example.org", "subject": "Тема", "text": "Текст"}
    return Letter.objects.create(batch=batch, **{**words, **fields})


@pytest.mark.parametrize("rows", [1, 3])
def test_inbox_costs_the_same_however_many_notices(client, rows, django_assert_num_queries):
    user = make_administrator()
    for _number in range(rows):
        notice_for(user)
    client.force_login(user)

    with django_assert_num_queries(5):
        answer = client.get("/notices/")

    assert len(answer.context["unread"]) == rows


def test_notice_is_read_by_opening_it_and_somebody_elses_is_not_there(client):
    user, other = make_administrator(), make_administrator("other")
    mine, foreign = notice_for(user, url="/regulations/"), notice_for(other)
    client.force_login(user)

    opened = client.post(f"/notices/{mine.pk}/open/")
    stranger = client.post(f"/notices/{foreign.pk}/open/")

    assert (opened.url, stranger.status_code) == ("/regulations/", 404)
    assert [Notice.objects.get(pk=one.pk).read_at is None for one in (mine, foreign)] == [False, True]
    assert client.get(f"/notices/{mine.pk}/open/").status_code == 405


def test_all_are_marked_as_read(client):
    user = make_administrator()
    notice_for(user)
    client.force_login(user)

    client.post("/notices/read/")

    assert not Notice.objects.filter(read_at=None).exists()


def test_way_of_telling_is_chosen(client):
    user = make_administrator()
    client.force_login(user)

    form = dict.fromkeys(client.get("/notices/settings/").context["form"].fields, Channel.NONE)
    answer = client.post("/notices/settings/", form)

    assert answer.url == "/notices/"
    assert set(Preference.objects.values_list("channel", flat=True)) == {Channel.NONE}


@pytest.mark.parametrize("rows", [1, 3])
def test_outbox_costs_the_same_however_many_letters(client, rows, django_assert_num_queries):
    user = make_administrator()
    batch = Batch.objects.create(key="imports.import_applied")
    for _number in range(rows):
        letter_for(user, batch)
    client.force_login(user)

    with django_assert_num_queries(7):
        answer = client.get("/notices/outbox/")

    assert answer.context["table"].count == rows
    assert f"/notices/outbox/{batch.pk}/" in words_of(answer)


@pytest.mark.parametrize(
    ("act", "status"), [("release", BatchStatus.RELEASED), ("drop", BatchStatus.DROPPED)]
)
def test_batch_is_looked_at_and_decided(client, act, status):
    user = make_administrator()
    batch = Batch.objects.create(key="imports.import_applied")
    letter_for(user, batch, status=LetterStatus.HELD)
    client.force_login(user)

    shown = client.get(f"/notices/outbox/{batch.pk}/")
    client.post(f"/notices/outbox/{batch.pk}/{act}/")
    again = client.post(f"/notices/outbox/{batch.pk}/{act}/")

    assert "Текст" in words_of(shown)
    assert Batch.objects.get().status == status
    assert again.status_code == 409


def test_failed_letter_is_sent_again(client):
    user = make_administrator()
    letter = letter_for(user, status=LetterStatus.FAILED, last_error="550 no")
    client.force_login(user)

    assert f"/notices/letters/{letter.pk}/again/" in words_of(client.get("/notices/outbox/"))
    client.post(f"/notices/letters/{letter.pk}/again/")

    assert Letter.objects.get().status == LetterStatus.READY


@pytest.mark.parametrize("page", ["outbox/", "outbox/1/"])
def test_outbox_is_closed_without_the_permission(client, page):
    client.force_login(make_user("staff.*", at=SchoolFactory()))

    assert client.get(f"/notices/{page}").status_code == 403
