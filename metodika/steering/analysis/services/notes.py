"""Analytic notes: made from values, edited by people, sealed, published without people."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.steering.analysis import queries
from metodika.steering.analysis.events import NotePublished, NoteSealed
from metodika.steering.analysis.lifecycle import NoteStatus
from metodika.steering.analysis.models import Note
from metodika.steering.analysis.rules.footnotes import figures_without_source, unknown_marks
from metodika.steering.analysis.services.ground import (
    locked_note,
    move,
    needed,
    refuse_no_municipality,
    refuse_sealed,
    refuse_unfinished,
    refuse_wordless,
)
from metodika.steering.indicators.models import Run

TITLE_LENGTH = 500


@atomic
def make_note(
    municipality: Organisation, run: Run, *, about: Organisation | None = None,
    drafted: queries.Drafted | None = None, by: Any,
) -> Note:  # fmt: skip
    """Make the note of a municipality, or of an institution of it, from a finished run.

    The one that is there is made anew while nobody has edited it. `drafted` spares reading the values anew
    for many notes. Raises RuleBroken for an unfinished run, an edited or sealed note, a stranger's place.
    """
    refuse_no_municipality(municipality)
    refuse_unfinished(run)
    place = about or municipality
    if not place.path.startswith(municipality.path):
        raise RuleBroken(_("The organisation belongs to another municipality. Choose one of your own."))
    told = drafted or queries.Drafted.of(municipality, run)
    refuse_wordless(told.voice)
    if not told.reading.of(place.pk):
        raise RuleBroken(_("Nothing was measured there in this computing, so there is nothing to tell."))
    row = Note.objects.select_for_update(of=("self",)).filter(about=place, run=run).first()
    if row is not None:
        refuse_sealed(row)
        if row.status == NoteStatus.EDITED:
            raise RuleBroken(_("Somebody has edited the note. Make it anew on its page: the edits go away."))
    row = row or Note(organisation=municipality, about=place, run=run)
    return _made(row, told, by)


def _made(row: Note, drafted: queries.Drafted, by: Any) -> Note:
    findings = drafted.findings
    row.title = queries.title_of(drafted.reading, drafted.voice, row.about)
    row.content = queries.content_of(drafted.reading, drafted.voice, row.about, findings)
    period = drafted.reading.of(row.about_id)[0].value
    row.period_kind, row.starts_on, row.ends_on = period.period_kind, period.starts_on, period.ends_on
    row.status, row.made_at, row.made_by = NoteStatus.DRAFT, timezone.now(), account_or_none(by)
    if row.pk:
        row.version += 1
    row.save()
    row.findings.set([one for one in findings if one.about_id == row.about_id])
    return row


@atomic
def remake_note(note: Note, *, by: Any) -> Note:
    """Make an open note anew from the values and the findings as they stand; edits go away."""
    row = locked_note(note)
    refuse_sealed(row)
    return _made(row, queries.Drafted.of(row.organisation, row.run), by)


@atomic
def edit_note(
    note: Note, *, title: str, texts: Mapping[str, str], seen: int | None, by: Any
) -> Note:  # fmt: skip
    """Change the title and the texts of sections by their codes; those left out stay.

    Raises EditedMeanwhile, RuleBroken for a sealed note, an empty title and a mark that leads to no source.
    """
    row = locked_note(note)
    refuse_sealed(row)
    title = needed(title, _("Give the note a title."))[:TITLE_LENGTH]
    sections = [
        {**one, "text": _clean(texts.get(one["code"], one["text"]))} for one in row.content["sections"]
    ]
    wrong = [mark for one in sections for mark in unknown_marks(one["text"], len(row.content["sources"]))]
    if wrong:
        raise RuleBroken(
            _("There is no source [%(number)d]. The last one is [%(last)d]; see the list at the end.")
            % {"number": wrong[0], "last": len(row.content["sources"])}
        )
    content = {**row.content, "sections": sections}
    fields = claim_version(row, seen=seen, changes={"title": title, "content": content})
    if fields:
        move(row, NoteStatus.EDITED)
        row.save(update_fields=[*fields, "status"])
    return row


def _clean(text: str) -> str:
    return "\n".join(one.strip() for one in text.splitlines() if one.strip())


@atomic
def seal_note(note: Note, *, record: Record | None = None, by: Any) -> Note:
    """Fix a note for good: recommendations and decisions may rest on it.

    Raises RuleBroken while a figure has no source, and for a note in another state.
    """
    row = locked_note(note)
    loose = [text for one in row.content["sections"] for text in figures_without_source(one["text"])]
    if loose:
        raise RuleBroken(
            ngettext(
                "%(count)d sentence has a figure without a source: “%(text)s”. "
                "Put the number of the source after it, as in [3].",
                "%(count)d sentences have figures without a source, the first one: “%(text)s”. "
                "Put the number of the source after each, as in [3].",
                len(loose),
            )
            % {"count": len(loose), "text": loose[0][:200]}
        )
    move(row, NoteStatus.SEALED)
    row.sealed_at, row.sealed_by, row.record = timezone.now(), account_or_none(by), record
    row.digest = _digest(row)
    row.version += 1
    row.save(update_fields=["status", "sealed_at", "sealed_by", "record", "digest", "version"])
    announce(NoteSealed(row.pk), by=by, about=row)
    return row


def _digest(row: Note) -> str:
    told = json.dumps([row.title, row.content], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@atomic
def publish_note(note: Note, *, by: Any) -> Note:
    """Open the version without names and small groups to everybody; what was taken out is listed.

    Raises RuleBroken for a note that is not sealed.
    """
    row = locked_note(note)
    if row.is_open:
        raise RuleBroken(_("Seal the note first: what is published changes no longer."))
    move(row, NoteStatus.PUBLISHED)
    row.public, row.removed = queries.public_of(row.content)
    row.published_at = timezone.now()
    row.version += 1
    row.save(update_fields=["status", "public", "removed", "published_at", "version"])
    announce(NotePublished(row.pk), by=by, about=row)
    return row
