from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.subjects import about
from metodika.core.database.versions import claim_version
from metodika.core.documents import document_kinds
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.events import RecordChanged, RecordDrafted, RecordPublished
from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.models import Record
from metodika.directory.records.services.standing import (
    event_facts,
    locked_record,
    search_words,
)

CHANGEABLE = frozenset({"title", "place", "keep_years", "dated_on"})
PUBLISHED = frozenset({RecordStatus.SIGNED, RecordStatus.FILED})


@atomic
def draft_record(
    *,
    kind: str,
    organisation: Organisation,
    title: str,
    dated_on: date,
    subject: models.Model | None = None,
    place: str = "",
    keep_years: int | None = None,
    by: Any,
) -> Record:
    """Make a draft of a document; it has neither number nor text yet.

    `kind` is the code of a DocumentKind, `subject` whatever the document is about, `keep_years` the local
    rule of keeping in years. Raises RuleBroken for an unknown kind and an empty title.
    """
    if kind not in document_kinds():
        raise RuleBroken(_("There is no such kind of document: %(kind)s.") % {"kind": kind})
    if not title.strip():
        raise RuleBroken(_("Write the title of the document."))
    record = Record(
        kind=kind, organisation=organisation, title=title.strip(), dated_on=dated_on, place=place,
        keep_years=keep_years, created_by=account_or_none(by), **about(subject),
    )  # fmt: skip
    record.search_text = search_words(record)
    record.save()
    announce(RecordDrafted(**event_facts(record)), by=by, about=record)
    return record


@atomic
def change_record(record: Record, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Record:
    """Change title, place, date or own term of keeping of a document.

    Once it has a number only the term may change: the rest is printed on signed paper. Raises
    EditedMeanwhile when somebody saved since `seen`, RuleBroken for anything else.
    """
    locked = locked_record(record)
    printed = {name for name, value in changes.items() if getattr(locked, name) != value} - {"keep_years"}
    if set(changes) - CHANGEABLE or (printed and locked.status != RecordStatus.DRAFT):
        raise RuleBroken(_("The document has its number: title, date and place are fixed."))
    fields = claim_version(locked, seen=seen, changes=changes)
    if fields:
        locked.search_text = search_words(locked)
        locked.save(update_fields=[*fields, "search_text"])
        announce(RecordChanged(**event_facts(locked)), by=by, about=locked)
    return locked


@atomic
def publish_record(record: Record, *, by: Any) -> Record:
    """Say from when on a signed document is public; a second time nothing changes.

    Raises RuleBroken for one that is not signed.
    """
    locked = locked_record(record)
    if locked.status not in PUBLISHED:
        raise RuleBroken(_("Only a signed document is published. Collect the signatures first."))
    if locked.published_on is None:
        locked.published_on = today_at(locked.organisation)
        locked.save(update_fields=["published_on"])
        told = RecordPublished(**event_facts(locked), published_on=locked.published_on.isoformat())
        announce(told, by=by, about=locked)
    return locked
