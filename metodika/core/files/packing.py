"""Many stored files as one archive, written while it is sent: neither memory nor disk holds the whole."""

from collections.abc import Iterable, Iterator
from typing import IO, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from metodika.core.files.models import StoredFile


def zipped(entries: Iterable[tuple[str, StoredFile]]) -> Iterator[bytes]:
    """Yield a zip archive of files under the given names, in pieces.

    A name that is there already gets a number. Nothing is compressed: what is printed is compressed already.
    """
    sink, known = _Sink(), set[str]()
    with ZipFile(cast("IO[bytes]", sink), "w", ZIP_STORED) as archive:
        for wanted, stored in entries:
            name = _free_name(wanted, known)
            known.add(name)
            made = stored.created_at
            moment = (made.year, made.month, made.day, made.hour, made.minute, made.second)
            part = ZipInfo(name, moment)
            with stored.content.open("rb") as content, archive.open(part, "w") as packed:
                for piece in content.chunks():
                    packed.write(piece)
                    yield sink.taken()
    yield sink.taken()


def _free_name(wanted: str, known: set[str]) -> str:
    stem, dot, extension = wanted.rpartition(".")
    name, number = wanted, 1
    while name in known:
        number += 1
        name = f"{stem} ({number}){dot}{extension}"
    return name


class _Sink:
    """Where the archive is written; what has been written is taken away at once."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the pieces lie here until they are taken."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        taken, self.pieces = b"".join(self.pieces), []
        return taken
