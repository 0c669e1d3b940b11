"""Files read as acts, before anything is stored."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from metodika.core.access import RuleBroken
from metodika.core.files.models import StoredFile
from metodika.core.files.text import TextUnreadable, read_text
from metodika.core.language import normalise
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import KIND_WORDS, ActKind
from metodika.directory.regulations.rules import (
    Card,
    Citation,
    Node,
    Reading,
    guess_level,
    read_regulation,
)
from metodika.directory.regulations.rules import Doubt as DoubtRead
from metodika.directory.regulations.rules.doubts import shown_act

LONGEST = {
    "issuer": 500,
    "level": 20,
    "number": 60,
    "title": 1000,
    "place": 200,
    "signatory": 300,
    "controller": 500,
    "annex_number": 20,
}
# What of a word does not change by case.
STEM = 5


def read_source(content: bytes, name: str) -> Reading:
    """Turn a file into the tree of an act, without storing anything.

    Raises RuleBroken with a sentence for a file that has no readable text.
    """
    try:
        return read_regulation(read_text(content, name))
    except TextUnreadable as unreadable:
        raise RuleBroken(str(unreadable)) from unreadable


def card_values(card: Card) -> dict[str, Any]:
    """Return the columns of an act as its head tells them; an annex takes those of the act it belongs to."""
    parent = card.parent
    issuer = parent.issuer if parent and parent.issuer else card.issuer
    told = {
        "issuer": issuer,
        "level": guess_level("", issuer),
        "number": card.number,
        "title": card.title,
        "place": card.place,
        "signatory": card.signatory,
        "controller": card.controller,
        "annex_number": card.annex_number,
    }
    kept = {name: text[: LONGEST[name]] for name, text in told.items()}
    kind = KIND_WORDS.get(parent.kind if parent else card.kind, ActKind.OTHER)
    return {"kind": kind, "issued_on": card.issued_on, **kept}


def register_for(reading: Reading, *, code: str = "") -> Organisation:
    """Return the organisation into whose register an act belongs: the named one, else the one that issued it.

    Raises RuleBroken with the known codes when neither tells.
    """
    places = Organisation.objects.filter(level=Level.MUNICIPALITY).order_by("path")
    if code:
        named = Organisation.objects.filter(code=code).first()
    else:
        heads = f"{card_values(reading.card)['issuer']} {reading.card.title}"
        named = next((place for place in places if _is_named(place, heads)), None)
        named = named or _municipality_of_issuer(heads) or (places[0] if len(places[:2]) == 1 else None)
    if named is None:
        known = ", ".join(places.exclude(code="").values_list("code", flat=True))
        raise RuleBroken(
            gettext("Say whose act it is: --owner and one of the codes %(codes)s.") % {"codes": known or "—"}
        )
    return named


def _municipality_of_issuer(text: str) -> Organisation | None:
    """Return the municipality of the institution that a head names."""
    heads = normalise(text)
    issuing = Organisation.objects.institutions().exclude(code="").select_related("municipality")
    return next((one.municipality for one in issuing if normalise(one.short_name) in heads), None)


def _is_named(place: Organisation, text: str) -> bool:
    """Tell whether the beginnings of the place's own words stand in the text, whatever their cases."""
    stems = {word[:STEM] for word in normalise(place.short_name).split() if len(word) > STEM}
    return bool(stems) and all(stem in normalise(text) for stem in stems)


def sentence_of(code: str, parameters: dict[str, str]) -> str:
    """Return the sentence of a doubt by its code."""
    return DoubtRead(code, "", parameters).told(gettext)


def cited_words(citation: Citation) -> str:
    """Return a cited act as acts are named: kind, issuer, date and number."""
    return f"{shown_act(citation.act)}, {citation.act.issuer}".strip(" ,")


def own_upload(user: Any, number: int) -> StoredFile | None:
    """Return a file that the person himself has uploaded."""
    return StoredFile.objects.filter(pk=number, uploaded_by=user).first()


def fingerprint_of(nodes: Sequence[Node]) -> str:
    """Return what is the same for two texts only when all their words and places are."""
    digest = hashlib.sha256()
    for node in nodes:
        digest.update(f"{node.key}\t{node.label}\t{node.text}\n".encode())
    return digest.hexdigest()
