from django.forms import model_to_dict
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.web import ReasonForm, confirm, done, page, show_form
from metodika.planning.plans import queries, services
from metodika.planning.plans.forms import (
    ITEM_WORDS,
    ApproveForm,
    CardForm,
    CopyForm,
    HandDownForm,
    ItemForm,
    PlanForm,
    SectionForm,
)
from metodika.planning.plans.models import Plan
from metodika.planning.plans.rules.schedule import next_period
from metodika.planning.plans.views.shared import CARD, ITEM, plan_address


@page("plans.make_plan")
def make_plan(request: HttpRequest) -> HttpResponseBase:
    places = queries.organisations_to_plan_for(request.user)
    only = places[0].pk if len(places[:2]) == 1 else None
    form = PlanForm.of(request, user=request.user, initial={"organisation": only})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.make_plan(
                organisation=form.cleaned_data["organisation"], head=form.head(), by=request.user
            )
            return done(request, _("The plan is made. Now add what is to be done."), CARD, made.pk)
    return show_form(
        request, form, title=_("Make a plan"), submit=_("Make the plan"), back=reverse("plans:list-plans"),
        intro=_("Another way is quicker: a copy of last year's plan, or a table that you have."),
    )  # fmt: skip


@page("plans.change_plan", Plan)
def change_plan(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    initial = {**model_to_dict(plan), "body": plan.body, "version": plan.version}
    form = CardForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_plan(plan, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The plan is saved."), CARD, plan.pk)
    return show_form(request, form, title=_("Change the plan"), intro=str(plan), back=plan_address(plan))


@page("plans.make_plan", Plan)
def copy_plan(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    first, last = next_period(plan.period)
    form = CopyForm.of(request, initial={"title": plan.title, "starts_on": first, "ends_on": last})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.copy_plan(plan, **form.values(), by=request.user)
            return done(request, _("The new plan is a draft. Look through it and agree it."), CARD, made.pk)
    return show_form(
        request, form, title=_("Make the next plan from this one"), submit=_("Make the plan"),
        intro=str(plan), back=plan_address(plan),
    )  # fmt: skip


@page("plans.approve_plan", Plan, method="POST")
def agree_plan(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    services.agree_plan(plan, by=request.user)
    return done(request, _("The plan is agreed."), CARD, plan.pk)


@page("plans.approve_plan", Plan, method="POST")
def return_plan(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    services.return_plan(plan, by=request.user)
    return done(request, _("The plan is a draft again."), CARD, plan.pk)


@page("plans.approve_plan", Plan)
def approve_plan(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    form = ApproveForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.approve_plan(plan, **form.values(), by=request.user)
            return done(request, _("The plan is in force. Those responsible have been told."), CARD, plan.pk)
    return show_form(
        request, form, title=_("Approve the plan"), submit=_("Approve"), back=plan_address(plan),
        intro=_("From then on items change only with a reason, and their execution is watched."),
    )  # fmt: skip


@page("plans.approve_plan", Plan)
def close_plan(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    form = ReasonForm.of(request)
    withdrawn = plan.is_prepared
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            end = services.withdraw_plan if withdrawn else services.close_plan
            end(plan, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The plan is closed."), CARD, plan.pk)
    consequences = (
        [_("The draft is laid aside and stays in the list of withdrawn plans.")]
        if withdrawn
        else [
            _("Execution is marked no longer; what is not done stays so."),
            _("The report stays available."),
        ]
    )
    return confirm(
        request, form, title=_("Withdraw the draft?") if withdrawn else _("Close the plan?"),
        consequences=consequences, submit=_("Withdraw") if withdrawn else _("Close the plan"),
        back=plan_address(plan),
    )  # fmt: skip


@page("plans.hand_down_plan", Plan)
def hand_down_plan(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    form = HandDownForm.of(request, plan=plan)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            items = [item.pk for item in form.cleaned_data["items"]]
            places = list(form.cleaned_data["institutions"])
            services.hand_down_plan(plan, institutions=places, items=items, by=request.user)
            return done(request, _("Each institution has a draft of its own now."), CARD, plan.pk)
    return show_form(
        request, form, title=_("Hand the plan down to institutions"), submit=_("Hand down"), intro=str(plan),
        back=plan_address(plan),
    )  # fmt: skip


@page("plans.change_plan", Plan)
def add_section(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    form = SectionForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.add_section(plan, **form.values(), by=request.user)
            return done(request, _("The section is added."), CARD, plan.pk)
    return show_form(request, form, title=_("Add a section"), intro=str(plan), back=plan_address(plan))


@page("plans.change_plan", Plan)
def change_section(request: HttpRequest, plan: Plan, section_pk: int) -> HttpResponseBase:
    section = queries.section_of(plan, section_pk)
    if section is None:
        raise Http404
    initial = {"number": section.number, "title": section.title, "goal": section.goal}
    form = SectionForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_section(section, changes=form.values(), by=request.user)
            return done(request, _("The section is saved."), CARD, plan.pk)
    drop_url = reverse("plans:drop-section", args=[plan.pk, section.pk])
    return show_form(
        request, form, title=_("Change the section"), intro=str(plan), back=plan_address(plan),
        template="plans/section_form.html", drop_url=drop_url,
    )  # fmt: skip


@page("plans.change_plan", Plan, method="POST")
def drop_section(request: HttpRequest, plan: Plan, section_pk: int) -> HttpResponseBase:
    section = queries.section_of(plan, section_pk)
    if section is None:
        raise Http404
    services.drop_section(section, by=request.user)
    return done(request, _("The section is taken out of the plan."), CARD, plan.pk)


@page("plans.change_plan", Plan)
def add_item(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    form = ItemForm.of(request, plan=plan, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.add_item(plan, values=form.values(*ITEM_WORDS), **form.told(), by=request.user)
            return done(request, _("The item is added."), ITEM, made.pk)
    return show_form(
        request,
        form,
        title=pgettext("plan", "Add an item"),
        intro=str(plan),
        back=plan_address(plan),
        draft="plan-item",
    )
