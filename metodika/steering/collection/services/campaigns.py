"""Campaigns: made, opened to institutions, closed, frozen, opened again, and the silent reminded."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.calendar import local_today
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.steering.collection import queries
from metodika.steering.collection.events import (
    CampaignClosed,
    CampaignDropped,
    CampaignFrozen,
    CampaignOpened,
    CampaignReopened,
    SilentReminded,
)
from metodika.steering.collection.lifecycle import MOVES, CampaignStatus, SubmissionStatus
from metodika.steering.collection.models import Campaign, Reminder, Submission
from metodika.steering.collection.rules.terms import burden_of, is_day_to_remind
from metodika.steering.collection.services.ground import (
    keep,
    locked_campaign,
    locked_form,
    move,
    needed,
)

ALWAYS = frozenset({"title", "ground", "due_at", "remind_before"})
BEFORE_START = ALWAYS | {"form", "starts_on", "ends_on", "as_of", "kinds"}


@atomic
def make_campaign(
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    institutions: Iterable[Organisation] = (),
    by: Any,
) -> Campaign:
    """Prepare a campaign: form, period, as-of day, deadline, addressees by kind or by name.

    Raises RuleBroken for no title, a form of another place, and a period that ends before it begins.
    """
    if unknown := values.keys() - BEFORE_START:
        raise ValueError(f"make_campaign does not take {', '.join(sorted(unknown))}.")
    campaign = Campaign(organisation=organisation, made_by=account_or_none(by), **values)
    _check_card(campaign)
    campaign.save()
    campaign.institutions.set(institutions)
    return campaign


@atomic
def change_campaign(
    campaign: Campaign, *, changes: Mapping[str, Any], institutions: Iterable[Organisation] | None = None,
    seen: int | None, by: Any,
) -> Campaign:  # fmt: skip
    """Change a campaign: before its start everything, while it is open its words and its deadline.

    Raises EditedMeanwhile, RuleBroken for a deadline in the past and for what cannot change any longer.
    """
    row = locked_campaign(campaign)
    prepared = row.status == CampaignStatus.DRAFT
    if not prepared and not row.is_open:
        raise RuleBroken(_("The campaign is closed. Open it again to change it."))
    allowed = BEFORE_START if prepared else ALWAYS
    told = {name: value for name, value in changes.items() if name in allowed}
    late = {name for name in changes.keys() - allowed if getattr(row, name) != changes[name]}
    if late or (institutions is not None and not prepared):
        raise RuleBroken(
            _("Institutions are answering already: form, period and addressees stay as they are. "
              "Title, ground, deadline and reminders can be changed.")
        )  # fmt: skip
    before = row.due_at
    if fields := claim_version(row, seen=seen, changes=told):
        _check_card(row)
        if row.is_open and row.due_at != before:
            _refuse_past(row.due_at, row)
        row.save(update_fields=fields)
    if institutions is not None:
        row.institutions.set(institutions)
    return row


def _check_card(campaign: Campaign) -> None:
    campaign.title = needed(campaign.title, _("Give the campaign a title."))
    if campaign.ends_on < campaign.starts_on:
        raise RuleBroken(_("The period ends before it begins. Check its days."))
    if campaign.form.organisation_id != campaign.organisation_id:
        raise RuleBroken(_("The form belongs to another place. Choose a form of your own."))


def _refuse_past(due_at: datetime, campaign: Campaign) -> None:
    if due_at <= timezone.now():
        here = date_format(due_at.astimezone(campaign.due_here.tzinfo), "DATETIME_FORMAT")
        raise RuleBroken(
            _("The deadline has passed already: %(deadline)s. Set a later one.") % {"deadline": here}
        )


@atomic
def open_campaign(campaign: Campaign, *, by: Any) -> Campaign:
    """Ask: find the addressees, freeze their list, count the burden and tell them.

    Raises RuleBroken for an empty form, a deadline in the past, and when nobody is to be asked.
    """
    row = locked_campaign(campaign)
    move(row, CampaignStatus.OPEN)
    _refuse_past(row.due_at, row)
    form = locked_form(row.form)
    if not form.spec.fields:
        raise RuleBroken(_("The form asks nothing yet. Add its fields first."))
    addressees = list(queries.addressees(row))
    if not addressees:
        raise RuleBroken(_("Nobody is to be asked: no working institution fits. Check the addressees."))
    day = today_at(row.organisation)
    cost = burden_of(form.spec, queries.held_codes(form.spec))
    Submission.objects.bulk_create(
        Submission(
            campaign=row, organisation=one, asked_on=day, fields_asked=cost.asked, fields_held=cost.held,
            minutes=cost.minutes,
        )
        for one in addressees
    )  # fmt: skip
    row.opened_at = timezone.now()
    keep(row, "status", "opened_at")
    asked = [] if form.is_inspected else [one.pk for one in addressees]
    announce(CampaignOpened(row.pk, institutions=asked), by=by, about=row)
    return row


@atomic
def close_campaign(campaign: Campaign, *, by: Any) -> Campaign:
    """End the collection: whoever has not answered is absent; what came can still be accepted."""
    row = locked_campaign(campaign)
    move(row, CampaignStatus.CLOSED)
    row.closed_at = timezone.now()
    keep(row, "status", "closed_at")
    announce(CampaignClosed(row.pk), by=by, about=row)
    return row


@atomic
def freeze_campaign(campaign: Campaign, *, by: Any) -> Campaign:
    """Fix the values: nothing changes until somebody opens the campaign again with a reason.

    Raises RuleBroken while answers wait to be looked through.
    """
    row = locked_campaign(campaign)
    move(row, CampaignStatus.FROZEN)
    waiting = row.submissions.filter(status=SubmissionStatus.SUBMITTED).count()
    if waiting:
        raise RuleBroken(
            ngettext(
                "%(count)s submission waits to be accepted or returned. Look it through first.",
                "%(count)s submissions wait to be accepted or returned. Look them through first.",
                waiting,
            )
            % {"count": waiting}
        )
    row.frozen_at = timezone.now()
    keep(row, "status", "frozen_at")
    announce(CampaignFrozen(row.pk), by=by, about=row)
    return row


@atomic
def reopen_campaign(campaign: Campaign, *, reason: str, due_at: datetime | None = None, by: Any) -> Campaign:
    """Open a closed or frozen campaign again, with the reason and a new deadline when the old one is past.

    Raises RuleBroken without a reason and for a deadline in the past.
    """
    row = locked_campaign(campaign)
    if row.status == CampaignStatus.DRAFT:
        raise RuleBroken(_("The campaign has not been opened yet."))
    move(row, CampaignStatus.OPEN)
    row.reopened_because = needed(reason, _("Say why the campaign is opened again."))[:500]
    if due_at is not None:
        row.due_at = due_at
    _refuse_past(row.due_at, row)
    row.closed_at = row.frozen_at = None
    keep(row, "status", "due_at", "reopened_because", "closed_at", "frozen_at")
    announce(CampaignReopened(row.pk, reason=row.reopened_because), by=by, about=row)
    return row


@atomic
def undo_closing(campaign: Campaign, *, status: str, reason: str, by: Any) -> Campaign:
    """Take the closing or freezing of a campaign back: nothing else changes, not even a deadline in the past.

    Raises RuleBroken without a reason and when the campaign has not come from that state.
    """
    row = locked_campaign(campaign)
    if not (row.status in MOVES[status] and row.status in {CampaignStatus.CLOSED, CampaignStatus.FROZEN}):
        raise RuleBroken(
            _("This cannot be done now: the campaign is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    row.reopened_because = needed(reason, _("Say why the campaign is opened again."))[:500]
    row.status, row.frozen_at = status, None
    row.closed_at = row.closed_at if status == CampaignStatus.CLOSED else None
    keep(row, "status", "reopened_because", "closed_at", "frozen_at")
    announce(CampaignReopened(row.pk, reason=row.reopened_because), by=by, about=row)
    return row


@atomic
def drop_campaign(campaign: Campaign, *, by: Any) -> None:
    """Remove a campaign that has not been opened. Raises RuleBroken for any other."""
    row = locked_campaign(campaign)
    if not row.is_prepared:
        raise RuleBroken(_("The campaign has been opened once: it stays with its answers."))
    announce(CampaignDropped(title=row.title), by=by, about=row.organisation)
    row.delete()


@atomic
def remind_silent(campaign: Campaign, *, by: Any) -> Reminder:
    """Remind those who have not answered, and nobody else; once a day.

    Raises RuleBroken when the campaign is not open or is filled in by an inspector, when today was told
    already, and when all have answered.
    """
    row = locked_campaign(campaign)
    if not row.is_open:
        raise RuleBroken(_("Only an open campaign reminds."))
    if row.form.is_inspected:
        raise RuleBroken(_("An inspector fills this form in: institutions have nothing to answer."))
    day = local_today(row.zone, timezone.now())
    if row.reminders.filter(reminded_on=day).exists():
        raise RuleBroken(
            _("The silent have been reminded today already. The next reminder is possible tomorrow.")
        )
    silent = list(queries.silent_of(row).values_list("organisation_id", flat=True))
    if not silent:
        raise RuleBroken(_("Everybody has answered; there is nobody to remind."))
    made = Reminder.objects.create(campaign=row, reminded_on=day, institutions=len(silent))
    announce(SilentReminded(row.pk, institutions=silent), by=by, about=row)
    return made


@atomic
def remind_where_due() -> list[Reminder]:
    """Remind the silent of every open campaign whose day it is; safe to call many times a day."""
    found = []
    for campaign in queries.campaigns_to_remind():
        day = local_today(campaign.zone, timezone.now())
        due_on = campaign.due_here.date()
        if campaign.reminders.filter(reminded_on=day).exists():
            continue
        is_day = is_day_to_remind(day, due_on=due_on, before=campaign.remind_before)
        if is_day and queries.silent_of(campaign).exists():
            found.append(remind_silent(campaign, by=None))
    return found
