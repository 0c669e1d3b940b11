import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose
from metodika.directory.accounts.services import give_consent, issue_token, publish_consent_text
from metodika.directory.records.models import Record
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.directory import EmploymentFactory, SchoolFactory
from tests.factories.records import ask, make_printed

pytestmark = pytest.mark.django_db
ALL = ("records.*", "staff.*", "organisations.*")


@pytest.fixture
def school():
    return SchoolFactory()


def key_of(user):
    _token, secret = issue_token(
        user, name="Проверка", scopes=["all"], expires_on=timezone.now().date(), by=user
    )
    return {"Authorization": f"Bearer {secret}"}


def post(client, path, headers, **body):
    return client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)


def test_order_goes_its_way_through_the_api(client, school):
    headers = key_of(make_user(*ALL, at=school))
    director = EmploymentFactory(organisation=school).person
    written = post(
        client, "/records", headers, kind="records.order", organisation=school.pk, title="О плане",
        dated_on="2026-11-20", points="Утвердить план.", signer=director.pk, position="Директор",
    )  # fmt: skip
    pk = written.json()["id"]
    numbered = post(client, f"/records/{pk}/number", headers)
    asked = post(
        client, f"/records/{pk}/signatures", headers, person=director.pk, capacity="Директор", order=1
    )
    card = client.get(f"/api/v1/records/{pk}", headers=headers).json()

    assert [one.status_code for one in (written, numbered, asked)] == [201, 200, 201]
    assert (card["number"], card["status"], len(card["versions"])) == ("1", "printed", 2)
    assert card["signatures"][0]["person"]["id"] == director.pk


def test_person_signs_by_the_api_with_the_password(client, school):
    user = make_user()
    record = make_printed(school)
    request = ask(record, user.person)[0]
    headers = key_of(user)
    text = publish_consent_text(ConsentPurpose.SIGNING, text="Соглашение", by=None)
    give_consent(user.person, text=text, channel=ConsentChannel.SCREEN, by=user)

    listed = client.get("/api/v1/me/signatures", headers=headers).json()["items"]
    wrong = post(client, f"/signatures/{request.pk}/sign", headers, password="не тот")
    right = post(client, f"/signatures/{request.pk}/sign", headers, password=PASSWORD)

    assert [one["id"] for one in listed] == [request.pk]
    assert (wrong.status_code, right.status_code) == (409, 200)
    assert right.json()["signed_hash"] == record.versions.get().sha256
    assert Record.objects.get(pk=record.pk).status == "signed"


def test_scan_that_is_none_is_refused_in_words(client, school):
    record = make_printed(school)
    request = ask(record, EmploymentFactory(organisation=school).person)[0]
    headers = key_of(make_user(*ALL, at=school))
    file = SimpleUploadedFile("scan.pdf", b"MZ a program")

    answer = client.post(
        f"/api/v1/records/{record.pk}/scan", {"file": file, "signed_by": [request.pk]}, headers=headers
    )

    assert answer.status_code == 409
    assert "программа" in answer.json()["detail"]
