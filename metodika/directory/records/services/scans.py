"""A scan comes back: it must be a picture, and of this very paper."""

from typing import Any

from django.core.files.base import File
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.files.models import StoredFile
from metodika.core.files.scans import codes_on
from metodika.core.files.uploads import check_upload, store_upload
from metodika.directory.records import rules
from metodika.directory.records.models import Record, Rendition
from metodika.directory.records.rules import ScanVerdict

SCANS = frozenset({"pdf", "png", "jpg", "webp"})


class ScanOfAnother(RuleBroken):
    """The code on the scan is that of another document, or of an earlier version."""


class ScanUnread(RuleBroken):
    """No code could be read: the secretary compares by eye and confirms."""


@atomic
def check_scan(scan: "File[bytes]", *, version: Rendition, confirmed: bool, by: Any) -> StoredFile:
    """Keep a scan of the version's paper after its kind, size and code have been looked at."""
    check_upload(scan, allowed=SCANS)
    codes = codes_on(scan)
    verdict = rules.scan_verdict(codes, code=version.record.public_code, no=version.no)
    if verdict == ScanVerdict.OTHER:
        raise ScanOfAnother(_other_words(codes, version.record))
    if verdict == ScanVerdict.EARLIER:
        raise ScanOfAnother(
            _("The scan is of an earlier version of this document. Print version %(no)s and have it signed.")
            % {"no": version.no}
        )
    if verdict == ScanVerdict.UNREAD and not confirmed:
        raise ScanUnread(
            _(
                "The code on the scan cannot be read. Compare the scan with the document yourself, "
                "tick that it is this one, and choose the file again."
            )
        )
    return store_upload(scan, allowed=SCANS, by=by)


def _other_words(codes: list[str], record: Record) -> str:
    marks = [mark for mark in map(rules.read_mark, codes) if mark]
    foreign = {code for code, _no, _hash in marks} - {record.public_code}
    other = Record.objects.filter(public_code__in=foreign, organisation=record.organisation_id).first()
    if other is None:
        return _("The code on the scan is that of another document. Check which paper you have scanned.")
    return _("The scan is of another document: %(other)s. Check which paper you have scanned.") % {
        "other": other.requisites
    }
