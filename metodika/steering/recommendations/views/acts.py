from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.web import ConfirmForm, ReasonForm, confirm, done, page, show_form
from metodika.directory.mandates.queries import today_at
from metodika.steering.recommendations import queries, services
from metodika.steering.recommendations.forms import RecommendationChangeForm, RecommendationForm
from metodika.steering.recommendations.models import Recommendation
from metodika.steering.recommendations.views.lists import LIST, same_words

CARD = "recommendations:show-recommendation"


def _card(row: Recommendation) -> str:
    return reverse(CARD, args=[row.pk])


@page("recommendations.make_recommendation")
def make_recommendation(request: HttpRequest) -> HttpResponseBase:
    chosen = [int(one) for one in request.GET.getlist("finding") if one.isdigit()]
    form = RecommendationForm.of(request, user=request.user, initial={"findings": chosen})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.make_recommendation(
                form.cleaned_data["organisation"], values=form.told(), **form.several(), by=request.user
            )
            return done(request, _("The recommendation is a draft. Have it approved."), CARD, made.pk)
    return show_form(request, form, title=_("Make a recommendation"), back=reverse(LIST))


@page("recommendations.make_recommendation", Recommendation)
def change_recommendation(request: HttpRequest, row: Recommendation) -> HttpResponseBase:
    initial = RecommendationForm.initial_of(row)
    form = RecommendationChangeForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_recommendation(
                row, changes=form.told(), **form.several(), seen=form.seen, by=request.user
            )
            return done(request, _("The recommendation is saved."), CARD, row.pk)
    return show_form(request, form, title=_("Change the recommendation"), back=_card(row))


@page("recommendations.approve_recommendation", Recommendation)
def approve_recommendation(request: HttpRequest, row: Recommendation) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.approve_recommendation(row, by=request.user)
            return done(request, _("The recommendation is approved."), CARD, row.pk)
    warned = [told for told in (same_words(row),) if told]
    return confirm(
        request, form, title=_("Approve the recommendation?"), submit=_("Approve"), back=_card(row),
        dangerous=False, consequences=[_("It may be sent as it is worded now."), *warned],
    )  # fmt: skip


@page("recommendations.approve_recommendation", Recommendation)
def return_recommendation(request: HttpRequest, row: Recommendation) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.return_recommendation(row, by=request.user)
            return done(request, _("The recommendation is a draft again."), CARD, row.pk)
    return confirm(
        request, form, title=_("Take it back to be changed?"), submit=_("Take back"), back=_card(row),
        dangerous=False, consequences=[_("It has to be approved again.")],
    )  # fmt: skip


@page("recommendations.approve_recommendation", Recommendation)
def withdraw_recommendation(request: HttpRequest, row: Recommendation) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.withdraw_recommendation(row, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The recommendation is withdrawn."), CARD, row.pk)
    return confirm(
        request, form, title=_("Withdraw the recommendation?"), submit=_("Withdraw"), back=_card(row),
        consequences=[_("It is sent to nobody; the reason stays on its card.")],
    )  # fmt: skip


@page("recommendations.send_recommendation", Recommendation)
def send_recommendation(request: HttpRequest, row: Recommendation) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.send_recommendation(row, by=request.user)
            return done(request, _("The recommendation is sent."), CARD, row.pk)
    row = queries.recommendation_card(row)
    addressees = queries.addressees_of(row, day=today_at(row.organisation))
    unread = sum(not one.readers for one in addressees)
    told = [
        ngettext(
            "%(count)d addressee gets it. The list stays as it is today.",
            "%(count)d addressees get it. The list stays as it is today.",
            len(addressees),
        ) % {"count": len(addressees)}
    ]  # fmt: skip
    if unread:
        told.append(_("Nobody reads for so many of them: %(count)d.") % {"count": unread})
    if same := same_words(row):
        told.append(same)
    return confirm(
        request, form, title=_("Send the recommendation?"), submit=_("Send"), back=_card(row),
        dangerous=False, consequences=told,
    )  # fmt: skip


@page("recommendations.send_recommendation", Recommendation)
def register_recommendation(request: HttpRequest, row: Recommendation) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.register_recommendation(row, by=request.user)
            return done(request, _("The recommendation is registered."), CARD, row.pk)
    return confirm(
        request, form, title=_("Register the recommendation?"), submit=_("Register"), back=_card(row),
        dangerous=False,
        consequences=[_("It gets the next number of the register of documents and is printed with it.")],
    )  # fmt: skip
