"""Electronic signatures made on the spot: keys, certificates and files as programs for signing write them."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from asn1crypto import algos, cms, pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID

GOST_KEY, GOST_DIGEST = "1.2.643.7.1.1.1.1", "1.2.643.7.1.1.2.2"
# The object of a key on an elliptic curve, and one as long under the arc of the Russian standards.
EC_KEY, KEY_OF_THE_ARC = bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06072a850307010101")
ALWAYS = (-30, 335)


class Certified(NamedTuple):
    key: Any
    certificate: x509.Certificate


def certified(surname: str, *, algorithm: str = "ECDSA", days: tuple[int, int] = ALWAYS) -> Certified:
    """A key with a certificate that holds between two days counted from now."""
    key: Any = ec.generate_private_key(ec.SECP256R1())
    if algorithm == "RSA":
        key = rsa.generate_private_key(65537, 2048)
    named = [
        (NameOID.SURNAME, surname),
        (NameOID.GIVEN_NAME, "Анна Ивановна"),
        (NameOID.COMMON_NAME, f"{surname} Анна Ивановна"),
    ]
    subject = x509.Name([x509.NameAttribute(oid, value) for oid, value in named])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Удостоверяющий центр")])
    now = datetime.now(UTC).replace(microsecond=0)
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now + timedelta(days=days[0]))
    builder = builder.not_valid_after(now + timedelta(days=days[1]))
    return Certified(key, builder.sign(key, hashes.SHA256()))


def signature_of(document: bytes, who: Certified, *, attached: bool = False) -> bytes:
    builder = PKCS7SignatureBuilder().set_data(document)
    builder = builder.add_signer(who.certificate, who.key, hashes.SHA256())
    detached = [] if attached else [PKCS7Options.DetachedSignature]
    return builder.sign(Encoding.DER, [PKCS7Options.Binary, *detached])


def pem_of(signature: bytes) -> bytes:
    return pem.armor("CMS", signature)


def gost_signature(document: bytes, *, surname: str, attached: bool = False) -> bytes:
    """A signature by the Russian standards as far as it is read; its numbers are noise."""
    info = cms.ContentInfo.load(signature_of(document, certified(surname), attached=attached))
    signed = info["content"]
    signer = signed["signer_infos"][0]
    signer["digest_algorithm"] = algos.DigestAlgorithm({"algorithm": GOST_DIGEST})
    signer["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": GOST_KEY})
    signer["signature"] = os.urandom(64)
    return bytes(info.dump(force=True)).replace(EC_KEY, KEY_OF_THE_ARC)
