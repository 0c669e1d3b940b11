from metodika.core.files.text import Block, read_text
from metodika.directory.regulations.rules import clause_at, node_words, read_regulation


def tree(source, name="act.txt"):
    nodes = read_regulation(read_text(source.encode(), name)).nodes
    return [(node.key, node.parent, node.label, node.text) for node in nodes]


def row(*cells):
    return Block(" ".join(filter(None, cells)), "table_row", cells=cells, gap=True)


def test_an_order_without_its_kind_is_known_by_its_words():
    found = tree(
        "Администрация\n№ 5\nВ целях порядка ПОСТАНОВЛЯЕТ:\n1. Звать всех.\nДиректор школы И.И. Иванов"
    )

    assert [key for key, *_rest in found] == [
        "order",
        "order/r1",
        "order/r2",
        "order/p1",
        "order/1",
        "order/sign1",
    ]


def test_a_head_and_a_signature_drawn_as_tables_are_read_as_lines():
    blocks = [
        Block("ПРИКАЗ", gap=True),
        row("01.02.2020", "№ 7"),
        Block("О чтении", gap=True),
        Block("Читать.", label="1.", gap=True),
        row("Директор школы", "И.И. Иванов"),
        row("Исп. Петров", "2-22"),
    ]

    reading = read_regulation(blocks)

    assert [(node.key, node.label, node.text) for node in reading.nodes] == [
        ("order", "", ""),
        ("order/r1", "", "ПРИКАЗ"),
        ("order/r2", "", "01.02.2020 № 7"),
        ("order/title", "", "О чтении"),
        ("order/1", "1.", "Читать."),
        ("order/sign1", "", "Директор школы И.И. Иванов"),
        ("order/sign2", "", "Исп. Петров 2-22"),
    ]
    assert (reading.card.number, str(reading.card.issued_on)) == ("7", "2020-02-01")


def test_an_annex_with_its_mark_twice_is_one_annex():
    found = tree(
        "Приложение 2\nк приказу\nПриложение 2\nк приказу от 01.02.2020 № 3\nПорядок\n1. Один пункт."
    )

    assert found == [
        ("annex2", None, "Приложение 2", "к приказу"),
        ("annex2/r1", "annex2", "Приложение 2", "к приказу от 01.02.2020 № 3"),
        ("annex2/title", "annex2", "", "Порядок"),
        ("annex2/1", "annex2", "1.", "Один пункт."),
    ]


def test_headings_of_several_levels_nest():
    found = tree("# Начало\n\nСлово.\n\n## Часть\n\nСлово.\n\n# Конец\n", "act.md")

    assert [(key, parent) for key, parent, *_rest in found] == [
        ("h1", None),
        ("h1/p1", "h1"),
        ("h1/h1", "h1"),
        ("h1/h1/p1", "h1/h1"),
        ("h2", None),
    ]


def test_numbers_counted_by_word_and_by_hand_are_one_sort_of_label():
    blocks = [
        Block("Глава", label="II.", gap=True),
        Block("Совет решает:", label="2.1.", gap=True),
        Block("звать", label="а)", gap=True),
        Block("1.5 ставки дают", label="2.2.", gap=True),
    ]

    nodes = read_regulation(blocks).nodes

    assert [(node.key, node.label, node.text) for node in nodes] == [
        ("ch2", "II.", "Глава"),
        ("2.1", "2.1.", "Совет решает:"),
        ("2.1/а", "а)", "звать"),
        ("2.2", "2.2.", "1.5 ставки дают"),
    ]


def test_a_row_broken_inside_a_cell_goes_on_in_the_next_line():
    found = tree("№\tДело\tСрок\n1.\tПровести\tмай\nи июнь\n\tсбор\tиюль\n2.\tИтог\tмай\nКонец таблицы.")

    assert found[5:] == [
        ("t1/1", "t1", "1.", "Провести"),
        ("t1/1/c3", "t1/1", "", "май и июнь"),
        ("t1/1/p1", "t1/1", "", "сбор"),
        ("t1/1/c3/p1", "t1/1/c3", "", "июль"),
        ("t1/2", "t1", "2.", "Итог"),
        ("t1/2/c3", "t1/2", "", "май"),
        ("p1", None, "", "Конец таблицы."),
    ]


def test_rows_without_numbers_and_with_bare_numbers_keep_their_words():
    blocks = [row("Дело", "Срок"), row("Отдел", ""), row("Сбор", "май"), row("1", "Итог"), row("2", "Отчёт")]

    nodes = read_regulation(blocks).nodes

    assert node_words(nodes) == "Дело Срок Отдел Сбор май 1 Итог 2 Отчёт".split()
    assert [node.key for node in nodes if node.kind in {"table_row", "section"}] == [
        "t1/head1", "t1/h1", "t1/h1/r1", "t1/1", "t1/2",
    ]  # fmt: skip


def test_a_clause_that_is_not_there_is_not_found():
    nodes = read_regulation(read_text("1. Совет решает:\n- раз;\n- два.".encode(), "act.txt")).nodes

    assert clause_at(nodes, "1.2").key == "1/b2"
    assert clause_at(nodes, "1.3") is None
    assert clause_at(nodes, "7") is None
    assert clause_at(nodes, "1", "order") is None
