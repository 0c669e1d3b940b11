import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.core.files.signatures import SignatureUnreadable
from metodika.core.files.uploads import FileRefused
from metodika.directory.records import services
from metodika.directory.records.queries import qualified_report
from metodika.directory.records.services.qualified import SignatureBroken, SignerOfAnotherName
from tests.directory.records.test_api import key_of
from tests.factories.accounts import make_user
from tests.factories.directory import PersonFactory
from tests.factories.records import ask, make_printed
from tests.factories.signatures import certified, gost_signature, signature_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    return make_printed()


@pytest.fixture
def request_(record):
    return ask(record, PersonFactory(last_name="Чижёва"))[0]


def pdf_of(record):
    with record.versions.get(superseded_at=None).pdf.content.open() as file:
        return file.read()


def attach(request, content, **more):
    return services.attach_qualified(request, file=SimpleUploadedFile("a.sig", content), by=None, **more)


def test_signature_over_the_pdf_is_taken_and_read_anew_on_each_look(record, request_):
    signed = attach(request_, signature_of(pdf_of(record), certified("Чижева")))

    record.refresh_from_db()
    assert (signed.status, signed.method, signed.file.kind) == ("signed", "qualified", "sig")
    assert record.status == "signed"
    signer = qualified_report(signed).signers[0]
    assert (signer.is_checked, signer.is_broken) == (True, False)


def test_gost_signature_is_taken_with_what_was_not_computed(record, request_):
    signed = attach(request_, gost_signature(pdf_of(record), surname="Чижева"))

    assert qualified_report(signed).signers[0].is_checked is False


def test_wrong_signatures_are_refused_in_words_and_nothing_is_kept(record, request_):
    pdf, who = pdf_of(record), certified("Чижева")
    past = certified("Чижева", days=(-400, -10))
    for content, refusal, sentence in (
        (b"just text", FileRefused, "Здесь допустимы"),
        (signature_of(pdf, who)[:60], SignatureUnreadable, "не удаётся прочитать"),
        (signature_of(pdf + b" ", who), SignatureBroken, "под другим файлом"),
        (gost_signature(pdf + b" ", surname="Чижева", attached=True), SignatureBroken, "под другим файлом"),
        (signature_of(pdf, past), SignatureBroken, "Сертификат действовал с"),
    ):
        with pytest.raises(refusal, match=sentence):
            attach(request_, content)

    request_.refresh_from_db()
    assert (request_.status, request_.file) == ("waiting", None)


def test_certificate_of_another_surname_is_taken_when_the_secretary_confirms(record, request_):
    content = signature_of(pdf_of(record), certified("Петрова"))

    with pytest.raises(SignerOfAnotherName, match="Петрова Анна Ивановна"):
        attach(request_, content)

    assert attach(request_, content, confirmed=True).status == "signed"


def test_page_and_api_tell_what_a_signature_is_worth(client, record, request_):
    user = make_user("records.view_record", "records.list_records", at=record.organisation)
    headers = key_of(user)
    client.force_login(user)
    missing = client.get(f"/records/signatures/{request_.pk}/check/").status_code
    attach(request_, gost_signature(pdf_of(record), surname="Чижева", attached=True))

    page = client.get(f"/records/signatures/{request_.pk}/check/").content.decode()
    told = client.get(f"/api/v1/signatures/{request_.pk}/check", headers=headers).json()

    assert missing == 404
    assert "ГОСТ Р 34.10-2012 (256)" in page
    assert "математика этой подписи здесь не проверялась" in page.lower()
    assert "государственным сервисом проверки подписи" in page
    assert (told["is_attached"], told["signers"][0]["document"], told["signers"][0]["mathematics"]) == (
        True,
        "right",
        "unchecked",
    )
