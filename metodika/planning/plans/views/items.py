from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.facts import facts
from metodika.core.files.downloads import serve
from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, Status, confirm, done, page, show_form
from metodika.governance.assignments.queries import name_of_subject
from metodika.governance.meetings.queries import sessions_about
from metodika.planning.plans import queries, services
from metodika.planning.plans.forms import (
    ITEM_WORDS,
    PROOFS,
    CancelItemForm,
    DayForm,
    ExplainForm,
    FactFieldsForm,
    FinishForm,
    ItemChangeForm,
    MoveForm,
)
from metodika.planning.plans.models import Item, Occurrence, Responsible
from metodika.planning.plans.views.shared import ITEM, change_words, item_address, plan_address, times_shown


@page("plans.view_plan", Item)
def show_item(request: HttpRequest, item: Item) -> HttpResponse:
    item = queries.item_card(item)
    day = timezone.localdate()
    status = Status(_("Cancelled item"), "neutral") if item.is_cancelled else None
    return render(
        request,
        "plans/item_card.html",
        {
            "item": item,
            "plan": item.plan,
            "status": status,
            "crumbs": [(item.plan.title, plan_address(item.plan))],
            "times": times_shown(item, day),
            "facts": _facts(item),
            "sessions": list(sessions_about(item, viewer=request.user)),
            "about": name_of_subject(item),
            "responsible": [(one, _holders(one)) for one in item.named],  # type: ignore[attr-defined]  # prefetched
            "changes": [(one.made_at, change_words(one)) for one in queries.changes_of(item.plan, item)],
        },
    )


def _holders(one: Responsible) -> tuple[list[Any], Status | None]:
    if one.vacant_since is not None:
        return [], Status(_("Nobody holds the post"), "bad")
    return list(one.holders.all()), None


def _facts(item: Item) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [
        (_("Section"), item.section), (pgettext("plan", "Term"), item.term),
        (_("The term is understood as"), item.get_schedule_kind_display()),
        (_("Expected result"), item.result), (_("For whom"), item.audience),
        (_("Clause it follows from"), item.clause), (_("What it follows from"), item.basis),
        (_("Proved by the fact"), fact_words(item)), (_("Source of money"), item.funding),
        (_("Note"), item.note),
        (_("Cancelled on"), item.cancelled_on), (_("Why it was cancelled"), item.cancelled_because),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def fact_words(item: Item) -> str:
    if not item.fact_code:
        return ""
    known = facts().get(item.fact_code)
    if known is None:
        return _("%(code)s: this fact is gone, choose another") % {"code": item.fact_code}
    return f"{known.title} × {item.fact_needed}" if item.fact_needed > 1 else str(known.title)


@page("plans.change_plan", Item)
def change_item(request: HttpRequest, item: Item) -> HttpResponseBase:
    form = ItemChangeForm.of(
        request, plan=item.plan, user=request.user, initial=ItemChangeForm.initial_of(item)
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_item(
                item, changes=form.values(*ITEM_WORDS), **form.told(), seen=form.seen, by=request.user
            )
            return done(request, _("The item is saved."), ITEM, item.pk)
    return show_form(request, form, title=_("Change the item"), intro=str(item), back=item_address(item))


@page("plans.change_plan", Item)
def cancel_item(request: HttpRequest, item: Item) -> HttpResponseBase:
    form = CancelItemForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.cancel_item(item, **form.values(), by=request.user)
            return done(request, _("The item is cancelled."), ITEM, item.pk)
    return confirm(
        request, form, title=_("Cancel the item?"), submit=_("Cancel the item"), back=item_address(item),
        consequences=[_("Everything of it that is not done is cancelled; what is done stays.")],
    )  # fmt: skip


@page("plans.change_plan", Item)
def add_occurrence(request: HttpRequest, item: Item) -> HttpResponseBase:
    form = DayForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.add_occurrence(item, **form.values(), by=request.user)
            return done(request, _("The day is added."), ITEM, item.pk)
    return show_form(request, form, title=_("Add a day"), intro=str(item), back=item_address(item))


@page("plans.change_plan", Item)
def explain_responsible(request: HttpRequest, item: Item, responsible_pk: int) -> HttpResponseBase:
    one = queries.responsible_of(item, responsible_pk)
    if one is None:
        raise Http404
    initial = {"person": one.person, "position": one.position_id, "role": one.role_id, "body": one.body}
    form = ExplainForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.explain_responsible(one, means=form.means(), by=request.user)
            return done(request, _("It is known now whom these words mean."), ITEM, item.pk)
    return show_form(
        request, form, title=_("Whom do these words mean?"), intro=one.text, back=item_address(item),
        submit=_("Save"),
    )  # fmt: skip


@page("plans.change_plan", Item)
def name_fact(request: HttpRequest, item: Item) -> HttpResponseBase:
    initial = {"code": item.fact_code, "needed": item.fact_needed, "conditions": item.fact_conditions or None}
    form = FactFieldsForm.of(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.name_fact(item, **form.told(), by=request.user)
            return done(request, _("It is known now what proves the item."), ITEM, item.pk)
    return show_form(
        request, form, title=_("What proves it"), intro=str(item), submit=_("Save"), back=item_address(item)
    )


@page("plans.report_execution", Occurrence, method="POST")
def start_occurrence(request: HttpRequest, occurrence: Occurrence) -> HttpResponseBase:
    services.start_occurrence(occurrence, by=request.user)
    return done(request, _("It is in work."), ITEM, occurrence.item_id)


@page("plans.report_execution", Occurrence)
def finish_occurrence(request: HttpRequest, occurrence: Occurrence) -> HttpResponseBase:
    form = FinishForm.of(request, initial={"done_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            given = form.cleaned_data["attached"]
            files = [store_upload(given, allowed=PROOFS, by=request.user)] if given else []
            told = form.values("done_on", "result", "reason", "proof")
            services.finish_occurrence(occurrence, **told, files=files, by=request.user)
            return done(request, _("It is marked as done."), ITEM, occurrence.item_id)
    return show_form(
        request, form, title=_("Mark as done"), intro=str(occurrence), submit=_("Done"),
        back=item_address(occurrence.item),
    )  # fmt: skip


@page("plans.change_plan", Occurrence)
def reopen_occurrence(request: HttpRequest, occurrence: Occurrence) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.reopen_occurrence(occurrence, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The mark is taken off."), ITEM, occurrence.item_id)
    return confirm(
        request, form, title=_("Take the mark of execution off?"), submit=_("Take it off"),
        back=item_address(occurrence.item),
        consequences=[_("The proof leaves the card; the history keeps it.")],
    )  # fmt: skip


@page("plans.change_plan", Occurrence)
def move_occurrence(request: HttpRequest, occurrence: Occurrence) -> HttpResponseBase:
    form = MoveForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.move_occurrence(occurrence, **form.values(), by=request.user)
            return done(request, _("It is moved."), ITEM, occurrence.item_id)
    return show_form(
        request, form, title=_("Move to another day"), intro=str(occurrence), submit=_("Move"),
        back=item_address(occurrence.item),
    )  # fmt: skip


@page("plans.change_plan", Occurrence)
def cancel_occurrence(request: HttpRequest, occurrence: Occurrence) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.cancel_occurrence(occurrence, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("It is cancelled."), ITEM, occurrence.item_id)
    return confirm(
        request, form, title=_("Cancel this one time?"), submit=_("Cancel it"),
        back=item_address(occurrence.item), consequences=[_("The other days of the item stay.")],
    )  # fmt: skip


@page("plans.view_plan", Occurrence)
def download_file(request: HttpRequest, occurrence: Occurrence, file_pk: int) -> HttpResponseBase:
    stored = queries.file_of_proof(occurrence, file_pk)
    if stored is None:
        raise Http404
    return serve(stored)
