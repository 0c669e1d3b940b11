import tracemalloc

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from metodika.core.files.uploads import FileRefused
from metodika.directory.records import services
from metodika.directory.records.forms import ScanForm
from tests.factories.directory import PersonFactory
from tests.factories.records import ask, make_printed

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


@pytest.fixture
def record():
    return make_printed()


def heavy(record, size):
    """The printed protocol as a PDF of that size, which lies on the disk as a browser's upload does."""
    with record.versions.get(superseded_at=None).pdf.content.open() as printed:
        pdf = printed.read()
    tail = b"\n" + pdf[pdf.rindex(b"startxref") :]
    file = TemporaryUploadedFile("protocol.pdf", "application/pdf", size, None)
    file.write(pdf + b"\n%")
    file.seek(size - len(tail))
    file.write(tail)
    file.seek(0)
    return file


def peak_of(act):
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_scan_of_80_mb_is_refused_with_both_sizes_and_never_held_in_memory(record):
    request, scan = ask(record, PersonFactory())[0], heavy(record, 80 * MB)

    def load():
        with pytest.raises(
            FileRefused, match="занимает 80 МБ, а загрузить можно не больше 25 МБ. Отсканируйте"
        ):
            services.sign_on_paper(record, scan=scan, signed_by=[request.pk], by=None)

    peak = peak_of(load)
    scan.close()

    assert peak < 4 * MB
    request.refresh_from_db()
    assert (request.status, request.file) == ("waiting", None)


def test_scan_of_80_mb_is_taken_where_the_settings_allow_it_and_never_held_in_memory(record, settings):
    settings.SCAN_MAX_BYTES = 100 * MB
    request, scan = ask(record, PersonFactory())[0], heavy(record, 80 * MB)

    peak = peak_of(lambda: services.sign_on_paper(record, scan=scan, signed_by=[request.pk], by=None))
    scan.close()

    request.refresh_from_db()
    assert (request.status, request.file.size) == ("signed", 80 * MB)
    assert peak < 12 * MB
    request.file.content.delete(save=False)


def test_form_names_the_limit_of_the_settings(settings):
    settings.SCAN_MAX_BYTES = 100 * MB

    assert str(ScanForm(missing=[]).fields["file"].help_text) == "PDF, JPEG или PNG, не больше 100 МБ."
