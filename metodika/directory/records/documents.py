"""The papers of the register itself, and orders and directives, which every area issues."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.documents import (
    Annex,
    Block,
    Column,
    DocumentKind,
    Header,
    Item,
    Numbered,
    Paper,
    Places,
    SignatureLine,
    Table,
    Text,
    render_docx,
    render_pdf,
)
from metodika.directory.records.lifecycle import KindCode
from metodika.directory.records.models import Dispatch, Record
from metodika.directory.records.queries import (
    record_card,
    register_places,
    sheet_places,
    signature_places,
)

ORDERING = {KindCode.ORDER: ("ПРИКАЗ", "ПРИКАЗЫВАЮ:"), KindCode.DIRECTIVE: ("РАСПОРЯЖЕНИЕ", "ОБЯЗЫВАЮ:")}
# So many signs stand in a column of usual width.
USUAL = 20
HEAD = {
    "organisation": _("full name of the organisation"),
    "date": _("date in words"),
    "number": _("number from the register"),
}


def _header(places: Places) -> Header:
    return Header(
        organisation=places["organisation"],
        date=places["date"],
        number=places["number"],
        place=places.get("place", ""),
    )


def _ordering(code: KindCode, places: Places) -> Paper:
    name, word = ORDERING[code]
    opening = [Text(places["preamble"])] if places["preamble"] else []
    points = Numbered(tuple(Item(one["text"], tuple(one["items"])) for one in places["points"]))
    return Paper(
        title=places["title"],
        kind=name,
        header=_header(places),
        title_aside=True,
        blocks=(*opening, Text(word, indent=False, keep=True), points),
        signatures=tuple(SignatureLine(one["position"], one["name"]) for one in places["signers"]),
        annexes=tuple(_annex(one, name.capitalize(), places) for one in places["annexes"]),
    )


def _annex(annex: Mapping[str, Any], name: str, places: Places) -> Annex:
    blocks: list[Block] = [Text(annex["text"])] if annex["text"] else []
    if annex["heads"]:
        rows = tuple(tuple(row) for row in annex["rows"])
        cells = zip(*rows, strict=True) if rows else [() for _head in annex["heads"]]
        columns = tuple(_column(head, column) for head, column in zip(annex["heads"], cells, strict=True))
        blocks.append(Table(columns, rows))
    to = f"к документу: {name.lower()} от {places['date']} № {places['number']}"
    return Annex(annex["title"], ("Приложение", to), tuple(blocks))


def _column(head: str, cells: Sequence[str]) -> Column:
    """Give a column as much room as its longest text needs, within measure; numbers need little."""
    if head == "№":
        return Column(head, 0.4, "center")
    longest = max(map(len, (head, *cells)))
    return Column(head, min(max(longest / USUAL, 1), 3))


def _order(places: Places) -> Paper:
    return _ordering(KindCode.ORDER, places)


def _directive(places: Places) -> Paper:
    return _ordering(KindCode.DIRECTIVE, places)


def _sheet(places: Places) -> Paper:
    columns = (
        Column("№", 0.3, "center"), Column("Фамилия, имя, отчество", 2), Column("Должность", 2),
        Column("Дата", 1), Column("Подпись", 1),
    )  # fmt: skip
    rows = tuple(
        (str(number), one["name"], one["position"], one["mark"], "")
        for number, one in enumerate(places["people"], 1)
    )
    return Paper(
        title="с документом",
        kind="ЛИСТ ОЗНАКОМЛЕНИЯ",
        header=Header(organisation=places["organisation"], date=places["date"]),
        blocks=(Text(places["document"]), Table(columns, rows)),
    )


def _register(places: Places) -> Paper:
    columns = (
        Column("№", 0.7), Column("Дата", 0.8), Column("Вид", 1), Column("Заголовок", 3),
        Column("Состояние", 1), Column("Примечание", 1),
    )  # fmt: skip
    names = ("number", "date", "kind", "title", "status", "note")
    rows = tuple(tuple(str(one[name]) for name in names) for one in places["records"])
    return Paper(
        title="документов",
        kind="РЕЕСТР",
        header=Header(organisation=places["organisation"], date=places["date"]),
        blocks=(Table(columns, rows),),
        landscape=True,
    )


def _destruction(places: Places) -> Paper:
    columns = (
        Column("№", 0.3, "center"), Column("Индекс", 0.8), Column("Заголовок дела", 3), Column("Год", 0.6),
        Column("Документов", 0.9), Column("Закрыто", 0.9), Column("Хранить по", 0.9), Column("Основание", 1),
    )  # fmt: skip
    names = ("index", "title", "year", "count", "closed", "until", "note")
    rows = tuple(
        (str(number), *(str(one[name]) for name in names)) for number, one in enumerate(places["cases"], 1)
    )
    return Paper(
        title="о выделении к уничтожению документов, не подлежащих хранению",
        kind="АКТ",
        header=_header(places),
        blocks=(
            Text("Отобраны к уничтожению документы, сроки хранения которых истекли:"),
            Table(columns, rows),
        ),
        landscape=True,
    )


def _signatures(places: Places) -> Paper:
    columns = (
        Column("№", 0.3, "center"), Column("Фамилия, имя, отчество", 2), Column("Подписывает как", 1.5),
        Column("Подпись", 2), Column("Примечание", 1.5),
    )  # fmt: skip
    rows = tuple(
        (str(number), one["name"], one["capacity"], one["state"], one["note"])
        for number, one in enumerate(places["signers"], 1)
    )
    return Paper(
        title="к документу",
        kind="ЛИСТ ПОДПИСЕЙ",
        header=Header(organisation=places["organisation"], date=places["date"]),
        blocks=(
            Text(places["document"]),
            Text(f"Контрольная сумма файла (SHA-256): {places['hash']}", align="left", indent=False),
            Table(columns, rows),
        ),
    )


ORDER_PLACES = {
    **HEAD,
    "place": _("place of making"),
    "title": _("heading to the text, On …"),
    "preamble": _("on what ground, before the word of command"),
    "points": _("points of the order"),
    "points.text": _("text of a point"),
    "points.items": _("points within a point"),
    "signers": _("who signs"),
    "signers.position": _("position of who signs"),
    "signers.name": _("name of who signs, with initials"),
    "annexes": _("annexes"),
    "annexes.title": _("title of an annex"),
    "annexes.text": _("text of an annex"),
    "annexes.heads": _("heads of the table of an annex"),
    "annexes.rows": _("rows of the table of an annex"),
}
DOCUMENTS = (
    DocumentKind(KindCode.ORDER, _("Order"), ORDER_PLACES, _order),
    DocumentKind(KindCode.DIRECTIVE, _("Directive"), ORDER_PLACES, _directive),
    DocumentKind(
        KindCode.SHEET,
        _("Acknowledgement sheet"),
        {
            **HEAD,
            "document": _("what is to be read"),
            "people": _("people of the list"),
            "people.name": _("full name"),
            "people.position": _("position"),
            "people.mark": _("when and how it was acknowledged"),
        },
        _sheet,
    ),
    DocumentKind(
        KindCode.REGISTER,
        _("Register of documents"),
        {
            **HEAD,
            "records": _("documents of the register"),
            "records.number": _("number of a document"),
            "records.date": _("date of a document"),
            "records.kind": _("kind of a document"),
            "records.title": _("title of a document"),
            "records.status": _("status of a document"),
            "records.note": _("why it was cancelled"),
        },
        _register,
    ),
    DocumentKind(
        KindCode.DESTRUCTION_ACT,
        _("Act of destruction"),
        {
            **HEAD,
            "cases": _("cases to destroy"),
            "cases.index": _("index of a case"),
            "cases.title": _("title of a case"),
            "cases.year": _("year of a case"),
            "cases.count": _("how many documents lie in a case"),
            "cases.closed": _("when a case was closed"),
            "cases.until": _("last day of keeping"),
            "cases.note": _("article of the list"),
        },
        _destruction,
    ),
    DocumentKind(
        KindCode.SIGNATURES,
        _("List of signatures"),
        {
            **HEAD,
            "document": _("what is signed"),
            "hash": _("hash of what is signed"),
            "signers": _("who signs"),
            "signers.name": _("full name"),
            "signers.capacity": _("as what a person signs"),
            "signers.state": _("how and when it was signed"),
            "signers.note": _("note and special opinion"),
        },
        _signatures,
    ),
)


def _paper(code: KindCode, places: Places) -> Paper:
    return next(kind for kind in DOCUMENTS if kind.code == code).paper(places)


def printed_register(records: Sequence[Record], *, day: date) -> bytes:
    """Return the PDF of a register of these documents, in the order given."""
    return render_pdf(_paper(KindCode.REGISTER, register_places(records, day=day)))


def printed_signatures(record: Record, *, day: date) -> bytes:
    """Return the PDF that tells who has signed a document, how and when, and who is missing."""
    places = signature_places(record_card(record), day=day)
    return render_pdf(_paper(KindCode.SIGNATURES, places))


def printed_sheet(dispatch: Dispatch, *, day: date, blank: bool, word: bool = False) -> bytes:
    """Return the acknowledgement sheet as PDF or as a Word file; `blank` is for those who are missing."""
    paper = _paper(KindCode.SHEET, sheet_places(dispatch, day=day, blank=blank))
    return render_docx(paper) if word else render_pdf(paper)
