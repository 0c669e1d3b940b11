"""The outer shell of a Word file, made independent of the moment of writing."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST = "[Content_Types].xml"
# Of this year archives begin to count.
OLDEST = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of the parts in one order and without times, so that like gives like."""
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            part = ZipInfo(name, OLDEST)
            part.compress_type = ZIP_DEFLATED
            archive.writestr(part, parts[name])
    return output.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by their names."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
