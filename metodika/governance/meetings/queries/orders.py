"""The order that approves the decisions of a session: what it says, and which texts it approves."""

from collections.abc import Iterable

from metodika.core.language import Case, decline_phrase, russian_date
from metodika.directory.records.models import Record
from metodika.directory.records.queries import OrderText, short_name
from metodika.directory.staff.models import Person
from metodika.governance.bodies.queries import control_point, ground_of
from metodika.governance.meetings.models import Decision, Session

HEADS = ("№", "Решение", "Ответственный", "Срок")


def decisions_order(
    session: Session,
    decisions: Iterable[Decision],
    *,
    minutes: Record,
    kind: str,
    controller: Person | None = None,
) -> OrderText:
    """Return the order that approves decisions, its annex their texts with who answers and by when.

    Source: domain documents, 5.2, row 4; YAK-4.11c.
    """
    body = session.body
    name = decline_phrase(body.name, Case.GENITIVE).text
    rows = [_row(one) for one in decisions]
    points = [{"text": f"Утвердить решения {name} от {russian_date(session.day)} (приложение)."}]
    if any(who or due for _number, _text, who, due in rows):
        points.append({"text": "Ответственным лицам исполнить решения в сроки, указанные в приложении."})
    ground = ground_of(body, "needs_approval")
    paper = f"протокола заседания от {russian_date(minutes.dated_on)} № {minutes.number_text}"
    return OrderText(
        title=f"Об утверждении решений {name}",
        preamble=f"{ground}, на основании {paper}" if ground else f"На основании {paper}",
        points=[*points, control_point(kind, controller, host=body.host, day=session.day)],
        annexes=[{"title": f"Решения {name}", "heads": HEADS, "rows": rows}],
    )


def _row(decision: Decision) -> list[str]:
    person = decision.responsible
    who = short_name(person) if person else decision.responsible_text
    return [decision.number, decision.text, who, f"{decision.due_on:%d.%m.%Y}" if decision.due_on else ""]


def texts_approved(record: Record) -> dict[str, str]:
    """Return the texts in the annex of an order by the numbers of the decisions."""
    current = record.versions.current().first()
    annexes = (current.places or {}).get("annexes") or [{"rows": []}] if current else [{"rows": []}]
    return {row[0]: row[1] for row in annexes[0]["rows"]}
