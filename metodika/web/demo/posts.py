"""Which posts an institution of a kind has: one after another until everybody has a place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, cycle, islice

from metodika.directory.staff.lifecycle import PositionCategory

TEACHING, LEADING, OTHER = PositionCategory.TEACHING, PositionCategory.LEADING, PositionCategory.OTHER
SCHOOLS = frozenset(
    {"secondary_school", "basic_school", "primary_school", "gymnasium", "lyceum", "special_school"}
)
# From so many people on, a school has somebody for methodical work besides the head.
WITH_DEPUTY, WITH_SECOND_DEPUTY = 10, 30


@dataclass(frozen=True)
class Post:
    """A place in the staff list."""

    position: str
    category: PositionCategory = TEACHING
    subjects: tuple[str, ...] = ()
    hours: float | None = None
    is_head: bool = False
    is_deputy: bool = False
    women: float = 0.88


def _teacher(*subjects: str, hours: float = 18, women: float = 0.88) -> Post:
    return Post("Учитель", subjects=subjects, hours=hours, women=women)


PRIMARY = _teacher("Начальные классы", women=0.99)
TEACHERS = (
    PRIMARY,
    _teacher("Русский язык", "Литература", hours=24, women=0.97),
    _teacher("Математика", hours=23),
    PRIMARY,
    _teacher("Английский язык", hours=22, women=0.94),
    _teacher("История", "Обществознание", hours=21, women=0.75),
    _teacher("Физическая культура", hours=26, women=0.5),
    PRIMARY,
    _teacher("Биология", "Химия", hours=20),
    _teacher("Физика", hours=19, women=0.7),
    _teacher("Информатика", hours=20, women=0.65),
    PRIMARY,
    _teacher("Русский язык", "Литература", hours=25, women=0.97),
    _teacher("География", hours=18),
    _teacher("Труд (технология)", hours=18, women=0.55),
    _teacher("Математика", hours=24),
    _teacher("Музыка", hours=16),
    _teacher("Изобразительное искусство", hours=16),
    PRIMARY,
    _teacher("Английский язык", hours=21, women=0.94),
    _teacher("Химия", hours=18),
)
SCHOOL_SPECIALISTS = (
    Post("Педагог-психолог", hours=36, women=0.97),
    Post("Социальный педагог", hours=36),
    Post("Советник директора по воспитанию и взаимодействию с детскими общественными объединениями"),
    Post("Педагог-библиотекарь", hours=36, women=0.98),
    Post("Учитель-логопед", hours=20, women=0.99),
    Post("Преподаватель-организатор основ безопасности и защиты Родины",
         subjects=("Основы безопасности и защиты Родины",), women=0.2),
    Post("Педагог дополнительного образования", hours=18, women=0.75),
)  # fmt: skip
EDUCATOR = Post("Воспитатель", hours=36, women=0.995)
KINDERGARTEN = (
    EDUCATOR, EDUCATOR, Post("Музыкальный руководитель", hours=24, women=0.97), EDUCATOR,
    Post("Инструктор по физической культуре", hours=30, women=0.9), EDUCATOR, EDUCATOR,
    Post("Учитель-логопед", hours=20, women=0.99), EDUCATOR, EDUCATOR,
    Post("Педагог-психолог", hours=36, women=0.97), EDUCATOR, EDUCATOR,
)  # fmt: skip
ADDITIONAL = (
    Post("Педагог дополнительного образования", hours=18, women=0.72),
    Post("Педагог дополнительного образования", hours=20, women=0.72),
    Post("Педагог-организатор", hours=36, women=0.9),
    Post("Педагог дополнительного образования", hours=16, women=0.72),
    Post("Концертмейстер", hours=24),
)
SPORT = (
    Post("Тренер-преподаватель", hours=18, women=0.3),
    Post("Тренер-преподаватель", hours=20, women=0.3),
    Post("Инструктор-методист", hours=36, women=0.6),
)
DEPARTMENT = (
    Post("Главный специалист", OTHER, women=0.92),
    Post("Ведущий специалист", OTHER, women=0.95),
    Post("Специалист по кадрам", OTHER, women=0.98),
    Post("Секретарь руководителя", OTHER, women=1.0),
)
# Who does the work of a centre where there is none but the department.
METHODICAL_DESK = (
    Post("Ведущий специалист по методической деятельности", OTHER, women=0.97),
    Post("Ведущий специалист по оценке качества образования", OTHER, women=0.95),
    Post("Главный специалист по кадровой работе и аттестации", OTHER, women=0.95),
)
METHODISTS = (Post("Методист", hours=36, women=0.97), Post("Старший методист", hours=36, women=0.97))


def posts_of(kind: str, people: int, *, has_methodists: bool = False) -> list[Post]:
    """Return as many posts as people, the head first; `has_methodists` gives an office or a school some."""
    if kind in SCHOOLS:
        filled = _school(people, has_methodists=has_methodists)
    elif kind == "education_department":
        filled = _department(people, has_methodists=has_methodists)
    else:
        filled = {
            "kindergarten": _kindergarten, "methodical_centre": _centre, "sports_school": _sport,
        }.get(kind, _additional)(people)  # fmt: skip
    return list(islice(filled, people))


def _head(position: str, *, women: float = 0.8) -> Post:
    return Post(position, LEADING, is_head=True, women=women)


def _deputy(position: str) -> Post:
    return Post(position, LEADING, is_deputy=True, women=0.93)


def _school(people: int, *, has_methodists: bool) -> Iterator[Post]:
    yield _head("Директор", women=0.75)
    if people >= WITH_DEPUTY:
        yield _deputy("Заместитель директора")
    if people >= WITH_SECOND_DEPUTY:
        yield Post("Заместитель директора", LEADING)
    if has_methodists:
        yield from METHODISTS
    teachers = cycle(TEACHERS)
    specialists = cycle(SCHOOL_SPECIALISTS)
    # A specialist of some kind after every five teachers.
    while True:
        yield from islice(teachers, 5)
        yield next(specialists)


def _kindergarten(people: int) -> Iterator[Post]:
    yield _head("Заведующий", women=1.0)
    if people >= WITH_DEPUTY:
        yield Post("Старший воспитатель", is_deputy=True, hours=36, women=1.0)
    yield from cycle(KINDERGARTEN)


def _additional(people: int) -> Iterator[Post]:
    yield _head("Директор")
    if people >= WITH_DEPUTY:
        yield _deputy("Заместитель директора")
        yield METHODISTS[0]
    yield from cycle(ADDITIONAL)


def _sport(people: int) -> Iterator[Post]:
    yield _head("Директор", women=0.4)
    if people >= WITH_DEPUTY:
        yield _deputy("Заместитель директора")
    yield from cycle(SPORT)


def _department(people: int, *, has_methodists: bool) -> Iterator[Post]:
    yield _head("Начальник", women=0.7)
    if people >= WITH_DEPUTY:
        yield _deputy("Заместитель начальника")
    if has_methodists:
        yield from (*DEPARTMENT[:2], *METHODICAL_DESK)
    yield from cycle(DEPARTMENT)


def _centre(people: int) -> Iterator[Post]:
    yield from chain([_head("Руководитель", women=0.9)], cycle(METHODISTS))
