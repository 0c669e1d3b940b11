"""Russian as the system writes it: cases, plural forms, initials, alphabetical order, alike names.

Terms: case, gender, stored word form, sorting key, normal form.
Governing clauses: the rules of Russian spelling of 1956; GOST R 7.0.97-2016 for initials.

A form that people have stored (`services.set_word_form`) always goes before a computed one.
"""

from metodika.core.language.alphabet import SORT_KEY_LENGTH, normalise, similar, similarity, sort_key
from metodika.core.language.cases import Case, Declined, DeclinedName, Gender
from metodika.core.language.declension import decline_name, decline_name_parts, decline_phrase, guess_gender
from metodika.core.language.stored import forget_word_forms
from metodika.core.language.wording import (
    NO_BREAK,
    NameOrder,
    grouped,
    initials,
    plural,
    russian_date,
)

__all__ = [
    "NO_BREAK",
    "SORT_KEY_LENGTH",
    "Case",
    "Declined",
    "DeclinedName",
    "Gender",
    "NameOrder",
    "decline_name",
    "decline_name_parts",
    "decline_phrase",
    "forget_word_forms",
    "grouped",
    "guess_gender",
    "initials",
    "normalise",
    "plural",
    "russian_date",
    "similar",
    "similarity",
    "sort_key",
]
