"""What a dossier would say now: positions with the rows that prove them and the documents behind the rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.calendar import Period
from metodika.core.facts import Counting, Fact, Scope, count_within, facts, rows
from metodika.core.facts.countings import Question
from metodika.core.facts.shares import SMALLEST_GROUP
from metodika.core.files.pages import page_of, words_by_page
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.queries import Directions, DirectionSaid, PositionSaid, ProofSaid
from metodika.directory.records.models import Record, Rendition
from metodika.directory.regulations.models import Act
from metodika.steering.collection.lifecycle import CampaignStatus
from metodika.steering.collection.models import Campaign
from metodika.steering.compliance.queries import counting_of
from metodika.steering.dossiers.lifecycle import Withheld
from metodika.steering.dossiers.models import Dossier
from metodika.steering.dossiers.queries.publishing import words_of
from metodika.steering.dossiers.queries.sheets import sheets_of
from metodika.steering.dossiers.rules.contents import (
    Content,
    Document,
    Evidence,
    Position,
    Proof,
    file_name,
)

MOST_LISTED = 200
"""Rows of one proof that stand in the index; their number is always told in full."""
PERSONAL_KINDS = frozenset(
    {"records.acknowledgement_sheet", "records.signature_sheet", "meetings.attendance_sheet"}
)
"""Kinds of documents that are lists of people; a public dossier tells their number only."""
RUNNING = (CampaignStatus.OPEN,)


def directions_of(place: Organisation) -> dict[str, DirectionSaid]:
    """Return the directions of which the municipality's profile speaks, by their codes."""
    told = place.profile.data.get("dossiers") if place.profile else None
    return dict(Directions.model_validate(told).root) if told else {}


def open_campaigns(dossier: Dossier) -> list[Campaign]:
    """Return the campaigns of the dossier's days that still go on."""
    found = Campaign.objects.filter(
        organisation__path__startswith=dossier.municipality.path, status__in=RUNNING,
        starts_on__lte=dossier.ends_on, ends_on__gte=dossier.starts_on,
    )  # fmt: skip
    return list(found.select_related("form").order_by("pk"))


def content_of(dossier: Dossier, *, viewer: Any, day: date) -> Content:
    """Return what the dossier says as of now, under the viewer's rights.

    RuleBroken when the profile no longer knows the direction. A fact that is not there yet is named; rows
    about people are counted but not listed where the dossier is public.
    """
    said = directions_of(dossier.municipality).get(dossier.direction)
    if said is None:
        raise RuleBroken(_("The profile no longer speaks of this direction. Begin another dossier."))
    gathering = _Gathering(dossier, viewer)
    _learn_kinds(said)
    positions = tuple(
        gathering.position(order, code, position)
        for order, (code, position) in enumerate(said.positions.items(), start=1)
    )
    kept_back = Counter(gathering.withheld)
    return Content(
        title=dossier.title, municipality=dossier.municipality.name, first=dossier.starts_on.isoformat(),
        last=dossier.ends_on.isoformat(), frozen_on=day.isoformat(), positions=positions,
        sheets=tuple(sheets_of(dossier, viewer=viewer)),
        marks=tuple(
            _("The collection of data “%(campaign)s” has not ended yet.") % {"campaign": one}
            for one in open_campaigns(dossier)
        ),
        withheld=tuple((what, why, many) for (what, why), many in sorted(kept_back.items())),
        report=words_of(said),
    )  # fmt: skip


def content_shown(dossier: Dossier, *, viewer: Any) -> Content:
    """Return what a frozen dossier says for ever, or what a draft would say today."""
    if dossier.content is not None:
        return Content.from_data(dossier.content)
    return content_of(dossier, viewer=viewer, day=today_at(dossier.municipality))


class _Gathering:
    """Goes through the positions and remembers what was kept back."""

    def __init__(self, dossier: Dossier, viewer: Any) -> None:
        self.dossier = dossier
        self.viewer = viewer
        self.period: Period = dossier.period
        self.scope = Scope.organisation(dossier.municipality_id)
        self.withheld: list[tuple[str, str]] = []
        self.pages: dict[int, list[str]] = {}

    def position(self, order: int, code: str, said: PositionSaid) -> Position:
        told = self.dossier.scores.get(code, {})
        folder = f"{order:02d} {said.title}"
        return Position(
            code, said.title, said.asks, tuple(said.scores),
            tuple(self._proof(folder, one) for one in said.proofs), told.get("score"), told.get("note", ""),
        )  # fmt: skip

    def _proof(self, folder: str, said: ProofSaid) -> Proof:
        if said.of.fact not in facts():
            return Proof(said.say, 0, waits=(said.of.fact,))
        counting = counting_of(said.of)
        try:
            counting.check()
        except RuleBroken as refusal:
            return Proof(said.say, 0, withheld=str(refusal))
        (number,) = count_within([Question(counting, self.period)], self.scope, viewer=self.viewer)
        count = int(number)
        every, withheld = rows(counting, self.period, self.scope, viewer=self.viewer), ""
        few = bool(counting.declared.person) and 0 < count < SMALLEST_GROUP
        if self.dossier.is_public and counting.declared.person:
            # A recommendation to a school names nobody; one to a teacher does.
            if people := every.filter(fact_person__isnull=False).count():
                withheld = str(Withheld.PEOPLE.label)
                self.withheld += [(said.say, withheld)] * people
            every = every.filter(fact_person=None)
        found = list(every[:MOST_LISTED])
        papers = _papers_of(counting.declared, found, self.viewer)
        listed = tuple(self._row(folder, counting, row, papers.get(row.pk, ())) for row in found)
        return Proof(said.say, count, listed, withheld=withheld, kept_back=few)

    def _row(self, folder: str, counting: Counting, row: Any, papers: Sequence[Rendition]) -> Evidence:
        on = getattr(row, "fact_on", None) or getattr(row, "fact_since", None)
        documents, withheld = [], ""
        for one in papers:
            if self.dossier.is_public and one.record.kind in PERSONAL_KINDS:
                withheld = str(Withheld.PERSONAL_DOCUMENT.label)
                self.withheld.append((one.record.kind_title, withheld))
            else:
                documents.append(_document(folder, one, self._page(one, str(row))))
        return Evidence(
            str(row),
            on.isoformat() if on else "",
            _address(counting.declared, row),
            tuple(documents),
            withheld,
            getattr(row, counting.declared.paper_words, "") if counting.declared.paper_words else "",
        )

    def _page(self, version: Rendition, words: str) -> str:
        """Return the page of a document on which a row stands, "1–3" where its words are not found."""
        if version.pk not in self.pages:
            self.pages[version.pk] = _pages_of(version)
        pages = self.pages[version.pk]
        last = f"1\u2013{len(pages)}" if len(pages) > 1 else str(len(pages) or "")
        return str(page_of(pages, words) or last)


def _address(declared: Fact, row: Any) -> str:
    if isinstance(row, Act):
        return row.published_at_address
    return declared.address.format(row) if declared.address else ""


def _papers_of(declared: Fact, found: Sequence[Model], viewer: Any) -> dict[int, list[Rendition]]:
    """Return the printed versions that hold, by the rows that they prove; two queries for all rows."""
    proved = {row.pk: _proving(row, declared.papers) for row in found}
    owners = [owner for owner in proved.values() if owner is not None]
    if not owners:
        return {}
    current = Rendition.objects.current().visible_to(viewer).filter(pdf__isnull=False)
    current = current.filter(record__number__isnull=False).select_related("pdf", "record")
    keys = {owner.pk for owner in owners}
    if isinstance(owners[0], Record):
        own = current.filter(record__in=keys).order_by("record", "pk")
        by_owner = _grouped((one.record_id, one) for one in own)
    else:
        kind = ContentType.objects.get_for_model(owners[0])
        about = current.filter(record__subject_type=kind, record__subject_id__in=keys)
        about = about.order_by("record__dated_on", "record", "pk")
        by_owner = _grouped((one.record.subject_id, one) for one in about)
    return {pk: by_owner.get(owner.pk, []) for pk, owner in proved.items() if owner is not None}


def _learn_kinds(said: DirectionSaid) -> None:
    """Read the kinds of all rows that documents may be about by one query; they are remembered then."""
    known = facts()
    named = {proof.of.fact for position in said.positions.values() for proof in position.proofs}
    declared = [known[code] for code in sorted(named & known.keys())]
    ContentType.objects.get_for_models(*(_model_at(one.model, one.papers) for one in declared))


def _model_at(model: Any, path: str) -> Any:
    for name in path.split("__") if path else ():
        model = model._meta.get_field(name).related_model
    return model


def _proving(row: Any, path: str) -> Any:
    for name in path.split("__") if path else ():
        row = getattr(row, name, None)
    return row


def _grouped(pairs: Iterable[tuple[int | None, Rendition]]) -> dict[int, list[Rendition]]:
    found: Mapping[int, list[Rendition]] = defaultdict(list)
    for key, one in pairs:
        if key is not None:
            found[key].append(one)
    return dict(found)


def _pages_of(version: Rendition) -> list[str]:
    if version.pdf is None:
        return []
    try:
        with version.pdf.content.open("rb") as file:
            return words_by_page(file)
    except FileNotFoundError:
        # Packing says which document is lost.
        return []


def _document(folder: str, version: Rendition, page: str) -> Document:
    record = version.record
    number = f"№ {record.number_text}" if record.number_text else ""
    name = file_name(record.kind_title, f"{record.dated_on:%Y-%m-%d}", number, extension="pdf")
    return Document(
        title=record.title, kind=record.kind_title, number=record.number_text,
        dated_on=record.dated_on.isoformat(), sha256=version.sha256,
        # Numbers begin anew in every organisation; two documents of one name would be one file.
        path=f"{folder}/{record.pk} {name}", stored=version.pdf_id or 0, page=page,
    )  # fmt: skip
