"""A protocol of twelve pages with forty decisions: ours beside WeasyPrint and beside a bare python-docx.

Each run prints a protocol of its own words, since a printer that remembers its last page would not be
measured. Both sides use the same fonts, are warm and take turns. What counts is the time of the processor:
the machine has other work as well.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from html import escape
from io import BytesIO

from bench import ground
from bench.results import Figure, record

ROUNDS, IN_A_ROW, DECISIONS = 7, 200, 40
FASTER, SLOWEST_SHARE, MOST_GROWTH = 10, 3, 10
HEARD = (
    "Докладчик рассказал о том, как прошла работа за отчётный период, какие материалы подготовлены и что "
    "осталось сделать; участники задали вопросы о сроках, о нагрузке и о помощи молодым педагогам."
)


def minutes(number: int):
    """Return a protocol that no other number gives."""
    from metodika.core.documents import Column, Header, Heading, Lines, Numbered, Paper, SignatureLine, Table

    members = [f"Участникова-{one} А. Б." for one in range(1, 21)]
    columns = (
        Column("№", 1, "center"),
        Column("Фамилия, инициалы", 6),
        Column("Прибыл", 2),
        Column("Убыл", 2),
    )
    rows = tuple((str(place), name, "14:00", "16:30") for place, name in enumerate(members, start=1))
    blocks = [
        Lines((("Председатель", members[0]), ("Секретарь", members[1]))),
        Table(columns, rows),
        Heading("ПОВЕСТКА ДНЯ", align="center"),
        Numbered(tuple(f"Вопрос {one} заседания {number}" for one in range(1, DECISIONS + 1))),
    ]
    for one in range(1, DECISIONS + 1):
        blocks += decision(one, number, members)
    head = Header("Методический совет", date="22.11.2026", number=str(number), place="г. Приречный")
    signatures = tuple(SignatureLine("Член совета", name) for name in members)
    return Paper(f"заседания {number}", "ПРОТОКОЛ", head, tuple(blocks), signatures, size=13)


def decision(one: int, number: int, members: list[str]) -> list:
    from metodika.core.documents import Heading, Item, Numbered, Run, Text

    return [
        Heading(f"{one}. СЛУШАЛИ"),
        Text(("О вопросе ", Run(f"{one} / {number}", bold=True), f". {HEARD}")),
        Text(f"ВЫСТУПИЛИ: {members[one % 20]}, {members[one % 19]}."),
        Numbered((Item(f"Принять к сведению по вопросу {one}.", ("Срок — месяц.",)), "Продолжить работу.")),
        Text("За — 18, против — 1, воздержались — 1.", keep=True),
    ]


def page_of(paper) -> str:
    """Return the same text as a web page with the same look."""
    from metodika.core.documents.wording import FONTS

    faces = "".join(
        f"@font-face {{ font-family: Tinos; src: url('file://{FONTS}/tinos-{name}.ttf'); {look} }}"
        for name, look in (("regular", ""), ("bold", "font-weight: bold"), ("italic", "font-style: italic"))
    )
    style = (
        f"{faces} @page {{ size: A4; margin: 20mm 10mm 20mm 20mm; "
        "@top-center { content: counter(page) } } "
        "body { font: 13pt Tinos; text-align: justify } p { text-indent: 1.25cm; margin: .3em 0 } "
        "h1 { font-size: 13pt } table { width: 100%; border-collapse: collapse; font-size: 12pt } "
        ".framed td, .framed th { border: .5pt solid } "
        "h1, .head { text-align: center } .keep { break-after: avoid }"
    )
    head = paper.header
    lines = (head.organisation, paper.kind, paper.title, f"{head.date} № {head.number}", head.place)
    body = "".join(f'<p class="head">{escape(line)}</p>' for line in lines)
    body += "".join(block_of(block) for block in paper.blocks)
    body += "".join(
        f"<table><tr><td>{escape(one.position)}</td><td>__________</td><td>{escape(one.name)}</td></tr></table>"
        for one in paper.signatures
    )
    return f"<!DOCTYPE html><html lang=ru><title>{paper.title}</title><style>{style}</style>{body}</html>"


def words_of(said) -> str:
    runs = (said,) if isinstance(said, str) else said
    return "".join(escape(one) if isinstance(one, str) else f"<b>{escape(one.text)}</b>" for one in runs)


def items_of(items) -> str:
    told = (
        f"<li>{words_of(one)}</li>"
        if isinstance(one, str)
        else f"<li>{words_of(one.words)}{items_of(one.items)}</li>"
        for one in items
    )
    return f"<ol>{''.join(told)}</ol>"


def block_of(block) -> str:
    from metodika.core.documents import Heading, Lines, Numbered, Table

    if isinstance(block, Heading):
        return f"<h1>{escape(block.text)}</h1>"
    if isinstance(block, Numbered):
        return items_of(block.items)
    if isinstance(block, Lines):
        return "".join(f"<p>{escape(label)} {words_of(said)}</p>" for label, said in block.pairs)
    if isinstance(block, Table):
        heads = "".join(f"<th>{escape(column.head)}</th>" for column in block.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{words_of(cell)}</td>" for cell in row) + "</tr>" for row in block.rows
        )
        return f'<table class="framed"><thead><tr>{heads}</tr></thead>{rows}</table>'
    return f'<p class="{"keep" if block.keep else ""}">{words_of(block.words)}</p>'


def bare_docx(paper) -> bytes:
    """Write the same text as the manual of python-docx shows it, with no look of its own."""
    import docx

    document = docx.Document()
    head = paper.header
    for line in (head.organisation, paper.kind, paper.title, f"{head.date} № {head.number}", head.place):
        document.add_paragraph(line)
    for block in paper.blocks:
        add_block(document, block)
    for one in paper.signatures:
        document.add_paragraph(f"{one.position} __________ {one.name}")
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def add_block(document, block) -> None:
    from metodika.core.documents import Heading, Lines, Numbered, Table

    if isinstance(block, Heading):
        document.add_heading(block.text, block.level)
    elif isinstance(block, Numbered):
        add_items(document, block.items)
    elif isinstance(block, Lines):
        for label, said in block.pairs:
            document.add_paragraph(f"{label} {plain(said)}")
    elif isinstance(block, Table):
        add_table(document, block)
    else:
        document.add_paragraph(plain(block.words))


def add_items(document, items) -> None:
    for one in items:
        document.add_paragraph(plain(getattr(one, "words", one)), style="List Number")
        add_items(document, getattr(one, "items", ()))


def add_table(document, block) -> None:
    table = document.add_table(1, len(block.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.text = column.head
    for row in block.rows:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(said)


def plain(said) -> str:
    return said if isinstance(said, str) else "".join(getattr(one, "text", one) for one in said)


def in_turns(**sides: Callable[[int], object]) -> dict[str, float]:
    """Return the median seconds of the processor for each side, the first and cold round left out."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(ROUNDS + 1):
        for name, work in sides.items():
            started = time.process_time()
            work(number)
            seconds[name].append(time.process_time() - started)
    return {name: statistics.median(spent[1:]) for name, spent in seconds.items()}


def speed() -> dict:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from metodika.core.documents import render_docx, render_pdf

    fonts = FontConfiguration()
    papers = [minutes(number) for number in range(ROUNDS + 1)]
    pages = [page_of(paper) for paper in papers]

    def theirs(number: int, **how: object) -> bytes:
        return weasyprint.HTML(string=pages[number]).write_pdf(font_config=fonts, **how)

    found = in_turns(
        pdf=lambda number: render_pdf(papers[number]),
        weasyprint=theirs,
        weasyprint_archive=lambda number: theirs(number, pdf_variant="pdf/a-2u", pdf_tags=True),
        docx=lambda number: render_docx(papers[number]),
        bare=lambda number: bare_docx(papers[number]),
    )
    return found | {"pages": leaves(render_pdf(papers[0])), "their_pages": leaves(theirs(0))}


def leaves(pdf: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


def memory() -> dict:
    """Print papers one after another; tell the memory after a quarter of them and at the end."""
    from metodika.core.documents import render_docx, render_pdf

    after = {}
    started = time.perf_counter()
    for number in range(1, IN_A_ROW + 1):
        paper = replace(minutes(number), code=f"https://metodika.example.org/check/{number:012}/")
        render_pdf(paper)
        render_docx(paper)
        after[number] = resident()
    return {"quarter": after[IN_A_ROW // 4], "end": after[IN_A_ROW], "seconds": time.perf_counter() - started}


def resident() -> int:
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024 // 1024


def in_process(part: str) -> dict:
    command = [sys.executable, "-W", "ignore", "-m", "bench.documents", part]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.decode().splitlines()[-1])


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in {"speed", "memory"}:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "METODIKA_DATA": str(ground.BUILDS)}
        import django

        django.setup()
        print(json.dumps({"speed": speed, "memory": memory}[sys.argv[1]]()))
        return
    record("documents", [*speeds(**in_process("speed")), growth(**in_process("memory"))])


def speeds(*, pages: int, their_pages: int, **seconds: float) -> list[Figure]:
    told = {name: f"{spent * 1000:.0f} ms" for name, spent in seconds.items()}
    ratio, share = seconds["weasyprint"] / seconds["pdf"], seconds["docx"] / seconds["bare"]
    return [
        Figure(
            f"Protocol of {pages} pages, {DECISIONS} decisions, as PDF/A-2a",
            told["pdf"],
            f"WeasyPrint, the same text on {their_pages} pages: {told['weasyprint']}, "
            f"as tagged PDF/A-2u {told['weasyprint_archive']}",
            f"≥ {FASTER} times faster",
            ratio >= FASTER,
            f"{ratio:.1f} times; beside the tagged one {seconds['weasyprint_archive'] / seconds['pdf']:.1f}; "
            "time of the processor",
        ),
        Figure(
            "The same protocol as .docx",
            told["docx"],
            f"bare python-docx, the same text: {told['bare']}",
            f"≤ {SLOWEST_SHARE} times",
            share <= SLOWEST_SHARE,
            f"{share:.2f} times; time of the processor",
        ),
    ]


def growth(*, quarter: int, end: int, seconds: float) -> Figure:
    return Figure(
        f"{IN_A_ROW} protocols in a row, both formats",
        f"{end} MB at the end",
        f"{quarter} MB after a quarter",
        f"≤ {MOST_GROWTH} % more",
        end - quarter <= quarter * MOST_GROWTH / 100,
        f"{seconds / IN_A_ROW * 1000:.0f} ms a protocol",
    )


if __name__ == "__main__":
    main()
