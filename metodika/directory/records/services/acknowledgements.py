"""Sending something to be read, and who has read it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.subjects import about
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.events import Acknowledged, DispatchSent
from metodika.directory.records.lifecycle import AcknowledgementMethod
from metodika.directory.records.models import Acknowledgement, Dispatch, Record
from metodika.directory.records.services.scans import store_scan
from metodika.directory.records.services.standing import subject_name
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.queries import newest_text
from metodika.directory.staff.models import Person


@atomic
def send_for_acknowledgement(
    subject: models.Model,
    *,
    organisation: Organisation,
    people: Iterable[Person],
    audience: str,
    title: str,
    due_on: date | None = None,
    url: str = "",
    by: Any,
) -> Dispatch:
    """Ask people to read something and to say so; the list is theirs for good, whoever joins later.

    `subject` is any row, `audience` says in words who the people are, `url` leads to what is to be read.
    Of a record the PDF that holds is given to them, of an act the file of its newest text. Raises
    RuleBroken for nobody and for a record that has not been printed.
    """
    listed = {person.pk for person in people if person.merged_into_id is None}
    if not listed:
        raise RuleBroken(_("There is nobody in this group. Choose whom to acquaint."))
    dispatch = Dispatch.objects.create(
        organisation=organisation, title=title, audience=audience, due_on=due_on, url=url,
        file=_file_of(subject), sent_by=account_or_none(by), **about(subject),
    )  # fmt: skip
    Acknowledgement.objects.bulk_create(
        Acknowledgement(dispatch=dispatch, person_id=pk) for pk in sorted(listed)
    )
    told = DispatchSent(
        dispatch_id=dispatch.pk,
        subject=subject_name(dispatch),
        subject_id=subject.pk,
        people=sorted(listed),
        due_on=due_on.isoformat() if due_on else None,
    )
    announce(told, by=by, about=dispatch)
    return dispatch


def _file_of(subject: models.Model) -> StoredFile | None:
    if isinstance(subject, Act):
        text = newest_text(subject)
        return text.file if text else None
    return _printed(subject) if isinstance(subject, Record) else None


def _printed(record: Record) -> StoredFile:
    current = record.versions.current().select_related("pdf").first()
    if current is None or current.pdf is None:
        raise RuleBroken(_("Print the document first: there is nothing to read yet."))
    return current.pdf


@atomic
def note_seen(item: Acknowledgement) -> None:
    """Remember when the person first opened what he was sent."""
    Acknowledgement.objects.filter(pk=item.pk, seen_at=None).update(seen_at=timezone.now())


@atomic
def acknowledge(item: Acknowledgement, *, by: Any) -> Acknowledgement:
    """Note that the person has read it himself. Raises RuleBroken for another's item and a second time."""
    locked = _locked(item)
    if by is None or by.person_id != locked.person_id:
        raise RuleBroken(_("Everybody acknowledges for himself. This item is another person's."))
    if locked.acknowledged_at is not None:
        raise RuleBroken(_("You have acknowledged this already."))
    _note(locked, AcknowledgementMethod.SCREEN, by=by)
    return locked


def _locked(item: Acknowledgement) -> Acknowledgement:
    rows = Acknowledgement.objects.select_for_update(of=("self",)).select_related("dispatch")
    return rows.get(pk=item.pk)


def _note(
    item: Acknowledgement, method: AcknowledgementMethod, *, file: StoredFile | None = None, by: Any
) -> None:
    now = timezone.now()
    item.seen_at = item.seen_at or now
    item.acknowledged_at, item.method, item.file = now, method, file
    item.attested_by = account_or_none(by) if method == AcknowledgementMethod.PAPER else None
    item.save(update_fields=["seen_at", "acknowledged_at", "method", "file", "attested_by"])
    dispatch = item.dispatch
    told = Acknowledged(
        dispatch_id=dispatch.pk,
        person_id=item.person_id,
        subject=subject_name(dispatch),
        subject_id=dispatch.subject_id or 0,
        method=method.value,
    )
    announce(told, by=by, about=dispatch)


@atomic
def acknowledge_on_paper(
    dispatch: Dispatch, *, items: Collection[int], scan: "File[bytes] | None" = None, by: Any
) -> list[Acknowledgement]:
    """Note who has signed the paper sheet; its scan is kept once for all of them when there is one.

    `items` are ids of acknowledgements. Raises RuleBroken for nobody and for who has done so already,
    FileRefused for what is no scan.
    """
    rows = Acknowledgement.objects.select_for_update(of=("self",)).filter(dispatch=dispatch, pk__in=items)
    listed = list(rows.select_related("dispatch", "person").order_by("pk"))
    if not listed or len(listed) != len(set(items)):
        raise RuleBroken(_("Tick those whose signatures stand on the sheet."))
    known = next((item for item in listed if item.acknowledged_at is not None), None)
    if known is not None:
        raise RuleBroken(_("%(person)s has acknowledged this already.") % {"person": known.person})
    file = store_scan(scan, by=by) if scan else None
    for item in listed:
        _note(item, AcknowledgementMethod.PAPER, file=file, by=by)
    return listed
