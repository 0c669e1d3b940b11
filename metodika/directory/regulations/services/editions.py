"""Texts of acts: read, shown, and kept as editions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import store_upload
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.events import ActChanged, ActCreated, EditionImported
from metodika.directory.regulations.lifecycle import KIND_WORDS, ActKind, ActLevel, EditionSource
from metodika.directory.regulations.models import Act, Clause, Doubt, Edition, LegalBasis
from metodika.directory.regulations.queries import (
    card_values,
    fingerprint_of,
    identity_of,
    known_act,
    newest_text,
    read_source,
)
from metodika.directory.regulations.rules import ActRef, Citation, Node, clause_at
from metodika.directory.regulations.services.acts import lock_register, search_text_of, set_identity

# "PERV-O.2" is clause 2 of the order, "YAK-2.3.1d" a part of clause 2.3.1.
CITED = re.compile(r"[A-Z]+-(?P<order>O\.)?(?P<numbers>\d+(?:\.\d+)*)[a-z]*")
SOURCES = frozenset({"txt", "md", "docx", "csv"})
CITED_COLUMNS = ("kind", "level", "issuer", "issued_on", "number", "title")
LONGEST = {"issuer": 500, "title": 1000, "number": 60, "cited_as": 1000}


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
    issuer, issued_on, number, title). The card of a known act keeps what it says; only its blanks are
    filled. The same text twice changes nothing. Raises RuleBroken for a file without readable text.
    """
    reading = read_source(content, name)
    lock_register(owner)
    act = _act_for(owner, card_values(reading.card) | (card or {}), by)
    fingerprint = fingerprint_of(reading.nodes)
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
    known = known_act(owner, values)
    if known is not None:
        return _with_blanks_filled(known, values, by)
    if not any((values["issued_on"], values["number"], values["title"])):
        raise RuleBroken(
            _("Neither a date, nor a number, nor a title was found in the text. Fill in the card by hand.")
        )
    act = Act(owner=owner, **values)
    set_identity(act)
    act.save(force_insert=True)
    announce(ActCreated(act_id=act.pk), by=by, about=act)
    return act


def _with_blanks_filled(known: Act, values: dict[str, Any], by: Any) -> Act:
    act = Act.objects.select_for_update().get(pk=known.pk)
    told = {name: value for name, value in values.items() if value and not getattr(act, name)}
    fields = claim_version(act, seen=None, changes=told)
    if fields:
        set_identity(act)
        act.save(update_fields=[*fields, "identity", "search_text"])
        announce(ActChanged(act_id=act.pk), by=by, about=act)
    return act


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
        cited = CITED.fullmatch(clause.ref)
        node = clause_at(nodes, cited["numbers"], "order" if cited["order"] else "") if cited else None
        if node is not None:
            known.setdefault(node.key, (clause.gist, clause.ref))
    return known


def _write_bases(edition: Edition, citations: Sequence[Citation]) -> None:
    written: set[tuple[int, str]] = set()
    rows = []
    others = iter(cited_acts([citation.act for citation in citations if not citation.itself]))
    for citation in citations:
        basis = edition.act if citation.itself else next(others)
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


def cited_acts(cited: Sequence[ActRef]) -> list[Act]:
    """Return the row of each act that a text cites, made when nobody has cited it before.

    Two titles of one act lead to one row: identity is kind, issuer, date and number.
    """
    drafts = [_draft_of(one) for one in cited]
    wanted = {draft.identity: draft for draft in reversed(drafts)}
    known = _acts_of_nobody(wanted)
    if len(known) < len(wanted):
        # Two imports at once may cite the same act for the first time.
        missing = [draft for identity, draft in wanted.items() if identity not in known]
        Act.objects.bulk_create(missing, ignore_conflicts=True)
        known = _acts_of_nobody(wanted)
    return [known[draft.identity] for draft in drafts]


def _acts_of_nobody(identities: Iterable[str]) -> dict[str, Act]:
    return {act.identity: act for act in Act.objects.filter(owner=None, identity__in=list(identities))}


def _draft_of(cited: ActRef) -> Act:
    act = Act(
        owner=None,
        kind=KIND_WORDS.get(cited.kind, ActKind.OTHER),
        level=cited.level or ActLevel.UNKNOWN,
        issuer=cited.issuer[: LONGEST["issuer"]],
        issued_on=cited.issued_on,
        number=cited.number[: LONGEST["number"]],
        title=(cited.title or cited.approves)[: LONGEST["title"]],
    )
    act.identity = identity_of(
        kind=act.kind,
        issuer=act.issuer,
        issued_on=act.issued_on,
        number=act.number,
        wording=act.title or cited.cited,
    )
    act.search_text = search_text_of(act)
    return act
