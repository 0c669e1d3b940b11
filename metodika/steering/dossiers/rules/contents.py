"""What lies in a dossier: its shape, what is kept back, how files are called."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

SCORES = (0, 1, 2)
BEST = max(SCORES)
LONGEST_NAME = 80
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Document:
    """A printed document that proves something: its requisites, its hash, where it lies in the archive.

    `page` is where in it the row stands, the first and the last page where that cannot be told.
    """

    title: str
    kind: str
    number: str
    dated_on: str
    sha256: str
    path: str
    stored: int
    page: str = ""


@dataclass(frozen=True)
class Evidence:
    """One row of the index: what proves a position, for which date, and the documents behind it.

    `elsewhere` names a document that was signed outside the service, by its kind, date and number.
    """

    title: str
    on: str
    address: str = ""
    documents: tuple[Document, ...] = ()
    withheld: str = ""
    elsewhere: str = ""

    @property
    def lines(self) -> tuple[tuple[str, str, str, str, str], ...]:
        """Kind, number, day, address and page of each document, or what is known of the row itself.

        Source: domain cycle 4.2, index table (document, number and date, address, page).
        """
        if not self.documents:
            return ((self.withheld or self.elsewhere, "", "", self.address, ""),)
        return tuple((one.kind, one.number, one.dated_on, one.path, one.page) for one in self.documents)


@dataclass(frozen=True)
class Proof:
    """What one rule of a position found: how many rows there are in all, and those that are listed.

    `kept_back` tells that these are people too few for the public to be told their number.
    """

    say: str
    count: int
    listed: tuple[Evidence, ...] = ()
    waits: tuple[str, ...] = ()
    withheld: str = ""
    kept_back: bool = False


@dataclass(frozen=True)
class Position:
    """A position with its score by the municipality itself and what proves it."""

    code: str
    title: str
    asks: str
    scores: tuple[str, ...]
    proofs: tuple[Proof, ...]
    score: int | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing proves it."""
        return not any(proof.count for proof in self.proofs)


@dataclass(frozen=True)
class Sheet:
    """A table by institution: heads and rows of texts and numbers.

    `kept_back` are the places of the rows whose groups of people are too small for the public.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kept_back: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A chapter of the public report: its words, and the positions of which it tells."""

    title: str
    intro: str
    positions: tuple[str, ...]


@dataclass(frozen=True)
class ReportWords:
    """How the profile words the public report; frozen with the dossier."""

    title: str
    intro: str
    chapters: tuple[Chapter, ...]
    few: str
    documents: str
    unfinished: str
    tables: str
    closing: str


@dataclass(frozen=True)
class Content:
    """All that a dossier says. The same content gives the same files to the last byte."""

    title: str
    municipality: str
    first: str
    last: str
    frozen_on: str
    positions: tuple[Position, ...]
    sheets: tuple[Sheet, ...] = ()
    marks: tuple[str, ...] = ()
    withheld: tuple[tuple[str, str, int], ...] = field(default=())
    report: ReportWords | None = None

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data for keeping.

        Source: domain cycle 4.2, report package per direction.
        """
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what was kept.

        Source: domain cycle 4.2, report package per direction.
        """
        told = dict(data)
        told["positions"] = tuple(_position(one) for one in data["positions"])
        told["sheets"] = tuple(_sheet(one) for one in data["sheets"])
        told["marks"] = tuple(data["marks"])
        told["withheld"] = tuple((what, why, int(many)) for what, why, many in data["withheld"])
        told["report"] = _words(data["report"]) if data.get("report") else None
        return cls(**told)


def _position(data: Mapping[str, Any]) -> Position:
    """Read a position. Source: domain cycle 4.2."""
    proofs = tuple(
        Proof(
            one["say"],
            one["count"],
            tuple(_evidence(row) for row in one["listed"]),
            tuple(one["waits"]),
            one["withheld"],
            one["kept_back"],
        )
        for one in data["proofs"]
    )
    return Position(**{**data, "scores": tuple(data["scores"]), "proofs": proofs})


def _evidence(data: Mapping[str, Any]) -> Evidence:
    """Read a row of the index. Source: domain cycle 4.2."""
    return Evidence(**{**data, "documents": tuple(Document(**one) for one in data["documents"])})


def _sheet(data: Mapping[str, Any]) -> Sheet:
    """Read a table. Source: domain cycle 4.2."""
    rows = tuple(tuple(row) for row in data["rows"])
    return Sheet(data["name"], data["title"], tuple(data["heads"]), rows, tuple(data["kept_back"]))


def _words(data: Mapping[str, Any]) -> ReportWords:
    """Read how the public report is worded. Source: domain cycle 4.2, public report."""
    chapters = tuple(Chapter(**{**one, "positions": tuple(one["positions"])}) for one in data["chapters"])
    return ReportWords(**{**data, "chapters": chapters})


def digest_of(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a content in its one spelling.

    Source: RFC 8785, canonical form of JSON: keys in order, no spaces, UTF-8.
    """
    spelt = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def file_name(*parts: str, extension: str) -> str:
    """Return a name that every file system takes, not longer than LONGEST_NAME signs before its extension.

    Source: domain cycle 4.2, "the exact page is named": the name tells what the document is.
    """
    words = " ".join(" ".join(FORBIDDEN.sub(" ", part).split()) for part in parts if part)
    return f"{words[:LONGEST_NAME].strip(' .')}.{extension}"


def total_of(positions: Iterable[Position]) -> tuple[int, int]:
    """Return the points the municipality gives itself and the most it could.

    Source: domain cycle 4.2, each position is scored 0, 1 or 2.
    """
    listed = list(positions)
    return sum(one.score or 0 for one in listed), BEST * len(listed)


def documents_of(content: Content) -> Iterator[Document]:
    """Yield every document of a dossier once, in the order of the index.

    Source: domain cycle 4.2, PDF of each document.
    """
    known = set[str]()
    for position in content.positions:
        for proof in position.proofs:
            for row in proof.listed:
                for one in row.documents:
                    if one.path not in known:
                        known.add(one.path)
                        yield one


def wrong_scores(scores: Mapping[str, Mapping[str, Any]], positions: Sequence[str]) -> list[str]:
    """Return the positions whose score is none of 0, 1, 2, and those nobody asks for.

    Source: domain cycle 4.2, each position is scored 0, 1 or 2.
    """
    return [
        code
        for code, told in scores.items()
        if code not in positions or told.get("score") not in (*SCORES, None)
    ]


def overstated(position: Position) -> bool:
    """Tell whether a position is scored above zero though nothing proves it.

    Source: domain cycle 4.2, a plan without a result is not counted.
    """
    return bool(position.score) and position.is_empty


def day_words(day: str) -> str:
    """Return an ISO day as it is written in documents, 01.09.2026; empty for none.

    Source: GOST R 7.0.97-2016, 5.10.
    """
    return f"{date.fromisoformat(day):%d.%m.%Y}" if day else ""
