"""Invented institutions of a municipality: schools, kindergartens, additional education."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random

from metodika.web.demo.people import words

INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
ADDITIONAL = (
    ("additional_education", "Дом детского творчества", "ДДТ"),
    ("sports_school", "Спортивная школа", "СШ"),
    ("arts_school", "Детская школа искусств", "ДШИ"),
    ("additional_education", "Центр дополнительного образования «Горизонт»", "ЦДО «Горизонт»"),
    ("additional_education", "Станция юных натуралистов", "СЮН"),
    ("additional_education", "Центр детского технического творчества", "ЦДТТ"),
)
SECONDARY = ("secondary_school", "Средняя общеобразовательная школа", "СОШ")
TOWN_SCHOOLS = (
    SECONDARY, SECONDARY, SECONDARY, SECONDARY, SECONDARY, ("gymnasium", "Гимназия", "Гимназия"), SECONDARY,
    SECONDARY, SECONDARY, ("lyceum", "Лицей", "Лицей"), SECONDARY, SECONDARY,
    ("special_school", "Школа для детей с ограниченными возможностями здоровья", "Школа"), SECONDARY,
)  # fmt: skip
BUDGET, AUTONOMOUS = ("Муниципальное бюджетное", "МБОУ"), ("Муниципальное автономное", "МАОУ")
OWNERS = (BUDGET, BUDGET, AUTONOMOUS, BUDGET)
# How many people an institution of the kind has, beside the others.
WEIGHTS = {
    "secondary_school": 48, "basic_school": 16, "gymnasium": 60, "lyceum": 58, "kindergarten": 20,
    "additional_education": 26, "sports_school": 22, "arts_school": 24, "special_school": 34,
    "education_department": 11, "methodical_centre": 9,
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """An institution that is still to be added."""

    kind: str
    full: str
    short: str
    is_rural: bool = False
    is_small: bool = False
    is_branch: bool = False

    @property
    def weight(self) -> float:
        """Return how many people work there beside the others."""
        return WEIGHTS[self.kind] * (0.35 if self.is_small or self.is_branch else 1)


def invented_inn(number: int) -> str:
    """Return an INN with a right check digit and a code of a region that does not exist (00).

    Source: order of the Federal Tax Service on the structure of the INN (check digit of ten).
    """
    digits = f"0066{number:05}"
    check = sum(weight * int(digit) for weight, digit in zip(INN_WEIGHTS, digits, strict=True)) % 11 % 10
    return f"{digits}{check}"


def places(draw: Random, *, wanted: int, is_rural: bool) -> list[Place]:
    """Return invented institutions of a municipality, `wanted` in all.

    About a third are schools, the last of them small; half are kindergartens; the rest is additional
    education. A small municipality has one branch, a large one gymnasiums and lyceums.
    """
    additional = max(1, round(wanted * 0.08))
    schools = max(1, round((wanted - additional) * (0.55 if is_rural else 0.32)))
    kindergartens = wanted - additional - schools
    return [
        *_schools(draw, schools, is_rural=is_rural),
        *_kindergartens(draw, kindergartens, is_rural=is_rural),
        *_additional(additional),
    ]


def _schools(draw: Random, wanted: int, *, is_rural: bool) -> Iterator[Place]:
    villages = draw.sample(words("villages"), len(words("villages")))
    for number in range(1, wanted + 1):
        is_last = 1 < number == wanted
        if is_last or (is_rural and number > 1):
            yield _village_school(villages[number % len(villages)], is_small=is_last or number % 3 == 0)
        else:
            yield _town_school(number)


def _town_school(number: int) -> Place:
    kind, title, short = TOWN_SCHOOLS[number % len(TOWN_SCHOOLS)]
    owner, mark = OWNERS[number % len(OWNERS)]
    return Place(
        kind,
        f"{owner} общеобразовательное учреждение «{title} № {number}»",
        f"{mark} «{short} № {number}»",
    )


def _village_school(village: str, *, is_small: bool) -> Place:
    kind = "basic_school" if is_small else "secondary_school"
    title = "Основная" if is_small else "Средняя"
    return Place(
        kind,
        f"Муниципальное казённое общеобразовательное учреждение «{title} общеобразовательная школа "
        f"с. {village}»",
        f"МКОУ «{'ООШ' if is_small else 'СОШ'} с. {village}»",
        is_rural=True,
        is_small=is_small,
    )


def _kindergartens(draw: Random, wanted: int, *, is_rural: bool) -> Iterator[Place]:
    names = list(words("kindergartens"))
    draw.shuffle(names)
    for number, name in zip(range(1, wanted + 1), cycle(names)):
        yield Place(
            "kindergarten",
            f"Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № {number} «{name}»",
            f"МБДОУ «Детский сад № {number} «{name}»",
            is_rural=is_rural and number > 1,
        )


def _additional(wanted: int) -> Iterator[Place]:
    for number in range(wanted):
        kind, title, short = ADDITIONAL[number % len(ADDITIONAL)]
        round_ = number // len(ADDITIONAL)
        mark = f" № {round_ + 1}" if round_ else ""
        yield Place(
            kind,
            f"Муниципальное бюджетное учреждение дополнительного образования «{title}{mark}»",
            f"МБУ ДО «{short}{mark}»",
        )
