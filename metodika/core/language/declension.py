"""Cases for everybody else: first what people have stored, then the rules and the dictionary."""

from metodika.core.language.cases import Case, Declined, DeclinedName, Gender, WordKind
from metodika.core.language.names import NamePart, decline_part_by_rule, guess_gender_by_rule
from metodika.core.language.phrases import decline_phrase_by_rule
from metodika.core.language.stored import stored_form

PHRASES = (WordKind.POSITION, WordKind.ORGANISATION, WordKind.TERM)
NAMES = (WordKind.PERSON_NAME,)


def guess_gender(last: str = "", first: str = "", patronymic: str = "") -> Gender:
    """Return the gender that a name tells, UNKNOWN when it tells none; a patronymic decides alone."""
    return guess_gender_by_rule(last, first, patronymic)


def decline_name(
    last: str, first: str = "", patronymic: str = "", *, gender: Gender | str | None = None, case: Case
) -> Declined:
    """Return «surname name patronymic» in the case; the form stored for the whole name goes first.

    Without a gender it is guessed. A part that cannot be declined stays as it is, and `sure` is False.
    """
    whole = " ".join(part.strip() for part in (last, first, patronymic) if part.strip())
    stored = stored_form(whole, case, NAMES) if whole else None
    if stored is not None:
        return Declined(stored, sure=True)
    parts = decline_name_parts(last, first, patronymic, gender=gender, case=case)
    return Declined(str(parts), parts.sure)


def decline_name_parts(
    last: str, first: str = "", patronymic: str = "", *, gender: Gender | str | None = None, case: Case
) -> DeclinedName:
    """Return the three parts of a name in the case, each by its stored form or by rule; see decline_name."""
    known = Gender(gender) if gender else guess_gender(last, first, patronymic)
    made = [
        _decline_part(name, part, known, case)
        for part, name in zip(NamePart, (last, first, patronymic), strict=True)
    ]
    surname, name, father = (part.text for part in made)
    return DeclinedName(surname, name, father, sure=all(part.sure for part in made))


def decline_phrase(text: str, case: Case) -> Declined:
    """Return a position, an organisation's name or a term in the case.

    A form stored for the whole text goes first, then forms stored for single words as terms, then the
    dictionary. Quoted parts, abbreviations and what depends on the head never change.
    """
    stored = stored_form(text, case, PHRASES) if text.strip() else None
    if stored is not None:
        return Declined(stored, sure=True)
    return decline_phrase_by_rule(text, case, _stored_term)


def _stored_term(word: str, case: Case) -> str | None:
    return stored_form(word, case, (WordKind.TERM,))


def _decline_part(name: str, part: NamePart, gender: Gender, case: Case) -> Declined:
    stored = stored_form(name, case, NAMES) if name.strip() else None
    if stored is not None:
        return Declined(stored, sure=True)
    return decline_part_by_rule(name, part, gender, case)
