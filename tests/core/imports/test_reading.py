import io
import struct
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.files.archives import ArchiveRefused
from metodika.core.files.uploads import FileRefused
from metodika.core.imports.checking import check_rows
from metodika.core.imports.delimited import decoded, delimiter_of
from metodika.core.imports.grids import FileUnreadable
from metodika.core.imports.reading import MissingColumns, check_columns, missing_columns, read_path
from tests.core.imports.sample import HEADINGS, SAMPLE, ods, sheet, snils, workbook

GOOD = ["Иванова", date(1980, 2, 1), "112-233-445 95"]
FIRST = HEADINGS[:3]


def read(path):
    return read_path(path, register=SAMPLE)


def checked(table):
    matches = table.match(SAMPLE.columns, {})
    return check_rows(table, {place: match.column for place, match in matches.items()}, SAMPLE)


def remarks(rows):
    return {row.number: [str(problem.text) for problem in row.problems] for row in rows if row.problems}


def test_a_plain_sheet_is_read_with_types(save):
    rows = checked(read(save(sheet([FIRST, GOOD]))))

    assert [(row.number, row.values) for row in rows] == [
        (2, {"name": "Иванова", "born_on": date(1980, 2, 1), "snils": "112-233-445 95"})
    ]
    assert remarks(rows) == {}


def test_titles_and_merged_cells_above_the_headings_and_a_row_of_numbers_are_passed_over(save):
    def draw(book, page):
        page.merge_range(0, 0, 0, 2, "СПИСОК педагогических работников")
        page.merge_range(1, 0, 1, 2, "по состоянию на 1 сентября 2026 г.")
        page.write_row(3, 0, ["ФИО", "Д. р.", "СНИЛС"])
        page.write_row(4, 0, [1, 2, 3])
        page.write_row(5, 0, ["Иванова", "01.02.1980", "112-233-445 95"])
        page.write_row(6, 0, ["Итого", "", 1])

    table = read(save(workbook(draw)))

    assert (table.header, table.numbers) == ((3, 3), [6])
    assert table.notes == ["Row 7 (“Итого”) is a title or a total and was left out."]


def test_headings_in_two_rows_are_joined(save):
    def draw(book, page):
        page.merge_range(0, 0, 1, 0, "Фамилия")
        page.merge_range(0, 1, 0, 2, "Дата")
        page.write_row(1, 1, ["рождения", "приёма"])
        page.merge_range(0, 3, 1, 3, "СНИЛС")
        page.write_row(2, 0, ["Иванова", "01.02.1980", "01.09.2000", "112-233-445 95"])

    table = read(save(workbook(draw)))

    assert table.headings == ["Фамилия", "Дата рождения", "Дата приёма", "СНИЛС"]
    assert checked(table)[0].values == {
        "name": "Иванова",
        "born_on": date(1980, 2, 1),
        "snils": "112-233-445 95",
    }


def test_a_value_merged_downwards_stands_in_each_row_and_a_title_across_is_left_out(save):
    def draw(book, page):
        page.write_row(0, 0, HEADINGS[:4])
        page.merge_range(1, 0, 1, 3, "Начальная школа")
        page.merge_range(2, 3, 3, 3, "первая")
        page.write_row(2, 0, ["Иванова", "01.02.1980", snils(200_000_001)])
        page.write_row(3, 0, ["Петрова", "01.02.1981", snils(200_000_002)])

    table = read(save(workbook(draw)))

    assert [row["category"] for row in checked(table)] == ["first", "first"]
    assert table.notes == [
        "Row 2 (“Начальная школа”) is a title or a total and was left out.",
        "In 1 merged area the value was repeated for each of its rows.",
    ] or table.notes == [
        "In 1 merged area the value was repeated for each of its rows.",
        "Row 2 (“Начальная школа”) is a title or a total and was left out.",
    ]


def test_sixty_thousand_empty_formatted_rows_are_no_rows(save):
    def draw(book, page):
        look = book.add_format({"bg_color": "#eeeeee"})
        page.write_row(0, 0, FIRST)
        page.write_row(1, 0, ["Иванова", "01.02.1980", "112-233-445 95"])
        for line in range(2, 60_002):
            page.write_blank(line, 0, None, look)
        page.write_row(60_010, 0, ["Петрова", "01.02.1980", snils(200_000_001)])

    table = read(save(workbook(draw)))

    assert table.numbers == [2, 60_011]


def test_the_best_of_several_sheets_is_taken_and_hidden_ones_are_not(save):
    def draw(book, page):
        page.write_row(0, 0, ["Что это", "Зачем"])
        page.write_row(1, 0, ["a", "b"])
        hidden = book.add_worksheet("Старый")
        hidden.write_row(0, 0, HEADINGS)
        hidden.write_row(1, 0, GOOD[:1])
        hidden.hide()
        right = book.add_worksheet("Кадры")
        right.write_row(0, 0, FIRST)
        right.write_row(1, 0, ["Иванова", "01.02.1980", "112-233-445 95"])

    assert read(save(workbook(draw))).sheet == "Кадры"


def test_formulas_give_their_computed_value_and_those_without_one_a_sentence(save):
    def draw(book, page):
        page.write_row(0, 0, HEADINGS[:5])
        page.write_row(1, 0, ["Иванова", "01.02.1980", "112-233-445 95"])
        page.write_formula(1, 4, "=9*2", None, 18)
        page.write_row(2, 0, ["Петрова", "01.02.1980", snils(200_000_001)])
        page.write_formula(2, 4, "=9*2", None, "")
        page.write_row(3, 0, ["Сидорова", "01.02.1980", snils(200_000_002)])
        page.write_formula(3, 4, "=1/0", None, "#DIV/0!")

    content = workbook(draw)
    rows = checked(read(save(_without_cached_texts(content))))

    assert str(rows[0]["hours"]) == "18"
    assert remarks(rows) == {
        3: ["E3: the formula has no computed value; open the file, let it compute and save it"],
        4: ["E4: the formula gives the error #DIV/0!"],
    }


def _without_cached_texts(content):
    # Libraries that write formulas without computing them leave the value out.
    out = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for member in old.infolist():
            data = old.read(member)
            fresh.writestr(
                member.filename, data.replace(b' t="str"><f>9*2</f><v></v>', b"><f>9*2</f><v></v>")
            )
    return out


def test_bad_cells_are_named(save):
    rows = [
        [*FIRST, "Телефон"],
        ["Иванова", "31.02.1980", "112-233-445 95"],
        ["Петрова", 1980, "112-233-445 96"],
        ["", "01.02.1980", snils(200_000_001), "звонить вечером"],
    ]

    assert remarks(checked(read(save(sheet(rows))))) == {
        2: ["B2: the date 31.02.1980 does not exist"],
        3: [
            "B3: only the year 1980 is given; write the full date, such as 31.12.1980",
            "C3: the insurance number (СНИЛС) 112-233-445 96 has a wrong check sum; look at it once more",
        ],
        4: ["A4: this cell must be filled in", "D4: “звонить вечером” is not a telephone number"],
    }


def test_two_people_with_one_snils_are_told_but_one_person_in_two_rows_is_not(save):
    rows = [
        FIRST,
        ["Иванова", "01.02.1980", "112-233-445 95"],
        ["ИВАНОВА", "01.02.1980", "11223344595"],
        ["Петрова", "05.05.1990", "112-233-445 95"],
    ]

    assert remarks(checked(read(save(sheet(rows))))) == {
        4: ["C4: СНИЛС 112-233-445 95 belongs to somebody else in row 2: “Иванова 01.02.1980”"]
    }


def test_numbers_kept_as_texts_and_yes_among_numbers_are_understood(save):
    rows = [
        [*FIRST, "Нагрузка", "Основное место"],
        ["Иванова", "01.02.1980", 11223344595, "18,5", True],
        ["Петрова", "01.02.1980", snils(200_000_001), "1 036", 1],
    ]
    found = checked(read(save(sheet(rows))))

    assert [(str(row["hours"]), row["is_main"]) for row in found] == [("18.5", True), ("1036", True)]


def test_missing_columns_are_named_with_the_headings_that_would_do(save):
    table = read(save(sheet([["Д.р.", "Телефон"], ["01.02.1980", "2-15-43"]])))
    matches = table.match(SAMPLE.columns, {})

    assert [column.key for column in missing_columns(SAMPLE, matches)] == ["name", "snils"]
    with pytest.raises(MissingColumns) as refusal:
        check_columns(SAMPLE, matches)
    assert str(refusal.value) == (
        "The file has no column “Фамилия” (also understood: ФИО, Фамилия, имя, отчество); “СНИЛС”. "
        "Add it or give its heading a usual name."
    )


TEXT = "Фамилия;Дата рождения;СНИЛС\r\nИванова;01.02.1980;112-233-445 95\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_text_tables_of_any_encoding_and_delimiter(save, encoding, delimiter):
    path = save(TEXT.replace(";", delimiter).encode(encoding), "список.csv")

    assert [row.values for row in checked(read(path))] == [
        {"name": "Иванова", "born_on": date(1980, 2, 1), "snils": "112-233-445 95"}
    ]


words = st.text(
    st.characters(whitelist_categories=("Lu", "Ll", "Nd"), max_codepoint=0x44F), min_size=1, max_size=12
)


@given(st.lists(st.lists(words, min_size=4, max_size=4), min_size=2, max_size=8), st.sampled_from(";,\t|"))
def test_delimiter_of_an_even_table_is_found(rows, delimiter):
    assert delimiter_of("\n".join(delimiter.join(row) for row in rows)) == delimiter


@given(st.text(max_size=200).filter(lambda text: "\x00" not in text and not text.startswith("\ufeff")))
def test_utf8_is_read_as_it_is(text):
    assert decoded(text.encode()) == text


@pytest.mark.parametrize(("was", "taken"), [("cp1251", "latin-1"), ("utf-8", "latin-1"), ("utf-8", "cp1251")])
def test_a_table_with_spoiled_letters_is_told_apart(save, was, taken):
    good = "Фамилия;Имя;Почта\nКоролёва;Наталья;n.koroleva@example.org\nСтепанова;Ольга;o@example.org\n"
    spoiled = good.encode(was).decode(taken, "ignore").encode()

    with pytest.raises(FileUnreadable, match=r"save it there as \.xlsx"):
        read(save(spoiled, "список.csv"))


@pytest.mark.parametrize(
    "text",
    ["Name;Straße\nMüller;Königsallee\n", "Nom;Prénom\nLefèvre;Zoé\n", "имя;класс\nАня;5\n", "a;b\n1;2\n"],
)
def test_a_table_in_another_language_is_not_spoiled(text):
    assert decoded(text.encode()) == text


def test_a_wrong_encoding_is_told(save):
    path = save(
        "Фамилия;Имя\nИванова;Мария\n".encode("cp1251")[:8] + bytes(range(128, 160)) * 4, "список.csv"
    )

    with pytest.raises(FileUnreadable, match=r"The encoding of the text is not clear\."):
        read(path)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ALLOWED = (
    "Excel workbook (.xlsx), old Excel workbook (.xls), LibreOffice table (.ods), plain text (.txt, .csv)"
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Choose another one."),
        (
            b"MZ\x90\x00" + b"\x00" * 100,
            f"This is a program under another name, not a document. It was not loaded. Allowed: {ALLOWED}.",
        ),
        (
            OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "The file is protected by a password. Remove the password and load it again.",
        ),
        (
            b"<html><table><tr><td>1</td></tr></table></html>",
            "Inside, this is a web page or XML, whatever the name says. Open it in your office program, "
            f"save it in one of the allowed kinds and load it again. Allowed: {ALLOWED}.",
        ),
        (
            b"\x00\x01\x02\x03" * 30,
            f"The content of the file is: file of an unknown kind. Allowed here: {ALLOWED}.",
        ),
        (b"%PDF-1.7 ...", f"The content of the file is: PDF document (.pdf). Allowed here: {ALLOWED}."),
        (
            b"x" * (25 * 1024 * 1024 + 1),
            "The file takes 25 MB, and at most 25 MB can be loaded. Split it into parts.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(save, content, sentence):
    with pytest.raises(FileRefused) as refusal:
        read(save(content))

    assert str(refusal.value) == sentence


def test_a_damaged_old_workbook_is_refused(save):
    with pytest.raises(FileUnreadable, match=r"The file is damaged and cannot be opened\."):
        read(save(OLE + b"\x00" * 2000 + "Workbook".encode("utf-16-le"), "список.xls"))


def test_a_zip_bomb_is_refused_before_it_is_opened(save):
    content = _with_member(sheet([FIRST, GOOD]), "xl/bomb.xml", b" " * (60 * 1024 * 1024))

    with pytest.raises(ArchiveRefused, match=r"The file unpacks to 60 MB, far more than an honest document"):
        read(save(content))


def test_a_zip_bomb_that_lies_about_its_size_is_refused_while_it_unpacks(save):
    content = _with_member(sheet([FIRST, GOOD]), "xl/bomb.xml", b" " * (60 * 1024 * 1024)).getvalue()
    lying = content.replace(struct.pack("<L", 60 * 1024 * 1024), struct.pack("<L", 1000))

    with pytest.raises(ArchiveRefused, match=r"The file unpacks to 1 MB, far more than an honest document"):
        read(save(lying))


def _with_member(content, name, data):
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return content


def test_a_lonely_cell_far_away_does_not_take_all_memory(save):
    def draw(book, page):
        page.write_row(0, 0, FIRST)
        page.write(1_048_575, 16_383, "x")

    with pytest.raises(
        FileUnreadable, match=r"The sheet is too large: it reaches row 1048576 and column 16384\."
    ):
        read(save(workbook(draw)))


CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def _ods_row(*cells):
    return "<table:table-row>" + "".join(CELL.format(cell) for cell in cells) + "</table:table-row>"


def test_a_libreoffice_table_with_merged_cells_and_a_long_empty_tail(save):
    spanned = CELL.replace("string", 'string" table:number-rows-spanned="2').format("Иванова")
    others = CELL.format("01.02.1980") + CELL.format("112-233-445 95")
    empty = '<table:table-cell table:number-columns-repeated="1024"/>'
    rows = (
        _ods_row(*FIRST)
        + f"<table:table-row>{spanned}{others}</table:table-row>"
        + f"<table:table-row><table:covered-table-cell/>{others}</table:table-row>"
        + f'<table:table-row table:number-rows-repeated="1048572">{empty}</table:table-row>'
    )

    found = checked(read(save(ods(rows), "список.ods")))

    assert [(row.number, row["name"]) for row in found] == [(2, "Иванова"), (3, "Иванова")]


def test_a_libreoffice_row_repeated_a_million_times_is_refused(save):
    row = f'<table:table-row table:number-rows-repeated="1000000">{CELL.format("x") * 20}</table:table-row>'

    with pytest.raises(FileUnreadable, match="The sheet is too large: it reaches row"):
        read(save(ods(_ods_row(*FIRST) + row), "список.ods"))


def test_a_sheet_without_rows_and_a_file_without_headings_are_told(save):
    with pytest.raises(
        FileUnreadable, match="There are headings on the sheet “Список”, but no rows under them"
    ):
        read(save(sheet([FIRST])))
    with pytest.raises(FileUnreadable, match="There is no table in the file: no sheet has a row of headings"):
        read(save(sheet([[1, 2], [3, 4]])))
