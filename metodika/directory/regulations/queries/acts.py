"""Registers, cards and what stands around an act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from metodika.core.language import normalise
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import ActKind, ActStatus, EditionSource
from metodika.directory.regulations.models import Act, ActRelation, Clause, Doubt, Edition, LegalBasis
from metodika.directory.regulations.queries.readings import sentence_of
from metodika.directory.regulations.rules import ActRef, guess_level

# Long names differ early; what is cut off here leaves room for the date and the number behind it.
LONGEST_ISSUER = 200
LONGEST_WORDING = 100


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


def owner_of(number: int) -> Organisation | None:
    """Return in whose register an act stands; None for an act that others only cite."""
    return Organisation.objects.filter(acts=number).first()


def acts_for_list(user: Any) -> QuerySet[Act]:
    """Return the acts of the registers that the person may see, with the number of their clauses."""
    # Seen from the clauses that are counted, the act stands one query further out.
    newest = Edition.objects.filter(act=OuterRef(OuterRef("pk"))).shown_first().values("pk")[:1]
    counted = Clause.objects.filter(edition=Subquery(newest)).order_by().values("edition")
    clauses = Subquery(counted.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return (
        Act.objects.registered()
        .visible_to(user)
        .select_related("owner")
        .annotate(clause_count=Coalesce(clauses, 0))
    )


def act_card(act: Act, *, edition: Edition | None = None) -> ActCard:
    """Return the card of an act with the asked edition; by default the newest text, else the outline."""
    editions = list(act.editions.order_by("-number"))
    chosen = edition or shown_edition(editions)
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


def shown_edition(editions: Sequence[Edition]) -> Edition | None:
    """Return the edition that a page shows of those given newest first: the newest text, else the outline."""
    texts = [known for known in editions if known.source == EditionSource.TEXT]
    return next(iter(texts or editions), None)


def editions_of(act: Act) -> QuerySet[Edition]:
    """Return the editions of an act, the newest first, with their files and who brought them."""
    return act.editions.select_related("file", "imported_by__person").order_by("-number")


def _relations(act: Act) -> list[tuple[str, Act]]:
    """Return what the act does to others, then what others do to it; most acts have none: one query."""
    stands_in = Q(act=act.pk) | Q(other=act.pk)
    pairs = ActRelation.objects.filter(stands_in).order_by("pk").values_list("kind", "act", "other")
    others = Act.objects.in_bulk({one if one != act.pk else other for _kind, one, other in pairs})
    own = [(str(kind), others[other]) for kind, one, other in pairs if one == act.pk]
    return own + [(f"{kind}_by", others[one]) for kind, one, _other in pairs if one != act.pk]


def with_predecessors(editions: Sequence[Edition]) -> list[tuple[Edition, Edition | None]]:
    """Return editions, newest first, each with the one before it that was made in the same way."""
    newest_of: dict[str, Edition] = {}
    found: list[tuple[Edition, Edition | None]] = []
    for edition in reversed(editions):
        found.append((edition, newest_of.get(edition.source)))
        newest_of[edition.source] = edition
    return found[::-1]


def citing_acts(act: Act, user: Any) -> QuerySet[LegalBasis]:
    """Return where other acts, of those the person may see, cite this one: by its title or by any other.

    Only the editions that are shown count: an act that no longer cites this one is left out.
    """
    shown = Edition.objects.filter(act=OuterRef("edition__act")).shown_first().values("pk")[:1]
    visible = Act.objects.visible_to(user).registered().exclude(pk=act.pk)
    return (
        LegalBasis.objects.filter(basis__identity=act.identity, edition=Subquery(shown))
        .filter(edition__act__in=visible)
        .select_related("edition__act__owner")
        .order_by("-edition__act__issued_on", "edition__act", "pk")
    )


def same_act_elsewhere(act: Act, user: Any) -> QuerySet[Act]:
    """Return the cards of this very act in the registers that the person may see."""
    return (
        Act.objects.visible_to(user)
        .registered()
        .filter(identity=act.identity)
        .exclude(pk=act.pk)
        .select_related("owner")
        .order_by("pk")
    )


def possible_successors(act: Act, user: Any) -> QuerySet[Act]:
    """Return the acts of the registers, drafts left out, that may stand in a relation to this one."""
    visible = Act.objects.registered().visible_to(user).exclude(pk=act.pk)
    return visible.exclude(status=ActStatus.DRAFT).order_by("-issued_on", "pk")


def found_acts(acts: QuerySet[Act], words: str) -> QuerySet[Act]:
    """Keep the acts in which all the words, or beginnings of them, stand."""
    for word in normalise(words.replace("№", " ")).split():
        acts = acts.filter(search_text__contains=word)
    return acts


def act_with_identity(owner: Organisation | None, identity: str) -> Act | None:
    """Return the act with the identity in a register, if it is there."""
    return Act.objects.filter(owner=owner, identity=identity).first()


def newest_outline(act: Act) -> str:
    """Return the fingerprint of the newest outline, "" when there is none."""
    outlines = act.editions.filter(source=EditionSource.OUTLINE).order_by("-number")
    return outlines.values_list("fingerprint", flat=True).first() or ""


def newest_text(act: Act) -> Edition | None:
    """Return the newest edition that was made from a text."""
    return act.editions.filter(source=EditionSource.TEXT).order_by("-number").first()


def governing_acts(user: Any, *, day: date) -> QuerySet[Act]:
    """Return the regulations by which the services live on the day: the person's own, all for a visitor.

    One's own are those of the places in which one has a role, of all above and of all under them.
    """
    acts = Act.objects.visible_to(user).in_force_on(day).filter(is_governing=True)
    paths = {grant.path for grant in user.access.grants} if user.is_authenticated else set()
    if paths:
        above = {path[: place + 1] for path in paths for place, sign in enumerate(path) if sign == "/"}
        under = Q(*[("owner__path__startswith", path) for path in sorted(paths)], _connector=Q.OR)
        acts = acts.filter(under | Q(owner__path__in=above))
    return acts.order_by("owner", "pk")


def possible_owners(user: Any) -> QuerySet[Organisation]:
    """Return the municipalities and institutions into whose registers the person may import."""
    return (
        Organisation.objects.visible_to(user, "regulations.import_act")
        .filter(level__in=[Level.REGION, Level.MUNICIPALITY, Level.INSTITUTION])
        .order_by("path")
    )


def doubt_sentence(doubt: Doubt) -> str:
    """Return what is doubtful, in the reader's language."""
    return sentence_of(doubt.code, doubt.parameters)


def owner_of_profile(code: str) -> Organisation | None:
    """Return the municipality that a profile speaks of."""
    return Organisation.objects.filter(level=Level.MUNICIPALITY, code=code).first()


def doubt_counts(user: Any, *, limit: int) -> list[tuple[Act, int]]:
    """Return acts that the person may change, each with the number of unsettled doubts in the text shown."""
    shown = Edition.objects.filter(act=OuterRef("pk")).shown_first().values("pk")[:1]
    waiting = Q(editions=Subquery(shown), editions__doubts__settled_because="")
    acts: QuerySet[Any] = Act.objects.visible_to(user, "regulations.change_act").registered()
    counted = acts.annotate(doubt_count=Count("editions__doubts", filter=waiting)).filter(doubt_count__gt=0)
    return [(act, act.doubt_count) for act in counted.order_by("-doubt_count", "pk")[:limit]]


def identity_of(*, kind: str, issuer: str, issued_on: date | None, number: str, wording: str = "") -> str:
    """Return what tells an act from all others, whatever title it is cited by.

    Federal laws have one issuer, named or not. Without date and number only the wording tells acts apart.
    """
    naming = ActRef(kind=kind, issuer=issuer, issued_on=issued_on, number=number).identity
    federal = kind == ActKind.LAW and guess_level("", issuer) in {"federal", ""}
    parts = [kind, "" if federal else naming[1][:LONGEST_ISSUER], *naming[2:]]
    if not number and issued_on is None:
        parts.append(normalise(wording)[:LONGEST_WORDING])
    return "|".join(parts)


def known_act(owner: Organisation, values: dict[str, Any]) -> Act | None:
    """Return the act of a register that a read card means, if it is there.

    Heads often name the issuer shortly, or not at all, and annexes come without date and number.
    """
    naming = {name: values[name] for name in ("kind", "issuer", "issued_on", "number")}
    return (
        act_with_identity(owner, identity_of(**naming, wording=values["title"]))
        or _with_same_number(owner, values)
        or _with_same_title(owner, values)
    )


def _with_same_number(owner: Organisation, values: dict[str, Any]) -> Act | None:
    """Find the act by date and number alone: a head often names the issuer shortly, or not at all."""
    if not (values["number"] and values["issued_on"]):
        return None
    wanted = ActRef(kind="", number=values["number"]).identity[-1]
    same_day = Act.objects.filter(owner=owner, issued_on=values["issued_on"])
    found = [act for act in same_day if ActRef(kind="", number=act.number).identity[-1] == wanted]
    return found[0] if len(found) == 1 else None


def _with_same_title(owner: Organisation, values: dict[str, Any]) -> Act | None:
    """Find the act by its title when the text came without date and number, as annexes often do."""
    if values["number"] or values["issued_on"] or not values["title"]:
        return None
    wanted = normalise(values["title"])
    found = [act for act in Act.objects.filter(owner=owner) if normalise(act.title) == wanted]
    return found[0] if len(found) == 1 else None
