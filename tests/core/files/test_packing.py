import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.core.files.packing import zipped
from metodika.core.files.uploads import store_upload

pytestmark = pytest.mark.django_db


def stored(content):
    return store_upload(SimpleUploadedFile("a.txt", content), allowed={"txt"}, by=None)


def test_archive_holds_every_file_under_its_name_and_doubles_under_numbers():
    files = [("Совет/Протокол № 1.txt", stored(b"one")), ("Совет/Протокол № 1.txt", stored(b"two"))]

    with ZipFile(io.BytesIO(b"".join(zipped(files)))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
        assert archive.testzip() is None

    assert found == {"Совет/Протокол № 1.txt": b"one", "Совет/Протокол № 1 (2).txt": b"two"}


def test_archive_is_given_piece_by_piece_and_never_held_whole():
    big = stored(b"protocol " * 100_000)

    pieces = list(zipped((f"{number}.txt", big) for number in range(20)))

    assert sum(map(len, pieces)) > 18_000_000
    assert max(map(len, pieces)) < 1_000_000
