import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodika.core.files.text import block_words, read_text, source_words, words
from metodika.directory.regulations.rules import as_json, clause_at, node_words, read_regulation
from tests.directory.regulations.samples import NAMES, SAMPLES, TEXTS, reading_of, sample, source_of


def keys(reading):
    return [(node.key, node.parent, node.kind, node.label) for node in reading.nodes]


def assert_tree(reading):
    seen = set()
    for order, node in enumerate(reading.nodes):
        assert node.order == order
        assert node.key not in seen
        assert node.parent is None or node.parent in seen
        seen.add(node.key)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_real_regulation_stands_in_one_node_in_order(name):
    reading = reading_of(name)

    assert node_words(reading.nodes) == source_words(source_of(name).decode())
    assert_tree(reading)


def test_clause_whose_number_goes_back_stays_where_it_stands():
    reading = reading_of("pestyaki")

    assert {node.key: node.parent for node in reading.nodes}["annex1/3.3.3"] == "annex1/s4"
    assert {one.code for one in reading.doubts if one.node == "annex1/3.3.3"} == {
        "number-orphan",
        "number-back",
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_of_a_sample_stands_in_one_node_in_order(name):
    reading = sample(name)

    assert node_words(reading.nodes) == source_words((TEXTS / name).read_text())
    assert_tree(reading)


PIECES = st.sampled_from(
    "1. 1.1. 3.2.1. 2) а) - – · -слово ** # #### _текст_ Приложение ПРИКАЗ приказываю: Положение слово; "
    "Раздел I. Слово, слово: «Слово» » № 5 20.10. 2021 27.07.2021 \t | <li> </p> &lt; \\. ---- Глава О".split(
        " "
    )
    + [" ", "  ", "\n", "\n\n", "\t", "\t\t\t", "Начальник", "\u2028", "\xad"]
)
SOURCES = st.lists(PIECES | st.text(max_size=6), max_size=60).map(" ".join) | st.lists(
    PIECES, max_size=60
).map("".join)


@settings(max_examples=200)
@given(SOURCES)
def test_every_word_of_any_text_stands_in_one_node_in_order(source):
    if not any(sign.isalnum() for sign in "".join(source_words(source))) or "\0" in source:
        return
    blocks = read_text(("\ufeff" + source).encode(errors="replace"), "act.txt")
    source = source.encode(errors="replace").decode()

    reading = read_regulation(blocks)

    assert block_words(blocks) == source_words(source)
    assert node_words(reading.nodes) == source_words(source)
    assert_tree(reading)
    as_json(reading)


def word_file(source):
    document = docx.Document()
    table = None
    for line in source.splitlines():
        if line.count("\t") > 1:
            cells = line.split("\t")
            if table is None or len(table.columns) < len(cells):
                table = document.add_table(0, len(cells))
            for cell, text in zip(table.add_row().cells, cells, strict=False):
                cell.text = text
        elif line.strip():
            table = None
            bullet = re.match(r"- (?=\S)", line)
            document.add_paragraph(line[2:] if bullet else line, "List Bullet" if bullet else None)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def as_word_shows(source):
    """Return the text with the sign that a list of Word puts before its items."""
    return re.sub(r"^- (?=\S)(?!.*\t.*\t)", "• ", source, flags=re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_of_a_real_regulation_keeps_every_word(name):
    source = source_of(name).decode()
    plain = "\n".join(" ".join(re.findall(r"\S+|\t", line)) for line in source.splitlines())

    blocks = read_text(word_file(plain), "act.docx")
    reading = read_regulation(blocks)

    assert node_words(reading.nodes) == words(as_word_shows(plain))
    assert node_words(reading.nodes) == block_words(blocks)
    assert_tree(reading)


@settings(max_examples=15)
@given(
    st.lists(
        st.sampled_from(
            ["- слово", "1. Пункт", "а\tб\tв", "Приказ", "1) раз;", "Текст:", "ещё", "***", "— — —", "_____"]
            + ["- ***", "а\t***\tв", "…", "§", "№", "|", "-", "•", "**а**"]
        ),
        min_size=1,
    )
)
def test_a_word_file_of_any_lines_keeps_every_word(lines):
    # A file without a single word is no act and is refused.
    source = "\n".join(["Приказ", *lines])
    blocks = read_text(word_file(source), "act.docx")

    reading = read_regulation(blocks)

    assert node_words(reading.nodes) == words(as_word_shows(source))


CLAUSES = re.compile(r"^(?P<act>PERV|YAK|VP|MAG|PEST)-(?P<path>.+)$")
ACTS = dict(zip(["MAG", "PERV", "PEST", "VP", "YAK"], NAMES, strict=True))
LISTS = {"P": "h1/p1", "T": "h1/p3", "M": "h1/p4"}
WHOLE = {
    "YAK-0": "annex2", "MAG-O": "annex4", "PERV-O.0": "order/p1", "PEST-O.0": "order/p1",
    "PEST-O.5": "order/sign2", "VP-0.1": "h1/p1", "VP-0.2": "h1/p2", "VP-R": "h1/p5", "VP-TBL": "t1",
    "VP-RESP": "t1/1.1/c4", "PEST-4.1-c0": "annex1/4.1/b1",
}  # fmt: skip


def expected_key(clause, nodes):
    if clause in WHOLE:
        return WHOLE[clause]
    act, path = CLAUSES.match(clause).group("act", "path")
    group, _, item = path.partition(".")
    if act == "VP" and group in LISTS:
        return f"{LISTS[group]}/{item}"
    item = re.fullmatch(r"([\d.]+)-([bcm])(\d+)", path)
    if item:
        owner = {"b": f"annex1/s{item[1]}", "c": f"annex1/{item[1]}/b1", "m": f"annex1/{item[1]}/p1"}[item[2]]
        return f"{owner}/b{item[3]}"
    part, _, number = path.rpartition("O.")
    if part == "" and path.startswith("O."):
        return f"order/{number.rstrip('abcde')}"
    number = path.rstrip("abcde").removesuffix(".0")
    found = clause_at(nodes, number)
    return found.key if found else None


def test_every_known_clause_is_found_in_its_tree():
    clauses = (Path(__file__).parent / "clauses.txt").read_text().split()

    lost = []
    for clause in clauses:
        nodes = reading_of(ACTS[clause.partition("-")[0]]).nodes
        if expected_key(clause, nodes) not in {node.key for node in nodes}:
            lost.append(clause)

    assert lost == []
    assert len(clauses) == 335


FOUND = {
    "YAK-4.10.2c": "annex2/4.10.2", "YAK-1.6.1.4b": "annex2/1.6.1/b4", "YAK-4.1.1": "annex2/4.1.1",
    "PEST-3.2.1.7": "annex1/3.2.1/b7", "PEST-3.3.3": "annex1/3.3.3", "PEST-7.3.3": "annex1/7.3/b3",
    "PEST-7.4.2": "annex1/7.4/b2", "PEST-5.3": "annex1/s5/b1/b3", "PERV-8.2a": "annex1/8/b2",
    "PERV-9.1.3b": "annex1/9/1/b3", "MAG-9.3": "annex4/9/b3", "MAG-3.2": "annex4/3/2",
    "VP-5.2": "t1/5.2", "VP-2.1.5": "t1/2.1/b5", "VP-4.1.6": "t1/4.1/b6",
}  # fmt: skip


@pytest.mark.parametrize("clause", FOUND)
def test_a_cited_clause_is_found_where_a_methodist_looks(clause):
    nodes = reading_of(ACTS[clause.partition("-")[0]]).nodes

    assert expected_key(clause, nodes) == FOUND[clause]


def test_a_road_map_is_six_sections_of_numbered_rows_with_cells():
    nodes = reading_of("verkhnyaya-pyshma").nodes

    sections = [node.label for node in nodes if node.kind == "section" and node.parent == "t1"]
    rows = [node.label for node in nodes if node.kind == "table_row" and node.label]
    cells = [node.text for node in nodes if node.key.endswith("/c3") and "head" not in node.key]
    responsible = [node.label for node in nodes if node.parent == "t1/1.1/c4"]
    assert sections == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert rows == [
        "1.1.", "1.2.", "1.3.", "1.4.", "2.1.", "3.1.", "4.1.", "4.2.",
        "5.1.", "5.2.", "5.3.", "5.4.", "5.5.", "5.6.", "5.7.", "6.1.", "6.2.",
    ]  # fmt: skip
    assert len(cells) == 17
    assert responsible == ["-", "-", "-", "-"]


def test_the_order_of_a_sample_has_head_points_signatures_and_annex():
    found = keys(sample("zarechny.txt"))

    assert found[5:21] == [
        ("order/r5", "order", "requisites", ""),
        ("order/title", "order", "title", ""),
        ("order/p1", "order", "paragraph", ""),
        ("order/p2", "order", "paragraph", ""),
        ("order/1", "order", "clause", "1."),
        ("order/2", "order", "clause", "2."),
        ("order/2.1", "order/2", "clause", "2.1."),
        ("order/2.2", "order/2", "clause", "2.2."),
        ("order/2.2/а", "order/2.2", "subclause", "а)"),
        ("order/2.2/б", "order/2.2", "subclause", "б)"),
        ("order/3", "order", "clause", "3."),
        ("order/sign1", "order", "signature", ""),
        ("order/sign2", "order", "signature", ""),
        ("annex1", None, "annex", "Приложение № 1"),
        ("annex1/title", "annex1", "title", ""),
        ("annex1/ch1", "annex1", "section", "Раздел I."),
    ]


def test_lists_nest_and_paragraphs_find_their_item():
    found = keys(sample("zarechny.txt"))

    assert found[28:] == [
        ("annex1/2.1", "annex1/ch2", "clause", "2.1."),
        ("annex1/2.1/b1", "annex1/2.1", "bullet", "-"),
        ("annex1/2.1/b2", "annex1/2.1", "bullet", "-"),
        ("annex1/2.1/b2/b1", "annex1/2.1/b2", "bullet", "-"),
        ("annex1/2.1/b2/b2", "annex1/2.1/b2", "bullet", "-"),
        ("annex1/2.1/b3", "annex1/2.1", "bullet", "-"),
        ("annex1/2.1/p1", "annex1/2.1", "paragraph", ""),
        ("annex1/2.1/1", "annex1/2.1", "subclause", "1)"),
        ("annex1/2.1/1/p1", "annex1/2.1/1", "paragraph", ""),
        ("annex1/2.1/2", "annex1/2.1", "subclause", "2)"),
        ("annex1/2.1/4", "annex1/2.1", "subclause", "4)"),
    ]


def test_a_wrapped_sentence_is_one_clause():
    texts = {node.key: node.text for node in sample("zarechny.txt").nodes}

    assert texts["annex1/1.2"] == "Школа открыта круглый год и работает по плану."
    assert texts["order/sign1"] == "Председатель комитета по образованию А.Б. Лесной"


def test_a_table_of_a_sample_keeps_sections_cells_and_continued_rows():
    found = keys(sample("ozerny.md"))

    assert found[14:] == [
        ("t1/s1", "t1", "section", "1."),
        ("t1/1.1", "t1/s1", "table_row", "1.1"),
        ("t1/1.1/b1", "t1/1.1", "bullet", "-"),
        ("t1/1.1/b2", "t1/1.1", "bullet", "-"),
        ("t1/1.1/b3", "t1/1.1", "bullet", ""),
        ("t1/1.1/c3", "t1/1.1", "cell", ""),
        ("t1/1.1/c4", "t1/1.1", "cell", ""),
        ("t1/1.1/c4/b1", "t1/1.1/c4", "bullet", "-"),
        ("t1/1.1/c4/b2", "t1/1.1/c4", "bullet", "-"),
        ("t1/1.2", "t1/s1", "table_row", "1.2"),
        ("t1/1.2/c3", "t1/1.2", "cell", ""),
        ("t1/1.2/c4", "t1/1.2", "cell", ""),
        ("t1/1.2/p1", "t1/1.2", "paragraph", ""),
        ("t1/s2", "t1", "section", "2."),
        ("t1/2.1", "t1/s2", "table_row", "2.1"),
        ("t1/2.1/c3", "t1/2.1", "cell", ""),
        ("h1/p2", "h1", "paragraph", ""),
    ]


def test_sections_and_clauses_with_the_same_numbers_stay_apart():
    found = keys(sample("gorny.txt"))

    assert found[4:] == [
        ("annex1/s1", "annex1", "section", "1."),
        ("annex1/1", "annex1/s1", "clause", "1."),
        ("annex1/2", "annex1/s1", "clause", "2."),
        ("annex1/2/1", "annex1/2", "subclause", "1."),
        ("annex1/2/2", "annex1/2", "subclause", "2."),
        ("annex1/s2", "annex1", "section", "2."),
        ("annex1/3", "annex1/s2", "clause", "3."),
        ("annex1/3/1", "annex1/3", "subclause", "1)"),
        ("annex1/3/2", "annex1/3", "subclause", "2)"),
        ("annex1/3/3", "annex1/3", "subclause", "3)"),
        ("annex1/5", "annex1/s2", "clause", "5."),
        ("annex1/5/b1", "annex1/5", "bullet", "•"),
        ("annex1/5/b2", "annex1/5", "bullet", "•"),
        ("annex1/3.1", "annex1/s2", "clause", "3.1."),
        ("annex1/s2/1", "annex1/s2", "clause", "1."),
        ("annex1/s2/1/p1", "annex1/s2/1", "paragraph", ""),
    ]


@pytest.mark.parametrize(
    "text",
    ["- а:\n" * 3000, "слово:\n" * 3000, "слово и\n" * 5000, "«" + "приказ № 5 " * 3000, "1. А:\n" * 3000],
)
def test_a_senseless_text_is_read_all_the_same(text):
    reading = read_regulation(read_text(text.encode(), "act.txt"))

    assert node_words(reading.nodes) == source_words(text)
    assert max(node.key.count("/") for node in reading.nodes) < 20


def test_json_has_the_act_its_nodes_citations_and_doubts():
    found = as_json(sample("gorny.txt"))

    assert list(found) == ["act", "nodes", "citations", "doubts"]
    assert found["act"]["parent"] == {
        "kind": "распоряжение", "issuer": "Администрация Горного района", "date": "2024-06-05",
        "number": "р-12", "title": "",
    }  # fmt: skip
    assert found["nodes"][4] == {
        "key": "annex1/s1", "parent": "annex1", "label": "1.", "kind": "section", "text": "Общее",
    }  # fmt: skip
    assert found["citations"][0]["node"] == "annex1/s2/1/p1"
