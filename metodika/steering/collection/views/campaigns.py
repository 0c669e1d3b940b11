from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.calendar import calendar_year
from metodika.core.web import ConfirmForm, confirm, done, page, show_form, show_list
from metodika.steering.collection import queries, services
from metodika.steering.collection.forms import CampaignChangeForm, CampaignForm, ReopenForm
from metodika.steering.collection.lifecycle import CampaignStatus
from metodika.steering.collection.models import Campaign
from metodika.steering.collection.tables import BoardTable, status_of

CARD = "collection:show-campaign"


def address_of(campaign: Campaign) -> str:
    return reverse(CARD, args=[campaign.pk])


@page("collection.run_campaign")
def make_campaign(request: HttpRequest) -> HttpResponseBase:
    year = calendar_year(timezone.localdate())
    initial = {"starts_on": year.starts_on, "ends_on": year.ends_on, "as_of": timezone.localdate()}
    if (number := request.GET.get("form", "")).isdigit():
        initial["form"] = number  # type: ignore[assignment]  # a choice by its number
    form = CampaignForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            asked = form.cleaned_data["form"]
            made = services.make_campaign(
                asked.organisation,
                values=form.told(),
                institutions=form.cleaned_data["institutions"],
                by=request.user,
            )
            return done(request, _("The campaign is prepared. Look through it and open it."), CARD, made.pk)
    return show_form(
        request,
        form,
        title=_("Make a campaign"),
        submit=_("Prepare the campaign"),
        back=reverse("collection:list-campaigns"),
        intro=_("Nobody is asked before the campaign is opened."),
    )


@page("collection.run_campaign", Campaign)
def change_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    form = CampaignChangeForm.of(request, user=request.user, initial=CampaignForm.initial_of(campaign))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            draft = campaign.status == CampaignStatus.DRAFT
            services.change_campaign(
                campaign,
                changes=form.told(),
                seen=form.seen,
                by=request.user,
                institutions=form.cleaned_data["institutions"] if draft else None,
            )
            return done(request, _("The campaign is saved."), CARD, campaign.pk)
    return show_form(
        request, form, title=_("Change the campaign"), intro=str(campaign), back=address_of(campaign)
    )


@page("collection.view_campaign", Campaign)
def show_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    campaign = queries.campaign_card(campaign)
    rows = queries.board_of(campaign, request.user)
    figures = queries.figures_of(rows, timezone.now())
    main, rest = _acts(campaign, request.user)
    return show_list(
        request,
        BoardTable,
        rows,
        title=str(campaign),
        intro=str(campaign.organisation),
        template="collection/campaign_board.html",
        campaign=campaign,
        figures=figures,
        acts=main,
        more=rest,
        card=_card(campaign),
        addressees=_to_be_asked(campaign),
    )


def _to_be_asked(campaign: Campaign) -> int | None:
    return queries.addressees(campaign).count() if campaign.status == CampaignStatus.DRAFT else None


def _card(campaign: Campaign) -> list[tuple[str, Any]]:
    inspected = campaign.form.is_inspected
    told: list[tuple[str, Any]] = [
        (_("State"), status_of(campaign)),
        (_("Form"), campaign.form),
        (_("Period"), campaign.period.label),
        (_("As of the day"), campaign.as_of),
        (_("Deadline"), campaign.due_here),
        (_("Ground"), campaign.ground),
        (_("Reminders"), "" if inspected else ", ".join(map(str, campaign.remind_before))),
        (_("Why it was opened again"), campaign.reopened_because),
    ]
    return [(label, value) for label, value in told if value]


def _acts(campaign: Campaign, user: Any) -> tuple[list[Any], list[Any]]:
    if not can(user, "collection.run_campaign", campaign):
        return [], []

    def act(title: str, name: str, icon: str = "") -> tuple[str, str, str]:
        return title, reverse(f"collection:{name}", args=[campaign.pk]), icon

    change = act(_("Change"), "change-campaign", "pencil")
    # What an inspector sees has an address and a time: it does not come as a table.
    loading = [] if campaign.form.is_inspected else [act(_("Load answers from a table"), "load-table")]
    acts: dict[str, tuple[list[Any], list[Any]]] = {
        CampaignStatus.DRAFT: ([act(_("Open the campaign"), "open-campaign", "check"), change], []),
        CampaignStatus.OPEN: ([change], [*loading, act(_("Close the campaign"), "close-campaign")]),
        CampaignStatus.CLOSED: (
            [act(_("Freeze the values"), "freeze-campaign", "lock")],
            [act(_("Open again"), "reopen-campaign")],
        ),
        CampaignStatus.FROZEN: ([], [act(_("Open again"), "reopen-campaign")]),
    }
    return acts[campaign.status]


@page("collection.run_campaign", Campaign)
def open_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.open_campaign(campaign, by=request.user)
            return done(
                request, _("The campaign is open. The institutions have been told."), CARD, campaign.pk
            )
    count = queries.addressees(campaign).count()
    return confirm(
        request,
        form,
        title=_("Open the campaign?"),
        submit=_("Open the campaign"),
        back=address_of(campaign),
        dangerous=False,
        consequences=[
            _("Institutions asked: %(count)d. Their list stays as it is now.") % {"count": count},
            _("Each of them gets a notice with the deadline."),
        ],
    )


@page("collection.run_campaign", Campaign)
def close_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.close_campaign(campaign, by=request.user)
            return done(request, _("The campaign is closed."), CARD, campaign.pk)
    return confirm(
        request,
        form,
        title=_("Close the campaign?"),
        submit=_("Close the campaign"),
        back=address_of(campaign),
        consequences=[
            _("Institutions answer no longer; who has not answered is absent."),
            _("What has come can still be accepted."),
        ],
    )


@page("collection.run_campaign", Campaign)
def freeze_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.freeze_campaign(campaign, by=request.user)
            return done(request, _("The values are frozen."), CARD, campaign.pk)
    return confirm(
        request,
        form,
        title=_("Freeze the values?"),
        submit=_("Freeze the values"),
        back=address_of(campaign),
        consequences=[_("Nothing changes until the campaign is opened again with a reason.")],
    )


@page("collection.run_campaign", Campaign)
def reopen_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    form = ReopenForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.reopen_campaign(
                campaign, reason=form.cleaned_data["reason"], due_at=form.due_at(campaign), by=request.user
            )
            return done(request, _("The campaign is open again."), CARD, campaign.pk)
    return confirm(
        request,
        form,
        title=_("Open the campaign again?"),
        submit=_("Open again"),
        back=address_of(campaign),
        consequences=[_("Answers can change again; the reason stays on the card.")],
    )


@page("collection.run_campaign", Campaign, method="POST")
def remind_silent(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    made = services.remind_silent(campaign, by=request.user)
    told = _("Reminded: %(count)d. Nobody who has answered was disturbed.") % {"count": made.institutions}
    return done(request, told, CARD, campaign.pk)
