"""Invented people, the same at every build: names from lists, numbers that nobody has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from metodika.core.imports.snils import control_number
from metodika.directory.staff.lifecycle import Gender

WORDS = Path(__file__).parent / "words"
# Accounts above this number have not been given out to anybody.
FIRST_ACCOUNT = 900_000_001
# A little more than six of a hundred: some are no teachers or on leave.
YOUNG_SHARE = 0.075
WITH_EMAIL = 0.7
OLDEST, YOUNGEST_EXPERIENCED, AGE_AT_FIRST_JOB = 68, 27, 22
DAYS_IN_YEAR = 365.25


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the lines of one of the lists in `words/`."""
    return tuple((WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines())


def of_a_woman(surname: str) -> str:
    """Return a woman's form of a surname; those in -о, -ых, -их and foreign ones do not change."""
    if surname.endswith(("ский", "цкий")):
        return surname[:-2] + "ая"
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return surname + "а"
    return surname


def patronymic_of_a_woman(patronymic: str) -> str:
    """Return a daughter's patronymic from a son's: Иванович, Ивановна; Ильич, Ильинична."""
    if patronymic.endswith(("ович", "евич")):
        return patronymic[:-2] + "на"
    return {"Ильич": "Ильинична", "Никитич": "Никитична"}[patronymic]


@dataclass
class Inventor:
    """Draws people one after another; two inventors with one seed draw the same ones."""

    random: Random
    today: date
    accounts: Iterator[int]

    @classmethod
    def of(cls, seed: str, today: date) -> "Inventor":
        return cls(Random(seed), today, count(FIRST_ACCOUNT))  # noqa: S311 - invented people, no secrets

    def beside(self, seed: str) -> "Inventor":
        """Return one with luck of its own for a neighbour; numbers of people stay everybody's own."""
        return Inventor(Random(seed), self.today, self.accounts)  # noqa: S311 - invented people, no secrets

    def person(self, *, women: float = 0.88, young: float = YOUNG_SHARE) -> dict[str, Any]:
        """Return the facts of a person, in the words of the staff area."""
        draw = self.random
        is_woman = draw.random() < women
        surname, patronymic = draw.choice(words("surnames")), draw.choice(words("patronymics"))
        account = f"{next(self.accounts):09}"
        return {
            "last_name": of_a_woman(surname) if is_woman else surname,
            "first_name": draw.choice(words("women" if is_woman else "men")),
            "patronymic": patronymic_of_a_woman(patronymic) if is_woman else patronymic,
            "gender": (Gender.FEMALE if is_woman else Gender.MALE).value,
            "snils": f"{account}{control_number(account):02}",
            "email": f"p{account[-6:]}@example.org" if draw.random() < WITH_EMAIL else "",
            **self._years(is_young=draw.random() < young),
        }

    def _years(self, *, is_young: bool) -> dict[str, date]:
        draw = self.random
        if is_young:
            age, taught = draw.uniform(22, 30), draw.uniform(0.2, 2.7)
            worked = taught + draw.choice((0, 0, 0.5))
        else:
            age = draw.triangular(YOUNGEST_EXPERIENCED, OLDEST, 48)
            worked = draw.uniform(0.5, 0.98) * (age - AGE_AT_FIRST_JOB) + 1
            taught = max(3.2, worked - draw.choice((0, 0, 0, 1, 2, 5)))
            worked = max(worked, taught)
        return {
            "born_on": self._ago(age),
            "total_experience_since": self._ago(worked),
            "teaching_experience_since": self._ago(taught),
        }

    def _ago(self, years: float) -> date:
        return self.today - timedelta(days=round(years * DAYS_IN_YEAR))
