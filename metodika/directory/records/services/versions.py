"""Printing: values become bytes once, and the bytes are kept."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.documents import (
    DocumentKind,
    Paper,
    digest,
    document_kinds,
    render_docx,
    render_pdf,
    render_template,
)
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import store_upload
from metodika.directory.records import rules
from metodika.directory.records.events import SignaturesVoided, VersionIssued
from metodika.directory.records.lifecycle import RecordStatus, SignatureStatus
from metodika.directory.records.models import Record, Rendition, SignatureRequest
from metodika.directory.records.queries.templates import template_for
from metodika.directory.records.services.standing import event_facts, locked_record

LONG = 10


@atomic
def issue_version(record: Record, *, places: Mapping[str, Any], reason: str = "", by: Any) -> Rendition:
    """Print a document from the values of its places, as PDF and as Word, and keep the bytes.

    The place `number` is filled with the record's number. The same values as before give the version that
    is there. Another version voids every signature under the earlier one, with the reason, and asks the
    same people again. Raises RuleBroken for what is cancelled or lies in a case.
    """
    return _issued(locked_record(record), places, reason, by)


def _issued(locked: Record, places: Mapping[str, Any], reason: str, by: Any) -> Rendition:
    if not locked.is_open:
        raise RuleBroken(
            _("The document is “%(status)s”: it is not printed anew.")
            % {"status": locked.get_status_display()}
        )
    # What the database returns later must give the very same bytes, so the values go through JSON first.
    plain = json.loads(_canonical({**places, "number": locked.number_text}))
    current = locked.versions.current().first()
    content = digest(_canonical(plain).encode())
    if current is not None and current.content_sha256 == content:
        return current
    if current is not None:
        current.superseded_at = timezone.now()
        current.save(update_fields=["superseded_at"])
    made = _made(locked, no=current.no + 1 if current else 1, plain=plain, content=content, by=by)
    announce(VersionIssued(**event_facts(locked), no=made.no), by=by, about=locked)
    _ask_anew(locked, made, reason or _("The document was changed."), by)
    return made


def _canonical(places: Mapping[str, Any]) -> str:
    return json.dumps(places, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


def _made(record: Record, *, no: int, plain: dict[str, Any], content: str, by: Any) -> Rendition:
    kind = _kind(record)
    mark = rules.printed_mark(code=record.public_code, no=no, digest=content)
    keeping = rules.longest([*rules.term_of(record.kind), *_own_term(record)])
    paper = replace(
        kind.paper(plain),
        code=f"{settings.ADDRESS}{mark}",
        long_kept=keeping is None or keeping > LONG,
    )
    pdf = render_pdf(paper)
    return Rendition.objects.create(
        record=record,
        no=no,
        pdf=_kept(pdf, f"{_file_name(record)}.pdf", by),
        docx=_kept(_word(record, kind, paper, plain), f"{_file_name(record)}.docx", by),
        sha256=digest(pdf),
        content_sha256=content,
        places=plain,
        made_by=account_or_none(by),
    )


def _own_term(record: Record) -> list[int]:
    return [] if record.keep_years is None else [record.keep_years]


def _kind(record: Record) -> DocumentKind:
    kind = document_kinds().get(record.kind)
    if kind is None:
        raise RuleBroken(_("There is no such kind of document: %(kind)s.") % {"kind": record.kind})
    return kind


def _word(record: Record, kind: DocumentKind, paper: Paper, plain: dict[str, Any]) -> bytes:
    own = template_for(record.organisation, kind.code)
    if own is None:
        return render_docx(paper)
    with own.file.content.open("rb") as file:
        return render_template(file.read(), plain)


def _file_name(record: Record) -> str:
    """Name the file so that a person finds it again: «Протокол № 3 от 22.11.2026»."""
    number = f" № {record.number_text}" if record.number_text else ""
    name = f"{record.kind_title}{number} от {record.dated_on:%d.%m.%Y}"
    return name.replace("/", "-").replace("\\", "-")


def _kept(content: bytes, name: str, by: Any) -> StoredFile:
    kind = name.rpartition(".")[2]
    return store_upload(ContentFile(content, name=name), allowed={kind}, by=by)


def _ask_anew(record: Record, made: Rendition, reason: str, by: Any) -> None:
    before = list(
        record.signatures.select_for_update().exclude(rendition=made).counted().order_by("order", "pk")
    )
    if not before:
        return
    record.signatures.filter(pk__in=[one.pk for one in before]).update(
        status=SignatureStatus.VOIDED, voided_because=reason
    )
    SignatureRequest.objects.bulk_create(
        SignatureRequest(
            record=record, rendition=made, person_id=one.person_id, capacity=one.capacity,
            acting=one.acting, order=one.order, due_on=one.due_on, note=one.note,
        )
        for one in before
    )  # fmt: skip
    if record.status == RecordStatus.SIGNED:
        record.status = RecordStatus.PRINTED
        record.save(update_fields=["status"])
    people = sorted({one.person_id for one in before})
    told = SignaturesVoided(**event_facts(record), people=people, reason=reason)
    announce(told, by=by, about=record)


@atomic
def renumber_version(record: Record, *, by: Any) -> None:
    """Print anew, with its number, what was printed while the record, which is locked, was a draft."""
    current = record.versions.current().first()
    if current is not None and current.places is not None:
        _issued(record, current.places, _("The document has received its number."), by)
