from typing import Any

from django.forms import model_to_dict
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import done, page, show_form
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.forms import (
    ApproveForm,
    ApproveSetForm,
    CardForm,
    IndicatorForm,
    SetForm,
    TargetForm,
)
from metodika.steering.indicators.models import Indicator, IndicatorSet, Version

CARD, SET = "indicators:show-indicator", "indicators:show-set"


def _card(indicator: Indicator) -> str:
    return reverse(CARD, args=[indicator.pk])


@page("indicators.make_indicator")
def make_indicator(request: HttpRequest) -> HttpResponseBase:
    places = queries.owners_to_choose(request.user)[:1]
    form = IndicatorForm.of(request, user=request.user, initial={"owner": next(iter(places), None)})
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.values()
        with form.refusals():
            made = services.make_indicator(owner=values.pop("owner"), values=values, by=request.user)
            return done(request, _("Now say how it is counted."), "indicators:write-formula", made.pk)
    return show_form(
        request, form, title=_("Make an indicator"), submit=_("Make the indicator"),
        back=reverse("indicators:list-indicators"),
    )  # fmt: skip


@page("indicators.make_indicator", Indicator)
def change_indicator(request: HttpRequest, indicator: Indicator) -> HttpResponseBase:
    form = CardForm.of(request, initial={**model_to_dict(indicator), "version": indicator.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_indicator(indicator, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The indicator is saved."), CARD, indicator.pk)
    return show_form(
        request, form, title=_("Change the indicator"), intro=str(indicator), back=_card(indicator)
    )


@page("indicators.approve_indicator", Version)
def approve_version(request: HttpRequest, version: Version) -> HttpResponseBase:
    form = ApproveForm.of(request, user=request.user, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.approve_version(version, **form.values(), by=request.user)
            return done(request, _("The version is in force."), CARD, version.indicator_id)
    return show_form(
        request, form, title=_("Bring the version into force"), submit=_("Bring into force"),
        intro=_("The version before it ends the day before. Values that were counted stay as they are."),
        back=_card(version.indicator),
    )  # fmt: skip


@page("indicators.set_target", Indicator)
def set_target(request: HttpRequest, indicator: Indicator) -> HttpResponseBase:
    places = queries.places_to_aim(request.user)[:1]
    initial = {"day": timezone.localdate(), "organisation": next(iter(places), None)}
    form = TargetForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.values()
        with form.refusals():
            period = queries.period_on(queries.period_kind_of(indicator), told.pop("day"))
            services.set_target(indicator, period=period, **told, by=request.user)
            return done(request, _("The target is set."), CARD, indicator.pk)
    return show_form(
        request, form, title=_("Set a target"), submit=_("Set the target"), intro=str(indicator),
        back=_card(indicator),
    )  # fmt: skip


@page("indicators.approve_indicator")
def make_set(request: HttpRequest) -> HttpResponseBase:
    places = queries.owners_to_choose(request.user)[:1]
    form = SetForm.of(request, user=request.user, initial={"owner": next(iter(places), None)})
    if request.method == "POST" and form.is_valid():
        told = form.values()
        with form.refusals():
            made = services.make_set(
                owner=told["owner"], title=told["title"], indicators=list(told["indicators"]), by=request.user
            )
            return done(request, _("The set is made."), SET, made.pk)
    return show_form(request, form, title=_("Make a set"), back=reverse("indicators:list-sets"))


@page("indicators.approve_indicator", IndicatorSet)
def approve_set(request: HttpRequest, found: IndicatorSet) -> HttpResponseBase:
    form = ApproveSetForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.approve_set(found, act=form.cleaned_data["act"], by=request.user)
            return done(request, _("The set is approved."), SET, found.pk)
    back = reverse(SET, args=[found.pk])
    return show_form(
        request, form, title=_("Approve the set"), submit=_("Approve"), intro=str(found), back=back
    )
