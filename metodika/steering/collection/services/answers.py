"""What institutions answer and inspectors find: begun, saved as one goes, submitted, returned, accepted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.edits import Difference, EditedMeanwhile
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.steering.collection import queries
from metodika.steering.collection.events import AnswersAccepted, AnswersReturned, AnswersSubmitted
from metodika.steering.collection.lifecycle import FILLED_IN, FieldKind, SubmissionStatus
from metodika.steering.collection.models import Finding, Submission, Value
from metodika.steering.collection.rules import answers as rules
from metodika.steering.collection.rules.forms import FieldSpec, Problem
from metodika.steering.collection.rules.terms import burden_of
from metodika.steering.collection.services.forms import current_edition
from metodika.steering.collection.services.ground import (
    become,
    keep,
    locked_submission,
    needed,
    refuse_frozen,
)


class ExplanationNeeded(RuleBroken):
    """Something looks wrong: the answers are submitted with an explanation, or corrected."""


@atomic
def begin_answers(submission: Submission, *, by: Any) -> Submission:
    """Begin to fill in: the form of this moment is kept, and what the system holds is shown.

    Begun already, nothing changes. Raises RuleBroken when the campaign is not open or the institution is
    merged into another.
    """
    row = locked_submission(submission)
    if row.edition is None:
        _refuse_closed(row)
        _begin(row)
    return row


def _begin(row: Submission) -> None:
    become(row, SubmissionStatus.DRAFT)
    row.edition = current_edition(row.campaign.form)
    row.held = queries.held_values(row.spec, row.campaign, row.organisation_id)
    cost = burden_of(row.spec, row.held)
    row.fields_asked, row.fields_held, row.minutes = cost.asked, cost.held, cost.minutes
    keep(row, "status", "edition", "held", "fields_asked", "fields_held", "minutes")


def _refuse_closed(row: Submission) -> None:
    campaign = row.campaign
    refuse_frozen(campaign)
    if not campaign.is_open:
        raise RuleBroken(
            _("The campaign is closed, answers are taken no longer. Ask the methodist to open it again.")
        )
    if not row.organisation.is_working:
        heir = queries.heir_of(row.organisation)
        raise RuleBroken(
            _("“%(one)s” has been merged into “%(other)s”, which answers from now on.")
            % {"one": row.organisation, "other": heir}
            if heir
            else _("“%(one)s” works no longer and answers nothing.") % {"one": row.organisation}
        )


@atomic
def save_answers(
    submission: Submission, *, answers: Mapping[str, Any], reasons: Mapping[str, str] | None = None,
    explanation: str | None = None, seen: int | None, by: Any,
) -> Submission:  # fmt: skip
    """Save the answers given, by field; the others stay. Begins what was not begun.

    `seen` is the version on the person's screen. Raises EditedMeanwhile with the fields that differ when
    somebody saved in between, RuleBroken for an answer that cannot be read, an unknown field, and when
    answers are taken no longer.
    """
    row = locked_submission(submission)
    _refuse_closed(row)
    if row.edition is None:
        _begin(row)
        seen = None
    if row.status not in FILLED_IN:
        raise _answered(row)
    wanted = _read(row, answers, by)
    given = {code: text.strip()[:500] for code, text in (reasons or {}).items() if text and text.strip()}
    merged = {code: value for code, value in {**row.answers, **wanted}.items() if value is not None}
    kept_reasons = {
        **{code: text for code, text in row.reasons.items() if code not in (reasons or {})},
        **given,
    }
    said = row.explanation if explanation is None else explanation.strip()
    if (merged, kept_reasons, said) == (row.answers, row.reasons, row.explanation):
        return row
    _refuse_stale(row, merged, seen)
    row.answers, row.reasons, row.explanation = merged, kept_reasons, said
    keep(row, "answers", "reasons", "explanation")
    return row


@atomic
def attach_file(submission: Submission, *, field: str, told: Mapping[str, Any], by: Any) -> Submission:
    """Put a stored file to a field: the answer itself, or the picture beside what was seen.

    Raises RuleBroken for a field that takes no file, and as save_answers does.
    """
    spec = submission.spec.field(field)
    before = submission.answers.get(field)
    if spec is None or not (spec.kind == FieldKind.FILE or (spec.is_judged and before)):
        raise RuleBroken(_("The field “%(code)s” takes no file now.") % {"code": field})
    answer = {**(before or {}), **told}
    return save_answers(submission, answers={field: answer}, seen=None, by=by)


def _answered(row: Submission) -> RuleBroken:
    return RuleBroken(
        _("The answers were submitted on %(moment)s already (%(who)s). Wait until they are looked through.")
        % {
            "moment": date_format(
                row.submitted_at.astimezone(row.campaign.due_here.tzinfo), "SHORT_DATETIME_FORMAT"
            )
            if row.submitted_at
            else "",
            "who": row.submitted_by or _("the system"),
        }
    )


def _refuse_stale(row: Submission, merged: Mapping[str, Any], seen: int | None) -> None:
    if seen is None or seen == row.version:
        return
    spec = row.spec
    codes = rules.differing(row.answers, merged)
    found = [
        Difference(one.code, one.title, _shown(one, row.answers), _shown(one, merged))
        for one in spec.fields
        if one.code in codes
    ]
    if found:
        raise EditedMeanwhile(found, row.version)


def _shown(spec: FieldSpec, answers: Mapping[str, Any]) -> str:
    return queries.answer_shown(spec, answers.get(spec.code))


def _read(row: Submission, answers: Mapping[str, Any], by: Any) -> dict[str, Any]:
    spec, found, wrong = row.spec, {}, []
    for code, raw in answers.items():
        one = spec.field(code)
        if one is None:
            raise RuleBroken(_("The form has no field “%(code)s”.") % {"code": code})
        try:
            found[code] = _settled(row, one, rules.read_answer(one, raw), by)
        except rules.Refused as refusal:
            said = queries.sentence_of(Problem(refusal.code, code, refusal.details), spec)
            wrong.append(f"{one.title}: {said}")
    if wrong:
        raise RuleBroken(" ".join(wrong))
    return found


def _settled(row: Submission, spec: FieldSpec, value: Any, by: Any) -> Any:
    """Leave out what only repeats the system's value, see to the file, and note when an item was seen."""
    if value is None or value == row.held.get(spec.code):
        return None
    before = row.answers.get(spec.code)
    if isinstance(value, dict) and value.get("file"):
        if (before or {}).get("file") != value["file"]:
            _refuse_foreign_file(value["file"], by)
    elif spec.is_judged and before and before.get("file"):
        value |= {"file": before["file"], "name": before.get("name", "")}
    if spec.is_judged:
        same = before and before["result"] == value["result"]
        value["at"] = before["at"] if same and before else timezone.now().isoformat(timespec="seconds")
    return value


def _refuse_foreign_file(number: int, by: Any) -> None:
    if not StoredFile.objects.filter(pk=number, uploaded_by=account_or_none(by)).exists():
        raise rules.Refused("not_a_file")


@atomic
def submit_answers(
    submission: Submission, *, explanation: str | None = None, seen: int | None = None, by: Any
) -> Submission:
    """Submit the answers; late ones are taken while the campaign is open. An inspector's count at once.

    Raises RuleBroken for required fields without a value, another value than the system's without a reason,
    answers that were submitted already, and when answers are taken no longer; ExplanationNeeded for what
    looks wrong and is not explained; EditedMeanwhile when somebody saved after `seen`.
    """
    row = locked_submission(submission)
    _refuse_closed(row)
    if row.status in {SubmissionStatus.SUBMITTED, SubmissionStatus.ACCEPTED}:
        raise _answered(row)
    if row.edition is None:
        raise RuleBroken(_("Nothing is filled in yet."))
    if seen is not None and seen != row.version:
        raise EditedMeanwhile([], row.version)
    # The system may have learnt more since the form was begun.
    row.held = queries.held_values(row.spec, row.campaign, row.organisation_id)
    row.answers = {code: value for code, value in row.answers.items() if value != row.held.get(code)}
    if explanation is not None:
        row.explanation = explanation.strip()
    _refuse_unfinished(row)
    moment = timezone.now()
    row.submitted_at, row.submitted_by = moment, account_or_none(by)
    row.first_submitted_at = row.first_submitted_at or moment
    fields = [
        "status", "answers", "held", "explanation", "submitted_at", "submitted_by", "first_submitted_at"
    ]  # fmt: skip
    if row.campaign.form.is_inspected:
        become(row, SubmissionStatus.ACCEPTED)
        _store_findings(row, by)
        row.decided_at, row.decided_by = moment, account_or_none(by)
        keep(row, *fields, "decided_at", "decided_by")
        announce(AnswersAccepted(row.pk, institution_id=row.organisation_id), by=by, about=row)
    else:
        become(row, SubmissionStatus.SUBMITTED)
        keep(row, *fields)
        announce(AnswersSubmitted(row.pk), by=by, about=row)
    return row


def _refuse_unfinished(row: Submission) -> None:
    spec = row.spec
    values = rules.effective(spec, row.answers, row.held)
    if missing := rules.missing_in(spec, values):
        titles = "; ".join(one.title for one in spec.fields if one.code in missing)
        raise RuleBroken(_("Not everything is filled in: %(fields)s.") % {"fields": titles})
    unexplained = rules.unexplained_in(spec, row.answers, row.held, row.reasons)
    silent = [one.title for one in spec.fields if one.code in unexplained]
    if silent:
        raise RuleBroken(
            _("Say why your value differs from the system's: %(fields)s.") % {"fields": "; ".join(silent)}
        )
    warnings = rules.warnings_of(spec, values)
    if warnings and not row.explanation:
        told = " ".join(queries.sentence_of(one, spec) for one in warnings)
        raise ExplanationNeeded(
            _("Look at these values: %(warnings)s Correct them, or explain below and submit.")
            % {"warnings": told}
        )


@atomic
def return_answers(
    submission: Submission, *, remarks: Mapping[str, str], because: str = "", by: Any
) -> Submission:
    """Give answers back with remarks by field; what was accepted before counts no longer.

    Raises RuleBroken without any remark, for an unknown field, and when the campaign is not open.
    """
    row = locked_submission(submission)
    if not row.campaign.is_open:
        raise RuleBroken(
            _("The campaign is not open. Open it again first, or nobody could mend the answers.")
        )
    told = {code: text.strip()[:1000] for code, text in remarks.items() if text and text.strip()}
    if unknown := [code for code in told if row.spec.field(code) is None]:
        raise RuleBroken(_("The form has no field “%(code)s”.") % {"code": unknown[0]})
    if not told:
        needed(because, _("Say at least one remark, so that the institution knows what to mend."))
    become(row, SubmissionStatus.RETURNED)
    row.values.all().delete()
    row.findings.all().delete()
    row.remarks, row.returned_because = told, because.strip()[:1000]
    row.returns += 1
    row.decided_at, row.decided_by = timezone.now(), account_or_none(by)
    keep(row, "status", "remarks", "returned_because", "returns", "decided_at", "decided_by")
    announce(AnswersReturned(row.pk, institution_id=row.organisation_id), by=by, about=row)
    return row


@atomic
def accept_answers(submission: Submission, *, by: Any) -> Submission:
    """Accept answers: from now on their numbers count. Raises RuleBroken after the freeze and for others."""
    row = locked_submission(submission)
    refuse_frozen(row.campaign)
    if row.status != SubmissionStatus.SUBMITTED:
        raise RuleBroken(
            _("Only submitted answers are accepted; these are in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    become(row, SubmissionStatus.ACCEPTED)
    _store_values(row)
    row.remarks, row.returned_because = {}, ""
    row.decided_at, row.decided_by = timezone.now(), account_or_none(by)
    keep(row, "status", "remarks", "returned_because", "decided_at", "decided_by")
    announce(AnswersAccepted(row.pk, institution_id=row.organisation_id), by=by, about=row)
    return row


def _store_values(row: Submission) -> None:
    spec = row.spec
    numbers = rules.numbers_of(spec, rules.effective(spec, row.answers, row.held))
    held = rules.numbers_of(spec, row.held)
    row.values.all().delete()
    Value.objects.bulk_create(
        Value(submission=row, field=name, value=number, held=held.get(name))
        for name, number in numbers.items()
    )


def _store_findings(row: Submission, by: Any) -> None:
    numbers = rules.numbers_of(row.spec, row.answers)
    _store_values(row)
    row.findings.all().delete()
    Finding.objects.bulk_create(
        Finding(
            submission=row, field=one.code, title=one.title[:500],
            found=told["result"] if one.kind == FieldKind.ITEM else "",
            level=told["result"] if one.kind == FieldKind.LEVEL else "",
            points=numbers.get(one.code, Decimal(0)), address=told.get("address", ""),
            note=told.get("note", ""), picture_id=told.get("file"), seen_at=told["at"],
            seen_by_id=getattr(by, "person_id", None),
        )
        for one in row.spec.fields
        if (told := row.answers.get(one.code))
    )  # fmt: skip
