import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.files.text import MAX_BYTES, Block, TextUnreadable, block_words, read_text, source_words
from metodika.core.files.text.word_numbering import roman, written

TEXT = "Положение о совете\n\nСовет собирается раз в месяц и решает, кого звать."


def saved(document):
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def word(*paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def repacked(content, changes):
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changes:
                new.writestr(part, old.read(part))
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return result.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_a_text_is_read_in_every_usual_encoding(encoding):
    assert read_text(TEXT.encode(encoding), "act.txt") == [
        Block("Положение о совете", gap=True),
        Block("Совет собирается раз в месяц и решает, кого звать.", gap=True),
    ]


def test_markdown_and_html_signs_are_no_words():
    source = (
        "## **1. Общее**\n**Кто** решает <b>сам</b> &laquo;всё&raquo;\n"
        "_27.07.2021 г._ № _5-па_\n---\nа_б ____\n1\\. Да"
    )

    assert read_text(source.encode(), "act.md") == [
        Block("1. Общее", "heading", 2, strong=True, gap=True),
        Block("Кто решает сам «всё»"),
        Block("27.07.2021 г. № 5-па"),
        Block("а_б ____"),
        Block("1. Да"),
    ]


def test_bullets_of_every_sign_are_told_from_dashes_and_numbers():
    source = "- раз\n-два\n– три\n· четыре\n  * пять\n• шесть\n-5 градусов\n**слово**"

    blocks = read_text(source.encode(), "act.txt")

    assert [(block.label, block.text, block.level) for block in blocks] == [
        ("-", "раз", 0),
        ("-", "два", 0),
        ("–", "три", 0),
        ("·", "четыре", 0),
        ("*", "пять", 1),
        ("•", "шесть", 0),
        ("", "-5 градусов", 0),
        ("", "слово", 0),
    ]


def test_lines_with_tabs_standing_together_are_table_rows():
    source = "Слово\tслово\n1.\tРаз\tмай\n\n\tдва\t\n---\t---\t---\n| 3 | Три | июнь |"

    blocks = read_text(source.encode(), "act.txt")

    assert [(block.kind, block.cells) for block in blocks] == [
        ("paragraph", ()),
        ("table_row", ("1.", "Раз", "май")),
        ("table_row", ("", "два", "")),
        ("table_row", ("3", "Три", "июнь")),
    ]


@given(st.text())
def test_no_word_of_a_text_is_lost(source):
    content = ("\ufeff" + source).encode(errors="replace")
    if b"\0" in content or not any(
        sign.isalnum() for sign in "".join(source_words(content.decode("utf-8-sig")))
    ):
        return

    assert block_words(read_text(content, "act.txt")) == source_words(content.decode("utf-8-sig"))


DAMAGED = "Файл Word повреждён. Откройте его в Word, сохраните заново как .docx и выберите снова."
FOREIGN = "Это не текст, хотя имя файла говорит об обратном. Выберите файл .txt, .md или .docx."
ENCODING = "Кодировка текста неизвестна. Сохраните файл в UTF-8 и попробуйте ещё раз."
LARGE = "Файл больше 20 МБ. Уберите из него картинки или разделите его на части."
PDF = "PDF не хранит порядок слов. Выберите файл Word, из которого он сделан."
OTHER = "Читаются только файлы .txt, .md и .docx. Сохраните текст в одном из этих видов."
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
REFUSED = {
    "empty": (b" \n", "act.txt", "Файл пуст. Выберите другой файл."),
    "signs": (b"*** ---", "act.txt", "В файле нет текста. Выберите другой файл."),
    "large": (b"a" * MAX_BYTES, "act.txt", LARGE),
    "pdf": (b"%PDF-1.7 ", "act.pdf", PDF),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ", "act.doc", None),
    "doc inside": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ", "act.docx", None),
    "odt": (b"PK\x03\x04 ", "act.odt", OTHER),
    "program": (b"MZ\x90\x03 ", "act.txt", FOREIGN),
    "zeros": (b"abc\0def", "act.txt", FOREIGN),
    "noise": (bytes(range(128, 256)) * 9, "act.txt", ENCODING),
    "half a mark": (b"\xff\xfea", "act.txt", ENCODING),
    "not an archive": (b"just text", "act.docx", DAMAGED),
    "half": (word("Слово" * 99)[:9000], "act.docx", DAMAGED),
    "no words": (word(""), "act.docx", "В файле нет текста. Выберите другой файл."),
    "no body": (repacked(word("А"), {"word/document.xml": None}), "act.docx", DAMAGED),
    "bad body": (repacked(word("А"), {"word/document.xml": b"<w"}), "act.docx", DAMAGED),
    "entity": (
        repacked(word("А"), {"word/document.xml": DOCTYPE}), "act.docx", DAMAGED,
    ),
    "scan": (
        repacked(word(""), {"word/media/image1.png": b"\x89PNG"}), "act.docx",
        "В файле скан без текста. Распознайте текст, сохраните его как .docx и выберите новый файл.",
    ),
    "bomb": (
        repacked(word("А"), {"word/media/a.xml": b"0" * 30_000_000}), "act.docx",
        "Файл Word слишком велик после распаковки. Сохраните его текст новым файлом и выберите новый файл.",
    ),
}  # fmt: skip
OLD = "Это файл старого Word. Откройте его, сохраните как .docx и выберите новый файл."


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused_in_words(case):
    content, name, sentence = REFUSED[case]

    with pytest.raises(TextUnreadable) as refused:
        read_text(content, name)

    assert str(refused.value) == (sentence or OLD)


def numbered(document, text, number, depth=0):
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def with_lists():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern) in enumerate(
            [("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"), ("bullet", "\uf0b7")]
        )
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    for number, start in (
        (90, ""),
        (91, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
    ):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>{start}</w:num>'
            )
        )
    return document


def test_numbers_that_word_counts_itself_become_labels():
    document = with_lists()
    for text, number, depth in (
        ("Общее", 90, 0), ("Кто", 90, 1), ("Где", 90, 1), ("дома", 90, 2), ("в саду", 90, 2), ("тихо", 90, 3),
        ("Права", 90, 0), ("Чьи", 90, 1), ("Снова", 91, 0),
    ):  # fmt: skip
        numbered(document, text, number, depth)

    blocks = read_text(saved(document), "act.docx")

    assert [(block.label, block.text, block.kind) for block in blocks] == [
        ("1.", "Общее", "paragraph"),
        ("1.1.", "Кто", "paragraph"),
        ("1.2.", "Где", "paragraph"),
        ("а)", "дома", "paragraph"),
        ("б)", "в саду", "paragraph"),
        ("•", "тихо", "bullet"),
        ("2.", "Права", "paragraph"),
        ("2.1.", "Чьи", "paragraph"),
        ("5.", "Снова", "paragraph"),
    ]


def test_styles_of_word_give_headings_and_lists():
    document = docx.Document()
    document.add_heading("Положение", 0)
    document.add_heading("Общее", 2)
    document.add_paragraph("раз", "List Bullet")
    document.add_paragraph("два", "List Number")
    document.add_paragraph().add_run("Жирно").bold = True

    blocks = read_text(saved(document), "act.docx")

    assert [(block.kind, block.level, block.label, block.strong) for block in blocks] == [
        ("heading", 1, "", True),
        ("heading", 2, "", True),
        ("bullet", 0, "•", False),
        ("paragraph", 0, "1.", False),
        ("paragraph", 0, "", True),
    ]


def test_a_table_of_word_gives_rows_with_lists_in_cells_and_spanned_cells():
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "1. Встречи"
    table.cell(1, 0).text = "1.1"
    table.cell(1, 1).text = "Дела:"
    table.cell(1, 1).add_paragraph("раз", "List Bullet")
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "В рамке"

    blocks = read_text(saved(document), "act.docx")

    assert [(block.kind, block.cells or block.text) for block in blocks] == [
        ("table_row", ("1. Встречи", "", "")),
        ("table_row", ("1.1", "Дела:\n• раз", "")),
        ("paragraph", "В рамке"),
    ]


def test_page_heads_links_insertions_and_breaks_are_not_lost_and_deletions_are():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Приложение 2"
    document.sections[0].footer.paragraphs[0].text = "17"
    paragraph = document.add_paragraph("раз")
    for tag, inner in (
        ("ins", "<w:r><w:br/><w:t>два</w:t></w:r>"),
        ("del", "<w:r><w:delText>нет</w:delText></w:r>"),
        ("hyperlink", "<w:r><w:tab/><w:t>три</w:t></w:r>"),
    ):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')}>{inner}</w:{tag}>"))
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>ноль</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, parse_xml(control))

    blocks = read_text(saved(document), "act.docx")

    assert [block.text for block in blocks] == ["Приложение 2", "ноль", "раз два три"]
    assert document.element.body[0].tag == qn("w:sdt")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, "decimal", "3"), (3, "decimalZero", "03"), (28, "lowerLetter", "bb"), (2, "upperLetter", "B"),
        (2, "russianUpper", "Б"),
        (14, "lowerRoman", "xiv"), (9, "upperRoman", "IX"), (4000, "upperRoman", "4000"),
    ],
)  # fmt: skip
def test_a_number_is_written_in_the_format_of_word(value, form, text):
    assert written(value, form) == text
    assert roman(49) == "xlix"
