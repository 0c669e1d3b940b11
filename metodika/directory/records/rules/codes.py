"""What is printed on a paper so that its origin can be checked, and read again from a scan."""

import re
import secrets
from collections.abc import Iterable
from enum import Enum

# Without the signs that are taken for each other when a person types them.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
HASH_LENGTH = 12
MARK = re.compile(
    rf"/check/(?P<code>[{SIGNS}]{{{LENGTH}}})/(?P<no>\d+)-(?P<hash>[0-9a-f]{{{HASH_LENGTH}}})/?$"
)


class ScanVerdict(Enum):
    """Whose paper a scan shows, by the codes that were read on it."""

    SAME = "same"
    EARLIER = "earlier"
    OTHER = "other"
    UNREAD = "unread"


def new_code() -> str:
    """Return a code that nobody guesses: 12 signs, 59 bits.

    Source: domain capabilities, C36 (verification code).
    """
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def code_of_signs(code: str) -> str:
    """Return the code in groups of four, as it is printed for people: 7KQM-2XWR-BT4D.

    Source: domain capabilities, C36 (verification code).
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def tidy_code(typed: str) -> str:
    """Return what a person typed as a code: capitals without dashes and spaces.

    Source: domain capabilities, C36 (verification code).
    """
    return re.sub(r"[\s-]+", "", typed).upper()


def printed_mark(*, code: str, no: int, digest: str) -> str:
    """Return the end of the address in the QR code: the record, the version and the hash of its content.

    Source: YAK-4.10.2c; domain capabilities, C37 (document version hash).
    """
    return f"/check/{code}/{no}-{digest[:HASH_LENGTH]}/"


def read_mark(text: str) -> tuple[str, int, str] | None:
    """Return code, version and hash of what a QR code says; None when it is no mark of ours.

    Source: domain capabilities, C37 (scan upload, secretary attests).
    """
    found = MARK.search(text.strip())
    return (found["code"], int(found["no"]), found["hash"]) if found else None


def scan_verdict(texts: Iterable[str], *, code: str, no: int) -> ScanVerdict:
    """Tell whether a scan is of this version; foreign QR codes, such as a stamp's, are passed over.

    One page of another record among many makes the scan that of another: pages were mixed up.
    Source: domain capabilities, C37 (signs on paper only: scan upload, secretary attests).
    """
    marks = [mark for mark in map(read_mark, texts) if mark is not None]
    if not marks:
        return ScanVerdict.UNREAD
    if any(found != code for found, _no, _hash in marks):
        return ScanVerdict.OTHER
    return ScanVerdict.SAME if all(found == no for _code, found, _hash in marks) else ScanVerdict.EARLIER
