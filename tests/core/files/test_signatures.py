import io
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms

from metodika.core.files.signatures import Outcome, SignatureUnreadable, read_signature
from tests.factories.signatures import GOST_KEY, certified, gost_signature, pem_of, signature_of

RIGHT, WRONG, UNCHECKED = Outcome.RIGHT, Outcome.WRONG, Outcome.UNCHECKED
DOCUMENT = b"%PDF-1.7 protocol" * 1000


def read(signature, document=DOCUMENT):
    return read_signature(io.BytesIO(signature), io.BytesIO(document))


def outcome(signature, document=DOCUMENT):
    signer = read(signature, document).signers[0]
    return signer.document, signer.mathematics


@pytest.mark.parametrize("attached", [False, True])
@pytest.mark.parametrize("algorithm", ["RSA", "ECDSA"])
def test_signature_over_this_document_is_right_and_over_another_wrong(algorithm, attached):
    signature = signature_of(DOCUMENT, certified("Чижова", algorithm=algorithm), attached=attached)

    report = read(signature)

    assert report.is_attached is attached
    assert (report.signers[0].name, report.signers[0].algorithm) == (
        "Чижова Анна Ивановна",
        f"{algorithm}, SHA256",
    )
    assert outcome(signature) == (RIGHT, RIGHT)
    assert outcome(signature, DOCUMENT + b" ") == (WRONG, RIGHT)


def test_signature_of_pem_is_read_as_well():
    assert outcome(pem_of(signature_of(DOCUMENT, certified("Чижова")))) == (RIGHT, RIGHT)


def test_signature_whose_bytes_were_changed_does_not_fit_its_key():
    info = cms.ContentInfo.load(signature_of(DOCUMENT, certified("Чижова", algorithm="RSA")))
    signer = info["content"]["signer_infos"][0]
    signer["signature"] = bytes(reversed(signer["signature"].native))

    assert outcome(info.dump(force=True)) == (RIGHT, WRONG)


def test_certificate_holds_from_its_first_to_its_last_moment():
    signer = read(signature_of(DOCUMENT, certified("Чижова", days=(-400, -10)))).signers[0]

    assert (signer.is_in_term(datetime.now(UTC)), signer.is_broken) == (False, False)
    assert signer.valid_until - signer.valid_from == timedelta(days=390)


@pytest.mark.parametrize(("attached", "document"), [(False, UNCHECKED), (True, RIGHT)])
def test_gost_is_read_with_its_signer_and_dates_and_says_what_was_not_computed(attached, document):
    signature = gost_signature(DOCUMENT, surname="Чижова", attached=attached)

    signer = read(signature).signers[0]

    assert (signer.name, signer.algorithm) == ("Чижова Анна Ивановна", "ГОСТ Р 34.10-2012 (256)")
    assert (signer.document, signer.mathematics, signer.is_checked) == (document, UNCHECKED, False)
    assert signer.is_in_term(datetime.now(UTC)) is True
    assert GOST_KEY.startswith("1.2.643.")


def test_document_enclosed_in_a_gost_signature_is_compared():
    signature = gost_signature(DOCUMENT, surname="Чижова", attached=True)

    assert outcome(signature, b"another") == (WRONG, UNCHECKED)


def without(field):
    info = cms.ContentInfo.load(signature_of(DOCUMENT, certified("Чижова")))
    info["content"][field] = []
    return info.dump(force=True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "не удаётся прочитать"),
        (bytes.fromhex("3082010006092a864886f70d010702") + b"\xa0" * 200, "не удаётся прочитать"),
        (b"\x30\x80" * 5000, "не удаётся прочитать"),
        (b"-----BEGIN CMS-----\nAAAA", "не удаётся прочитать"),
        (without("certificates"), "нет сертификата"),
        (without("signer_infos"), "нет ничьей подписи"),
    ],
)  # fmt: skip
def test_what_is_no_signature_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(SignatureUnreadable, match=sentence):
        read(content)
