"""The words of a municipality, ready for a sentence."""

from typing import Any

from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries.drafts import base_words
from metodika.directory.profiles.rules.words import CaseName, NumberName, Word


def word(
    profile: Profile | None, key: str, *, case: CaseName = "nominative", number: NumberName = "singular"
) -> str:
    """Give a word in a case and a number; without a profile, in the base's wording.

    Raises KeyError for a word that no profile has.
    """
    return _word(profile, key).form(case, number)


def counted_word(profile: Profile | None, key: str, count: int) -> str:
    """Give the form of the word that stands after the number; the number itself is not included."""
    return _word(profile, key).counted(count)


def abbreviation(profile: Profile | None, key: str) -> str:
    """Give the abbreviation (РМО), or the word itself where it has none."""
    found = _word(profile, key)
    return found.abbreviation or found.singular.nominative


def _word(profile: Profile | None, key: str) -> Word:
    # A profile loaded before the product learned a new word does not have it yet.
    stored = profile.words.get(key) if profile else None
    return Word.model_validate(stored or base_words()[key])


def word_for(
    request: Any,
    key: str,
    *,
    case: CaseName = "nominative",
    number: NumberName = "singular",
    count: int | None = None,
    short: bool = False,
) -> str:
    """Say a word for the page that a request asked for: in a case, after a number, or as an abbreviation."""
    # The middleware gives a lazy object, which is never None itself, even around nothing.
    profile = getattr(request, "profile", None) or None
    if short:
        return abbreviation(profile, key)
    if count is not None:
        return counted_word(profile, key, count)
    return word(profile, key, case=case, number=number)
