import io
from datetime import date

import pytest
import segno
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.files.scans import ScanBroken
from metodika.core.files.uploads import FileRefused
from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose
from metodika.directory.accounts.services import give_consent, note_proof_try, publish_consent_text
from metodika.directory.records import services
from metodika.directory.records.models import SignatureRequest
from metodika.directory.records.queries import record_card, requests_to_sign
from metodika.directory.records.rules import Signer, printed_mark
from metodika.directory.records.services.scans import ScanOfAnother, ScanUnread
from metodika.directory.records.services.signatures import JoiningNeeded, ProofWrong
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.directory import PersonFactory, SchoolFactory
from tests.factories.records import ask, make_printed, make_record, places_of

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def told():
    rows = JournalEntry.objects.filter(key__startswith="records.").order_by("pk")
    return [key.removeprefix("records.") for key in rows.values_list("key", flat=True)]


def joined(person):
    text = publish_consent_text(ConsentPurpose.SIGNING, text=f"Соглашение {person.pk}", by=None)
    return give_consent(person, text=text, channel=ConsentChannel.SCREEN, by=None)


@pytest.fixture
def record():
    return make_printed()


def picture(text="", *, kind="PNG", name="scan.png"):
    """A sheet of paper as a scanner gives it, with a QR code when there is a text."""
    sheet = Image.new("L", (1240, 1754), 255)
    if text:
        code = io.BytesIO()
        segno.make(text, error="m").save(code, kind="png", scale=6)
        sheet.paste(Image.open(code).convert("L"), (900, 1400))
    output = io.BytesIO()
    sheet.save(output, kind)
    return SimpleUploadedFile(name, output.getvalue())


def scan_of(record, **more):
    version = record.versions.get(superseded_at=None)
    mark = printed_mark(code=record.public_code, no=version.no, digest=version.content_sha256)
    return picture(f"https://metodika.example.org{mark}", **more)


def test_signers_are_asked_by_their_turn(record):
    chair, secretary, member = (PersonFactory() for _n in range(3))
    signers = [
        Signer(chair.pk, "Председатель", order=2),
        Signer(secretary.pk, "Секретарь"),
        Signer(member.pk, "Член совета", note="покинул заседание в 15:40"),
    ]
    services.ask_signatures(record, signers=signers, due_on=date(2026, 11, 27), by=None)
    again = services.ask_signatures(record, signers=signers, due_on=None, by=None)

    record.refresh_from_db()
    first = JournalEntry.objects.get(key="records.signatures_asked")
    assert (again, record.status) == ([], "printed")
    assert first.parameters["people"] == sorted([secretary.pk, member.pk])
    assert [str(one) for one in record_card(record).missing][-1].endswith("Председатель")


@pytest.mark.parametrize("prepare", [make_record, lambda: services.register_record(make_record(), by=None)])
def test_nobody_signs_what_has_no_number_or_no_text(prepare):
    with pytest.raises(RuleBroken):
        ask(prepare(), PersonFactory())


def test_one_person_signs_in_two_capacities(record):
    person = PersonFactory()
    signers = [Signer(person.pk, "Секретарь"), Signer(person.pk, "Член совета")]
    requests = services.ask_signatures(record, signers=signers, by=None)

    services.sign_on_paper(record, scan=scan_of(record), signed_by=[requests[0].pk], by=None)

    record.refresh_from_db()
    assert record.status == "printed"
    assert [one.capacity for one in record_card(record).missing] == ["Член совета"]


def test_simple_signature_needs_consent_and_proof(record):
    user = make_user()
    request = ask(record, user.person)[0]

    with pytest.raises(JoiningNeeded):
        services.sign_simply(request, password=PASSWORD, by=user)
    joined(user.person)
    with pytest.raises(ProofWrong):
        services.sign_simply(request, password="не тот пароль", by=user)
    with pytest.raises(ProofWrong):
        services.sign_simply(request, code="123456", by=user)
    signed = services.sign_simply(request, password=PASSWORD, opinion="Против пункта 2", by=user)

    record.refresh_from_db()
    assert (signed.status, signed.method, signed.proof) == ("signed", "simple", "password")
    assert signed.signed_hash == record.versions.get().sha256
    assert (signed.opinion, record.status) == ("Против пункта 2", "signed")
    assert told()[-2:] == ["signature_given", "record_signed"]
    with pytest.raises(RuleBroken):
        services.sign_simply(request, password=PASSWORD, by=user)


def test_one_time_code_signs_once(record):
    user = make_user()
    joined(user.person)
    TOTP.activate(user, SECRET)
    now = next(yield_hotp_counters_from_time())
    code, old = (format_hotp_value(hotp_value(SECRET, number)) for number in (now, now - 10))
    first = ask(record, user.person)[0]

    with pytest.raises(ProofWrong):
        services.sign_simply(first, code=old, by=user)
    signed = services.sign_simply(first, code=code, by=user)

    assert (signed.status, signed.proof) == ("signed", "code")
    second = ask(make_printed(), user.person)[0]
    with pytest.raises(ProofWrong):
        services.sign_simply(second, code=code, by=user)


def test_nobody_signs_for_another(record):
    user = make_user()
    request = ask(record, PersonFactory())[0]

    with pytest.raises(RuleBroken, match="за себя"):
        services.sign_simply(request, password=PASSWORD, by=user)


def test_wrong_passwords_at_a_signature_are_counted():
    user = make_user()
    for _n in range(10):
        note_proof_try(user)

    with pytest.raises(RuleBroken):
        note_proof_try(user)


def test_turn_is_waited_for(record):
    user = make_user()
    joined(user.person)
    first = PersonFactory()
    signers = [Signer(first.pk, "Секретарь"), Signer(user.person.pk, "Председатель", order=2)]
    before, after = services.ask_signatures(record, signers=signers, by=None)

    assert list(requests_to_sign(user)) == []
    with pytest.raises(RuleBroken):
        services.sign_simply(after, password=PASSWORD, by=user)
    services.sign_on_paper(record, scan=scan_of(record), signed_by=[before.pk], by=None)

    assert list(requests_to_sign(user)) == [after]
    assert JournalEntry.objects.filter(key="records.signatures_asked").count() == 2


def test_new_version_takes_the_signature_back(record):
    user = make_user()
    joined(user.person)
    request = ask(record, user.person)[0]
    services.sign_simply(request, password=PASSWORD, by=user)

    services.issue_version(record, places=places_of(record, preamble="Иначе"), by=None)

    record.refresh_from_db()
    request.refresh_from_db()
    assert (request.status, record.status) == ("voided", "printed")
    with pytest.raises(RuleBroken):
        services.sign_simply(request, password=PASSWORD, by=user)
    assert requests_to_sign(user).get().rendition.no == 2


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_scan_is_known_by_its_code(record, kind):
    people = [PersonFactory(), PersonFactory()]
    requests = ask(record, *people)

    services.sign_on_paper(
        record, scan=scan_of(record, kind=kind), signed_by=[one.pk for one in requests], by=None
    )

    record.refresh_from_db()
    kept = set(record.signatures.values_list("file", flat=True))
    assert (record.status, len(kept), None in kept) == ("signed", 1, False)


def test_printed_pdf_itself_carries_the_code_that_is_read(record):
    version = record.versions.get()
    request = ask(record, PersonFactory())[0]
    with version.pdf.content.open("rb") as file:
        content = SimpleUploadedFile("printed.pdf", file.read())

    services.sign_on_paper(record, scan=content, signed_by=[request.pk], by=None)

    record.refresh_from_db()
    assert record.status == "signed"


def test_scan_of_another_document_is_named(record):
    other = make_printed(record.organisation)
    request = ask(record, PersonFactory())[0]

    with pytest.raises(ScanOfAnother, match=f"№\xa0{other.number_text}"):
        services.sign_on_paper(record, scan=scan_of(other), signed_by=[request.pk], confirmed=True, by=None)


def test_scan_of_an_earlier_version_is_refused(record):
    request = ask(record, PersonFactory())[0]
    old = scan_of(record)
    services.issue_version(record, places=places_of(record, preamble="Иначе"), by=None)
    request = record.signatures.get(status="waiting")

    with pytest.raises(ScanOfAnother, match="версию 2"):
        services.sign_on_paper(record, scan=old, signed_by=[request.pk], by=None)


def test_unreadable_code_is_confirmed_by_the_secretary(record):
    request = ask(record, PersonFactory())[0]
    with pytest.raises(ScanUnread):
        services.sign_on_paper(record, scan=picture(), signed_by=[request.pk], by=None)

    services.sign_on_paper(record, scan=picture(), signed_by=[request.pk], confirmed=True, by=None)

    request.refresh_from_db()
    assert (request.status, request.method) == ("signed", "paper")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileRefused),
        (b"MZ" + b"\x00" * 100, FileRefused),
        (b"<html><script>", FileRefused),
        (b"\xff\xd8\xff\xe0" + b"broken" * 20, ScanBroken),
        (b"%PDF-1.7 broken", ScanBroken),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (80 * 1024 * 1024), FileRefused),
    ],
    ids=["empty", "program", "page", "broken-picture", "broken-pdf", "80-mb"],
)
def test_scan_that_is_none_is_refused_and_nothing_is_lost(record, content, refusal):
    request = ask(record, PersonFactory())[0]

    with pytest.raises(refusal):
        services.sign_on_paper(
            record,
            scan=SimpleUploadedFile("scan.png", content),
            signed_by=[request.pk],
            confirmed=True,
            by=None,
        )

    request.refresh_from_db()
    assert (request.status, request.file) == ("waiting", None)


def test_refusal_keeps_its_reason_and_opinion_and_the_record_waits(record):
    request, other = ask(record, PersonFactory(), PersonFactory())
    services.sign_on_paper(record, scan=scan_of(record), signed_by=[other.pk], by=None)

    services.refuse_signature(request, reason="Не согласен с пунктом 3", opinion="Считаю иначе", by=None)
    record.refresh_from_db()
    waiting = record.status
    services.release_signer(request, reason="Особое мнение приложено", by=None)

    record.refresh_from_db()
    request.refresh_from_db()
    assert (waiting, record.status) == ("printed", "signed")
    assert (request.refused_because, request.opinion) == ("Не согласен с пунктом 3", "Считаю иначе")


def test_who_refused_may_still_sign(record):
    user = make_user()
    joined(user.person)
    request = ask(record, user.person)[0]
    services.refuse_signature(request, reason="Не согласен", by=user)

    services.sign_simply(request, password=PASSWORD, by=user)

    record.refresh_from_db()
    assert record.status == "signed"


def test_record_of_which_all_were_released_is_not_signed(record):
    request = ask(record, PersonFactory())[0]
    with pytest.raises(RuleBroken):
        services.release_signer(request, reason=" ", by=None)

    services.release_signer(request, reason="Болеет", by=None)

    record.refresh_from_db()
    assert record.status == "printed"
    with pytest.raises(RuleBroken):
        services.release_signer(request, reason="Ещё раз", by=None)


def test_acting_person_signs_instead(record):
    request = ask(record, PersonFactory())[0]
    deputy = PersonFactory()

    made = services.substitute_signer(request, person=deputy, by=None)

    request.refresh_from_db()
    assert (request.status, made.capacity_shown) == ("substituted", "и.о. Член совета")
    with pytest.raises(RuleBroken):
        services.substitute_signer(made, person=deputy, by=None)


def test_two_hundred_signers_sign_one_sheet(django_assert_max_num_queries):
    record = make_printed(SchoolFactory())
    people = [PersonFactory() for _n in range(200)]
    with django_assert_max_num_queries(60):
        requests = ask(record, *people)

    services.sign_on_paper(record, scan=scan_of(record), signed_by=[one.pk for one in requests], by=None)

    record.refresh_from_db()
    assert record.status == "signed"
    assert SignatureRequest.objects.filter(record=record, status="signed").count() == 200


def test_cancelled_record_is_not_signed(record):
    request = ask(record, PersonFactory())[0]
    services.cancel_number(record, reason="Ошибка", by=None)

    with pytest.raises(RuleBroken):
        services.sign_on_paper(record, scan=scan_of(record), signed_by=[request.pk], by=None)


def test_name_of_120_letters_is_printed_and_signed():
    long = "Константинопольская" * 6
    record = make_printed(title=f"О назначении {long}")
    request = ask(record, PersonFactory(last_name=long[:114], first_name="Анна-Мария"))[0]

    services.sign_on_paper(record, scan=scan_of(record), signed_by=[request.pk], by=None)

    assert str(SignatureRequest.objects.get(pk=request.pk)).startswith(long[:114])
