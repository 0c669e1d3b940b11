"""Asking one fact on a page or by a program: parameters, period and scope, then the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, pgettext_lazy

from metodika.core.calendar import Period, calendar_year, dates, half_year, month, quarter, school_year
from metodika.core.facts.answers import count_within, rows
from metodika.core.facts.conditions import Condition, Parameter, conditions_from
from metodika.core.facts.countings import OF_WORDS, WHOM, Counting, Of, Question
from metodika.core.facts.declared import About, Fact
from metodika.core.facts.fields import Typed, as_told, conditions_of, fields_of
from metodika.core.facts.ladder import ladder
from metodika.core.facts.scopes import WHOLE, Scope
from metodika.core.web import Choice, Column, Empty, Flag, OneOf, Search, Table
from metodika.core.web.filters import Filter
from metodika.core.web.filters import Period as DaysFilter

EARLIEST = date(1990, 1, 1)
IN_SIGHT = 2
WHEN_STATE = (
    ("last_day", gettext_lazy("on the last day of the period")),
    ("first_day", gettext_lazy("on the first day of the period")),
    ("any_day", gettext_lazy("on any day of the period")),
    ("06-01", gettext_lazy("on 1 June")),
    ("09-20", gettext_lazy("on 20 September")),
)
WHEN_EVENT = (
    ("period", gettext_lazy("within the period")),
    ("back:12m", gettext_lazy("within a year up to its last day")),
    ("back:36m", gettext_lazy("within three years up to its last day")),
    ("ago:12m", gettext_lazy("within the same period a year before")),
    ("ago:36m", gettext_lazy("within the same period three years before")),
    ("ever", gettext_lazy("at any time up to its last day")),
)


class _Texts(forms.Field):
    widget = forms.MultipleHiddenInput


@dataclass(frozen=True)
class Conditions(Choice):
    """Conditions as short texts, "category:in:teaching,leading" or "on_leave:no"."""

    many: bool = True

    def field(self) -> forms.Field:
        """Return a field that takes any number of them."""
        return _Texts(label=self.label, required=False)


def condition_from_text(told: str) -> Condition:
    """Read "code:comparison:value" with values of a choice parted by commas."""
    code, _sign, rest = told.partition(":")
    operator, _sign, value = rest.partition(":")
    return Condition(
        code, operator or "in", tuple(value.split(",")) if "in" in operator.split("_") else value
    )


@dataclass(frozen=True)
class Asked:
    """A question about one fact as a person or a program has put it."""

    counting: Counting
    period: Period
    scope: Scope
    as_now: bool

    def counts(self, viewer: Any) -> list[tuple[Of, Any]]:
        """Return what can be counted with the numbers that the viewer sees; one query."""
        whose = {*self.counting.declared.about, *([About.ORGANISATION] if self.counting.placing else [])}
        kinds = [of for of in Of if of == Of.ROWS or WHOM.get(of) in whose]
        countings = [
            Counting(self.counting.fact, self.counting.conditions, self.counting.when, of) for of in kinds
        ]
        found = count_within(
            [Question(one, self.period) for one in countings], self.scope, viewer=viewer, as_now=self.as_now
        )
        return list(zip(kinds, found, strict=True))

    def rows(self, viewer: Any) -> QuerySet[Any]:
        """Return the rows that the viewer sees."""
        return rows(self.counting, self.period, self.scope, viewer=viewer, as_now=self.as_now)


class FactTable(Table):
    """The rows of one fact, with a field for each of its parameters."""

    export_name = "facts"
    empty = Empty(
        gettext_lazy("No such rows"),
        gettext_lazy("Choose another period, or fewer conditions."),
        icon="search",
    )

    def __init__(self, request: HttpRequest, fact: Fact) -> None:
        self.request, self.fact = request, fact
        self.given = self.asked.rows(request.user)

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        """Return the fields: period and scope, then the parameters, most of them behind «More filters»."""
        known = periods(timezone.localdate())
        when = WHEN_STATE if self.fact.is_state else WHEN_EVENT
        first: list[Filter] = [
            Choice(
                "span", gettext_lazy("Period"), as_told,
                choices=[(one.key, one.label) for one in known[1:]], every=known[0].label,
            ),
            OneOf("at", gettext_lazy("Organisation"), as_told, rows=self._places, found=ladder().found),
        ]  # fmt: skip
        parameters = [
            one for number, parameter in enumerate(self.parameters)
            for one in fields_of(parameter, aside=number >= IN_SIGHT)
        ]  # fmt: skip
        last: list[Filter] = [
            DaysFilter("days", gettext_lazy("Any days"), as_told, aside=True),
            Choice(
                "when", pgettext_lazy("fact", "When"), as_told, choices=when[1:], every=when[0][1], aside=True
            ),
            Flag("now", gettext_lazy("Merged schools as what they have become"), as_told, aside=True),
        ]
        return [*first, *parameters, *last]

    @property
    def parameters(self) -> list[Parameter]:
        """Return the parameters by which the viewer may ask."""
        return [one for one in self.fact.parameters if self.fact.may_ask(self.request.user, one)]

    def _places(self) -> QuerySet[Any]:
        nodes: Any = ladder().nodes._default_manager
        found: QuerySet[Any] = nodes.visible_to(self.request.user).order_by("sort_key", "pk")
        return found

    @cached_property
    def asked(self) -> Asked:
        """Return the question as the fields put it."""
        told = self.filter_form.value
        conditions = [one for parameter in self.parameters for one in conditions_of(parameter, told)]
        place = told("at")
        number = getattr(place, "pk", place)
        return Asked(
            Counting(self.fact.code, conditions_from(conditions), told("when") or ""),
            period_of(told("span"), told("days")),
            Scope.organisation(int(number)) if number else WHOLE,
            bool(told("now")),
        )

    @cached_property
    def all_columns(self) -> Sequence[Column]:
        """Return what a row is, when, and whom it concerns."""
        fact = self.fact
        days = [("fact_on", _("Day"))] if fact.on else []
        days += [("fact_since", _("From"))] if fact.since else []
        days += [("fact_until", _("To, the last day included"))] if fact.until else []
        heads = {About.PERSON: _("Person"), About.ORGANISATION: _("Organisation"), About.BODY: _("Body")}
        whom = [(getattr(fact, one.value).replace("__", "."), heads[one]) for one in fact.about]
        return [
            Column("what", _("What"), str, url=fact.address.format if fact.address else ""),
            *(Column(key, head) for key, head in days),
            *(
                Column(f"about{number}", head, path)
                for number, (path, head) in enumerate(whom)
                if path != "pk"
            ),
        ]


def periods(today: date) -> list[Period]:
    """Return the periods that people ask for most, the usual one first."""
    year, calendar = school_year(today), calendar_year(today)
    return [
        year, year.previous(), calendar, calendar.previous(), half_year(today), quarter(today),
        quarter(today).previous(), month(today), month(today).previous(),
    ]  # fmt: skip


def period_of(key: str | None, days: tuple[date | None, date | None] | None) -> Period:
    """Return the period that was chosen; days that were typed go before a named one."""
    today = timezone.localdate()
    since, until = days or (None, None)
    if since or until:
        first, last = since or EARLIEST, until or max(today, since or today)
        return dates(min(first, last), max(first, last))
    return Period.from_key(key) if key else school_year(today)


class FactQuestionTable(Table):
    """What a program asks of a fact: conditions, time and scope."""

    filters: ClassVar[Sequence[Filter]] = (
        Conditions("where", gettext_lazy("Conditions"), as_told, choices=list),
        DaysFilter("days", gettext_lazy("Period"), as_told),
        Search("when", pgettext_lazy("fact", "When"), as_told),
        Typed("at", gettext_lazy("Organisation"), as_told),
        Typed("person", gettext_lazy("Person"), as_told),
        Typed("body", gettext_lazy("Body"), as_told),
        Flag("now", gettext_lazy("Merged schools as what they have become"), as_told),
    )

    def asked(self, fact: Fact) -> Asked:
        """Return the question; RuleBroken for conditions that do not fit the fact."""
        told = self.filter_form.value
        scopes = {"at": Scope.organisation, "person": Scope.person, "body": Scope.body}
        chosen = [make(told(key)) for key, make in scopes.items() if told(key) is not None]
        conditions = conditions_from(condition_from_text(str(one)) for one in told("where") or ())
        return Asked(
            Counting(fact.code, conditions, told("when") or ""),
            period_of(None, told("days")),
            chosen[0] if chosen else WHOLE,
            bool(told("now")),
        )


class FactCountTable(FactQuestionTable):
    """The same of a program that asks for numbers."""


def count_titles(counts: list[tuple[Of, Any]]) -> list[tuple[str, Any]]:
    """Return the numbers with the words for what is counted, in the form that goes with the number."""
    return [(_counted(of, number), number) for of, number in counts]


def _counted(of: Of, number: Any) -> str:
    match of:
        case Of.PEOPLE:
            return npgettext("counted", "person", "people", number)
        case Of.ORGANISATIONS:
            return npgettext("counted", "organisation", "organisations", number)
        case Of.BODIES:
            return npgettext("counted", "body", "bodies", number)
        case Of.ROWS:
            return npgettext("counted", "row", "rows", number)
    return str(OF_WORDS[of])
