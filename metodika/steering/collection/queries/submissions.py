"""One submission for its page, the last answers beside it, and the burden of a month."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from metodika.core.calendar import Period, month
from metodika.core.files.models import StoredFile
from metodika.directory.organisations.models import Organisation
from metodika.steering.collection.lifecycle import INSPECTED, SubmissionStatus
from metodika.steering.collection.models import Submission, SubmissionQuerySet
from metodika.steering.collection.queries.held import held_codes
from metodika.steering.collection.queries.wording import answer_shown
from metodika.steering.collection.rules import answers as rules
from metodika.steering.collection.rules.terms import Burden, sum_of


def submission_card(submission: Submission) -> Submission:
    """Return a submission with everything its page shows, by one query."""
    return Submission.objects.select_related(
        "organisation",
        "edition",
        "campaign__form",
        "campaign__organisation__municipality",
        "submitted_by__person",
        "decided_by__person",
    ).get(pk=submission.pk)


def last_answers(submission: Submission) -> tuple[Submission | None, dict[str, str]]:
    """Return the accepted submission of the same form for an earlier period, and its answers in words."""
    campaign = submission.campaign
    before = (
        Submission.objects.filter(
            organisation=submission.organisation_id,
            campaign__form__code=campaign.form.code,
            status=SubmissionStatus.ACCEPTED,
            campaign__ends_on__lt=campaign.ends_on,
        )
        .exclude(pk=submission.pk)
        .select_related("campaign", "edition")
        .order_by("-campaign__ends_on", "-pk")
        .first()
    )
    if before is None:
        return None, {}
    values = rules.effective(before.spec, before.answers, before.held)
    told = {one.code: answer_shown(one, values.get(one.code)) for one in before.spec.fields}
    return before, {code: words for code, words in told.items() if words}


def file_of_answers(submission: Submission, number: int) -> StoredFile | None:
    """Return a file that belongs to the answers."""
    held = {one.get("file") for one in submission.answers.values() if isinstance(one, dict)}
    return StoredFile.objects.filter(pk=number).first() if number in held else None


@dataclass
class MonthOfSchool:
    """What one institution was asked in a month, and how much of it the system held already."""

    organisation: Organisation
    burden: Burden = field(default_factory=Burden)
    submissions: list[Submission] = field(default_factory=list)


def month_named(name: str) -> Period | None:
    """Return the month that is written 2026-11, None for anything else."""
    try:
        return month(date.fromisoformat(f"{name}-01"))
    except ValueError:
        return None


def asked_in_month(user: Any, period: Period) -> SubmissionQuerySet:
    """Return what institutions themselves were asked in the month, as far as the user sees it."""
    rows = Submission.objects.visible_to(user).asked_in(period.starts_on, period.ends_on)
    return (
        rows.exclude(campaign__form__kind__in=INSPECTED)
        .select_related("organisation", "campaign__form")
        .order_by("organisation__sort_key", "pk")
    )


def burden_of_month(user: Any, period: Period) -> list[MonthOfSchool]:
    """Return what each institution was asked in the month, the heaviest first; one query."""
    grouped: dict[int, list[Submission]] = defaultdict(list)
    for one in asked_in_month(user, period):
        grouped[one.organisation_id].append(one)
    found = [
        MonthOfSchool(rows[0].organisation, sum_of(one.burden for one in rows), rows)
        for rows in grouped.values()
    ]
    return sorted(found, key=lambda one: (-one.burden.minutes, -one.burden.asked))


@dataclass(frozen=True)
class AskedForm:
    """One form of a month: how many were asked, and which of its fields the system held."""

    title: str
    institutions: int
    fields: int
    held: tuple[str, ...]


def forms_of_month(months: list[MonthOfSchool]) -> list[AskedForm]:
    """Return the forms of a month with the fields that the system held already."""
    campaigns: dict[int, list[Submission]] = defaultdict(list)
    for school in months:
        for one in school.submissions:
            campaigns[one.campaign_id].append(one)
    found = []
    for rows in campaigns.values():
        campaign = rows[0].campaign
        spec = campaign.form.spec
        codes = held_codes(spec)
        held = tuple(one.title for one in spec.fields if one.code in codes)
        found.append(AskedForm(campaign.title, len(rows), len(spec.fields), held))
    return sorted(found, key=lambda one: one.title)
