"""What a .docx may weigh when unpacked, looked at before anything of it is parsed."""

import codecs
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from metodika.core.files.text.blocks import TextUnreadable

MAX_UNPACKED = 100_000_000
MAX_XML = 40_000_000
MAX_RATIO = 150
RATIO_FROM = 5_000_000
MAX_PARTS = 5_000
BODY = "word/document.xml"
DOCTYPES = [b"<!DOCTYPE", *("<!DOCTYPE".encode(name) for name in ("utf-16-le", "utf-16-be"))]


def check_archive(content: bytes) -> bool:
    """Refuse a broken archive, a bomb and a foreign one; say whether there are pictures inside.

    Sizes are those that the archive declares: unpacking stops at them, so a lie shows as a wrong check sum.
    """
    broken = TextUnreadable(
        _("The Word file is damaged. Open it in Word, save it again as .docx and choose it.")
    )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, len(content))
            names = [part.filename for part in parts]
            if BODY not in names:
                raise broken
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _has_doctype(archive.read(part)):
                    raise broken
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise broken from error
    return any(name.startswith("word/media/") for name in names)


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.endswith(".xml")), default=0)
    suspicious = unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed
    if suspicious or unpacked > MAX_UNPACKED or largest > MAX_XML or len(parts) > MAX_PARTS:
        raise TextUnreadable(
            _("The Word file is too large when unpacked. Save its text as a new file and choose that.")
        )


def _has_doctype(xml: bytes) -> bool:
    # Word never writes one; an entity in it may grow to gigabytes or name a file of the server.
    head = xml.removeprefix(codecs.BOM_UTF8)
    return any(doctype in head for doctype in DOCTYPES)
