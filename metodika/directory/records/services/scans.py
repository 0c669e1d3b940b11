"""A scan comes back: it must be a picture, and of this very paper."""

from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.files.models import StoredFile
from metodika.core.files.scans import codes_on
from metodika.core.files.uploads import FileRefused, check_upload, store_upload
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
    _refuse_too_large(scan)
    check_upload(scan, allowed=SCANS, max_bytes=settings.SCAN_MAX_BYTES)
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
    return store_scan(scan, by=by)


@atomic
def store_scan(scan: "File[bytes]", *, by: Any) -> StoredFile:
    """Keep a scan as it is; raises FileRefused for another kind and for more than the settings allow."""
    _refuse_too_large(scan)
    return store_upload(scan, allowed=SCANS, max_bytes=settings.SCAN_MAX_BYTES, by=by)


def _refuse_too_large(scan: "File[bytes]") -> None:
    limit = settings.SCAN_MAX_BYTES
    if scan.size > limit:
        raise FileRefused(
            _(
                "The scan takes %(size)s MB, and at most %(limit)s MB can be loaded. Scan the paper in "
                "shades of grey at 150 to 200 points an inch, or ask your administrator to raise the limit."
            )
            % {"size": round(scan.size / 1024 / 1024), "limit": limit // 1024 // 1024}
        )


def _other_words(codes: list[str], record: Record) -> str:
    marks = [mark for mark in map(rules.read_mark, codes) if mark]
    foreign = {code for code, _no, _hash in marks} - {record.public_code}
    other = Record.objects.filter(public_code__in=foreign, organisation=record.organisation_id).first()
    if other is None:
        return _("The code on the scan is that of another document. Check which paper you have scanned.")
    return _("The scan is of another document: %(other)s. Check which paper you have scanned.") % {
        "other": other.requisites
    }
