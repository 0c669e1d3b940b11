"""The public report: the numbers of a frozen dossier in the words of the profile, and nothing else.

No words that people have written in their work get into it, so no name can: titles of rows and documents,
notes to scores and names of campaigns stay in the dossier.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metodika.steering.dossiers.rules.contents import Content, Position, Proof, Sheet, day_words


@dataclass(frozen=True)
class Told:
    """A chapter as it is read: title, introduction, lines of "what: how many"."""

    title: str
    intro: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Report:
    """What everybody may read of a year."""

    title: str
    municipality: str
    first: str
    last: str
    frozen_on: str
    intro: str
    marks: tuple[str, ...]
    chapters: tuple[Told, ...]
    tables_title: str
    tables: tuple[Sheet, ...]
    closing: str


def report_of(content: Content) -> Report | None:
    """Return the public report of a frozen content; None where the profile has no words for one.

    Source: domain cycle 4.2, public report; 152-FZ, art. 6.
    """
    words = content.report
    if words is None:
        return None
    known = {one.code: one for one in content.positions}
    values = {
        "municipality": content.municipality, "first": day_words(content.first),
        "last": day_words(content.last), "title": content.title,
    }  # fmt: skip
    chapters = []
    for one in words.chapters:
        positions = [known[code] for code in one.positions if code in known]
        lines = tuple(_lines(positions, words.few, words.documents))
        chapters.append(Told(one.title, _filled(one.intro, values), lines))
    return Report(
        _filled(words.title, values), content.municipality, content.first, content.last, content.frozen_on,
        _filled(words.intro, values), (words.unfinished,) if content.marks and words.unfinished else (),
        tuple(one for one in chapters if one.lines), words.tables,
        tuple(_table(one, words.few) for one in content.sheets if one.rows), _filled(words.closing, values),
    )  # fmt: skip


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Put values into the places of a text. Source: docs/profile.ru.md, «Публичный отчёт»."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _lines(positions: Iterable[Position], few: str, documents: str) -> Iterable[tuple[str, str]]:
    """Yield what was found for positions, each sentence once, and how many documents of which kind.

    Source: domain cycle 4.2, public report.
    """
    kinds: Counter[str] = Counter()
    told: set[str] = set()
    for proof in (proof for position in positions for proof in position.proofs):
        if proof.waits or proof.say in told:
            continue
        told.add(proof.say)
        yield proof.say, _number(proof, few)
        kinds.update({one.path: one.kind for row in proof.listed for one in row.documents}.values())
    if kinds and documents:
        yield (
            documents,
            ", ".join(f"{kind.lower()}\u00a0\u2014 {many}" for kind, many in sorted(kinds.items())),
        )


def _number(proof: Proof, few: str) -> str:
    """Return the number of a proof; of a few people only that they are few. Source: 152-FZ, art. 6."""
    return few if proof.kept_back else str(proof.count)


def _table(sheet: Sheet, few: str) -> Sheet:
    """Return a table without the rows kept back from the public. Source: 152-FZ, art. 6."""
    rows = tuple(
        (row[0], few, *[""] * (len(row) - 2)) if at in sheet.kept_back else row
        for at, row in enumerate(sheet.rows)
    )
    return Sheet(sheet.name, sheet.title, sheet.heads, rows)
