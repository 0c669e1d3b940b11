"""Findings and notes for pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from metodika.core.language import normalise
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.steering.analysis.lifecycle import GRAVITY, OPEN, STANDING, FindingStatus, NoteStatus
from metodika.steering.analysis.models import (
    Batch,
    Cause,
    CauseQuerySet,
    Finding,
    FindingQuerySet,
    Note,
    NoteQuerySet,
)
from metodika.steering.analysis.queries.drafts import drafts_of
from metodika.steering.analysis.queries.readings import Reading, profile_of, reading_of
from metodika.steering.analysis.queries.wording import Voice, profile_says, voice_of
from metodika.steering.indicators.lifecycle import RunStatus
from metodika.steering.indicators.models import Indicator, Run, Value

JUDGE, MAKE = "analysis.judge_finding", "analysis.make_note"


@dataclass(frozen=True)
class Drafted:
    """What notes of one run are made of: the values, the words, the findings that people stand for."""

    reading: Reading
    voice: Voice
    findings: Sequence[Finding]

    @classmethod
    def of(cls, municipality: Organisation, run: Run) -> "Drafted":
        """Read everything once."""
        reading = reading_of(municipality, run)
        starts = {one.value.starts_on for one in reading.points.values()}
        found = Finding.objects.standing().filter(organisation=municipality, starts_on__in=starts)
        rows = found.select_related("cause", "indicator").order_by("pk")
        ordered = sorted(rows, key=lambda one: GRAVITY.index(one.severity))
        return cls(reading, voice_of(municipality), ordered)


def drafted(municipality: Organisation, run: Run) -> list[Finding]:
    """Return the findings that the rules make of a run, not stored."""
    return drafts_of(reading_of(municipality, run), voice_of(municipality))


def ready_causes(municipality: Organisation) -> list[str]:
    """Return the causes that the profile of a municipality names."""
    return list(profile_says(profile_of(municipality), "causes") or ())


def categories_of(municipality: Organisation) -> list[tuple[str, str]]:
    """Return the categories of people of a municipality's profile: code and title."""
    told = profile_says(profile_of(municipality), "categories") or {}
    return [(code, one["title"]) for code, one in told.items()]


def places_measured(municipality: Organisation, run: Run) -> list[int]:
    """Return the municipality and its institutions of which a run says anything."""
    rows = Value.objects.filter(
        organisation__path__startswith=municipality.path, starts_on__lte=run.day, ends_on__gte=run.day,
        computed_at__lte=run.finished_at, version__indicator__is_dropped=False,
        organisation__level__in=[Level.INSTITUTION, Level.MUNICIPALITY], organisation__closed_on=None,
    )  # fmt: skip
    return list(rows.order_by("organisation").values_list("organisation", flat=True).distinct())


def source_seen(finding: Finding, *, viewer: Any) -> int | None:
    """Return the number of the value from which a finding was made; None where the viewer may not see it."""
    seen = Value.objects.visible_to(viewer).filter(pk=finding.source_id or 0)
    return finding.source_id if seen.exists() else None


def findings_for_list(user: Any) -> FindingQuerySet:
    """Return the findings that the user may open: drafts are seen by those who judge them."""
    seen = Finding.objects.visible_to(user)
    mine = Finding.objects.visible_to(user, JUDGE).values("pk")
    return (seen.filter(status__in=STANDING) | seen.filter(pk__in=mine)).select_related(
        "about", "organisation", "indicator", "cause", "body"
    )


def finding_card(finding: Finding) -> Finding:
    """Return a finding with what its page names, by one query."""
    related = (
        "about", "organisation", "body", "indicator", "cause", "run", "decided_by__person",
        "source__version", "source__organisation", "source_before__version",
    )  # fmt: skip
    return Finding.objects.select_related(*related).get(pk=finding.pk)


def next_draft(finding: Finding, user: Any) -> Finding | None:
    """Return the next draft that waits for the user's judgement, after this one in the list."""
    waiting = Finding.objects.visible_to(user, JUDGE).filter(status=FindingStatus.DRAFT)
    same = waiting.filter(organisation=finding.organisation_id).exclude(pk=finding.pk)
    return same.filter(pk__gt=finding.pk).order_by("pk").first() or same.order_by("pk").first()


def notes_for_list(user: Any) -> NoteQuerySet:
    """Return the notes that the user may open: those that are still made, by those who make them."""
    seen = Note.objects.visible_to(user)
    mine = Note.objects.visible_to(user, MAKE).values("pk")
    return (
        (seen.exclude(status__in=OPEN) | seen.filter(pk__in=mine))
        .select_related("about", "organisation", "run", "record")
        .defer("content", "public", "removed")
    )


def published_notes() -> NoteQuerySet:
    """Return the notes that everybody may read."""
    return Note.objects.filter(status=NoteStatus.PUBLISHED).select_related("about", "organisation")


def note_card(note: Note) -> Note:
    """Return a note with what its page names, by one query."""
    related = ("about", "organisation", "run", "record", "made_by__person", "sealed_by__person")
    return Note.objects.select_related(*related).get(pk=note.pk)


def notes_one_by_one(numbers: Sequence[int]) -> Iterator[Note]:
    """Give notes with what is printed of them, one at a time: their contents do not fill the memory."""
    for one in numbers:
        yield note_card(Note(pk=one))


def batch_card(batch: Batch) -> Batch:
    """Return a batch with its file."""
    return Batch.objects.select_related("organisation", "run", "file").get(pk=batch.pk)


def batches_of(user: Any) -> QuerySet[Batch]:
    """Return the batches that the user may see, the newest first."""
    return Batch.objects.visible_to(user).select_related("organisation", "run").order_by("-asked_at", "-pk")


def runs_to_choose() -> QuerySet[Run]:
    """Return the finished runs, the newest first."""
    return Run.objects.filter(status=RunStatus.FINISHED).order_by("-day", "-finished_at", "-pk")


def municipalities_to_judge(user: Any, permission: str = JUDGE) -> QuerySet[Organisation]:
    """Return the municipalities whose findings the user may judge, or notes make."""
    seen = Organisation.objects.visible_to(user, permission).filter(level=Level.MUNICIPALITY)
    return seen.select_related("profile", "municipality__profile").order_by("path", "sort_key")


def places_to_tell_of(user: Any, permission: str = JUDGE) -> QuerySet[Organisation]:
    """Return the municipalities and institutions about which the user may write."""
    seen = Organisation.objects.visible_to(user, permission)
    return seen.filter(level__in=[Level.MUNICIPALITY, Level.INSTITUTION]).order_by("path", "sort_key")


def bodies_to_tell_of(user: Any) -> QuerySet[Body]:
    """Return the councils and associations about which the user may write."""
    paths = Organisation.objects.visible_to(user, JUDGE).values("pk")
    return Body.objects.filter(host__in=paths).order_by("sort_key", "pk")


def indicators_to_name() -> QuerySet[Indicator]:
    """Return the indicators that a finding may be about."""
    return Indicator.objects.filter(is_dropped=False).order_by("code", "pk")


def causes_of(municipality: Organisation) -> CauseQuerySet:
    """Return the causes in use in a municipality, by title."""
    return Cause.objects.filter(organisation=municipality, is_retired=False).order_by("title")


def by_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the findings whose text holds the words."""
    for word in normalise(words).split():
        rows = rows.filter(text__icontains=word)
    return rows


def notes_by_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the notes whose title holds the words."""
    for word in normalise(words).split():
        rows = rows.filter(title__icontains=word)
    return rows


def findings_standing(municipality: Organisation, starts_on: date) -> FindingQuerySet:
    """Return the findings of a period that people stand for."""
    found = Finding.objects.standing().filter(organisation=municipality, starts_on=starts_on)
    return found.select_related("about", "indicator", "body", "cause").order_by("severity", "pk")


def no_municipalities() -> QuerySet[Organisation]:
    """Return none: what a form starts from before it knows its person."""
    return Organisation.objects.none()


def places_alike(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the organisations whose names hold the words."""
    for word in normalise(words).split():
        rows = rows.filter(sort_key__contains=word)
    return rows


def no_runs() -> QuerySet[Run]:
    """Return none, as above."""
    return Run.objects.none()
