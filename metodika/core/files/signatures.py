"""What a file of an electronic signature says, and whether it holds for the document under it.

RSA and ECDSA are computed here. GOST R 34.10 and GOST R 34.11 are in no open library of Python: of such a
signature the signer, the dates and an enclosed document are read, and the report says what was not computed.
Whether the authority that issued the certificate is accredited is never told here: that is kept by the state.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import IO, Any

from asn1crypto import cms, pem
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken

CHUNK = 1024 * 1024
# RFC 9215, clause 2, and RFC 4491: every object of the Russian standards lies under this arc.
GOST = "1.2.643."
GOST_NAMES = {
    "1.2.643.7.1.1.1.1": "ГОСТ Р 34.10-2012 (256)",
    "1.2.643.7.1.1.3.2": "ГОСТ Р 34.10-2012 (256)",
    "1.2.643.7.1.1.1.2": "ГОСТ Р 34.10-2012 (512)",
    "1.2.643.7.1.1.3.3": "ГОСТ Р 34.10-2012 (512)",
    "1.2.643.2.2.19": "ГОСТ Р 34.10-2001",
    "1.2.643.2.2.3": "ГОСТ Р 34.10-2001",
}
HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class SignatureUnreadable(RuleBroken):
    """The file is no signature, holds none, or lacks the certificate of the signer."""


class Outcome(Enum):
    """What came out of a check; UNCHECKED where nothing was computed."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class SignerReport:
    """One signature of a file: who, by which certificate, when, and what came out.

    `document` tells whether the document under the signature is this one, `mathematics` whether the
    signature fits the key of the certificate. `signed_at` is what the signer's
    computer said, None when it said nothing.
    """

    name: str
    surname: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    signed_at: datetime | None
    algorithm: str
    document: Outcome
    mathematics: Outcome

    def is_in_term(self, now: datetime) -> bool:
        """Tell whether the certificate held when it was used, or holds now when no moment is told.

        Source: Federal law 63-FZ, article 11, clause 2.
        """
        return self.valid_from <= (self.signed_at or now) <= self.valid_until

    @property
    def is_broken(self) -> bool:
        """Tell whether something was computed and came out wrong."""
        return Outcome.WRONG in {self.document, self.mathematics}

    @property
    def is_checked(self) -> bool:
        """Tell whether everything that can be computed was computed."""
        return Outcome.UNCHECKED not in {self.document, self.mathematics}


@dataclass(frozen=True)
class SignatureReport:
    """What a file of a signature says; `is_attached` when the document lies in it."""

    is_attached: bool
    signers: tuple[SignerReport, ...]


def read_signature(signature: IO[bytes], document: IO[bytes]) -> SignatureReport:
    """Read a CMS signature, in DER, BER or PEM, and check it against the bytes of the document.

    The document is read piece by piece. Raises SignatureUnreadable with a sentence.
    Source: RFC 5652, clause 5.
    """
    try:
        signed = _signed_data(signature)
        enclosed = signed["encap_content_info"]["content"].native
        certificates = [one.chosen for one in signed["certificates"] or [] if one.name == "certificate"]
        signers = list(signed["signer_infos"])
        found = tuple(_report(one, certificates, enclosed, document) for one in signers)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise SignatureUnreadable(
            _("This file cannot be read as an electronic signature. Save the signature in your program anew.")
        ) from error
    if not found:
        raise SignatureUnreadable(_("Nobody's signature is in this file. Choose the file of the signature."))
    return SignatureReport(is_attached=enclosed is not None, signers=found)


def _signed_data(signature: IO[bytes]) -> Any:
    signature.seek(0)
    content = signature.read()
    signature.seek(0)
    if pem.detect(content):
        content = pem.unarmor(content)[2]
    return cms.ContentInfo.load(content)["content"]


def _report(signer: Any, certificates: list[Any], enclosed: Any, document: IO[bytes]) -> SignerReport:
    certificate = _certificate_of(signer, certificates)
    if certificate is None:
        raise SignatureUnreadable(
            _(
                "The certificate of the signer is not in this file. "
                "Sign once more with the certificate enclosed."
            )
        )
    subject = certificate.subject.native
    validity = certificate["tbs_certificate"]["validity"]
    return SignerReport(
        name=_full_name(subject),
        surname=_plain(subject.get("surname")),
        organisation=_plain(subject.get("organization_name")),
        issuer=_plain(certificate.issuer.native.get("common_name")),
        serial=f"{certificate.serial_number:X}",
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
        signed_at=_attribute(signer, "signing_time"),
        algorithm=_algorithm(signer),
        document=_document_outcome(signer, enclosed, document),
        mathematics=_mathematics(signer, certificate),
    )


def _certificate_of(signer: Any, certificates: list[Any]) -> Any:
    sid = signer["sid"].chosen
    for one in certificates:
        if isinstance(sid, cms.IssuerAndSerialNumber):
            if one.issuer == sid["issuer"] and one.serial_number == sid["serial_number"].native:
                return one
        elif one.key_identifier == sid.native:
            return one
    return None


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _full_name(subject: dict[str, Any]) -> str:
    parts = [_plain(subject.get(name)) for name in ("surname", "given_name")]
    return " ".join(part for part in parts if part) or _plain(subject.get("common_name"))


def _attribute(signer: Any, name: str) -> Any:
    for one in signer["signed_attrs"] or []:
        if one["type"].native == name:
            return one["values"][0].native
    return None


def _algorithm(signer: Any) -> str:
    code = signer["signature_algorithm"]["algorithm"]
    if code.dotted.startswith(GOST):
        return GOST_NAMES.get(code.dotted, "ГОСТ Р 34.10")
    kind = signer["signature_algorithm"].signature_algo
    names = {"rsassa_pkcs1v15": "RSA", "rsassa_pss": "RSA-PSS", "ecdsa": "ECDSA"}
    return f"{names.get(kind, kind)}, {_digest_name(signer).upper()}"


def _digest_name(signer: Any) -> str:
    return str(signer["digest_algorithm"]["algorithm"].native)


def _document_outcome(signer: Any, enclosed: Any, document: IO[bytes]) -> Outcome:
    """Compare an enclosed document byte by byte, and the digest that was signed with that of the document."""
    if enclosed is not None and hashlib.sha256(enclosed).digest() != _digest_of(document, "sha256"):
        return Outcome.WRONG
    name, signed = _digest_name(signer), _attribute(signer, "message_digest")
    if name not in HASHES:
        return Outcome.RIGHT if enclosed is not None else Outcome.UNCHECKED
    if signed is None:
        # The signature stands over the document itself: the mathematics tells.
        return Outcome.RIGHT if enclosed is not None else Outcome.UNCHECKED
    return Outcome.RIGHT if signed == _digest_of(document, name) else Outcome.WRONG


def _digest_of(document: IO[bytes], name: str) -> bytes:
    document.seek(0)
    digest = hashlib.new(name)
    while piece := document.read(CHUNK):
        digest.update(piece)
    document.seek(0)
    return digest.digest()


def _mathematics(signer: Any, certificate: Any) -> Outcome:
    if _digest_name(signer) not in HASHES or not signer["signed_attrs"]:
        return Outcome.UNCHECKED
    try:
        verify = _verifier(signer, x509.load_der_x509_certificate(certificate.dump()).public_key())
    except (UnsupportedAlgorithm, ValueError):
        return Outcome.UNCHECKED
    if verify is None:
        return Outcome.UNCHECKED
    # What was signed is the set of attributes with the tag of a set: RFC 5652, clause 5.4.
    attributes = b"\x31" + signer["signed_attrs"].dump()[1:]
    try:
        verify(attributes)
    except InvalidSignature:
        return Outcome.WRONG
    return Outcome.RIGHT


def _verifier(signer: Any, key: Any) -> Callable[[bytes], None] | None:
    """Return what raises InvalidSignature for other bytes; None for an algorithm not computed here."""
    signature, algorithm = signer["signature"].native, signer["signature_algorithm"]
    digest, kind = HASHES[_digest_name(signer)](), algorithm.signature_algo
    if kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
        return lambda content: key.verify(signature, content, ec.ECDSA(digest))
    if isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pkcs1v15":
        return lambda content: key.verify(signature, content, padding.PKCS1v15(), digest)
    if isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pss":
        salt = algorithm["parameters"]["salt_length"].native
        filling = padding.PSS(padding.MGF1(digest), salt)
        return lambda content: key.verify(signature, content, filling, digest)
    return None
