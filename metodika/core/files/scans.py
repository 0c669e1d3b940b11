"""What is printed as a QR code on a scanned paper, read from a picture or from the pages of a PDF."""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.files.kinds import sniff

if TYPE_CHECKING:
    from PIL.Image import Image

# An A3 sheet at 300 points an inch; a larger picture is a mistake or an attempt to fill the memory.
MAX_PIXELS = 5000 * 3600
# A sheet of A4 at 150 points an inch: small enough to be quick, large enough for a code of 2 cm.
PAGE_PIXELS = 1750
MAX_PAGES = 60
PICTURES = {"png", "jpg", "webp"}


class ScanBroken(RuleBroken):
    """The file calls itself a picture or a PDF and cannot be opened as one."""


def codes_on(file: IO[bytes]) -> list[str]:
    """Return the texts of the QR codes on a picture or on the pages of a PDF, in order; none on others.

    Raises ScanBroken with a sentence for a damaged file, too large a picture and too many pages.
    """
    import zxingcpp  # noqa: PLC0415 - only a process that reads scans needs what reads them

    kind = sniff(file).code
    if kind not in {"pdf", *PICTURES}:
        return []
    pages = _pages_of(file) if kind == "pdf" else _picture(file)
    square = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found: list[str] = []
    try:
        for page in pages:
            found += [one.text for one in zxingcpp.read_barcodes(page, formats=square)]
    finally:
        file.seek(0)
    return found


def _picture(file: IO[bytes]) -> "Iterator[Image]":
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - see above

    file.seek(0)
    try:
        with Image.open(file) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ScanBroken(
                    _("The picture has too many points. Scan the paper at 300 points an inch or less.")
                )
            yield ImageOps.exif_transpose(picture.convert("L"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise ScanBroken(_("The picture is damaged and cannot be opened. Scan the paper again.")) from error


def _pages_of(file: IO[bytes]) -> "Iterator[Image]":
    import pypdfium2  # noqa: PLC0415 - see above

    file.seek(0)
    try:
        # Read from the file piece by piece: a scan of many pages need not fit the memory.
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise ScanBroken(_("The PDF is damaged and cannot be opened. Scan the paper again.")) from error
    try:
        if len(document) > MAX_PAGES:
            raise ScanBroken(
                _("The PDF has %(pages)s pages, and at most %(limit)s are taken. Load one document only.")
                % {"pages": len(document), "limit": MAX_PAGES}
            )
        for page in document:
            scale = PAGE_PIXELS / max(page.get_width(), page.get_height(), 1)
            yield page.render(scale=scale, grayscale=True).to_pil()
    finally:
        document.close()
