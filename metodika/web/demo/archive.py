"""Sessions of the bodies that nobody plays: entered together, as their paper minutes tell."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from metodika.core.calendar import school_year
from metodika.directory.mandates.queries import zone_of
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import rules_of
from metodika.governance.meetings.services import PastItem, PastSession, enter_past_sessions
from metodika.web.demo.clock import on_weekday
from metodika.web.demo.tree import Municipality

LASTED = timedelta(minutes=70)
HOUR = 15
# Bodies do not meet all on one day, and the last minutes of some are not signed yet.
APART, UNSIGNED = 17, 9
# Days after the first of September of last school year.
YEAR = (
    (19, "Планы на учебный год", (("О плане работы на год", "Утвердить план работы.", "planning"),)),
    (72, "Первая четверть: что получилось", (("Итоги четверти", "Разобрать ошибки на уроках.", "analysis"),)),
    (
        140,
        "Итоги полугодия",
        (
            ("О подготовке к проверочным работам", "Провести пробную работу в марте.", "coordination"),
            ("О взаимных посещениях уроков", "Составить график посещений.", "coordination"),
        ),
    ),
    (
        208,
        "Подготовка к итоговой аттестации",
        (("О консультациях", "Провести три консультации.", "planning"),),
    ),
    (384, "Планы на новый учебный год", (("О плане работы на год", "Утвердить план работы.", "planning"),)),
    (438, "Первая четверть", (("Итоги четверти", "Обменяться заданиями.", "analysis"),)),
)


def enter_archive(home: Municipality, today: date) -> None:
    """Enter the sessions of every body of a municipality that has none, by the day."""
    bodies = Body.objects.active().filter(host__municipality=home.node, sessions=None)
    zone = ZoneInfo(zone_of(home.node))
    rows = [
        row
        for body in bodies.select_related("kind", "host__municipality").order_by("pk")
        if not rules_of(body).needs_approval
        for row in _past_of(body, today, zone)
    ]
    enter_past_sessions(rows, by=None)


def _past_of(body: Body, today: date, zone: ZoneInfo) -> Iterator[PastSession]:
    first = date(school_year(today).starts_on.year - 1, 9, 1)
    days = [on_weekday(first + timedelta(days=after + body.pk % APART)) for after, *_told in YEAR]
    held = [(day, told) for day, told in zip(days, YEAR, strict=True) if day < today]
    for day, (_after, theme, questions) in held:
        begun_at = datetime.combine(day, time(HOUR), zone)
        yield PastSession(
            body, begun_at, begun_at + LASTED, theme, tuple(PastItem(*told) for told in questions),
            is_signed=day != held[-1][0] or body.pk % UNSIGNED > 0,
        )  # fmt: skip
