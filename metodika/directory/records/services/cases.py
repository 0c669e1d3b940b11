"""The file plan: cases, how long they are kept, and their end."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.records import rules
from metodika.directory.records.events import (
    CaseChanged,
    CaseClosed,
    CaseDestroyed,
    CaseOpened,
    DestructionProposed,
    RecordFiled,
    RecordHeld,
    RecordReleased,
)
from metodika.directory.records.lifecycle import KindCode, RecordStatus
from metodika.directory.records.models import CaseFile, Record, Rendition
from metodika.directory.records.queries.papers import destruction_places
from metodika.directory.records.services.records import draft_record
from metodika.directory.records.services.standing import event_facts, locked_record, refuse_move
from metodika.directory.records.services.versions import issue_version

CHANGEABLE = frozenset({"index", "title", "keep_years", "keep_note"})
CARRIED_OUT = frozenset({RecordStatus.SIGNED, RecordStatus.FILED})


@atomic
def open_case(
    organisation: Organisation, *, index: str, title: str, year: int, keep_years: int | None,
    keep_note: str = "", by: Any,
) -> CaseFile:  # fmt: skip
    """Open a case of the file plan for a year; `keep_years` None keeps it for ever.

    Raises RuleBroken for an index that the year's plan has already.
    """
    if CaseFile.objects.filter(organisation=organisation, year=year, index=index.strip()).exists():
        raise RuleBroken(
            _("The file plan of %(year)s has a case with the index %(index)s already.")
            % {"year": year, "index": index.strip()}
        )
    case = CaseFile.objects.create(
        organisation=organisation, index=index.strip(), title=title.strip(), year=year,
        keep_years=keep_years, keep_note=keep_note,
    )  # fmt: skip
    announce(CaseOpened(case_id=case.pk), by=by, about=case)
    return case


@atomic
def change_case(case: CaseFile, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> CaseFile:
    """Change index, title, term or note of an open case. Raises EditedMeanwhile, RuleBroken once closed."""
    locked = _locked(case)
    if set(changes) - CHANGEABLE or locked.closed_on is not None:
        raise RuleBroken(_("The case is closed: its term is counted and no longer changes."))
    taken = CaseFile.objects.filter(
        organisation=locked.organisation, year=locked.year, index=changes.get("index", locked.index)
    )
    if taken.exclude(pk=locked.pk).exists():
        raise RuleBroken(
            _("The file plan of %(year)s has a case with the index %(index)s already.")
            % {"year": locked.year, "index": changes["index"]}
        )
    fields = claim_version(locked, seen=seen, changes=changes)
    if fields:
        locked.save(update_fields=fields)
        announce(CaseChanged(case_id=locked.pk), by=by, about=locked)
    return locked


def _locked(case: CaseFile) -> CaseFile:
    rows = CaseFile.objects.select_for_update(of=("self",)).select_related("organisation__municipality")
    return rows.get(pk=case.pk)


@atomic
def file_record(record: Record, *, case_file: CaseFile, by: Any) -> Record:
    """Put a document into a case; from then on it is neither printed anew nor signed.

    Raises RuleBroken for a case of another organisation or a closed one, and while signatures are missing.
    """
    case = _locked(case_file)
    locked = locked_record(record)
    refuse_move(locked, RecordStatus.FILED)
    if case.organisation_id != locked.organisation_id:
        raise RuleBroken(
            _("The case is of another organisation: %(organisation)s.") % {"organisation": case.organisation}
        )
    if case.closed_on is not None:
        raise RuleBroken(
            _("The case was closed on %(day)s. Choose an open one.") % {"day": _day(case.closed_on)}
        )
    locked.case_file, locked.filed_on = case, today_at(case.organisation)
    locked.status = RecordStatus.FILED
    locked.save(update_fields=["case_file", "filed_on", "status"])
    announce(RecordFiled(**event_facts(locked), case_id=case.pk), by=by, about=locked)
    return locked


@atomic
def close_case(case: CaseFile, *, on: date, by: Any) -> CaseFile:
    """Close a case on a day and count how long it is kept: the longest term of all that lies in it.

    Raises RuleBroken for a closed case, a day to come, and a day before something was put into it.
    """
    locked = _locked(case)
    if locked.closed_on is not None:
        raise RuleBroken(_("The case was closed on %(day)s.") % {"day": _day(locked.closed_on)})
    if on > today_at(locked.organisation):
        raise RuleBroken(_("A case is not closed on a day to come."))
    last = locked.records.order_by("-filed_on").values_list("filed_on", flat=True).first()
    if last is not None and on < last:
        raise RuleBroken(
            _("Something was put into the case on %(day)s. Close it on that day or later.")
            % {"day": _day(last)}
        )
    locked.closed_on = on
    locked.keep_until = rules.kept_until(closed_on=on, years=_longest_term(locked))
    locked.save(update_fields=["closed_on", "keep_until"])
    locked.records.update(keep_until=locked.keep_until)
    until = locked.keep_until.isoformat() if locked.keep_until else None
    announce(CaseClosed(case_id=locked.pk, kept_until_on=until), by=by, about=locked)
    return locked


def _longest_term(case: CaseFile) -> int | None:
    terms: list[int | None] = [case.keep_years]
    for kind, own in case.records.values_list("kind", "keep_years").distinct():
        terms += rules.term_of(kind)
        if own is not None:
            terms.append(own)
    return rules.longest(terms)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


@atomic
def hold_record(record: Record, *, reason: str, by: Any) -> Record:
    """Forbid the destruction of a document, whatever its term: a court, an inspection, a complaint.

    Raises RuleBroken without a reason and for what is held or destroyed.
    """
    locked = locked_record(record)
    if not reason.strip():
        raise RuleBroken(_("Say why the document must not be destroyed."))
    if locked.legal_hold or locked.status == RecordStatus.DESTROYED:
        raise RuleBroken(_("The document is held already, or has been destroyed."))
    locked.legal_hold, locked.hold_reason = True, reason.strip()
    locked.save(update_fields=["legal_hold", "hold_reason"])
    announce(RecordHeld(**event_facts(locked), reason=reason.strip()), by=by, about=locked)
    return locked


@atomic
def release_record(record: Record, *, reason: str, by: Any) -> Record:
    """Take the prohibition back; the term then holds again. Raises RuleBroken without a reason."""
    locked = locked_record(record)
    if not reason.strip():
        raise RuleBroken(_("Say why the document may be destroyed after its term."))
    if not locked.legal_hold:
        raise RuleBroken(_("Nothing forbids the destruction of this document."))
    locked.legal_hold, locked.hold_reason = False, ""
    locked.save(update_fields=["legal_hold", "hold_reason"])
    announce(RecordReleased(**event_facts(locked), reason=reason.strip()), by=by, about=locked)
    return locked


@atomic
def propose_destruction(organisation: Organisation, *, cases: Sequence[CaseFile], by: Any) -> Record:
    """Draw up the act of destruction for cases whose term has passed; it is numbered and signed as any paper.

    Raises RuleBroken for an open case, a term that has not passed, a held document, an act drawn up already.
    """
    today = today_at(organisation)
    rows = CaseFile.objects.select_for_update(of=("self",)).select_related("destruction_act")
    locked = list(rows.filter(pk__in=[case.pk for case in cases]).order_by("pk"))
    if not locked:
        raise RuleBroken(_("Choose the cases whose term has passed."))
    held = {one.case_file_id: one for one in Record.objects.filter(case_file__in=locked, legal_hold=True)}
    for case in locked:
        _refuse_destruction(case, held.get(case.pk), today)
        standing = case.destruction_act
        if standing is not None and standing.status != RecordStatus.CANCELLED:
            raise RuleBroken(
                _("The case %(case)s stands in another act already: %(act)s.")
                % {"case": case, "act": standing.requisites}
            )
    act = draft_record(
        kind=KindCode.DESTRUCTION_ACT, organisation=organisation, dated_on=today, by=by,
        title=_("On the destruction of documents whose term of keeping has passed"),
    )  # fmt: skip
    CaseFile.objects.filter(pk__in=[case.pk for case in locked]).update(destruction_act=act)
    issue_version(act, places=destruction_places(act, locked), by=by)
    told = DestructionProposed(record_id=act.pk, cases=[str(case) for case in locked])
    announce(told, by=by, about=act)
    return act


def _refuse_destruction(case: CaseFile, held: Record | None, today: date) -> None:
    if case.destroyed_on is not None:
        raise RuleBroken(_("The case %(case)s has been destroyed already.") % {"case": case})
    if case.closed_on is None:
        raise RuleBroken(
            _("The case %(case)s is open. Close it: the term is counted from then.") % {"case": case}
        )
    if not rules.may_be_destroyed(keep_until=case.keep_until, today=today):
        until = _day(case.keep_until) if case.keep_until else _("for ever")
        raise RuleBroken(
            _("The case %(case)s is kept until: %(until)s. It is not destroyed before.")
            % {"case": case, "until": until}
        )
    if held is not None:
        raise RuleBroken(
            _("The document %(record)s must not be destroyed: %(reason)s")
            % {"record": held.requisites, "reason": held.hold_reason}
        )


@atomic
def destroy_records(case_file: CaseFile, *, act: Record, by: Any) -> CaseFile:
    """Carry out a signed act: the texts and scans of the case go away, cards, numbers and hashes stay.

    Raises RuleBroken for an act that is not signed or does not name the case, a term that has not passed,
    a held document.
    """
    case = _locked(case_file)
    if case.destruction_act_id != act.pk or act.kind != KindCode.DESTRUCTION_ACT:
        raise RuleBroken(_("This act does not name the case %(case)s.") % {"case": case})
    if locked_record(act).status not in CARRIED_OUT:
        raise RuleBroken(_("The act of destruction has not been signed by everybody yet."))
    today = today_at(case.organisation)
    records = list(case.records.select_for_update().order_by("pk"))
    _refuse_destruction(case, next((one for one in records if one.legal_hold), None), today)
    _drop_contents(records)
    case.records.update(status=RecordStatus.DESTROYED)
    case.destroyed_on = today
    case.save(update_fields=["destroyed_on"])
    announce(CaseDestroyed(case_id=case.pk, record_id=act.pk), by=by, about=case)
    return case


def _drop_contents(records: list[Record]) -> None:
    versions = Rendition.objects.filter(record__in=records)
    pairs = versions.values_list("pdf", "docx")
    ids = {pk for pair in pairs for pk in pair} - {None}
    versions.update(pdf=None, docx=None, places=None)
    for stored in StoredFile.objects.filter(pk__in=ids):
        shared = StoredFile.objects.filter(sha256=stored.sha256).exclude(pk=stored.pk).exists()
        if not shared:
            stored.content.delete(save=False)
        stored.delete()
