import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metodika.core.access import RuleBroken
from metodika.core.files.uploads import FileRefused
from metodika.directory.records import services
from metodika.directory.records.models import Template
from metodika.directory.records.queries import template_for
from metodika.directory.records.services.templates import TemplateRefused
from tests.factories.directory import SchoolFactory
from tests.factories.records import make_printed

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


def word(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    output = io.BytesIO()
    document.save(output)
    return SimpleUploadedFile("own.docx", output.getvalue())


def load(place, *lines):
    return services.load_template(place, kind="records.order", file=word(*lines), by=None)


def test_template_tells_which_places_it_leaves_out(school):
    template = load(school, "Приказ № {{ number }}", "{{ organisation }}")

    assert "title" in template.missing
    assert "number" not in template.missing


def test_unknown_places_are_named_and_nothing_is_taken_over(school):
    with pytest.raises(TemplateRefused, match="nomer") as refusal:
        load(school, "Приказ № {{ nomer }} {{ organisation }}")

    assert refusal.value.report.unknown == ("nomer",)
    assert Template.objects.count() == 0


def test_template_that_runs_code_is_refused(school):
    with pytest.raises(RuleBroken):
        load(school, "{{ number.__class__.__mro__ }}")

    assert Template.objects.count() == 0


def test_what_is_no_word_file_is_refused(school):
    with pytest.raises(FileRefused):
        services.load_template(
            school, kind="records.order", file=SimpleUploadedFile("a.docx", b"%PDF-1.7"), by=None
        )
    with pytest.raises(RuleBroken):
        services.load_template(school, kind="no.such", file=word("a"), by=None)


def test_nearest_template_in_use_makes_the_word_file(school):
    load(school.municipality, "Район: {{ number }}")
    first = load(school, "Школа: {{ number }}")
    second = load(school, "Школа, приказ № {{ number }}")

    version = make_printed(school).versions.get()
    with version.docx.content.open("rb") as file:
        text = "\n".join(line.text for line in docx.Document(io.BytesIO(file.read())).paragraphs)
    services.retire_template(second, by=None)
    with pytest.raises(RuleBroken):
        services.retire_template(second, by=None)

    first.refresh_from_db()
    assert text == "Школа, приказ № 1"
    assert first.retired_at is not None
    assert template_for(school, "records.order").organisation == school.municipality
