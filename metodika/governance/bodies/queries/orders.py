"""The order that approves a composition: what it says, and whether it still says what is meant."""

import re
from datetime import date
from typing import Any

from metodika.core.language import Case, decline_name_parts, decline_phrase, initials, russian_date
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.lifecycle import KindCode
from metodika.directory.records.models import Record
from metodika.directory.records.queries import OrderText, orders_about, positions_at
from metodika.directory.regulations.models import Act
from metodika.directory.staff.models import Employment, Person
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.queries.compositions import seats_of
from metodika.governance.bodies.queries.kinds import clause_labels, rules_of

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
ADMINISTRATION = "administration"
LETTER = re.compile(r"\((\w)\)")
KINDS_OF_ACT = {"order": KindCode.ORDER, "directive": KindCode.DIRECTIVE}


def order_of(composition: Composition) -> Record | None:
    """Return the newest order about a composition, None when none was drafted."""
    return orders_about(composition).first()


def kind_of_order(body: Body) -> str:
    """Return the kind of document in which the host approves: what rules say, else by the kind of the host.

    An administration issues directives, everybody else orders.
    """
    usual = KindCode.DIRECTIVE if body.host.kind == ADMINISTRATION else KindCode.ORDER
    return KINDS_OF_ACT.get(rules_of(body).composition_act, usual)


def control_point(kind: str, controller: Person | None, *, host: Organisation, day: date) -> dict[str, Any]:
    """Return the last point of an order: who sees that it is carried out; without anybody, who signs it."""
    words = f"Контроль за исполнением {GENITIVES[KindCode(kind)]}"
    if controller is None:
        return {"text": f"{words} оставляю за собой."}
    place = host.municipality or host
    job = Employment.objects.as_of(day).filter(person=controller, organisation__path__startswith=place.path)
    held = job.select_related("position").order_by("kind", "-pk").first()
    position = decline_phrase(str(held.position), Case.ACCUSATIVE).text if held else ""
    name = decline_name_parts(
        controller.last_name, controller.first_name, controller.patronymic, gender=controller.gender,
        case=Case.ACCUSATIVE,
    )  # fmt: skip
    short = initials(name.last, controller.first_name, controller.patronymic)
    return {
        "text": " ".join(
            filter(None, (words, "возложить на", position[:1].lower() + position[1:], short))
        ).rstrip(".")
        + "."
    }


def ground_of(body: Body, parameter: str) -> str:
    """Return the words by which the clause of the regulation on a rule is cited, "" without such a clause."""
    labels = clause_labels(body.kind.profile_id, rules_of(body).clause_of(parameter))
    numbers = [label.rstrip(".") for label in labels if label[:1].isdigit()]
    acts = Act.objects.filter(owner=body.host.municipality_id, is_governing=True)
    act = acts.order_by("-issued_on", "pk").first() if numbers else None
    if act is None:
        return ""
    one = {True: ("пунктом", "пункта"), False: ("разделом", "раздела")}["." in numbers[-1]]
    letter = LETTER.fullmatch(labels[-1])
    where = f"подпунктом «{letter[1]}» {one[1]}" if letter else one[0]
    return f"В соответствии с {where} {numbers[-1]} {_cited(act, Case.GENITIVE)}"


def _cited(act: Act, case: Case = Case.NOMINATIVE) -> str:
    kind = str(act.get_kind_display()).lower()
    named = decline_phrase(kind, case).text if case != Case.NOMINATIVE else kind
    return named + act.requisites[len(kind) :]


def composition_order(
    composition: Composition, *, kind: str, on: date, controller: Person | None = None
) -> OrderText:
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
        points=[*points, control_point(kind, controller, host=body.host, day=on)],
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
