"""One recommendation for many: what each addressee reads, and whether all read the same."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

PLACE = re.compile(r"\{([a-z_]+)\}")
# «г.» at the end of a sentence ends it, too.
DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)|…\.")
KNOWN = frozenset({"addressee", "value", "target", "indicator", "due"})


def unknown_places(text: str) -> list[str]:
    """Return the names in braces that nobody fills.

    Source: capabilities C30 (one for many addressees with individual parts).
    """
    return sorted(set(PLACE.findall(text)) - KNOWN)


def individual(text: str, values: Mapping[str, str]) -> str:
    """Return the text with the addressee's own values in the places in braces.

    Source: capabilities C30 (individual parts).
    """
    told = PLACE.sub(lambda found: values.get(found[1], found[0]), text)
    return DOUBLED.sub(lambda found: found[0][0], told)


def same_for(texts: Sequence[str], *, least: int) -> int:
    """Return how many addressees read the very same text, 0 while there are fewer than `least`.

    Source: domain cycle, table of components (same text to all).
    """
    if not texts:
        return 0
    most = Counter(" ".join(one.split()) for one in texts).most_common(1)[0][1]
    return most if most >= least else 0
