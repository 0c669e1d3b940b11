"""Kinds of councils, associations and groups: how they are called, made up, and how they decide."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from metodika.directory.profiles.rules.shapes import Code, LevelCode, OptionalText, Strict, Text, YesNo

FamilyCode = Literal[
    "council", "association", "group", "laboratory", "community", "expert_community", "resource_centre"
]
ReachCode = Literal["subject", "inter_subject", "meta_subject", "interdisciplinary", "other"]
OfficeCode = Literal["chair", "deputy", "secretary", "member"]
ActCode = Literal["any", "directive", "order", "resolution", "decision", "minutes"]


def part_of_a_whole(value: str) -> str:
    """Refuse a fraction above one.

    Errors: `no_part_of_a_whole`.
    Source: docs/profile.ru.md, «Советы и объединения».
    """
    above, below = map(int, value.split("/"))
    if above > below:
        raise PydanticCustomError("no_part_of_a_whole", "more than a whole")
    return value


Part = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$"), AfterValidator(part_of_a_whole)
]
Count = Annotated[int, Field(ge=1, le=1000)]


class BodyRulesSaid(Strict):
    """What the regulation says of a kind of bodies; what it does not say is absent."""

    min_members: Count | None = None
    min_teachers: Count | None = None
    offices: list[Literal["chair", "deputy", "secretary"]] | None = None
    composition_act: ActCode | None = None
    head_role: Code | None = None
    needs_regulation: YesNo | None = None
    term_years: Annotated[int, Field(ge=1, le=10)] | None = None
    reminder_days: Annotated[int, Field(ge=1, le=365)] | None = None
    quorum: Part | None = None
    quorum_strict: YesNo | None = None
    quorum_base: Literal["list", "filled"] | None = None
    majority: Part | None = None
    majority_of: Literal["present", "cast", "list"] | None = None
    tie: Literal["rejected", "chair"] | None = None
    presiding: list[Literal["chair", "deputy", "elected"]] | None = None
    remote_allowed: YesNo | None = None
    correspondence_allowed: YesNo | None = None
    recused_present: YesNo | None = None
    sessions_a_year: Annotated[int, Field(ge=1, le=60)] | None = None
    sessions_a_quarter: Annotated[int, Field(ge=1, le=15)] | None = None
    year: Literal["school", "calendar"] | None = None
    quarters: Literal["calendar", "terms"] | None = None
    notice_days: Annotated[int, Field(ge=0, le=90)] | None = None
    notice_in: Literal["calendar", "working"] | None = None
    minutes_signed_by: Literal["present", "officers"] | None = None
    keep_years: Annotated[int, Field(ge=1, le=75)] | None = None
    needs_approval: YesNo | None = None
    approval_days: Annotated[int, Field(ge=1, le=365)] | None = None
    members_follow: YesNo | None = None
    members_vote: YesNo | None = None
    secretary_votes: YesNo | None = None
    open_to_staff: Literal["nothing", "decisions", "minutes"] | None = None
    clauses: dict[str, OptionalText] = {}


PARAMETERS = frozenset(BodyRulesSaid.model_fields) - {"clauses"}


class SeatSaid(Strict):
    """A seat that the regulation names; `head_of` is a kind of bodies whose heads sit here."""

    office: OfficeCode = "member"
    represents: OptionalText = ""
    position: OptionalText = ""
    head_of: OptionalText = ""
    count: Annotated[int, Field(ge=1, le=100)] = 1
    by_agreement: YesNo = False
    votes: YesNo = True
    clause: OptionalText = ""


class FunctionSaid(Strict):
    """What a body is for: own words, or a clause whose gist says it."""

    text: OptionalText = ""
    clause: OptionalText = ""

    @model_validator(mode="after")
    def say_something(self) -> Self:
        """Refuse a function with neither words nor a clause.

        Errors: `function_says_nothing`.
        Source: docs/profile.ru.md, «Советы и объединения».
        """
        if not self.text and not self.clause:
            raise PydanticCustomError("function_says_nothing", "neither text nor clause")
        return self


class QuestionSaid(Strict):
    """A question that stands in the agenda of every session."""

    question: Text
    tag: Literal["", "analysis", "coordination", "planning", "concept"] = ""
    clause: OptionalText = ""


class BodyKind(Strict):
    """One kind of bodies."""

    title: Text
    titles: Text
    short: OptionalText = ""
    family: FamilyCode
    levels: Annotated[list[LevelCode], Field(min_length=1)]
    permanent: YesNo = True
    reach: ReachCode | None = None
    under: OptionalText = ""
    clause: OptionalText = ""
    rules: BodyRulesSaid = Field(default_factory=BodyRulesSaid)
    seats: list[SeatSaid] = []
    functions: list[FunctionSaid] = []
    agenda: list[QuestionSaid] = []


class BodyKinds(RootModel[dict[Code, BodyKind]]):
    """Every kind of bodies by its code."""


def clauses_named(kinds: BodyKinds) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every clause that the kinds name, with the way to it in the file; empty ones are left out.

    Source: docs/profile.ru.md, «Советы и объединения».
    """
    for code, kind in kinds.root.items():
        named: list[tuple[tuple[str | int, ...], str]] = [((code, "clause"), kind.clause)]
        named += [((code, "rules", "clauses", name), ref) for name, ref in kind.rules.clauses.items()]
        lists: dict[str, Any] = {"seats": kind.seats, "functions": kind.functions, "agenda": kind.agenda}
        for key, items in lists.items():
            named += [((code, key, place, "clause"), one.clause) for place, one in enumerate(items)]
        yield from ((way, ref) for way, ref in named if ref)


def kinds_named(kinds: BodyKinds) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every kind that another kind names, with the way to it in the file.

    Source: PERV-8.1 (school associations work under the city's); PEST-4.1-c0 (heads sit in the council).
    """
    for code, kind in kinds.root.items():
        if kind.under:
            yield (code, "under"), kind.under
        for place, seat in enumerate(kind.seats):
            if seat.head_of:
                yield (code, "seats", place, "head_of"), seat.head_of
