"""What a profile tells of the regulation that its municipality lives by: card, bases, clauses in short."""

import hashlib
import json
from typing import Any

from django.db import transaction

from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import regulation_clauses
from metodika.directory.regulations.events import EditionImported
from metodika.directory.regulations.lifecycle import ActStatus, EditionSource
from metodika.directory.regulations.models import Act, Clause, Edition, LegalBasis
from metodika.directory.regulations.queries import act_with_identity, identity_of, newest_outline
from metodika.directory.regulations.rules import ActRef
from metodika.directory.regulations.services.acts import lock_register, search_text_of
from metodika.directory.regulations.services.editions import cited_acts

# The profile names kinds by codes; citations carry the words of acts.
WORD_OF_KIND = {
    "law": "федеральный закон",
    "decree": "указ",
    "resolution": "постановление",
    "directive": "распоряжение",
    "order": "приказ",
    "minutes": "протокол",
    "letter": "письмо",
    "regulation": "положение",
    "passport": "паспорт",
    "programme": "программа",
    "plan": "план",
}


@transaction.atomic
def outline_regulation(profile: Profile, owner: Organisation, *, by: Any) -> Act | None:
    """Write the regulation of a profile into the owner's register and return it; None when it has none.

    Card and outline are renewed only when the profile tells something new; what people have since done
    with the act (its status, its publication, what the profile leaves blank) stays.
    """
    told = profile.contents.regulation
    if told is None:
        return None
    fingerprint = hashlib.sha256(
        json.dumps(told.model_dump(mode="json"), sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
    lock_register(owner)
    identity = _identity_of(told)
    known = act_with_identity(owner, identity)
    if known is not None and newest_outline(known) == fingerprint:
        return known
    act = _act_of(told, known or Act(owner=owner, identity=identity, version=0))
    edition = Edition.objects.create(
        act=act,
        number=_next_outline_number(act),
        source=EditionSource.OUTLINE,
        fingerprint=fingerprint,
        imported_by=by,
    )
    clauses = _write_clauses(edition, profile)
    _write_bases(edition, told.basis)
    announce(EditionImported(act_id=act.pk, number=edition.number, clauses=clauses), by=by, about=act)
    return act


def _write_clauses(edition: Edition, profile: Profile) -> int:
    clauses = regulation_clauses(profile)
    Clause.objects.bulk_create(
        Clause(
            edition=edition,
            key=placed.key,
            parent_key=placed.parent,
            order=order,
            kind=placed.clause.kind,
            label=placed.clause.label,
            gist=placed.clause.gist,
            ref=placed.clause.ref,
        )
        for order, placed in enumerate(clauses)
    )
    return len(clauses)


def _next_outline_number(act: Act) -> int:
    return (act.editions.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _identity_of(told: Any) -> str:
    naming = _naming(told)
    return identity_of(
        kind=naming.kind,
        issuer=naming.issuer,
        issued_on=naming.date,
        number=naming.number,
        wording=told.title,
    )


def _naming(told: Any) -> Any:
    # The regulation is known by the act that approved it: that one has the date and the number.
    return told.approved_by or told


def _act_of(told: Any, act: Act) -> Act:
    naming = _naming(told)
    values = {
        "kind": naming.kind,
        "issuer": naming.issuer,
        "issued_on": naming.date,
        "number": naming.number,
        "title": told.title,
        "level": told.level,
        "annex_number": told.annex,
        "controller": told.controller,
        "valid_from": told.valid_from or naming.date,
    }
    if act._state.adding:
        values |= {"status": ActStatus.IN_FORCE, "is_governing": True, "published_on": naming.date}
    claim_version(act, seen=None, changes={name: value for name, value in values.items() if value})
    act.search_text = search_text_of(act)
    act.save()
    return act


def _write_bases(edition: Edition, bases: list[Any]) -> None:
    cited = [
        ActRef(
            kind=WORD_OF_KIND.get(told.kind, told.kind),
            issuer=told.issuer,
            level=told.level,
            issued_on=told.date,
            number=told.number,
            title=told.title,
        )
        for told in bases
    ]
    rows: dict[int, LegalBasis] = {}
    for told, basis in zip(bases, cited_acts(cited), strict=True):
        rows.setdefault(basis.pk, LegalBasis(edition=edition, basis=basis, cited_as=told.title[:1000]))
    LegalBasis.objects.bulk_create(rows.values())
