"""Guard against archives that unpack to more than any honest document (a "zip bomb").

What an archive says of itself is checked before anything is unpacked; what it really holds is counted
while it is unpacked, because a hostile archive lies about its sizes.
"""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken

MAX_MEMBERS = 5_000
MAX_UNPACKED = 700 * 1024 * 1024
# Honest sheets shrink 10 to 40 times; empty formatted rows up to 150.
MAX_RATIO = 400
# Small members may shrink as they like: a page of spaces is no danger.
RATIO_FROM = 20 * 1024 * 1024
CHUNK = 1024 * 1024


class ArchiveRefused(RuleBroken):
    """The archive is broken, or unpacks to more than any honest document."""


def check_archive(file: IO[bytes], *, max_unpacked: int = MAX_UNPACKED) -> None:
    """Refuse an archive whose own table of contents promises too much; nothing is unpacked.

    Raises ArchiveRefused. Leaves the file at its beginning.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ArchiveRefused(broken()) from error
    finally:
        file.seek(0)
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > max_unpacked or any(_is_swollen(member) for member in members):
        raise ArchiveRefused(too_swollen(total))


def _is_swollen(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1)


class Unpacker:
    """Unpacks members of one archive in pieces and counts what really comes out."""

    def __init__(self, archive: zipfile.ZipFile, *, max_unpacked: int = MAX_UNPACKED) -> None:
        self.archive = archive
        self.left = max_unpacked

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content of a member in pieces of 1 MiB.

        Raises ArchiveRefused as soon as all members together exceed the limit, or one is damaged.
        """
        member = self.archive.getinfo(name)
        declared, packed, out = member.file_size, max(member.compress_size, 1), 0
        # zipfile stops at the declared size; raising it shows what the member really holds.
        member.file_size = self.left + CHUNK
        try:
            with self.archive.open(member) as stream:
                while piece := stream.read(CHUNK):
                    out += len(piece)
                    self.left -= len(piece)
                    if self.left < 0 or (out > RATIO_FROM and out > MAX_RATIO * packed) or out > declared:
                        raise ArchiveRefused(too_swollen(out))
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise ArchiveRefused(broken()) from error
        finally:
            member.file_size = declared


def broken() -> str:
    """Return the sentence about a file that cannot be unpacked."""
    return _(
        "The file is damaged and cannot be opened. "
        "Save it once more in your office program and load it again."
    )


def too_swollen(size: int) -> str:
    """Return the sentence about a file that unpacks to too much; `size` in bytes."""
    return _(
        "The file unpacks to %(size)s MB, far more than an honest document of its size, and was not opened. "
        "Copy the table into a new file and load that one."
    ) % {"size": max(size // 1024 // 1024, 1)}
