"""Findings: drafted by rules, judged by people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.steering.analysis import queries
from metodika.steering.analysis.events import (
    FindingConfirmed,
    FindingDismissed,
    FindingReopened,
    FindingReworded,
    FindingsDrafted,
)
from metodika.steering.analysis.lifecycle import FindingStatus, Kind, Scope
from metodika.steering.analysis.models import Cause, Finding
from metodika.steering.analysis.services.ground import (
    become,
    locked_finding,
    needed,
    refuse_no_municipality,
    refuse_unfinished,
    refuse_wordless,
)
from metodika.steering.indicators.models import Run

TITLE_LENGTH, REASON_LENGTH, BATCH = 200, 500, 500
# What a later run may say anew of a finding that nobody has judged yet.
REDRAFTED = (
    "severity", "run", "source", "source_before", "value", "before", "target", "chance", "text", "made_text",
)  # fmt: skip
OBSERVED = frozenset(
    {
        "scope", "about", "body", "category", "severity", "indicator", "text", "period_kind", "starts_on",
        "ends_on",
    }
)  # fmt: skip


@atomic
def draft_findings(municipality: Organisation, run: Run, *, by: Any) -> int:
    """Let the rules look through the values of a finished run; return how many findings are new.

    What a person has judged stays as it is; a draft of the same thing is told anew, and one that no longer
    holds in its period goes away. Raises RuleBroken for an unfinished run and for what is no municipality.
    """
    refuse_no_municipality(municipality)
    refuse_unfinished(run)
    refuse_wordless(queries.voice_of(municipality))
    Organisation.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    fresh = {_key(one): one for one in queries.drafted(municipality, run)}
    kept = Finding.objects.filter(organisation=municipality).exclude(kind=Kind.OBSERVED)
    kept = kept.filter(starts_on__in={one.starts_on for one in fresh.values()} or {run.day})
    known = {_key(one): one for one in kept}
    changed, gone = [], []
    for key, one in known.items():
        if one.status != FindingStatus.DRAFT:
            continue
        if key not in fresh:
            gone.append(one.pk)
            continue
        for name in REDRAFTED:
            setattr(one, name, getattr(fresh[key], name))
        changed.append(one)
    Finding.objects.bulk_update(changed, REDRAFTED, batch_size=BATCH)
    Finding.objects.filter(pk__in=gone).delete()
    made = Finding.objects.bulk_create(
        [one for key, one in fresh.items() if key not in known], batch_size=BATCH
    )
    _fill_dictionary(municipality)
    told = FindingsDrafted(organisation_id=municipality.pk, run_id=run.pk, drafted=len(made))
    announce(told, by=by, about=municipality)
    return len(made)


def _key(one: Finding) -> tuple[Any, ...]:
    return one.kind, one.about_id, one.category, one.indicator_id, one.starts_on, one.ends_on


def _fill_dictionary(municipality: Organisation) -> None:
    """Put the causes of the profile into the dictionary; those that people have added stay."""
    told = queries.ready_causes(municipality)
    Cause.objects.bulk_create(
        [Cause(organisation=municipality, title=one[:TITLE_LENGTH]) for one in told], ignore_conflicts=True
    )


@atomic
def observe(municipality: Organisation, *, values: Mapping[str, Any], cause: str = "", by: Any) -> Finding:
    """Write down a finding that no rule has drafted; it stands at once.

    `values`: scope, about, body, category, severity, indicator, text and the period. Raises RuleBroken
    without a text, and for a scope without whom it names.
    """
    if unknown := values.keys() - OBSERVED:
        raise ValueError(f"observe does not take {', '.join(sorted(unknown))}.")
    refuse_no_municipality(municipality)
    row = Finding(organisation=municipality, kind=Kind.OBSERVED, **values)
    row.text = needed(row.text, _("Write what you have found."))
    if not values.get("about"):
        row.about = row.body.host if row.body else municipality
    _check_scope(row)
    row.cause = name_cause(municipality, cause, by=by) if cause.strip() else None
    _judged(row, FindingStatus.CONFIRMED, by)
    row.save()
    announce(FindingConfirmed(row.pk), by=by, about=row)
    return row


def _check_scope(row: Finding) -> None:
    if not row.about.path.startswith(row.organisation.path):
        raise RuleBroken(_("The organisation belongs to another municipality. Choose one of your own."))
    row.body = row.body if row.scope == Scope.BODY else None
    row.category = row.category if row.scope == Scope.CATEGORY else ""
    if row.scope == Scope.BODY and row.body is None:
        raise RuleBroken(_("Choose the council or association that the finding is about."))
    if row.scope == Scope.CATEGORY and not row.category:
        raise RuleBroken(_("Choose the category of people that the finding is about."))
    if row.scope == Scope.INSTITUTION and row.about_id == row.organisation_id:
        raise RuleBroken(_("Choose the institution that the finding is about."))


@atomic
def name_cause(municipality: Organisation, title: str, *, by: Any) -> Cause:
    """Return the cause of that title in the dictionary of the municipality, added when it is new."""
    title = needed(title, _("Name the cause."))[:TITLE_LENGTH]
    found = Cause.objects.filter(organisation=municipality, title__iexact=title).first()
    return found or Cause.objects.create(organisation=municipality, title=title)


def _judged(row: Finding, status: str, by: Any) -> None:
    row.status, row.decided_by, row.decided_at = status, account_or_none(by), timezone.now()


def _keep(row: Finding, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "status", "decided_by", "decided_at", "version"])


@atomic
def confirm_finding(finding: Finding, *, cause: str = "", severity: str = "", by: Any) -> Finding:
    """Stand for a finding as it is worded; with a cause from the dictionary, which grows by a new one."""
    row = locked_finding(finding)
    become(row, FindingStatus.CONFIRMED)
    row.reason = ""
    _name(row, cause, severity, by)
    _judged(row, FindingStatus.CONFIRMED, by)
    _keep(row, "cause", "severity", "reason")
    announce(FindingConfirmed(row.pk), by=by, about=row)
    return row


@atomic
def reword_finding(
    finding: Finding, *, text: str, cause: str = "", severity: str = "", seen: int | None, by: Any
) -> Finding:
    """Stand for a finding in one's own words; the system's wording is kept beside them.

    Raises EditedMeanwhile, RuleBroken without a text and for a dismissed finding.
    """
    row = locked_finding(finding)
    become(row, FindingStatus.REWORDED)
    text = needed(text, _("Write what you have found."))
    fields = claim_version(row, seen=seen, changes={"text": text})
    _name(row, cause, severity, by)
    _judged(row, FindingStatus.REWORDED, by)
    _keep(row, *(one for one in fields if one != "version"), "cause", "severity")
    announce(FindingReworded(row.pk), by=by, about=row)
    return row


@atomic
def judge_finding(
    finding: Finding, *, text: str, cause: str = "", severity: str = "", seen: int | None, by: Any
) -> Finding:
    """Confirm a finding whose words were left alone, else reword it; see the two."""
    if text.strip() == finding.text and finding.status in {FindingStatus.DRAFT, FindingStatus.DISMISSED}:
        return confirm_finding(finding, cause=cause, severity=severity, by=by)
    return reword_finding(finding, text=text, cause=cause, severity=severity, seen=seen, by=by)


def _name(row: Finding, cause: str, severity: str, by: Any) -> None:
    if cause.strip():
        row.cause = name_cause(row.organisation, cause, by=by)
    row.severity = severity or row.severity


@atomic
def dismiss_finding(finding: Finding, *, reason: str, by: Any) -> Finding:
    """Put a finding aside with a reason; it is not drafted again. Raises RuleBroken without a reason."""
    row = locked_finding(finding)
    become(row, FindingStatus.DISMISSED)
    row.reason = needed(reason, _("Say why the finding is dismissed: the reason stays with it."))[
        :REASON_LENGTH
    ]
    _judged(row, FindingStatus.DISMISSED, by)
    _keep(row, "reason")
    announce(FindingDismissed(row.pk, reason=row.reason), by=by, about=row)
    return row


@atomic
def confirm_all(findings: Iterable[Finding], *, by: Any) -> int:
    """Stand for many drafts as they are worded; return how many."""
    return len([confirm_finding(one, by=by) for one in findings if one.status == FindingStatus.DRAFT])


@atomic
def reopen_finding(finding: Finding, *, by: Any) -> Finding:
    """Let a dismissed finding wait for a judgement again. Raises RuleBroken for one in another state."""
    row = locked_finding(finding)
    if row.status != FindingStatus.DISMISSED:
        raise RuleBroken(
            _("This cannot be done now: the finding is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    row.status, row.reason, row.decided_by, row.decided_at = FindingStatus.DRAFT, "", None, None
    _keep(row, "reason")
    announce(FindingReopened(row.pk), by=by, about=row)
    return row
