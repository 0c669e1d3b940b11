from io import BytesIO

import docx
import pytest

from metodika.core.access import RuleBroken
from metodika.core.documents import (
    DocumentKind,
    Paper,
    TemplateReport,
    check_template,
    render_template,
)

KIND = DocumentKind(
    "tests.minutes",
    "Протокол",
    {
        "number": "номер",
        "place": "место",
        "items": "вопросы",
        "items.question": "вопрос",
        "items.speaker": "докладчик",
    },
    lambda places: Paper(title=places["number"]),
)
PLACES = {
    "number": "5",
    "place": "г. Приречный",
    "items": [
        {"question": "О плане", "speaker": "Иванова А. П."},
        {"question": "Разное", "speaker": "Петров Б. Б."},
    ],
}
ENDLESS = (
    "Шаблон остановлен: ему нужно слишком много времени или памяти. Вероятно, в нём есть цикл без конца. "
    "Исправьте циклы и загрузите шаблон снова."
)
CODE = (
    "Шаблон пытается выполнить код или подключить другой файл. Допустимы только именованные места, условия и "
    "циклы — уберите остальное."
)
NO_FILE = "Шаблон повреждён или это не файл Word. Сохраните его заново как .docx и загрузите."
NO_VALUE = (
    "Шаблон спрашивает значение, которого у этого документа нет. Проверьте имена мест и то, что с ними "
    "делается."
)


def template(*paragraphs, rows=(), header=""):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    output = BytesIO()
    document.save(output)
    return output.getvalue()


GOOD = template(
    "Протокол № {{ number }}",
    rows=(
        ("{%tr for item in items %}", ""),
        ("{{ loop.index }}. {{ item.question }}", "{{ item.speaker | upper }}"),
        ("{%tr endfor %}", ""),
    ),
    header="{% if place %}{{ place }}{% endif %}",
)


def filled(file, places=PLACES):
    document = docx.Document(BytesIO(render_template(file, places)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    header = document.sections[0].header.paragraphs[0].text
    return [header, *(paragraph.text for paragraph in document.paragraphs), *cells]


def test_places_are_filled_in_text_table_and_header():
    assert filled(GOOD) == [
        "г. Приречный", "Протокол № 5", "1. О плане", "ИВАНОВА А. П.", "2. Разное", "ПЕТРОВ Б. Б.",
    ]  # fmt: skip


def test_same_values_give_the_same_bytes():
    assert render_template(GOOD, PLACES) == render_template(GOOD, PLACES)


def test_value_that_looks_like_a_template_or_xml_is_printed_as_it_stands():
    value = "{{ 7 * 7 }} {% for x in y %} <w:p/> & \x00\x1b]"

    assert filled(template("{{ number }}"), {"number": value})[1:] == [value.replace("\x00\x1b", "")]


def test_line_feed_in_a_value_breaks_the_line():
    assert filled(template("{{ place }}"), {"place": "Первая\nВторая"})[1:] == ["Первая\nВторая"]


def test_place_may_be_called_like_a_method_of_a_mapping():
    file = template(
        "{% for one in rows %}{% for item in one.items %}{{ item.copy }};{% endfor %}{% endfor %}"
    )

    assert filled(file, {"rows": [{"items": [{"copy": "а"}, {"copy": "б"}]}]})[1:] == ["а;б;"]


def test_check_finds_nothing_in_a_good_template():
    report = check_template(GOOD, KIND)

    assert report == TemplateReport()
    assert report.is_usable


def test_check_names_every_missing_and_every_unknown_place():
    file = template(
        "{{ number_of_record }} {{ items[0].question }} {{ place.street }} {% set x = 1 %}{{ x }}",
        "{% for one in items | sort %}{{ one.answer }} {{ loop.index }}{% endfor %}",
        header="{{ signer }}",
    )

    report = check_template(file, KIND)

    assert report == TemplateReport(
        missing=("number", "items.speaker"),
        unknown=("items.answer", "number_of_record", "place.street", "signer"),
    )
    assert not report.is_usable


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "{% for one in items %}{{ one.question }}",
            "Рядом с «{% for one in items %}{{ one.question }}» неверно записано место: условие или цикл не "
            "закрыты, не хватает {% endif %} или {% endfor %}.",
        ),
        (
            "Итого {% endfor %}",
            "Рядом с «Итого {% endfor %}» неверно записано место: слово после {% неизвестно или закрывает "
            "то, что не открыто.",
        ),
        (
            "{{ number | secret }}",
            "Рядом с «{{ number | secret }}» неверно записано место: слово после | неизвестно.",
        ),
        (
            "{{ number + }}",
            "Рядом с «{{ number + }}» неверно записано место: скобки {{ }} и {% %} или слова между ними не "
            "сходятся.",
        ),
    ],
)
def test_check_tells_where_a_place_is_misspelt(text, fault):
    file = template(text)

    assert check_template(file, KIND).faults == (fault,)
    with pytest.raises(RuleBroken, match="В шаблоне неверно записано место"):
        render_template(file, PLACES)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 99999999999 }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    ],
    ids=["a loop without end", "a word without end", "a call without end"],
)
def test_template_without_end_is_stopped_with_a_sentence(text):
    file = template(text)

    assert check_template(file, KIND).faults == (ENDLESS,)
    with pytest.raises(RuleBroken) as refusal:
        render_template(file, PLACES)
    assert str(refusal.value) == ENDLESS


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ number.__init__.__globals__['os'].popen('id').read() }}",
        "{{ items.__class__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
    ],
)
def test_template_that_tries_to_run_code_is_refused_with_a_sentence(text):
    file = template(text)

    assert check_template(file, KIND).faults == (CODE,)
    with pytest.raises(RuleBroken) as refusal:
        render_template(file, PLACES)
    assert str(refusal.value) == CODE


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", GOOD[:3000]])
def test_file_that_is_no_template_is_refused_with_a_sentence(file):
    assert check_template(file, KIND) == TemplateReport(faults=(NO_FILE,))
    with pytest.raises(RuleBroken) as refusal:
        render_template(file, PLACES)
    assert str(refusal.value) == NO_FILE


def test_file_that_is_too_large_is_refused_unread():
    assert check_template(b"x" * (20 * 1024 * 1024 + 1), KIND).faults == (
        "Шаблон больше 20 МБ. Уменьшите картинки в нём и загрузите снова.",
    )


def test_value_that_a_document_does_not_have_is_refused_with_a_sentence():
    file = template("{{ number.street.house }}")

    with pytest.raises(RuleBroken) as refusal:
        render_template(file, PLACES)
    assert str(refusal.value) == NO_VALUE


def test_what_a_template_does_with_a_number_is_no_fault_of_the_check():
    assert check_template(template("{{ number + 1 }}"), KIND).faults == ()


def test_template_knows_nothing_of_the_environment_and_writes_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("METODIKA_SECRET", "тайна")

    words = filled(template("{{ environ }}{{ config }}{{ request }}{{ self }}"))

    assert "тайна" not in "".join(words)
