"""Acts, their trees and what stands around them, for pages, search and the API."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RuleBroken
from metodika.core.files.models import StoredFile
from metodika.core.files.text import TextUnreadable, read_text
from metodika.core.language import normalise
from metodika.core.search import Found, Searched
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import KIND_WORDS, ActKind, EditionSource
from metodika.directory.regulations.models import Act, Clause, Doubt, Edition, LegalBasis
from metodika.directory.regulations.rules import (
    Card,
    Citation,
    Match,
    Node,
    Reading,
    match_editions,
    read_regulation,
)
from metodika.directory.regulations.rules import Doubt as DoubtRead
from metodika.directory.regulations.rules.doubts import shown_act

WORDS_IN_RESULTS = 24
# What of a word does not change by case.
STEM = 5


@dataclass(frozen=True)
class ActCard:
    """Everything a page about an act shows; read with a constant number of queries."""

    act: Act
    edition: Edition | None
    editions: Sequence[Edition]
    clauses: Sequence[Clause]
    bases: Sequence[LegalBasis]
    doubts: Sequence[Doubt]
    relations: Sequence[tuple[str, Act]]


def acts_for_list(user: Any) -> QuerySet[Act]:
    """Return the acts of the registers that the person may see, with the number of their clauses."""
    clauses = Count("editions__clauses", filter=Q(editions__source=EditionSource.TEXT))
    return Act.objects.registered().visible_to(user).select_related("owner").annotate(clause_count=clauses)


def act_card(act: Act, *, edition: Edition | None = None) -> ActCard:
    """Return the card of an act with the asked edition, the newest one by default."""
    editions = list(act.editions.select_related("file", "imported_by").order_by("-number"))
    chosen = edition or (editions[0] if editions else None)
    if chosen is None:
        return ActCard(act, None, (), (), (), (), _relations(act))
    return ActCard(
        act=act,
        edition=chosen,
        editions=editions,
        clauses=list(chosen.clauses.order_by("order")),
        bases=list(chosen.bases.select_related("basis").order_by("basis__issued_on", "pk")),
        doubts=list(chosen.doubts.order_by("pk")),
        relations=_relations(act),
    )


def _relations(act: Act) -> list[tuple[str, Act]]:
    own = [(f"{r.kind}", r.other) for r in act.relations.select_related("other")]
    return own + [(f"{r.kind}_by", r.act) for r in act.reverse.select_related("act")]


def act_with_identity(owner: Organisation | None, identity: str) -> Act | None:
    """Return the act with the identity in a register, if it is there."""
    return Act.objects.filter(owner=owner, identity=identity).first()


def newest_text(act: Act) -> Edition | None:
    """Return the newest edition that was made from a text."""
    return act.editions.filter(source=EditionSource.TEXT).order_by("-number").first()


def governing_acts(user: Any, *, day: date) -> QuerySet[Act]:
    """Return the regulations that the services of the person live by on the day."""
    return Act.objects.visible_to(user).in_force_on(day).filter(is_governing=True).order_by("owner", "pk")


def possible_owners(user: Any) -> QuerySet[Organisation]:
    """Return the municipalities and institutions into whose registers the person may import."""
    return (
        Organisation.objects.visible_to(user, "regulations.import_act")
        .filter(level__in=[Level.REGION, Level.MUNICIPALITY, Level.INSTITUTION])
        .order_by("path")
    )


def nodes_of(edition: Edition) -> list[Node]:
    """Return the clauses of an edition as plain nodes, for arithmetic."""
    return [node_of(clause) for clause in edition.clauses.order_by("order")]


def node_of(clause: Clause) -> Node:
    """Return a clause as a plain node."""
    return Node(
        key=clause.key,
        parent=clause.parent_key or None,
        label=clause.label,
        kind=clause.kind,  # type: ignore[arg-type]  # only kinds of nodes are ever stored
        text=clause.text or clause.gist,
        order=clause.order,
    )


@dataclass(frozen=True)
class Compared:
    """Two editions side by side: each match with the nodes it joins."""

    older: Edition
    newer: Edition
    rows: Sequence[tuple[Match, Node | None, Node | None]]


def compared_editions(older: Edition, newer: Edition) -> Compared:
    """Return the difference of two editions, clause by clause, in the order of the newer."""
    before, after = nodes_of(older), nodes_of(newer)
    old_by_key, new_by_key = _by_key(before), _by_key(after)
    rows = [
        (match, old_by_key.get(match.old_key or ""), new_by_key.get(match.new_key or ""))
        for match in match_editions(before, after)
    ]
    return Compared(older, newer, rows)


def _by_key(nodes: Iterable[Node]) -> dict[str, Node]:
    return {node.key: node for node in nodes}


def unsettled_doubts(user: Any) -> QuerySet[Doubt]:
    """Return the doubtful places of the acts that the person may change, which nobody has looked at."""
    return (
        Doubt.objects.visible_to(user)
        .filter(settled_because="", settled_by=None)
        .select_related("edition__act")
        .order_by("-pk")
    )


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
    told = {
        "issuer": parent.issuer if parent and parent.issuer else card.issuer,
        "number": card.number,
        "title": card.title,
        "place": card.place,
        "signatory": card.signatory,
        "controller": card.controller,
        "annex_number": card.annex_number,
    }
    kept = {name: text[: Act._meta.get_field(name).max_length] for name, text in told.items()}
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


def doubt_sentence(doubt: Doubt) -> str:
    """Return what is doubtful, in the reader's language."""
    return sentence_of(doubt.code, doubt.parameters)


def sentence_of(code: str, parameters: dict[str, str]) -> str:
    """Return the sentence of a doubt by its code."""
    return DoubtRead(code, "", parameters).told(gettext)


def cited_words(citation: Citation) -> str:
    """Return a cited act as acts are named: kind, issuer, date and number."""
    return f"{shown_act(citation.act)}, {citation.act.issuer}".strip(" ,")


def own_upload(user: Any, number: int) -> StoredFile | None:
    """Return a file that the person himself has uploaded."""
    return StoredFile.objects.filter(pk=number, uploaded_by=user).first()


def owner_of_profile(code: str) -> Organisation | None:
    """Return the municipality that a profile speaks of."""
    return Organisation.objects.filter(level=Level.MUNICIPALITY, code=code).first()


def doubt_counts(user: Any) -> QuerySet[Act]:
    """Return the acts with unsettled doubts that the person may change, with their number."""
    waiting = Q(editions__doubts__settled_because="") & Q(editions__doubts__pk__isnull=False)
    return (
        Act.objects.visible_to(user, "regulations.change_act")
        .registered()
        .annotate(doubt_count=Count("editions__doubts", filter=waiting))
        .filter(doubt_count__gt=0)
        .order_by("-doubt_count", "pk")
    )


def _found_act(act: Act) -> Found:
    return Found(act.title or act.requisites, reverse("regulations:show-act", args=[act.pk]), act.requisites)


def _found_clause(clause: Clause) -> Found:
    act = clause.edition.act
    address = reverse("regulations:show-act", args=[act.pk])
    text = Truncator(clause.text or clause.gist).words(WORDS_IN_RESULTS)
    return Found(f"{clause.label} {text}".strip(), f"{address}#{clause.key}", act.requisites)


def _of_newest_editions(clauses: QuerySet[Clause]) -> QuerySet[Clause]:
    newer = Edition.objects.filter(act=OuterRef("edition__act"), number__gt=OuterRef("edition__number"))
    return clauses.filter(~Exists(newer))


SEARCHED = (
    Searched(
        kind="acts",
        title=_("Acts"),
        model=Act,
        found=_found_act,
        text="search_text",
        key="search_text",
    ),
    Searched(
        kind="clauses",
        title=_("Clauses"),
        model=Clause,
        found=_found_clause,
        text="text",
        key=None,
        related=("edition__act",),
        narrow=_of_newest_editions,
    ),
)
