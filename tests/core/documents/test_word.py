from dataclasses import replace
from io import BytesIO

import docx
import pytest
import zxingcpp
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from PIL import Image

from metodika.core.documents import (
    Annex,
    Column,
    Heading,
    Numbered,
    Paper,
    SignatureLine,
    Table,
    Text,
    render_docx,
)
from metodika.core.documents.packing import unpacked
from metodika.core.files.text import read_text
from tests.core.documents.papers import ADDRESS, HOSTILE_NAMES, MARKUP, MINUTES, WORDS


def opened(paper):
    return docx.Document(BytesIO(render_docx(paper)))


def words_of(paper):
    return " ".join(
        " ".join(part for part in (block.label, block.text) if part)
        for block in read_text(render_docx(paper), "paper.docx")
    ).split()


def test_text_is_what_the_paper_says():
    # The only number of a page stands in the header, where Word counts by itself.
    pages = len(WORDS) - WORDS[::-1].index("2") - 1

    assert words_of(MINUTES) == WORDS[:pages] + WORDS[pages + 1 :]


def test_parts_have_the_styles_of_word():
    document = opened(MINUTES)
    styles = {paragraph.text.partition("\n")[0]: paragraph.style.name for paragraph in document.paragraphs}

    assert styles["ПРОТОКОЛ"] == styles["заседания методического совета"] == "Title"
    assert styles["ПОВЕСТКА ДНЯ"] == styles["1. СЛУШАЛИ"] == styles["Список присутствующих"] == "Heading 1"
    assert styles["О плане работы. Решили: принять."] == "Body Text"
    assert styles["О конкурсе"] == styles["жюри"] == styles["без него"] == "List Number"
    assert styles["Таблица 1"] == "Caption"
    assert [table.style.name for table in document.tables] == ["Normal Table", "Table Grid", "Normal Table"]


def test_body_text_is_that_of_the_standard():
    style = opened(replace(MINUTES, size=14)).styles["Body Text"]

    assert style.font.name == "Times New Roman"
    assert style.font.size.pt == 14
    assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(style.paragraph_format.first_line_indent.cm, 2) == 1.25


@pytest.mark.parametrize(("long_kept", "left"), [(False, 20), (True, 30)])
def test_margins_are_those_of_the_standard(long_kept, left):
    section = opened(replace(MINUTES, long_kept=long_kept)).sections[0]
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)

    assert [round(side.mm) for side in sides] == [left, 10, 20, 20]
    assert [round(section.page_width.mm), round(section.page_height.mm)] == [210, 297]


def test_sheet_may_lie_on_its_side():
    section = opened(replace(MINUTES, landscape=True)).sections[0]

    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert round(section.page_width.mm) == 297


def test_pages_are_numbered_from_the_second_on_in_the_middle_of_the_top():
    section = opened(MINUTES).sections[0]
    number = section.header.paragraphs[0]

    assert section.different_first_page_header_footer
    assert [field.get(qn("w:instr")) for field in number._p.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.header_distance.mm == pytest.approx(10, abs=0.1)


def test_head_of_a_table_stands_on_each_page_and_no_row_is_torn():
    table = opened(MINUTES).tables[1]

    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    whole = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows]

    assert repeated == [True, False, False, False]
    assert whole == [True] * 4


def test_each_list_counts_by_itself():
    lists = (Numbered(("а", "б")), Numbered(("в",)), Numbered(("г", "д"), start=7))

    assert words_of(Paper(title="Приказ", blocks=lists)) == "Приказ 1. а 2. б 1. в 7. г 8. д".split()


def test_code_leads_to_the_address_of_the_check():
    parts = unpacked(render_docx(MINUTES))

    codes = zxingcpp.read_barcodes(Image.open(BytesIO(parts["word/media/rIdCode.png"])))

    assert [code.text for code in codes] == [ADDRESS]
    assert "Код, ведущий на страницу проверки документа" in parts["word/document.xml"].decode()
    assert [shape.width.mm for shape in opened(MINUTES).inline_shapes] == [pytest.approx(22, abs=0.1)]


def test_paper_without_an_address_has_no_code():
    parts = unpacked(render_docx(replace(MINUTES, code="")))

    assert not [name for name in parts if "media" in name]


def test_same_paper_gives_the_same_bytes_and_another_paper_others():
    assert render_docx(MINUTES) == render_docx(MINUTES)
    assert render_docx(MINUTES) != render_docx(replace(MINUTES, executor=""))


def test_properties_name_the_paper_and_nobody_else():
    about = opened(MINUTES).core_properties

    assert about.title == "заседания методического совета"
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


def test_annex_begins_on_a_page_of_its_own():
    annex = Annex("Список", ("Приложение 1",), (Text("Текст."),))
    paragraphs = opened(Paper(title="Приказ", annexes=(annex,))).paragraphs

    broken = [p.text for p in paragraphs if p.paragraph_format.page_break_before]

    assert broken == ["Приложение 1"]


def test_words_that_look_like_markup_are_printed_as_they_stand():
    paper = Paper(title=MARKUP, blocks=(Text(MARKUP), Heading(MARKUP)))

    assert [p.text for p in opened(paper).paragraphs if p.text] == [MARKUP] * 3


@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_any_name_is_written(name):
    table = Table((Column(name, 1), Column("Имя", 9)), ((name, name), (name,)), caption=name)
    paper = Paper(
        title=name,
        blocks=(Heading(name, 3), Text(name), table),
        signatures=(SignatureLine(name, name, name, name),),
    )
    seen = "".join("".join(sign for sign in name if sign.isalnum()).split())

    document = opened(paper)

    text = "".join(sign for sign in document.paragraphs[0].text if sign.isalnum())
    assert text == "".join(sign for sign in seen if sign not in "\ud83d")
    assert len(document.tables) == 2


def test_two_hundred_signers_sign():
    signers = tuple(SignatureLine(f"Член совета {n}", f"А. Б. Фамилия{n}") for n in range(200))

    rows = opened(Paper(title="Протокол", signatures=signers)).tables[0].rows

    assert [row.cells[2].text for row in rows] == [f"А. Б. Фамилия{n}" for n in range(200)]
