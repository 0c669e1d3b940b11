"""The papers of a session: agenda, minutes, extract, attendance sheet, recommendations."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.documents import (
    Annex,
    Block,
    Column,
    DocumentKind,
    Header,
    Heading,
    Item,
    Lines,
    Numbered,
    Paper,
    Places,
    SignatureLine,
    Space,
    Table,
    Text,
)
from metodika.governance.meetings.queries.papers import FEW

AGENDA, MINUTES, EXTRACT = "meetings.agenda", "meetings.minutes", "meetings.extract"
SHEET, RECOMMENDATIONS = "meetings.attendance_sheet", "meetings.recommendations"
HEAD = {
    "organisation": _("full name of the organisation"),
    "date": _("date in words"),
    "number": _("number from the register"),
    "place": _("place of the session"),
    "body": _("name of the body"),
    "title": _("heading to the text"),
}
QUESTION = {
    "number": _("number of the item"),
    "question": _("question"),
    "rapporteur": _("rapporteurs"),
}


def _under(prefix: str, places: Mapping[str, Any]) -> dict[str, Any]:
    return {prefix: _("list of rows"), **{f"{prefix}.{name}": words for name, words in places.items()}}


def _header(places: Places) -> Header:
    return Header(
        organisation=places["organisation"], date=places["date"], number=str(places["number"]),
        place=places["place"],
    )  # fmt: skip


def minutes_paper(places: Places) -> Paper:
    """Lay out minutes: who was there, the quorum, the agenda, and each item heard, spoken to and decided."""
    many = len(places["members"]) > FEW
    annexes = [_list_of_members(places)] if many else []
    return Paper(
        title=places["title"],
        kind="ПРОТОКОЛ",
        header=_header(places),
        blocks=(
            *_attendance(places, many=many),
            *_agenda(places),
            *(block for item in places["items"] for block in _item(item)),
            *([Text(places["other"])] if places["other"] else []),
            *_annex_list(places),
        ),
        signatures=tuple(
            SignatureLine(one["position"], one["name"], note=one["note"]) for one in places["signers"]
        ),
        annexes=tuple(annexes),
    )


def _attendance(places: Places, *, many: bool) -> Iterator[Block]:
    pairs = []
    if places["presiding"]:
        ground = places["presiding_ground"]
        own = "" if ground == "председатель" else f" ({ground})"
        pairs.append(("Председательствующий", f"{places['presiding']}{own}"))
    if places["recorder"]:
        own = " (в отсутствие секретаря)" if places["recorder_is_temporary"] else ""
        pairs.append(("Секретарь", f"{places['recorder']}{own}"))
    members = places["members"]
    listed = f"{len(members)} человек, список прилагается" if many else _listed(members)
    pairs.append(("Присутствовали", listed or "–"))
    if places["absent"]:
        pairs.append(
            ("Отсутствовали", "\n".join(_with(one["name"], one["reason"]) for one in places["absent"]))
        )
    if places["guests"]:
        pairs.append(("Приглашённые", "\n".join(_with(one["name"], one["of"]) for one in places["guests"])))
    yield Lines(tuple(pairs))
    times = f"Начало: {places['opened']}. Окончание: {places['closed']}. " if places["held"] else ""
    yield Text(f"{times}Форма проведения: {places['mode']}.")
    if places["quorum"]["text"]:
        yield Text(places["quorum"]["text"])
    for words in places["deviations"]:
        yield Text(words)
    if places["opening"]:
        yield Text(places["opening"])


def _listed(people: list[dict[str, Any]]) -> str:
    return "\n".join(_with(_with(one["name"], one["represents"], ", "), one["stay"]) for one in people)


def _with(name: str, more: str, between: str = "") -> str:
    if not more:
        return name
    return f"{name}{between}{more}" if between else f"{name} ({more})"


def _agenda(places: Places) -> Iterator[Block]:
    yield Space(3)
    yield Heading("ПОВЕСТКА ДНЯ:", 2, "center")
    yield Numbered(tuple(_with(one["question"], one["rapporteur"]) for one in places["agenda"]))
    for words in places["agenda_changes"]:
        yield Text(words)


def _item(item: Mapping[str, Any]) -> Iterator[Block]:
    yield Space(3)
    added = " (включён в повестку на заседании)" if item["added"] else ""
    yield Heading(f"{item['number']}. {item['question']}{added}", 3)
    if item["deferred"]:
        yield Text(f"Вопрос перенесён. Причина: {item['deferred']}")
        return
    heard = item["heard"] or item["rapporteur"]
    if heard:
        yield Text(("СЛУШАЛИ: ", heard))
    if item["spoke"]:
        yield Text(("ВЫСТУПИЛИ: ", item["spoke"]))
    yield from _votes(item)
    if item["decisions"]:
        yield Text("РЕШИЛИ:", keep=True)
        for one in item["decisions"]:
            yield from _decision(one)
    for one in item["opinions"]:
        yield Text(f"Особое мнение ({one['name']}): {one['text']}")


def _votes(item: Mapping[str, Any]) -> Iterator[Block]:
    for one in item["recused"]:
        yield Text(f"В голосовании не участвует {one['name']}: {one['reason']}")
    for one in item["votes"]:
        yield Text(f"{one['question']} {one['counted']}")
        yield from _named(one["named"])


def _decision(decision: Mapping[str, Any]) -> Iterator[Block]:
    told = [f"{decision['number']}. {decision['text']}"]
    if decision["responsible"]:
        told.append(f"Ответственный: {decision['responsible']}")
    if decision["due"]:
        told.append(f"Срок: {decision['due']}")
    yield Text(" ".join(_ended(part) for part in told))
    if decision["counted"]:
        yield Text(decision["counted"])
    yield from _named(decision["named"])


def _named(named: list[dict[str, str]]) -> Iterator[Block]:
    if named:
        told = "; ".join(f"{one['choice']}: {one['names']}" for one in named)
        yield Text(_ended(told[:1].upper() + told[1:]))


def _ended(sentence: str) -> str:
    """Put the full stop where none stands: a date ends with one, and so may what people type."""
    return sentence if sentence.endswith((".", "!", "?", "…", ":", ";")) else f"{sentence}."


def _annex_list(places: Places) -> Iterator[Block]:
    if places["annexes"]:
        yield Text("Приложения:", keep=True)
        yield Numbered(tuple(places["annexes"]))


def _list_of_members(places: Places) -> Annex:
    columns = (
        Column("№", 0.3, "center"),
        Column("Фамилия, инициалы", 2),
        Column("Представляет", 2),
        Column("Время", 1),
    )
    rows = tuple(
        (str(number), one["name"], one["represents"], one["stay"])
        for number, one in enumerate(places["members"], 1)
    )
    to = f"к протоколу от {places['date']} № {places['number']}"
    return Annex("Список присутствовавших", ("Приложение", to), (Table(columns, rows),))


def agenda_paper(places: Places) -> Paper:
    """Lay out an agenda: when and where, the questions with drafts and materials, who is asked."""
    begins = f" в {places['begins']}" if places["begins"] else ""
    when = f"Мнения принимаются до {places['until']}." if places["until"] else f"{places['date']}{begins}"
    pairs = [("Когда", when), ("Где", places["place"] or places["link"] or "–"), ("Форма", places["mode"])]
    if places["guests"]:
        asked = "\n".join(_with(one["name"], one["of"]) for one in places["guests"])
        pairs.append(("Приглашены", asked))
    return Paper(
        title=places["title"],
        kind="ПОВЕСТКА",
        header=_header(places),
        blocks=(
            Lines(tuple(pairs)),
            Space(3),
            *(block for one in places["agenda"] for block in _planned(one)),
        ),
    )


def _planned(item: Mapping[str, Any]) -> Iterator[Block]:
    limit = f", {item['limit']} мин" if item["limit"] else ""
    more = f"{item['rapporteur']}{limit}" if item["rapporteur"] else ""
    yield Text(f"{item['number']}. {_with(item['question'], more)}")
    if item["draft"]:
        yield Text(f"Проект решения: {item['draft']}")
    if item["materials"]:
        yield Text(f"Материалы: {'; '.join(item['materials'])}")


def sheet_paper(places: Places) -> Paper:
    """Lay out an attendance sheet with room for signatures."""
    columns = (
        Column("№", 0.3, "center"), Column("Фамилия, имя, отчество", 2), Column("Кого представляет", 2),
        Column("Пришёл", 0.7, "center"), Column("Ушёл", 0.7, "center"), Column("Подпись", 1),
    )  # fmt: skip
    rows = tuple(
        (str(number), one["name"], one["position"] or one["capacity"], one["arrived"], one["left"], "")
        for number, one in enumerate(places["people"], 1)
    )
    return Paper(
        title=places["title"], kind="ЯВОЧНЫЙ ЛИСТ", header=_header(places), blocks=(Table(columns, rows),)
    )


def extract_paper(places: Places) -> Paper:
    """Lay out an extract: the head of the minutes and the one item."""
    pairs = (
        ("Председательствующий", places["presiding"] or "–"),
        ("Присутствовали", f"{places['members_count']} чел."),
    )
    return Paper(
        title=places["title"],
        kind="ВЫПИСКА ИЗ ПРОТОКОЛА",
        header=_header(places),
        blocks=(Lines(pairs), *_item(places["item"]), Space(6), Text("Выписка верна.")),
        signatures=(SignatureLine("Секретарь", places["recorder"]),) if places["recorder"] else (),
    )


def recommendations_paper(places: Places) -> Paper:
    """Lay out the recommendations of a body."""
    points = tuple(
        Item(
            " ".join(
                _ended(part)
                for part in (
                    one["text"],
                    f"Кому: {one['to']}" if one["to"] else "",
                    f"Срок: {one['due']}" if one["due"] else "",
                )
                if part
            )
        )
        for one in places["points"]
    )
    return Paper(
        title=places["title"],
        kind="РЕКОМЕНДАЦИИ",
        header=_header(places),
        blocks=(Numbered(points),),
        signatures=(SignatureLine("Председательствующий", places["presiding"]),)
        if places["presiding"]
        else (),
    )


PEOPLE = {"name": _("name"), "represents": _("whom the member represents"), "stay": _("time of presence")}
DECISIONS = {
    "number": _("number"), "text": _("text of the decision"), "responsible": _("responsible"),
    "due": _("term"), "counted": _("votes in words"),
}  # fmt: skip
SESSIONS = (
    DocumentKind(
        AGENDA, _("Agenda of a session"),
        {
            **HEAD, "begins": _("time of the beginning"), "mode": _("mode of the session"),
            **_under("agenda", {**QUESTION, "draft": _("draft of the decision")}),
        },
        agenda_paper,
    ),
    DocumentKind(
        MINUTES, _("Minutes of a session"),
        {
            **HEAD, "presiding": _("who presides"), "recorder": _("who keeps the minutes"),
            "opened": _("time of the beginning"), "closed": _("time of the end"),
            **_under("members", PEOPLE), **_under("agenda", QUESTION),
            **_under(
                "items", {**QUESTION, "heard": _("what was heard"), "spoke": _("who spoke"),
                          **_under("decisions", DECISIONS)},
            ),
        },
        minutes_paper,
    ),
    DocumentKind(
        EXTRACT, _("Extract from minutes"),
        {**HEAD, "presiding": _("who presides"), "recorder": _("who keeps the minutes")}, extract_paper,
    ),
    DocumentKind(
        SHEET, _("Attendance sheet"),
        {**HEAD, **_under("people", {"name": _("name"), "arrived": _("arrived"), "left": _("left")})},
        sheet_paper,
    ),
    DocumentKind(
        RECOMMENDATIONS, _("Recommendations of a body"),
        {**HEAD, **_under("points", {"text": _("text"), "to": _("to whom"), "due": _("term")})},
        recommendations_paper,
    ),
)  # fmt: skip
