"""Texts of acts: read, shown, and kept as editions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import store_upload
from metodika.core.language import normalise
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.events import ActCreated, EditionImported
from metodika.directory.regulations.lifecycle import KIND_WORDS, ActKind, ActLevel, EditionSource
from metodika.directory.regulations.models import Act, Clause, Doubt, Edition, LegalBasis
from metodika.directory.regulations.queries import act_with_identity, card_values, newest_text, read_source
from metodika.directory.regulations.rules import ActRef, Citation, Node, clause_at
from metodika.directory.regulations.services.acts import identity_of, search_text_of

SOURCES = frozenset({"txt", "md", "docx", "csv"})
LONGEST = {"key": 200, "label": 200, "issuer": 500, "title": 1000, "number": 60, "cited_as": 1000}


@dataclass(frozen=True)
class Imported:
    """What an import did: the act, its edition, and whether it was new or known already."""

    act: Act
    edition: Edition
    is_new: bool


@transaction.atomic
def import_regulation(
    content: bytes, *, name: str, owner: Organisation, card: dict[str, Any] | None = None, by: Any
) -> Imported:
    """Read a text into the register: a new act, or the next edition of one that is known.

    `card` replaces what was read from the head of the text where a person has corrected it (kind,
    issuer, issued_on, number, title). The same text twice changes nothing. Raises RuleBroken for a
    file without readable text.
    """
    reading = read_source(content, name)
    act = _act_for(owner, card_values(reading.card) | (card or {}), by)
    fingerprint = _fingerprint(reading.nodes)
    newest = newest_text(act)
    if newest is not None and newest.fingerprint == fingerprint:
        return Imported(act, newest, is_new=False)
    # The content decides what a file is; a text has no signature of its own to check.
    stored = store_upload(ContentFile(content, name), allowed=SOURCES, by=by)
    edition = _new_edition(act, fingerprint, stored, by)
    _write_clauses(edition, reading.nodes)
    _write_bases(edition, reading.citations)
    Doubt.objects.bulk_create(
        Doubt(edition=edition, code=doubt.code, clause_key=doubt.node, parameters=doubt.params)
        for doubt in reading.doubts
    )
    announce(
        EditionImported(act_id=act.pk, number=edition.number, clauses=len(reading.nodes)), by=by, about=act
    )
    return Imported(act, edition, is_new=True)


def _act_for(owner: Organisation, values: dict[str, Any], by: Any) -> Act:
    naming = {name: values[name] for name in ("kind", "issuer", "issued_on", "number")}
    identity = identity_of(**naming)
    known = (
        act_with_identity(owner, identity)
        or _with_same_number(owner, values)
        or _with_same_title(owner, values)
    )
    if known is not None:
        return Act.objects.select_for_update().get(pk=known.pk)
    if not any((values["issued_on"], values["number"], values["title"])):
        raise RuleBroken(
            _("Neither a date, nor a number, nor a title was found in the text. Fill in the card by hand.")
        )
    act = Act(owner=owner, identity=identity, **values)
    act.search_text = search_text_of(act)
    act.save(force_insert=True)
    announce(ActCreated(act_id=act.pk), by=by, about=act)
    return act


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


def _fingerprint(nodes: Sequence[Node]) -> str:
    digest = hashlib.sha256()
    for node in nodes:
        digest.update(f"{node.key}\t{node.label}\t{node.text}\n".encode())
    return digest.hexdigest()


def _new_edition(act: Act, fingerprint: str, stored: StoredFile | None, by: Any) -> Edition:
    numbers = act.editions.order_by("-number").values_list("number", flat=True)
    return Edition.objects.create(
        act=act,
        number=(numbers.first() or 0) + 1,
        source=EditionSource.TEXT,
        fingerprint=fingerprint,
        file=stored,
        imported_by=by,
    )


def _write_clauses(edition: Edition, nodes: Sequence[Node]) -> None:
    known = _known_gists(edition.act, nodes)
    Clause.objects.bulk_create(
        Clause(
            edition=edition,
            key=node.key,
            parent_key=node.parent or "",
            order=node.order,
            kind=node.kind,
            label=node.label,
            text=node.text,
            gist=known.get(node.key, ("", ""))[0],
            ref=known.get(node.key, ("", ""))[1],
        )
        for node in nodes
    )


def _known_gists(act: Act, nodes: Sequence[Node]) -> dict[str, tuple[str, str]]:
    """Give the clauses of a text what is known of them from the profile's outline: gist and reference."""
    known: dict[str, tuple[str, str]] = {}
    outlined = Clause.objects.filter(edition__act=act, edition__source=EditionSource.OUTLINE).exclude(ref="")
    for clause in outlined.order_by("order"):
        numbers = clause.ref.partition("-")[2].rstrip("abcdefghijklmnopqrstuvwxyz")
        if numbers.replace(".", "").isdigit() and (node := clause_at(nodes, numbers)) is not None:
            known.setdefault(node.key, (clause.gist, clause.ref))
    return known


def _write_bases(edition: Edition, citations: Sequence[Citation]) -> None:
    written: set[tuple[int, str]] = set()
    rows = []
    for citation in citations:
        basis = edition.act if citation.itself else cited_act(citation.act)
        place = (basis.pk, citation.node)
        if place in written:
            continue
        written.add(place)
        rows.append(
            LegalBasis(
                edition=edition,
                basis=basis,
                clause_key=citation.node,
                cited_as=(citation.act.title or citation.act.approves or citation.act.cited)[
                    : LONGEST["cited_as"]
                ],
                is_itself=citation.itself,
            )
        )
    LegalBasis.objects.bulk_create(rows)


def cited_act(cited: ActRef) -> Act:
    """Return the row of an act that a text cites, made when nobody has cited it before.

    Two titles of one act lead to one row: identity is kind, issuer, date and number.
    """
    kind = KIND_WORDS.get(cited.kind, ActKind.OTHER)
    identity = identity_of(kind=kind, issuer=cited.issuer, issued_on=cited.issued_on, number=cited.number)
    if not cited.number and cited.issued_on is None:
        # Without date and number only the wording tells such acts apart.
        identity = f"{identity}|{(cited.title or cited.approves or cited.cited)[:200].lower()}"
    known = act_with_identity(None, identity)
    if known is not None:
        return known
    act = Act(
        owner=None,
        kind=kind,
        level=cited.level or ActLevel.UNKNOWN,
        issuer=cited.issuer[: LONGEST["issuer"]],
        issued_on=cited.issued_on,
        number=cited.number[: LONGEST["number"]],
        title=(cited.title or cited.approves)[: LONGEST["title"]],
        identity=identity,
    )
    act.search_text = search_text_of(act)
    act.save(force_insert=True)
    return act
