"""All clauses of all profiles with what proves them, for the documentation."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from metodika.core.facts import facts
from metodika.directory.profiles.queries import ClauseSaid, checked_profile, facts_of, profile_folder

KINDS = ("rules", "waits", "definition")


@dataclass(frozen=True)
class ListedClause:
    """A clause of a profile: what proves it, by which facts, in which words."""

    regulation: str
    clause: str
    kind: str
    facts: tuple[str, ...]
    words: str
    waiting: int = 0


def listed_clauses(profiles: Iterable[str]) -> Iterator[ListedClause]:
    """Yield the clauses of profiles in the order of their files."""
    for name in profiles:
        folder = profile_folder(name)
        contents = checked_profile(folder).contents if folder else None
        for code, told in contents.evidence.root.items() if contents else ():
            yield _listed(name, code, told)


def _listed(name: str, code: str, told: ClauseSaid) -> ListedClause:
    if told.definition:
        return ListedClause(name, code, "definition", (), told.definition)
    codes = tuple(dict.fromkeys(fact for one in told.rules for fact in facts_of(one)))
    waiting = sum(any(fact not in facts() for fact in facts_of(one)) for one in told.rules)
    kind = "waits" if waiting == len(told.rules) else "rules"
    return ListedClause(name, code, kind, codes, "; ".join(one.say for one in told.rules), waiting)


def clauses_table(clauses: Iterable[ListedClause]) -> str:
    """Return the clauses as lines of a table parted by tabs."""
    lines = ["regulation\tclause\tkind\tfacts\trule"]
    lines += [
        "\t".join([one.regulation, one.clause, one.kind, ", ".join(one.facts), one.words]) for one in clauses
    ]
    return "\n".join(lines) + "\n"


def clauses_page(clauses: Iterable[ListedClause]) -> str:
    """Return how many clauses of each regulation are proved in which way, as a page of docs/generated."""
    told = list(clauses)
    sums = Counter((one.regulation, one.kind) for one in told)
    parts = Counter(one.regulation for one in told if one.kind == "rules" and one.waiting)
    lines = [
        "# What proves the clauses",
        "",
        "Generated from `evidence.yaml` of the profiles; do not edit. Each clause stands in",
        "[clauses.tsv](clauses.tsv). “Rules”: facts that exist are counted, in part or in whole.",
        "“Waits”: all its facts are still to come, and it computes as soon as an area declares them.",
        "“Definition”: nothing to prove, with the reason.",
        "",
        "| Regulation | Rules | of these a part waits | Waits | Definition | All |",
        "|---|---|---|---|---|---|",
    ]
    names = list(dict.fromkeys(one.regulation for one in told))
    for name in names:
        numbers = [sums[name, kind] for kind in KINDS]
        lines.append(
            f"| {name} | {numbers[0]} | {parts[name]} | {numbers[1]} | {numbers[2]} | {sum(numbers)} |"
        )
    whole = [sum(sums[name, kind] for name in names) for kind in KINDS]
    lines.append(f"| all | {whole[0]} | {sum(parts.values())} | {whole[1]} | {whole[2]} | {sum(whole)} |")
    return "\n".join(lines) + "\n"
