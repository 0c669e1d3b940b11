"""The one SQL statement that answers many countings at once."""

from dataclasses import dataclass, field
from typing import Any

from metodika.core.calendar import Period
from metodika.core.facts.countings import Counting, Having, Of, Question, Selection, matched_by
from metodika.core.facts.declared import About
from metodika.core.facts.ladder import ladder, quoted
from metodika.core.facts.scopes import WHOLE, Scope, ScopeKind
from metodika.core.facts.sources import Parameters, Source
from metodika.core.facts.spans import pieces_of, span_of
from metodika.core.facts.touched import Touched


@dataclass
class Branch:
    """The questions answered from one table of rows that are placed in one way and counted by one key.

    Rows are first brought together for each place and key (a person, a body; none where rows are counted or
    added up): what is counted apart at every rung is then some thousands of pairs and not all the rows.
    """

    base: Source
    placing: Source | None
    key: str = ""
    whole_rows: bool = False
    joins: dict[str, About] = field(default_factory=dict)
    wanted: list[str] = field(default_factory=list)
    gathered: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The column with the organisation to which a row counts; nothing when it has none."""
        if self.placing:
            return "p.fact_organisation"
        return "b.fact_organisation" if About.ORGANISATION in self.base.fact.about else "NULL::bigint"

    @property
    def tables(self) -> str:
        """Return the rows with what says where they belong and with what their owners have besides."""
        keys = {About.PERSON: "b.fact_person", About.BODY: "b.fact_body", About.ORGANISATION: self.place}
        more = "" if self.whole_rows else "_g"
        parts = [f"FROM {self.base.name}{more} b"]
        if self.placing:
            parts.append(f"JOIN {self.placing.name}{more} p ON p.fact_person = b.fact_person")
        parts += [f"LEFT JOIN {name} ON {name}.key = {keys[match]}" for name, match in self.joins.items()]
        return " ".join(parts)

    def together(self, where: str) -> str:
        """Return the rows brought together: place, key, and a column for each question."""
        told = ", ".join([
            f"{self.place} AS place", f"{self.key or 'NULL'} AS key",
            *(f"{value} AS v{number}" for number, value in enumerate(self.gathered)),
        ])  # fmt: skip
        return f"(SELECT {told} {self.tables} WHERE {where} GROUP BY 1, 2) g"

    def fits(self, alias: str, source: Source, flag: str) -> str:
        """Return the condition that a row, or any of those gathered into it, was selected."""
        if self.whole_rows:
            return f"{alias}.{flag}"
        return f"{alias}.{source.together(COUNTED.format(flag=flag))} > 0"

    def answer(self, flag: str, wanted: str, counting: Counting) -> None:
        """Add what brings the rows of a question together, and what then counts them at every rung."""
        name = f"g.v{len(self.gathered)}"
        added = not self.key and counting.of != Of.ORGANISATIONS
        self.gathered.append(
            f"SUM({self._amount(flag, counting)}) FILTER (WHERE {wanted})" if added else f"bool_or({wanted})"
        )
        counted = "g.key" if self.key else "l.{lowest}"
        self.values.append(
            f"COALESCE(SUM({name}), 0)" if added else f"COUNT(DISTINCT {counted}) FILTER (WHERE {name})"
        )
        self.wanted.append(wanted)

    def _amount(self, flag: str, counting: Counting) -> str:
        """Return what the rows gathered into one add: their number, their sum or their mark."""
        if self.whole_rows:
            # Only the rows themselves are asked for.
            return "1"
        made = COUNTED
        if counting.of == Of.SUM:
            made = SUMMED.replace("{measure}", self.base.measure(counting.measure))
        elif counting.of == Of.MARK:
            made = MARKED
        return f"b.{self.base.together(made.format(flag=flag))}"


class Statement:
    """Collects questions, then writes one statement in which each fact is read once.

    A fact that several parts ask is a common table, which the database keeps after the first reading.
    `as_now` counts a merged school as what it has become; `viewer` sees only his rows of what is counted;
    `only` leaves out all that a change has not touched.
    """

    def __init__(
        self,
        *,
        as_now: bool = False,
        viewer: object = None,
        scope: Scope = WHOLE,
        whole_rows: bool = False,
        only: Touched | None = None,
    ) -> None:
        self.as_now, self.viewer, self.scope, self.whole_rows = as_now, viewer, scope, whole_rows
        self.only = only
        self.tree = ladder()
        self.sources: dict[tuple[Any, ...], Source] = {}
        self.owned: dict[tuple[str, About], set[str]] = {}
        self.branches: dict[tuple[str, str, str], Branch] = {}

    def ask(self, number: int, question: Question) -> Branch:
        """Take a question, whose answer will come under the number; RuleBroken when it cannot be computed."""
        counting, period = question.counting, question.period
        counting.check()
        if self.viewer is not None:
            counting.check_for(self.viewer)
        place = counting.placing
        base, flag = self._selected(counting, period, self._reach(placed=place is not None), self.viewer)
        placing, belongs = None, ""
        if place:
            placing, belongs = self._selected(place, period, self._reach(placed=False))
        key = KEYS.get(counting.of, "")
        if counting.of == Of.ROWS and placing:
            # Where people are placed in two schools, a row stands twice.
            key = "b.fact_row"
        branch = self.branches.setdefault(
            (base.name, placing.name if placing else "", key),
            Branch(base, placing, key, whole_rows=self.whole_rows or key == "b.fact_row"),
        )
        wanted = [branch.fits("b", base, flag)]
        if placing:
            wanted.append(branch.fits("p", placing, belongs))
        wanted += [self._has(branch, counting, having, period) for having in counting.having]
        branch.answer(flag, " AND ".join(wanted), counting)
        branch.numbers.append(number)
        return branch

    @property
    def numbers(self) -> list[list[int]]:
        """The numbers of the questions that each branch answers, in the order of its values."""
        return [branch.numbers for branch in self.branches.values()]

    def _reach(self, *, placed: bool) -> Scope:
        """Return by how much the rows themselves may be narrowed before they are placed."""
        own_place = not placed and not self.as_now
        return self.scope if self.scope.kind != ScopeKind.ORGANISATION or own_place else WHOLE

    def _selected(
        self,
        selection: Selection,
        period: Period,
        scope: Scope = WHOLE,
        viewer: object = None,
        *,
        owners: tuple[About, Source] | None = None,
    ) -> tuple[Source, str]:
        declared = selection.declared
        span = span_of(selection.when, period, lasting=declared.is_state)
        asked_for = (owners[0], owners[1].name) if owners else None
        key = (declared.code, span.last if declared.by_day else None, scope, viewer is not None, asked_for)
        name = f"s{len(self.sources)}"
        source = self.sources.setdefault(key, Source(declared, name, viewer, scope, owners, self.only))
        return source, source.flag(selection.conditions, span)

    def _has(self, branch: Branch, counting: Counting, having: Having, period: Period) -> str:
        told = [self._has_one(branch, counting, one, period) for one in (having, *having.others)]
        return f"({' OR '.join(told)})"

    def _has_one(self, branch: Branch, counting: Counting, having: Having, period: Period) -> str:
        match = matched_by(counting, having)
        owner = branch.placing or branch.base
        known = match in owner.fact.about and match != About.ORGANISATION and owner.scope != WHOLE
        source, whole = self._selected(having, period, owners=(match, owner) if known else None)
        names = [whole]
        if having.in_each:
            spans = pieces_of(period, having.in_each)
            names = [source.flag(having.conditions, span) for span in spans]
        table = f"{source.name}_{match.value}"
        self.owned.setdefault((source.name, match), set()).update(names)
        branch.joins[table] = match
        enough = " AND ".join(f"{table}.{name} >= {int(having.at_least)}" for name in names)
        return f"{'NOT ' if having.absent else ''}COALESCE({enough}, false)"

    def _with(self) -> tuple[str, Parameters]:
        owned, given = list[str](), Parameters()
        by_name = {source.name: source for source in self.sources.values()}
        for (name, match), flags in self.owned.items():
            source = by_name[name]
            counts = {flag: source.together(COUNTED.format(flag=flag)) for flag in sorted(flags)}
            counted = ", ".join(f"SUM(s.{column}) AS {flag}" for flag, column in counts.items())
            # Every name here is made in this package.
            grouped = f"SELECT s.{COLUMNS[match]} AS key, {counted} FROM {name}_g s GROUP BY 1"
            if match == About.ORGANISATION:
                grouped = self._of_lowest_rung(grouped, sorted(flags))
            # Kept once made: the database, taking it for a row or two, would gather it for every row anew.
            owned.append(f"{name}_{match.value} AS MATERIALIZED ({grouped})")
        tables = [self.tree.sql(as_now=self.as_now)]
        for source in self.sources.values():
            sql, parameters = source.sql()
            tables.append(sql)
            given += parameters
            if source.gathered:
                tables.append(source.gathered_sql())
        return "WITH RECURSIVE " + ", ".join([*tables, *owned]), given

    def _of_lowest_rung(self, grouped: str, flags: list[str]) -> str:
        """Give every place what the whole of its lowest rung has."""
        lowest = self.tree.rungs[0]
        added = ", ".join(f"SUM(g.{flag}) AS {flag}" for flag in flags)
        told = ", ".join(f"whole.{flag}" for flag in flags)
        whole = f"SELECT l.{lowest} AS place, {added} FROM ({grouped}) g JOIN ladder l ON l.node = g.key"
        joined = f"ladder l JOIN ({whole} GROUP BY 1) whole ON whole.place = l.{lowest}"
        return f"SELECT l.node AS key, {told} FROM {joined}"

    def _values(self, branch: Branch) -> str:
        told = ", ".join(branch.values).replace("{lowest}", self.tree.rungs[0])
        return f"ARRAY[{told}]::numeric[] AS told"

    def everywhere(self) -> tuple[str, Parameters]:
        """Return the answers for every place: number of the branch, depth, place, values in its order.

        The depth has a bit for each rung that is rolled up: 0 for the lowest, 1, 3, and 7 for everything.
        """
        head, given = self._with()
        rungs = [f"l.{rung}" for rung in reversed(self.tree.rungs)]
        depth = f"GROUPING({', '.join(rungs)})"
        place = " ".join(f"WHEN {2**number - 1} THEN l.{rung}" for number, rung in enumerate(self.tree.rungs))
        selects = [
            f"SELECT {number} AS branch, {depth} AS depth, CASE {depth} {place} END AS place, "
            f"{self._values(branch)} FROM {branch.together('true')} LEFT JOIN ladder l ON l.node = g.place "
            f"GROUP BY ROLLUP ({', '.join(rungs)})"
            for number, branch in enumerate(self.branches.values())
        ]
        return f"{head} " + " UNION ALL ".join(selects), given

    def within(self) -> tuple[str, Parameters]:
        """Return the answers for the scope: number of the branch, values in its order."""
        head, given = self._with()
        selects = []
        for number, branch in enumerate(self.branches.values()):
            where, numbers = self._inside(branch)
            given += numbers
            selects.append(
                f"SELECT {number} AS branch, {self._values(branch)} "
                f"FROM {branch.together(where)} LEFT JOIN ladder l ON l.node = g.place"
            )
        return f"{head} " + " UNION ALL ".join(selects), given

    def rows(self) -> tuple[str, Parameters]:
        """Return the rows behind the only question, as their numbers."""
        head, given = self._with()
        (branch,) = self.branches.values()
        where, numbers = self._inside(branch)
        return (
            f"{head} SELECT b.fact_row {branch.tables} WHERE {branch.wanted[0]} AND {where}",
            given + numbers,
        )

    def _inside(self, branch: Branch) -> tuple[str, Parameters]:
        scope = self.scope
        if scope == WHOLE:
            return "true", []
        if scope.kind == ScopeKind.ORGANISATION:
            if branch.placing is None and branch.base.scope == scope and branch.base.fact.organisation:
                # The rows were narrowed to it when they were read.
                return "true", []
            nodes = quoted(self.tree.nodes._meta.db_table)
            above = f"(SELECT path FROM {nodes} WHERE id = %s)"
            inside = f"SELECT node FROM ladder WHERE starts_with(path, {above})"
            return f"{branch.place} IN ({inside})", [scope.number]
        column = COLUMNS[About(scope.kind.value)]
        if About(scope.kind.value) not in branch.base.fact.about:
            # Nothing of the fact is about such a one.
            return "false", []
        return f"b.{column} = %s", [scope.number]


# What the rows of one selection add when they are gathered: their number, their sum, their mark.
COUNTED = "COUNT(*) FILTER (WHERE s.{flag})"
SUMMED = "SUM(s.{measure}) FILTER (WHERE s.{flag})"
MARKED = "SUM(hashtext(s.fact_row::text)::bigint) FILTER (WHERE s.{flag})"
COLUMNS = {About.PERSON: "fact_person", About.ORGANISATION: "fact_organisation", About.BODY: "fact_body"}
# By what rows are brought together before they are counted.
KEYS = {Of.PEOPLE: "b.fact_person", Of.BODIES: "b.fact_body"}
