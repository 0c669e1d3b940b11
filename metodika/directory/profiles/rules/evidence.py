"""What proves each clause of the regulation: rules over facts, or why nothing can prove it."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from metodika.directory.profiles.rules.shapes import Code, OptionalText, Strict, Text, YearlyDay, yes_or_no

FactCode = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]
ClauseCode = Annotated[str, StringConstraints(min_length=1)]
RuleKind = Literal["at_least", "every", "share", "none", "in_order", "proof"]
YearKind = Literal["school", "calendar", "ever"]
Piece = Literal["month", "quarter", "half_year"]
Compared = Annotated[bool | str | list[str] | dict[str, str | list[str] | int], BeforeValidator(yes_or_no)]
Number = Annotated[int, Field(ge=0, le=10_000)]
Percent = Annotated[int, Field(ge=1, le=100)]


class SelectionSaid(Strict):
    """Rows of a fact that fit, and what is counted of them."""

    fact: FactCode
    where: dict[Code, Compared] = {}
    when: OptionalText = ""
    of: Literal["people", "organisations", "bodies", "rows"] = "rows"


class HavingSaid(Strict):
    """What whoever is counted must have besides."""

    fact: FactCode
    where: dict[Code, Compared] = {}
    when: OptionalText = ""
    at_least: Annotated[int, Field(ge=1, le=1000)] = 1
    in_each: Piece | Literal[""] = ""
    by: Literal["", "person", "organisation", "body"] = ""
    absent: Annotated[bool, BeforeValidator(yes_or_no)] = False


class RuleSaid(Strict):
    """One rule of evidence: what is counted, how many there must be, and by when."""

    say: Text
    kind: RuleKind
    number: Number | None = None
    share: Percent | None = None
    of: SelectionSaid | None = None
    has: list[HavingSaid] = []
    before: SelectionSaid | None = None
    each: Piece | Literal[""] = ""
    year: YearKind | Literal[""] = ""
    starts: YearlyDay | None = None
    by: YearlyDay | None = None
    waits: list[FactCode] = []

    @model_validator(mode="after")
    def be_whole(self) -> Self:
        """Refuse a rule that lacks what its kind asks for.

        Errors: `rule_without`.
        Source: docs/profile.ru.md, «Чем доказан пункт».
        """
        needed: dict[str, tuple[str, ...]] = {
            "at_least": ("of",), "none": ("of",), "every": ("of", "has"), "share": ("of", "has", "share"),
            "in_order": ("of", "before"), "proof": (),
        }  # fmt: skip
        for name in needed[self.kind]:
            if not getattr(self, name):
                raise PydanticCustomError("rule_without", "lacks a part", {"part": name})
        return self


class ClauseSaid(Strict):
    """What proves one clause: rules, or the reason why there is nothing to prove."""

    owner: OptionalText = ""
    rules: list[RuleSaid] = []
    definition: OptionalText = ""

    @model_validator(mode="after")
    def say_one(self) -> Self:
        """Refuse a clause with neither rules nor a reason, and one with both.

        Errors: `clause_says_nothing`.
        Source: docs/profile.ru.md, «Чем доказан пункт».
        """
        if bool(self.rules) == bool(self.definition):
            raise PydanticCustomError("clause_says_nothing", "rules or a definition")
        return self


class Evidence(RootModel[dict[ClauseCode, ClauseSaid]]):
    """What proves every clause, by the code of the clause."""


def owners_named(evidence: Evidence) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every role that answers for a clause, with the way to it in the file.

    Source: docs/profile.ru.md, «Чем доказан пункт».
    """
    for code, told in evidence.root.items():
        if told.owner:
            yield (code, "owner"), told.owner


def facts_of(rule: RuleSaid) -> list[str]:
    """Return the codes of the facts that a rule counts, each once, in their order.

    Source: docs/profile.ru.md, «Чем доказан пункт».
    """
    told: list[Any] = [rule.of, *rule.has, rule.before]
    return list(dict.fromkeys(one.fact for one in told if one is not None))
