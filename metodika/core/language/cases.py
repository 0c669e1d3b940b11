"""The words that this package speaks in."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Case(TextChoices):
    """The six cases of Russian."""

    NOMINATIVE = "nominative", pgettext_lazy("grammar", "Nominative")
    GENITIVE = "genitive", pgettext_lazy("grammar", "Genitive")
    DATIVE = "dative", pgettext_lazy("grammar", "Dative")
    ACCUSATIVE = "accusative", pgettext_lazy("grammar", "Accusative")
    INSTRUMENTAL = "instrumental", pgettext_lazy("grammar", "Instrumental")
    PREPOSITIONAL = "prepositional", pgettext_lazy("grammar", "Prepositional")


class Gender(StrEnum):
    """Grammatical gender of a person; the values are those that a person's card stores."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = ""


class WordKind(TextChoices):
    """What a stored form is the form of."""

    PERSON_NAME = "person_name", pgettext_lazy("word form", "Name of a person")
    POSITION = "position", pgettext_lazy("word form", "Position")
    ORGANISATION = "organisation", pgettext_lazy("word form", "Organisation")
    TERM = "term", pgettext_lazy("word form", "Term")


@dataclass(frozen=True)
class Declined:
    """A text in the case asked for; `sure` is False when a person should look at it before it is printed."""

    text: str
    sure: bool

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class DeclinedName:
    """A person's name in the case asked for, part by part; see Declined for `sure`."""

    last: str
    first: str
    patronymic: str
    sure: bool

    def __str__(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)
