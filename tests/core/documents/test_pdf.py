import logging
import re
from dataclasses import replace
from io import BytesIO

import page as independent_validator
import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from metodika.core.documents import (
    Annex,
    Column,
    Heading,
    Paper,
    SignatureLine,
    Table,
    Text,
    digest,
    render_pdf,
)
from tests.core.documents.papers import ADDRESS, HOSTILE_NAMES, MARKUP, MINUTES, WORDS

MILLIMETRE = 72 / 25.4
LENGTH_RULE = "PDFA2A-STREAM-LENGTH-001"


def opened(paper):
    return PdfReader(BytesIO(render_pdf(paper)))


def words_of(paper):
    return " ".join(page.extract_text() for page in opened(paper).pages).split()


def letters_of(paper):
    return "".join(words_of(paper))


def faults(pdf, profile):
    """Ask a validator that is not ours, and was tried on the corpus of veraPDF."""
    report = independent_validator.validate_pdf_bytes(pdf, profile=profile)
    found = {failure.rule_id: failure.message for failure in report.failures}
    if LENGTH_RULE in found and lengths_are_right(pdf):
        # It takes a stream's last byte, when that is a carriage return, for a part of the line end after it.
        del found[LENGTH_RULE]
    return found


def lengths_are_right(pdf):
    streams = re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", pdf)
    return all(pdf.startswith(b"\nendstream", one.end() + int(one[1])) for one in streams)


def edges(page):
    """Return the left, lowest and highest place of text on a page, mm."""
    places = []
    page.extract_text(visitor_text=lambda text, cm, tm, *_: places.append((tm, cm)) if text.strip() else None)
    xs = [tm[4] * cm[0] + cm[4] for tm, cm in places]
    ys = [tm[5] * cm[3] + cm[5] for tm, cm in places]
    return min(xs) / MILLIMETRE, min(ys) / MILLIMETRE, max(ys) / MILLIMETRE


def test_text_is_what_the_paper_says():
    assert words_of(MINUTES) == WORDS


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_independent_validator_finds_no_fault(profile):
    assert faults(render_pdf(MINUTES), profile) == {}


def test_independent_validator_would_find_a_fault():
    spoilt = render_pdf(MINUTES).replace(b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:part>9</pdfaid:part>")

    assert faults(spoilt, "2a") != {}


def test_file_is_tagged_unlocked_and_without_scripts():
    reader = opened(MINUTES)
    root = reader.trailer["/Root"]

    assert not reader.is_encrypted
    assert root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert root["/Lang"] == "ru"
    assert reader.metadata.title == "заседания методического совета"
    assert [intent["/S"] for intent in root["/OutputIntents"]] == ["/GTS_PDFA1"]
    assert {"/JavaScript", "/EmbeddedFiles"}.isdisjoint(root.get("/Names", {}))
    assert "/OpenAction" not in root


def test_every_font_is_embedded():
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()
        for page in opened(MINUTES).pages
        for font in page["/Resources"]["/Font"].values()
    ]

    assert {font["/BaseFont"].partition("+")[2] for font in fonts} == {
        "Tinos-Regular",
        "Tinos-Bold",
        "Tinos-Italic",
    }
    assert all({"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"]) for font in fonts)


def test_same_paper_gives_the_same_bytes_and_another_paper_others():
    first, second = render_pdf(MINUTES), render_pdf(MINUTES)

    assert digest(first) == digest(second)
    assert digest(first) != digest(render_pdf(replace(MINUTES, executor="")))


def test_code_leads_to_the_address_of_the_check():
    picture = pypdfium2.PdfDocument(render_pdf(MINUTES))[0].render(scale=3).to_pil()

    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


def test_paper_without_an_address_has_no_code():
    assert words_of(replace(MINUTES, code="", annexes=())) == WORDS[: WORDS.index("Проверить")]


LONG = Paper(title="Справка", blocks=tuple(Text(f"Строка {number}. " * 12) for number in range(60)))


def test_pages_are_numbered_from_the_second_on_in_the_middle_of_the_top():
    reader = opened(LONG)

    tops = [page.extract_text().split()[0] for page in reader.pages]

    assert len(tops) > 2
    assert tops == ["Справка", *map(str, range(2, len(tops) + 1))]
    number = []
    reader.pages[1].extract_text(
        visitor_text=lambda text, cm, tm, *_: number.append((tm, cm)) if text.strip() == "2" else None
    )
    across = (number[0][0][4] * number[0][1][0] + number[0][1][4]) / MILLIMETRE
    assert abs(across - (20 + 180 / 2)) < 2


@pytest.mark.parametrize(("long_kept", "left"), [(False, 20), (True, 30)])
def test_margins_are_those_of_the_standard(long_kept, left):
    first = opened(replace(LONG, long_kept=long_kept)).pages[0]

    leftmost, lowest, highest = edges(first)

    assert [round(float(side) / MILLIMETRE) for side in first.mediabox[2:]] == [210, 297]
    assert leftmost == pytest.approx(left, abs=0.1)
    assert lowest >= 20
    assert highest <= 297 - 20


def test_sheet_may_lie_on_its_side():
    sheet = opened(replace(LONG, landscape=True)).pages[0].mediabox

    assert [round(float(side) / MILLIMETRE) for side in sheet[2:]] == [297, 210]


def test_heads_of_a_table_stand_on_each_of_its_pages():
    table = Table((Column("Номер"), Column("Фамилия")), tuple((str(n), "Иванова") for n in range(120)))
    pages = opened(Paper(title="Список", blocks=(table,))).pages

    assert len(pages) > 2
    assert all("Номер Фамилия" in " ".join(page.extract_text().split()) for page in pages)


def test_annex_begins_on_a_page_of_its_own():
    annexes = tuple(Annex(f"Список {n}", (f"Приложение {n}",), (Text("Текст."),)) for n in (1, 2))

    pages = [page.extract_text().split() for page in opened(Paper(title="Приказ", annexes=annexes)).pages]

    assert pages == [
        ["Приказ"],
        ["2", "Приложение", "1", "Список", "1", "Текст."],
        ["3", "Приложение", "2", "Список", "2", "Текст."],
    ]


def test_words_that_look_like_markup_are_printed_as_they_stand():
    paper = Paper(title=MARKUP, kind=MARKUP, blocks=(Text(MARKUP), Heading(MARKUP)), executor=MARKUP)

    assert letters_of(paper) == "".join(MARKUP.split()) * 5
    assert len(opened(paper).pages) == 1


@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_any_name_is_printed_and_the_file_stays_valid(name):
    table = Table((Column(name, 1), Column("Имя", 9)), ((name, name), (name,)), caption=name)
    paper = Paper(
        title=name,
        kind=name,
        blocks=(Heading(name, 3), Text(name), table),
        signatures=(SignatureLine(name, name, name, name),),
        annexes=(Annex(name, (name,), (Heading(name, 2),)),),
    )

    pdf = render_pdf(paper)

    assert faults(pdf, "2a") == {}
    assert faults(pdf, "ua1") == {}


def test_long_word_keeps_within_the_margins_and_is_copied_whole():
    word = "Ж" * 400
    page = pypdfium2.PdfDocument(render_pdf(Paper(title="Имя", blocks=(Text(word),))))[0]
    text = page.get_textpage()

    boxes = [text.get_charbox(number) for number in range(text.count_chars())]

    assert max(box[2] for box in boxes) / MILLIMETRE <= 200.5
    assert letters_of(Paper(title="Имя", blocks=(Text(word),))) == "Имя" + word


def test_emoji_is_a_sign_of_an_embedded_font():
    paper = Paper(title="Отзыв", blocks=(Text("Спасибо 🎓 ☑"),))
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2].partition("-")[0]
        for font in opened(paper).pages[0]["/Resources"]["/Font"].values()
    }

    assert words_of(paper) == ["Отзыв", "Спасибо", "🎓", "☑"]
    assert fonts == {"Tinos", "NotoEmoji", "DejaVuSans"}


def test_sign_that_no_font_has_is_a_box():
    assert words_of(Paper(title="Имя", blocks=(Text("Ли 漢字"),))) == ["Имя", "Ли", "□□"]


def test_mark_without_a_letter_is_left_out_and_noted(caplog):
    caplog.set_level(logging.INFO)

    assert words_of(Paper(title="Имя", blocks=(Text("\n\u07f1А 漢 🎓"),))) == ["Имя", "А", "□", "□"]
    assert caplog.messages == ["Signs of several fonts stand together; printed with boxes: Имя"]


def test_two_hundred_signers_sign():
    signers = tuple(SignatureLine(f"Член совета {n}", f"А. Б. Фамилия{n}") for n in range(200))

    words = words_of(Paper(title="Протокол", signatures=signers))

    assert [word for word in words if word.startswith("Фамилия")] == [f"Фамилия{n}" for n in range(200)]


@pytest.mark.parametrize("size", [11, 15])
def test_letters_are_of_the_sizes_of_the_standard(size):
    with pytest.raises(ValueError, match="12 to 14 points"):
        Paper(title="Справка", size=size)


def test_row_has_as_many_cells_as_columns():
    with pytest.raises(ValueError, match="as many cells"):
        Table((Column("А"), Column("Б"), Column("В")), (("1", "2"),))


@pytest.mark.parametrize("lines", range(34, 40))
def test_code_is_never_alone_on_the_last_page(lines):
    signers = tuple(SignatureLine("Член совета", f"А. И. Чижова{number}") for number in range(3))
    text = tuple(Text(f"Строка {number}") for number in range(lines))

    last = opened(Paper(title="Протокол", blocks=text, signatures=signers, code=ADDRESS)).pages[-1]

    assert "Чижова2" in last.extract_text()
