"""Cases and gender of people's names by rule; what people have stored is asked elsewhere."""

import re
from enum import StrEnum

from pytrovich.enums import Case as RuleCase
from pytrovich.enums import Gender as RuleGender
from pytrovich.enums import NamePart as RulePart

from metodika.core.language.cases import Case, Declined, Gender
from metodika.core.language.morphology import gender_detector, name_maker


class NamePart(StrEnum):
    """Which part of a name a word is; the same word declines differently as a surname."""

    LAST = "LASTNAME"
    FIRST = "FIRSTNAME"
    PATRONYMIC = "MIDDLENAME"


RUSSIAN_WORD = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
INITIAL = re.compile(r"[^\W\d_]\.?(?:-[^\W\d_]\.?)?")
RULE_GENDER = {Gender.MALE: RuleGender.MALE, Gender.FEMALE: RuleGender.FEMALE}

EASTERN_SON = ("оглы", "оглу", "улы", "уулу")
EASTERN_DAUGHTER = ("кызы", "гызы")
MALE_PATRONYMIC = re.compile(r"(?:вич|ич|" + "|".join(EASTERN_SON) + ")$", re.IGNORECASE)
FEMALE_PATRONYMIC = re.compile(r"(?:вна|чна|шна|" + "|".join(EASTERN_DAUGHTER) + ")$", re.IGNORECASE)
EASTERN = re.compile("(?:" + "|".join((*EASTERN_SON, *EASTERN_DAUGHTER)) + ")$", re.IGNORECASE)
EASTERN_TAILS = frozenset({"заде", "оглы", "кызы", "хан"})

# French surnames with a stressed last vowel, and vowels that no case touches.
UNCHANGED_SURNAME = re.compile(
    r"^(?:дюма|золя|петипа|тома|дега|люка|бенуа|ферма)$|[оеэиуюы]$|[иоуыэю]а$|(?:ы|[гкхжшчщ]и)х$",
    re.IGNORECASE,
)
# Surnames that are also common nouns may keep or lose their vowel: the family decides, not a rule.
# Of a surname of one syllable with a hissing end the stress is not known: «Грачом» or «Грачем».
DOUBTFUL_SURNAME = re.compile(
    r"^(?:лев|заяц|орёл|орел|козёл|осёл|осел|пёс|лоб|рот|мох|любовь)$|(?:[^аеёиоуыэюя]ец|ок|ёк|ёл|ел|их)$"
    r"|^[^аеёиоуыэюя]*[аеёиоуыэюя][^аеёиоуыэюя]*[жчшщц]$",
    re.IGNORECASE,
)


def guess_gender_by_rule(last: str = "", first: str = "", patronymic: str = "") -> Gender:
    """Return the gender that the name tells; UNKNOWN when it tells none or contradicts itself.

    A patronymic decides alone. Initials tell nothing.
    """
    patronymic = patronymic.strip()
    if MALE_PATRONYMIC.search(patronymic) and not is_initial(patronymic):
        return Gender.MALE
    if FEMALE_PATRONYMIC.search(patronymic):
        return Gender.FEMALE
    told = {
        key: part.strip()
        for key, part in (("lastname", last), ("firstname", first))
        if RUSSIAN_WORD.fullmatch(part.strip()) and not is_initial(part)
    }
    if not told:
        return Gender.UNKNOWN
    found = gender_detector().detect(**told)
    return next((ours for ours, theirs in RULE_GENDER.items() if theirs == found), Gender.UNKNOWN)


def decline_part_by_rule(name: str, part: NamePart, gender: Gender, case: Case) -> Declined:
    """Return one part of a name in the case; unchanged and unsure when no rule is fit for it."""
    name = name.strip()
    if not name or case == Case.NOMINATIVE or is_initial(name) or _never_changes(name, part):
        return Declined(name, sure=True)
    if part == NamePart.LAST and " " in name:
        # «де Голль», «Аль Рашид»: only the last word changes, and a person should look at it.
        front, _, tail = name.rpartition(" ")
        return Declined(f"{front} {decline_part_by_rule(tail, part, gender, case).text}", sure=False)
    if gender == Gender.UNKNOWN or not RUSSIAN_WORD.fullmatch(name):
        return Declined(name, sure=False)
    return Declined(_made(name, part, gender, case), sure=_is_certain(name, part, gender))


def is_initial(name: str) -> bool:
    """Whether only the first letter of the name is known: «А», «А.» or «А.-М.»."""
    return INITIAL.fullmatch(name.strip()) is not None


def _never_changes(name: str, part: NamePart) -> bool:
    if part == NamePart.PATRONYMIC:
        return EASTERN.search(name) is not None
    if part == NamePart.LAST and RUSSIAN_WORD.fullmatch(name):
        halves = name.lower().split("-")
        return halves[-1] in EASTERN_TAILS or all(UNCHANGED_SURNAME.search(half) for half in halves)
    return False


def _made(name: str, part: NamePart, gender: Gender, case: Case) -> str:
    shouted = name.isupper()
    plain = name.lower() if shouted else name
    halves = plain.split("-")
    if part == NamePart.LAST and any(UNCHANGED_SURNAME.search(half) for half in halves):
        halves = [
            half if UNCHANGED_SURNAME.search(half) else _by_rule(half, part, gender, case) for half in halves
        ]
        made = "-".join(halves)
    else:
        made = _by_rule(plain, part, gender, case)
    return made.upper() if shouted else made


def _by_rule(name: str, part: NamePart, gender: Gender, case: Case) -> str:
    made = name_maker().make(RulePart[part], RULE_GENDER[gender], RuleCase[case.name], name)
    return str(made)


def _is_certain(name: str, part: NamePart, gender: Gender) -> bool:
    if part == NamePart.PATRONYMIC:
        expected = MALE_PATRONYMIC if gender == Gender.MALE else FEMALE_PATRONYMIC
        return expected.search(name) is not None
    if part == NamePart.LAST and gender == Gender.MALE:
        return DOUBTFUL_SURNAME.search(name.rpartition("-")[2]) is None
    return True
