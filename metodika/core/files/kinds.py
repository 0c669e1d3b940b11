"""What a file really is, told by its first bytes and never by its name."""

import zipfile
from base64 import b64decode
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEAD = 8192
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
MARKUP = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml", b"<table")


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    `code` is also its usual extension; `active` kinds may run something in a browser or a system.
    """

    code: str
    content_type: str
    title: str | Promise
    active: bool = False


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _("Excel workbook (.xlsx)"),
        ),
        Kind("xls", "application/vnd.ms-excel", _("old Excel workbook (.xls)")),
        Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", _("LibreOffice table (.ods)")),
        Kind(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _("Word text (.docx)"),
        ),
        Kind("doc", "application/msword", _("old Word text (.doc)")),
        Kind("odt", "application/vnd.oasis.opendocument.text", _("LibreOffice text (.odt)")),
        Kind(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            _("PowerPoint slides (.pptx)"),
        ),
        Kind("pdf", "application/pdf", _("PDF document (.pdf)")),
        Kind("png", "image/png", _("PNG picture (.png)")),
        Kind("jpg", "image/jpeg", _("JPEG picture (.jpg)")),
        Kind("gif", "image/gif", _("GIF picture (.gif)")),
        Kind("webp", "image/webp", _("WebP picture (.webp)")),
        Kind("txt", "text/plain", _("plain text (.txt, .csv)")),
        Kind("zip", "application/zip", _("archive (.zip)")),
        Kind("sig", "application/pkcs7-signature", _("file of an electronic signature (.sig, .p7s)")),
        Kind("markup", "text/html", _("web page or XML"), active=True),
        Kind("program", "application/x-msdownload", _("program"), active=True),
        Kind("locked", "application/encrypted", _("password-protected document")),
        Kind("empty", "application/x-empty", _("empty file")),
        Kind("unknown", "application/octet-stream", _("file of an unknown kind"), active=True),
    )
}
_STARTS = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)
# SEQUENCE with the object 1.2.840.113549.1.7.2, "signed data": RFC 5652, clause 5.1.
_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_SIGNED_WITHIN = 24
_SIGNED_TEXTS = (b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----")
_ZIP_MEMBERS = (("xl/workbook", "xlsx"), ("word/document", "docx"), ("ppt/presentation", "pptx"))


def sniff(file: IO[bytes]) -> Kind:
    """Tell the kind of a seekable file by its content and leave it at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    code = _code(head, file)
    file.seek(0)
    return KINDS[code]


def _code(head: bytes, file: IO[bytes]) -> str:
    if not head:
        return "empty"
    if head.startswith(OLE):
        return _ole_code(file)
    if head.startswith((ZIP, EMPTY_ZIP)):
        return _zip_code(file)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    known = next((code for start, code in _STARTS if head.startswith(start)), None)
    if known is not None:
        return known
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        return "markup"
    if _is_signature(head):
        return "sig"
    return "txt" if looks_like_text(head) else "unknown"


def _is_signature(head: bytes) -> bool:
    """Tell a signature by itself, as bytes, as PEM or as bare base64, which Russian programs write."""
    if head.startswith(_SIGNED_TEXTS):
        return True
    start = head[:_SIGNED_WITHIN]
    if head.startswith(b"M"):
        try:
            start = b64decode(head[: _SIGNED_WITHIN * 2], validate=True)
        except ValueError:
            return False
    return start.startswith(b"\x30") and _SIGNED_DATA in start


def looks_like_text(head: bytes) -> bool:
    """Tell whether the bytes may be text in UTF-8, UTF-16 with a mark or a one-byte Russian encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(1 for byte in head if byte < ord(" ") and byte not in b"\t\n\r\x0b\x0c\x1a")
    return controls == 0


def _ole_code(file: IO[bytes]) -> str:
    file.seek(0)
    content = file.read()
    # Names of streams stand in the directory as UTF-16; an encrypted .xlsx is such a container as well.
    if _utf16("EncryptedPackage") in content:
        return "locked"
    if _utf16("Workbook") in content or _utf16("Book") in content:
        return "xls"
    return "doc" if _utf16("WordDocument") in content else "unknown"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _zip_code(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return _opendocument_code(member.read(200))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return "unknown"
    for member_name, code in _ZIP_MEMBERS:
        if any(name.lower().startswith(member_name) for name in names):
            return code
    return "zip"


def _opendocument_code(mimetype: bytes) -> str:
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    return "odt" if b"opendocument.text" in mimetype else "zip"
