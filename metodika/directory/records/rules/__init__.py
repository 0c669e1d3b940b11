"""Numbers, terms of keeping, turns of signing and codes on paper, without a database."""

from metodika.directory.records.rules.codes import (
    ScanVerdict,
    code_of_signs,
    new_code,
    printed_mark,
    read_mark,
    scan_verdict,
    tidy_code,
)
from metodika.directory.records.rules.numbers import is_pattern, number_text
from metodika.directory.records.rules.reminders import is_reminder_due
from metodika.directory.records.rules.retention import (
    ARCHIVE_LIST,
    kept_until,
    longest,
    may_be_destroyed,
    term_of,
)
from metodika.directory.records.rules.signing import Asked, Signer, is_signed_by_all, signs_now
from metodika.directory.records.rules.texts import points_of, typed_points

__all__ = [
    "ARCHIVE_LIST",
    "Asked",
    "ScanVerdict",
    "Signer",
    "code_of_signs",
    "is_pattern",
    "is_reminder_due",
    "is_signed_by_all",
    "kept_until",
    "longest",
    "may_be_destroyed",
    "new_code",
    "number_text",
    "points_of",
    "printed_mark",
    "read_mark",
    "scan_verdict",
    "signs_now",
    "term_of",
    "tidy_code",
    "typed_points",
]
