import pytest

from metodika.core.notices.models import Letter, LetterStatus
from tests.factories.accounts import make_administrator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "answer", "afterwards"),
    [(LetterStatus.FAILED, 204, LetterStatus.READY), (LetterStatus.SENT, 409, LetterStatus.SENT)],
)
def test_only_a_failed_letter_is_sent_again(client, status, answer, afterwards):
    chief = make_administrator()
    letter = Letter.objects.create(
        recipient=chief, address="a@example.org", subject="Т", text="Т", status=status
    )
    client.force_login(chief)

    told = client.post(f"/api/v1/letters/{letter.pk}/again")

    assert (told.status_code, Letter.objects.get().status) == (answer, afterwards)


def test_letter_that_is_not_there_is_not_found(client):
    client.force_login(make_administrator())

    assert client.post("/api/v1/letters/1/again").status_code == 404
