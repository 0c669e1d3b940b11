"""The order that approves a composition: what it says, and whether it still says what is meant."""

from datetime import date
from typing import Any

from metodika.core.language import Case, decline_phrase, russian_date
from metodika.directory.records.lifecycle import KindCode
from metodika.directory.records.models import Record
from metodika.directory.records.queries import OrderText, orders_about, positions_at
from metodika.directory.regulations.models import Act
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries.compositions import seats_of
from metodika.governance.bodies.queries.kinds import clause_gists, rules_of

HEADS = ("№", "Фамилия, имя, отчество", "Должность", "Кого представляет", "В составе")
# What a later appointment may change without another composition: the column is not compared.
POSITION = HEADS.index("Должность")
OFFICES = {
    Office.CHAIR: "председатель",
    Office.DEPUTY: "заместитель председателя",
    Office.SECRETARY: "секретарь",
    Office.MEMBER: "член",
}
GENITIVES = {KindCode.ORDER: "приказа", KindCode.DIRECTIVE: "распоряжения"}
KINDS_OF_ACT = {"order": KindCode.ORDER, "directive": KindCode.DIRECTIVE}


def order_of(composition: Composition) -> Record | None:
    """Return the newest order about a composition, None when none was drafted."""
    return orders_about(composition).first()


def kind_of_order(body: Body) -> str:
    """Return the kind of document that approves compositions of the body: a directive where rules say so."""
    return KINDS_OF_ACT.get(rules_of(body).composition_act, KindCode.ORDER)


def control_kept(kind: str) -> dict[str, Any]:
    """Return the last point of an order: who sees that it is carried out."""
    return {"text": f"Контроль за исполнением {GENITIVES[KindCode(kind)]} оставляю за собой."}


def ground_of(body: Body, parameter: str) -> str:
    """Return the words by which a rule of the body is cited, "" where no clause speaks of it."""
    label, _gist = clause_gists(body.kind.profile_id).get(rules_of(body).clause_of(parameter), ("", ""))
    if not label[:1].isdigit():
        return ""
    act = body.regulation
    return f"В соответствии с пунктом {label.rstrip('.')}" + (f" ({_cited(act)})" if act else "")


def _cited(act: Act) -> str:
    kind, _space, rest = act.requisites.partition(" ")
    return f"{kind.lower()} {rest}"


def composition_order(composition: Composition, *, kind: str, on: date) -> OrderText:
    """Return the order that approves a composition from a day on, its annex the list of the members.

    Source: domain documents, 5.2, row 4; YAK-4.3a.
    """
    body = composition.body
    name = decline_phrase(body.name, Case.GENITIVE).text
    points: list[dict[str, Any]] = [
        {"text": f"Утвердить состав {name} с {russian_date(on)} (приложение)."},
    ]
    before = Composition.objects.approved().filter(body=body, act__isnull=False).order_by("-number").first()
    if before is not None and before.act is not None:
        points.append(
            {"text": f"Считать утратившим силу состав, который утверждён ранее ({_cited(before.act)})."}
        )
    return OrderText(
        title=f"Об утверждении состава {name}",
        preamble=ground_of(body, "composition_act") or f"В целях организации работы {name}",
        points=[*points, control_kept(kind)],
        annexes=[
            {"title": f"Состав {name}", "heads": HEADS, "rows": _rows(body, seats_of(composition), on)},
        ],
    )


def _rows(body: Body, seats: list[Seat], day: date) -> list[list[str]]:
    held = [(seat, seat.person) for seat in seats if seat.person and seat.facts.is_held_on(day)]
    held.sort(key=lambda pair: (Office.values.index(pair[0].office), pair[0].number))
    place = body.host.municipality or body.host
    known = positions_at(place, [person.pk for _seat, person in held], day=day)
    return [
        [
            str(number), person.full_name, known.get(person.pk) or seat.position, seat.represents,
            OFFICES[Office(seat.office)],
        ]
        for number, (seat, person) in enumerate(held, 1)
    ]  # fmt: skip


def is_as_printed(composition: Composition, record: Record, *, on: date) -> bool:
    """Tell whether the order lists the people of the composition, each in his office; posts may differ."""
    current = record.versions.current().first()
    printed = ((current.places or {}).get("annexes") or [{"rows": []}]) if current else [{"rows": []}]
    meant = _rows(composition.body, seats_of(composition), on)
    return _compared(printed[0]["rows"]) == _compared(meant)


def _compared(rows: list[list[str]]) -> list[list[str]]:
    return [[cell for at, cell in enumerate(row) if at != POSITION] for row in rows]
