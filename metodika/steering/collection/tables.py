from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Choice, Column, Empty, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.steering.collection import queries
from metodika.steering.collection.lifecycle import (
    FILLED_IN,
    CampaignStatus,
    FormKind,
    Standing,
    SubmissionStatus,
)
from metodika.steering.collection.models import Campaign, Submission

CAMPAIGN_TONES: dict[str, Tone] = {
    CampaignStatus.DRAFT: "neutral",
    CampaignStatus.OPEN: "waiting",
    CampaignStatus.CLOSED: "info",
    CampaignStatus.FROZEN: "good",
}
TONES: dict[str, Tone] = {
    SubmissionStatus.NOT_BEGUN: "neutral",
    SubmissionStatus.DRAFT: "info",
    SubmissionStatus.SUBMITTED: "waiting",
    SubmissionStatus.RETURNED: "warning",
    SubmissionStatus.ACCEPTED: "good",
}
STANDING_TONES: dict[str, Tone] = {
    Standing.IN_TIME: "good",
    Standing.LATE: "warning",
    Standing.AWAITED: "neutral",
    Standing.OVERDUE: "bad",
    Standing.ABSENT: "bad",
}


def status_of(campaign: Campaign) -> Status:
    return Status(campaign.get_status_display(), CAMPAIGN_TONES[campaign.status])


def state_of(row: Submission) -> Status:
    if row.is_complete:
        return Status(_("Filled in, not submitted"), TONES[row.status])
    return Status(row.get_status_display(), TONES[row.status])


def standing_of(row: Submission) -> Status:
    standing = row.standing(timezone.now())
    return Status(str(Standing(standing).label), STANDING_TONES[standing])


def complete(row: Any) -> str:
    return gettext("%(done)d of %(all)d") % {"done": row.answered_count, "all": row.asked_count}


class CampaignsTable(Table):
    columns: ClassVar = (
        Column("title", _("Campaign"), url="collection:show-campaign", sort="title"),
        Column("organisation", _("Who collects"), "organisation", sort="organisation__sort_key"),
        Column("kind", _("Kind"), "form.get_kind_display", sort="form__kind"),
        Column("due", _("Deadline"), "due_here", sort="due_at"),
        Column("complete", pgettext_lazy("campaign", "Answered"), complete),
        Column("status", _("State"), status_of, sort="status"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.by_words),
        Choice("state", _("State"), "status", choices=CampaignStatus.choices),
        Choice("kind", _("Kind"), "form__kind", choices=FormKind.choices),
    )
    empty: ClassVar = Empty(
        _("Nothing is collected yet"),
        _("Take a ready-made form or make your own, then open a campaign with it."),
        _("Forms"),
        "/collection/forms/",
        icon="chart-bar",
    )
    order: ClassVar = "-due"
    key: ClassVar = "campaigns"
    export_name: ClassVar = "campaigns"


class FormsTable(Table):
    columns: ClassVar = (
        Column("title", _("Form"), url="collection:show-form", sort="title"),
        Column("code", pgettext_lazy("form", "Code"), sort="code"),
        Column("kind", _("Kind"), "get_kind_display", sort="kind"),
        Column("fields", _("Fields"), lambda row: len(row.spec.fields), numeric=True),
        Column("edition", _("Edition"), "edition_number", numeric=True),
        Column("campaigns", _("Campaigns"), "campaign_count", numeric=True),
        Column("organisation", _("Whose form"), "organisation", sort="organisation__sort_key"),
    )
    filters: ClassVar = (
        Search("words", apply=queries.by_words),
        Choice("kind", _("Kind"), "kind", choices=FormKind.choices),
    )
    empty: ClassVar = Empty(
        _("No forms yet"),
        _("Ready-made forms come with the municipality's profile: take one, or make your own."),
        _("Make a form"),
        "/collection/forms/make/",
        icon="clipboard-list",
    )
    order: ClassVar = "title"
    key: ClassVar = "forms"
    export_name: ClassVar = "forms"


class StateOfAnswers(Choice):
    """Besides the states: who is silent."""

    def narrow(self, rows: Any, value: Any) -> Any:
        if value == "silent":
            return rows.filter(status__in=FILLED_IN)
        return rows.filter(status=value) if value else rows


STATES = (("silent", _("Silent")), *SubmissionStatus.choices)


class BoardTable(Table):
    columns: ClassVar = (
        Column(
            "organisation",
            _("Institution"),
            "organisation",
            sort="organisation__sort_key",
            url="collection:show-submission",
        ),
        Column(
            "municipality",
            _("Municipality"),
            "organisation.municipality",
            shown=False,
            sort="organisation__municipality__sort_key",
        ),
        Column("state", _("State"), state_of, sort="status"),
        Column("standing", _("Against the deadline"), standing_of),
        Column("submitted", _("Submitted"), "submitted_at", sort="submitted_at"),
        Column("by", _("By whom"), "submitted_by"),
        Column("returns", _("Times returned"), "returns", numeric=True, shown=False),
    )
    filters: ClassVar = (StateOfAnswers("state", _("State"), choices=STATES),)
    empty: ClassVar = Empty(
        _("Nobody is asked yet"), _("Open the campaign: its addressees appear here."), icon="chart-bar"
    )
    order: ClassVar = "organisation"
    key: ClassVar = "board"
    export_name: ClassVar = "board"


def where_to_answer(row: Submission) -> str:
    name = "fill-in" if row.is_silent and row.campaign.is_open else "show-submission"
    return reverse(f"collection:{name}", args=[row.pk])


class OwnTable(Table):
    columns: ClassVar = (
        Column("campaign", _("What is asked"), "campaign", url=where_to_answer),
        Column("organisation", _("Institution"), "organisation", sort="organisation__sort_key"),
        Column("due", _("Deadline"), "campaign.due_here", sort="campaign__due_at"),
        Column("minutes", _("About minutes"), "minutes", numeric=True),
        Column("state", _("State"), state_of, sort="status"),
        Column("standing", _("Against the deadline"), standing_of),
    )
    filters: ClassVar = (StateOfAnswers("state", _("State"), choices=STATES),)
    empty: ClassVar = Empty(
        _("Nothing is asked of you"),
        _("When the service asks your institution for data, it appears here."),
        icon="chart-bar",
    )
    order: ClassVar = "-due"
    key: ClassVar = "asked"
    export_name: ClassVar = "asked"
