"""{% word %}: product terms in the words of the viewer's municipality."""

from typing import Any

from django import template

from metodika.directory.profiles import queries
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.rules.words import CaseName, NumberName

register = template.Library()


@register.simple_tag(takes_context=True)
def word(
    context: dict[str, Any],
    key: str,
    case: CaseName = "nominative",
    number: NumberName = "singular",
    *,
    count: int | None = None,
    short: bool = False,
    capital: bool = False,
) -> str:
    """Say a word: in a case and number, after a number (`count=5`), or as an abbreviation (`short=True`)."""
    profile = _profile(context)
    if short:
        said = queries.abbreviation(profile, key)
    elif count is not None:
        said = queries.counted_word(profile, key, count)
    else:
        said = queries.word(profile, key, case=case, number=number)
    return said[:1].upper() + said[1:] if capital else said


def _profile(context: dict[str, Any]) -> Profile | None:
    profile = getattr(context.get("request"), "profile", None)
    # The middleware gives a lazy object, which is never None itself, even around nothing.
    return profile if profile else None
