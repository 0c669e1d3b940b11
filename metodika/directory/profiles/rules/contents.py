"""A whole profile, and what has to agree between its files."""

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import Field

from metodika.directory.profiles.rules.acts import Regulation, clauses_in_order
from metodika.directory.profiles.rules.analysis import Analysis, phrases_misread
from metodika.directory.profiles.rules.bodies import PARAMETERS, BodyKinds, clauses_named, kinds_named
from metodika.directory.profiles.rules.collection import ReadyForms, codes_twice
from metodika.directory.profiles.rules.dossiers import Directions, positions_unknown
from metodika.directory.profiles.rules.events import EventKinds
from metodika.directory.profiles.rules.evidence import Evidence, owners_named
from metodika.directory.profiles.rules.indicators import Indicators, populations_unknown
from metodika.directory.profiles.rules.people import Positions, Roles, YoungTeacher, unknown_permissions
from metodika.directory.profiles.rules.places import Kinds, Levels, Municipality, circle_of_levels
from metodika.directory.profiles.rules.shapes import Strict
from metodika.directory.profiles.rules.words import Words
from metodika.directory.profiles.rules.years import Calendar, terms_out_of_order


class Contents(Strict):
    """Everything that a profile says; the regulation may be absent."""

    municipality: Municipality
    levels: Levels
    words: Words
    kinds: Kinds
    roles: Roles
    positions: Positions
    young_teacher: YoungTeacher
    calendar: Calendar
    # A profile that was loaded before it could speak of bodies says nothing of them.
    bodies: BodyKinds = Field(default_factory=lambda: BodyKinds({}))
    events: EventKinds = Field(default_factory=lambda: EventKinds({}))
    collection: ReadyForms = Field(default_factory=lambda: ReadyForms({}))
    indicators: Indicators = Field(default_factory=Indicators)
    analysis: Analysis = Field(default_factory=Analysis)
    regulation: Regulation | None = None
    # The same holds for what proves its clauses.
    evidence: Evidence = Field(default_factory=lambda: Evidence({}))
    dossiers: Directions = Field(default_factory=lambda: Directions({}))


class Section(NamedTuple):
    """A file of a profile: its shape, whether it must be there, how deep it joins the base's."""

    shape: Any
    required: bool = False
    depth: int | None = None


SECTIONS: dict[str, Section] = {
    "municipality": Section(Municipality, required=True),
    "levels": Section(Levels),
    # A word is taken as a whole: half of its cases from the base would be another word.
    "words": Section(Words, depth=1),
    "kinds": Section(Kinds),
    "roles": Section(Roles),
    "positions": Section(Positions),
    "young_teacher": Section(YoungTeacher),
    "calendar": Section(Calendar),
    "bodies": Section(BodyKinds),
    "events": Section(EventKinds),
    # A form is taken as a whole: half of its questions from the base would be another form.
    "collection": Section(ReadyForms, depth=1),
    # An indicator is taken as a whole: a formula of two halves would be another one.
    "indicators": Section(Indicators, depth=2),
    # A phrase is taken with all its variants: half of them would be said under other signs.
    "analysis": Section(Analysis, depth=2),
    "regulation": Section(Regulation),
    "evidence": Section(Evidence, depth=1),
    # A position is taken as a whole, so that its wording and its proofs belong together.
    "dossiers": Section(Directions, depth=3),
}


@dataclass(frozen=True)
class Disagreement:
    """Something wrong that no single value shows: where it stands and what it is."""

    kind: str
    section: str
    location: tuple[str | int, ...]
    details: dict[str, Any] = field(default_factory=dict)


def disagreements(
    shapes: dict[str, Any], *, folder: str, word_keys: set[str], permissions: set[str] | None
) -> list[Disagreement]:
    """List what does not agree between the sections that were read without error.

    `shapes` maps a section to its model; a section that failed is absent and is not looked at.
    `permissions` are the known permission names; None leaves roles unchecked.
    Source: docs/profile.ru.md, «Что проверяется».
    """
    found: list[Disagreement] = []
    if municipality := shapes.get("municipality"):
        found += _about_municipality(municipality, folder, shapes.get("kinds"))
    if levels := shapes.get("levels"):
        found += _about_levels(levels)
    if words := shapes.get("words"):
        found += _about_words(words, word_keys)
    if roles := shapes.get("roles"):
        found += _about_roles(roles, permissions)
    if calendar := shapes.get("calendar"):
        wrong = terms_out_of_order(calendar)
        found += [
            Disagreement("terms_out_of_order", "calendar", ("terms", index, "starts")) for index in wrong
        ]
    if bodies := shapes.get("bodies"):
        found += _about_bodies(bodies, roles)
    found += _about_indicators(shapes.get("indicators"))
    found += _about_analysis(shapes.get("analysis"))
    found += _about_dossiers(shapes.get("dossiers"))
    if regulation := shapes.get("regulation"):
        found += _about_clauses(regulation, shapes)
    return found + list(_about_forms(shapes.get("collection")))


def _about_forms(forms: ReadyForms | None) -> Iterator[Disagreement]:
    """Find codes of fields that come twice in a ready-made form.

    Source: docs/profile.ru.md, «Формы сбора данных».
    """
    for way, code in codes_twice(forms) if forms else ():
        yield Disagreement("code_twice", "collection", way, {"key": code})


def _about_municipality(
    municipality: Municipality, folder: str, kinds: Kinds | None
) -> Iterator[Disagreement]:
    """Check the code against the folder, the time zone against the world's, bodies against the kinds.

    Source: docs/profile.ru.md, «Муниципалитет».
    """
    if municipality.code != folder:
        named = {"code": municipality.code, "folder": folder}
        yield Disagreement("code_is_not_folder", "municipality", ("code",), named)
    zones = zoneinfo.available_timezones()
    if municipality.time_zone not in zones:
        details: dict[str, Any] = {"zone": municipality.time_zone, "known": sorted(zones)}
        yield Disagreement("unknown_time_zone", "municipality", ("time_zone",), details)
    used = {("region",): municipality.region.kind, ("department",): municipality.department.kind}
    if municipality.centre:
        used["centre",] = municipality.centre.kind
    for location, kind in used.items():
        if kinds and kind not in kinds.root:
            details = {"kind": kind, "known": sorted(kinds.root)}
            yield Disagreement("unknown_kind", "municipality", (*location, "kind"), details)


def _about_levels(levels: Levels) -> Iterator[Disagreement]:
    """Check that every level stands under a known one, the region under none, and no circle closes.

    Source: clauses PERV-6, MAG-7.
    """
    above: dict[str, str] = {code: level.under for code, level in levels.by_code().items()}
    for code, under in above.items():
        if under and under not in above:
            yield Disagreement("unknown_level", "levels", (code, "under"), {"level": under})
    if circle := circle_of_levels(above):
        shown = {"circle": " → ".join([*circle, circle[0]])}
        yield Disagreement("circle_of_levels", "levels", (circle[0], "under"), shown)


def _about_words(words: Words, known: set[str]) -> Iterator[Disagreement]:
    """Find words that the product never asks for: mostly a key typed wrong.

    Source: docs/profile.ru.md, «Слова».
    """
    for key in words.root.keys() - known:
        yield Disagreement("unknown_key", "words", (key,), {"key": key, "known": sorted(known)})


def _about_roles(roles: Roles, permissions: set[str] | None) -> Iterator[Disagreement]:
    """Find permissions that no area knows.

    Source: docs/profile.ru.md, «Роли».
    """
    if permissions is None:
        return
    for code, role in roles.root.items():
        for pattern in unknown_permissions(role.may, permissions):
            details = {"permission": pattern, "role": code, "known": sorted(permissions)}
            yield Disagreement("unknown_permission", "roles", (code, "may", role.may.index(pattern)), details)


def _about_bodies(bodies: BodyKinds, roles: Roles | None) -> Iterator[Disagreement]:
    """Find kinds and roles that are named and do not exist, and clauses of parameters that do not exist.

    Source: docs/profile.ru.md, «Советы и объединения».
    """
    for way, kind in kinds_named(bodies):
        if kind not in bodies.root:
            details: dict[str, Any] = {"kind": kind, "known": sorted(bodies.root)}
            yield Disagreement("unknown_body_kind", "bodies", way, details)
    for code, told in bodies.root.items():
        role = told.rules.head_role
        if role and roles and role not in roles.root:
            details = {"role": role, "known": sorted(roles.root)}
            yield Disagreement("unknown_role", "bodies", (code, "rules", "head_role"), details)
        for key in told.rules.clauses.keys() - PARAMETERS:
            details = {"key": key, "known": sorted(PARAMETERS)}
            yield Disagreement("unknown_key", "bodies", (code, "rules", "clauses", key), details)


def _about_evidence(evidence: Evidence | None, roles: Roles | None, refs: set[str]) -> Iterator[Disagreement]:
    """Find clauses that the regulation does not have, and owners that are no role.

    Source: docs/profile.ru.md, «Чем доказан пункт».
    """
    if evidence is None:
        return
    for code in evidence.root:
        if code not in refs:
            yield Disagreement("unknown_clause", "evidence", (code,), {"clause": code, "known": sorted(refs)})
    for way, role in owners_named(evidence):
        if roles and role not in roles.root:
            details: dict[str, Any] = {"role": role, "known": sorted(roles.root)}
            yield Disagreement("unknown_role", "evidence", way, details)


def _about_indicators(indicators: Indicators | None) -> Iterator[Disagreement]:
    """Find populations that formulas name and that do not exist.

    Source: docs/profile.ru.md, «Показатели».
    """
    for way, details in populations_unknown(indicators) if indicators else ():
        yield Disagreement("unknown_population", "indicators", way, details)


def _about_analysis(analysis: Analysis | None) -> Iterator[Disagreement]:
    """Find places of phrases that nobody fills, and phrases that are never said.

    Source: docs/profile.ru.md, «Анализ».
    """
    for way, details in phrases_misread(analysis) if analysis else ():
        yield Disagreement("unknown_key", "analysis", way, details)


def _about_dossiers(directions: Directions | None) -> Iterator[Disagreement]:
    """Find positions that reports tell of and that no direction has.

    Source: docs/profile.ru.md, «О чём спрашивает внешняя оценка».
    """
    for way, details in positions_unknown(directions) if directions else ():
        yield Disagreement("unknown_key", "dossiers", way, details)


def _about_clauses(regulation: Regulation, shapes: dict[str, Any]) -> Iterator[Disagreement]:
    """Find two clauses with one key, and clauses named elsewhere that the regulation does not have.

    Source: quirks D3; docs/profile.ru.md, «Положение».
    """
    keys: set[str] = set()
    refs: set[str] = set()
    for placed in clauses_in_order(regulation.clauses):
        if placed.key in keys:
            location = tuple(part for index in placed.way for part in ("clauses", index))
            yield Disagreement("key_twice", "regulation", location, {"key": placed.key})
        keys.add(placed.key)
        refs |= {placed.clause.ref} - {""}
    yield from _about_evidence(shapes.get("evidence"), shapes.get("roles"), refs)
    for section, key in (
        ("young_teacher", "clause"),
        ("calendar", "clause"),
        ("municipality", "guests_clause"),
    ):
        named = getattr(shapes.get(section), key, "")
        if named and named not in refs | keys:
            details = {"clause": named, "known": sorted(refs)}
            yield Disagreement("unknown_clause", section, (key,), details)
    bodies = shapes.get("bodies")
    for way, named in clauses_named(bodies) if bodies else ():
        if named not in refs | keys:
            yield Disagreement("unknown_clause", "bodies", way, {"clause": named, "known": sorted(refs)})
