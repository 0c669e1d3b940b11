"""The outer shell of a Word file, made independent of the moment of writing."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# Of this year archives begin to count.
OLDEST = (1980, 1, 1, 0, 0, 0)


def packed_alike(content: bytes) -> bytes:
    """Return the archive with its parts in one order and without times, so that like gives like."""
    output = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(output, "w", ZIP_DEFLATED) as made:
        names = sorted(
            dict.fromkeys(given.namelist()), key=lambda name: (name != "[Content_Types].xml", name)
        )
        for name in names:
            part = ZipInfo(name, OLDEST)
            part.compress_type = ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return output.getvalue()
