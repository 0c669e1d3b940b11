"""Taking a file from a person: size, real kind, archive limits, then the store."""

import hashlib
import unicodedata
from collections.abc import Collection
from typing import Any

from django.core.files.base import File
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.files.archives import check_archive
from metodika.core.files.kinds import KINDS, Kind, sniff
from metodika.core.files.models import StoredFile

MAX_BYTES = 25 * 1024 * 1024
PACKED = {"xlsx", "ods", "docx", "odt", "pptx", "zip"}
NAME_LENGTH = 255


class FileRefused(RuleBroken):
    """The file is empty, too large or of a kind that is not taken here."""


@atomic
def store_upload(
    file: "File[bytes]", *, allowed: Collection[str], max_bytes: int = MAX_BYTES, by: Any
) -> StoredFile:
    """Check a file and keep it; the same content is kept once on the disk.

    `allowed` are codes of KINDS, such as {"xlsx", "txt"}. Raises FileRefused or ArchiveRefused
    with a sentence; nothing is stored then.
    """
    kind = check_upload(file, allowed=allowed, max_bytes=max_bytes)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    stored = StoredFile(
        name=clean_name(file.name or ""),
        sha256=digest.hexdigest(),
        size=file.size,
        kind=kind.code,
        content_type=kind.content_type,
        uploaded_by=account_or_none(by),
    )
    _keep_content(stored, file)
    stored.save()
    return stored


def _keep_content(stored: StoredFile, file: "File[bytes]") -> None:
    field = stored.content
    wanted = field.field.generate_filename(stored, stored.name)
    if field.storage.exists(wanted):
        field.name = wanted
        return
    file.seek(0)
    field.save(stored.name, file, save=False)


def check_upload(file: "File[bytes]", *, allowed: Collection[str], max_bytes: int = MAX_BYTES) -> Kind:
    """Return the real kind of the file, or refuse it with a sentence (FileRefused, ArchiveRefused)."""
    if not file.size:
        raise FileRefused(_("The file is empty. Choose another one."))
    if file.size > max_bytes:
        raise FileRefused(
            _("The file takes %(size)s MB, and at most %(limit)s MB can be loaded. Split it into parts.")
            % {"size": round(file.size / 1024 / 1024), "limit": round(max_bytes / 1024 / 1024)}
        )
    kind = sniff(file)
    if kind.code not in allowed:
        raise FileRefused(_refusal(kind, allowed))
    if kind.code in PACKED:
        check_archive(file)
    return kind


def _refusal(kind: Kind, allowed: Collection[str]) -> str:
    named = {
        "kind": kind.title,
        "allowed": ", ".join(str(KINDS[code].title) for code in KINDS if code in allowed),
    }
    if kind.code == "locked":
        return _("The file is protected by a password. Remove the password and load it again.")
    if kind.code == "program":
        return (
            _(
                "This is a program under another name, not a document. It was not loaded. "
                "Allowed: %(allowed)s."
            )
            % named
        )
    if kind.code == "markup":
        return (
            _(
                "Inside, this is a web page or XML, whatever the name says. Open it in your office program, "
                "save it in one of the allowed kinds and load it again. Allowed: %(allowed)s."
            )
            % named
        )
    return _("The content of the file is: %(kind)s. Allowed here: %(allowed)s.") % named


def clean_name(name: str) -> str:
    """Return a file name without folders, control signs and text-direction tricks, 255 characters at most."""
    last = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    stem, dot, extension = visible.strip().rpartition(".")
    if not dot:
        return visible.strip()[:NAME_LENGTH] or "file"
    return f"{stem[: NAME_LENGTH - 1 - len(extension[:10])]}.{extension[:10]}"
