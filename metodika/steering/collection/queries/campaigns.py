"""Campaigns, their addressees, who is silent, who is told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from metodika.core.access import can
from metodika.core.language import normalise
from metodika.directory.mandates.queries import mandates_allowing
from metodika.directory.organisations.lifecycle import Level as PlaceLevel
from metodika.directory.organisations.lifecycle import Status as PlaceStatus
from metodika.directory.organisations.models import Organisation, Succession
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.staff.queries import account_holders
from metodika.steering.collection.lifecycle import ANSWERED, INSPECTED, CampaignStatus, SubmissionStatus
from metodika.steering.collection.models import (
    Campaign,
    CampaignQuerySet,
    Form,
    FormQuerySet,
    Submission,
    SubmissionQuerySet,
)

WORKING = [PlaceStatus.ACTIVE, PlaceStatus.REORGANISING]


def campaigns_for_list(user: Any) -> CampaignQuerySet:
    """Return the campaigns that the user may see, each with `asked_count` and `answered_count`."""
    answered = Q(submissions__status__in=ANSWERED)
    return (
        Campaign.objects.visible_to(user)
        .select_related("organisation__municipality", "form")
        .annotate(asked_count=Count("submissions"), answered_count=Count("submissions", filter=answered))
    )


def campaign_card(campaign: Campaign) -> Campaign:
    """Return a campaign with what its page shows, by one query."""
    return Campaign.objects.select_related("organisation__municipality", "form").get(pk=campaign.pk)


def by_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the campaigns or forms whose titles contain the words."""
    for word in normalise(words).split():
        rows = rows.filter(title__icontains=word)
    return rows


def forms_for_list(user: Any) -> FormQuerySet:
    """Return the forms in use that the user may see, each with `campaign_count`."""
    return (
        Form.objects.visible_to(user).in_use().select_related("organisation")
        .annotate(campaign_count=Count("campaigns"))
    )  # fmt: skip


def forms_to_ask(user: Any) -> FormQuerySet:
    """Return the forms with which the user may make a campaign."""
    return (
        Form.objects.visible_to(user, "collection.run_campaign").in_use()
        .select_related("organisation").order_by("title", "pk")
    )  # fmt: skip


def places_to_collect_for(user: Any) -> QuerySet[Organisation]:
    """Return the municipalities and the region for which the user may run campaigns."""
    return organisations_for_choice(
        user, "collection.run_campaign", PlaceLevel.MUNICIPALITY, PlaceLevel.REGION
    )


def institutions_to_ask(user: Any) -> QuerySet[Organisation]:
    """Return the working institutions that the user's campaigns may ask, by name."""
    places = Organisation.objects.visible_to(user, "collection.run_campaign")
    return places.working().institutions().order_by("sort_key", "pk")


def addressees(campaign: Campaign) -> QuerySet[Organisation]:
    """Return the institutions that a campaign asks: the chosen ones, or all working ones of the kinds."""
    rows = Organisation.objects.under(campaign.organisation).institutions().working()
    chosen = campaign.institutions.values("pk")
    if campaign.institutions.exists():
        rows = rows.filter(pk__in=chosen)
    if campaign.kinds:
        rows = rows.filter(kind__in=campaign.kinds)
    return rows.order_by("sort_key", "pk")


def silent_of(campaign: Campaign) -> SubmissionQuerySet:
    """Return the submissions that are still to come from institutions that work."""
    rows = Submission.objects.filter(campaign=campaign, organisation__status__in=WORKING)
    return rows.silent()


def campaigns_to_remind() -> QuerySet[Campaign]:
    """Return the open campaigns of forms that institutions fill in."""
    open_ones = Campaign.objects.running().exclude(form__kind__in=INSPECTED)
    return open_ones.select_related("organisation__municipality", "form").order_by("pk")


def heir_of(organisation: Organisation) -> Organisation | None:
    """Return the organisation that took over the work of a merged one."""
    last = (
        Succession.objects.filter(predecessor=organisation).select_related("successor")
        .order_by("-happened_on", "-pk").first()
    )  # fmt: skip
    return last.successor if last else None


def people_who_fill(institutions: Iterable[int], *, day: date) -> list[Any]:
    """Return the accounts of those who may fill in for the institutions themselves."""
    places = Organisation.objects.in_bulk(list(institutions))
    wanted = set(places)
    held = mandates_allowing("collection.fill_submission", [one.path for one in places.values()], day=day)
    people = {one.person_id for one in held if one.organisation_id in wanted}
    return list(account_holders(*people))


def people_who_check(submission: Submission) -> list[Any]:
    """Return the accounts of those who made the campaign or hold its place and may accept the answers."""
    campaign = submission.campaign
    makers = [campaign.made_by] if campaign.made_by else []
    return [one for one in makers if can(one, "collection.check_submission", submission)]


@dataclass(frozen=True)
class Figures:
    """How complete a campaign is."""

    asked: int = 0
    answered: int = 0
    accepted: int = 0
    returned: int = 0
    late: int = 0
    silent: int = 0
    complete: int = 0


def figures_of(rows: Iterable[Submission], now: datetime) -> Figures:
    """Return how complete a campaign is, worked out of its submissions."""
    listed = list(rows)
    states = Counter(one.status for one in listed)
    standings = Counter(one.standing(now) for one in listed)
    answered = sum(states[status] for status in ANSWERED)
    return Figures(
        asked=len(listed), answered=answered, accepted=states[SubmissionStatus.ACCEPTED],
        returned=states[SubmissionStatus.RETURNED], late=standings["late"], silent=len(listed) - answered,
        complete=sum(one.is_complete for one in listed),
    )  # fmt: skip


def board_of(campaign: Campaign, user: Any) -> SubmissionQuerySet:
    """Return the submissions of a campaign for its board, with what a row needs; one query."""
    return (
        Submission.objects.visible_to(user)
        .filter(campaign=campaign)
        .select_related("organisation__municipality", "campaign__form", "edition", "submitted_by__person")
    )


def asked_of(user: Any) -> SubmissionQuerySet:
    """Return what the user's institutions are asked by others, the nearest deadline first."""
    rows = Submission.objects.visible_to(user, "collection.fill_submission")
    return (
        rows.exclude(campaign__form__kind__in=INSPECTED)
        .exclude(campaign__status=CampaignStatus.DRAFT)
        .select_related("campaign__organisation__municipality", "campaign__form", "edition", "organisation")
        .order_by(F("campaign__due_at"), "pk")
    )
