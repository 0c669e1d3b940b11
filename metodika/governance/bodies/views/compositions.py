from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import ConfirmForm, Status, confirm, done, page, show_form
from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.models import Record
from metodika.directory.records.queries import act_of
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.forms import ApproveForm, SeatForm
from metodika.governance.bodies.models import Body, Composition, Seat
from metodika.governance.bodies.policies import can_see
from metodika.governance.bodies.rules import composition_faults
from metodika.governance.bodies.views.acts import about, card_of
from metodika.governance.bodies.views.cards import seat_row

COMPOSITION = "bodies:show-composition"
SIGNED = frozenset({RecordStatus.SIGNED, RecordStatus.FILED})


@page("bodies.propose_composition", Body, method="POST")
def propose_composition(request: HttpRequest, body: Body) -> HttpResponseBase:
    draft = services.propose_composition(body, by=request.user)
    return done(
        request, _("The draft is made. Check the seats, then have it approved."), COMPOSITION, draft.pk
    )


@page("bodies.view_body", Composition)
def show_composition(request: HttpRequest, composition: Composition) -> HttpResponseBase:
    body = composition.body
    if not can_see(request.user, composition):
        raise Http404
    day = composition.ends_on or max(composition.starts_on or timezone.localdate(), timezone.localdate())
    seats = queries.seats_of(composition)
    rules = queries.rules_of(body)
    faults = composition_faults(rules, queries.facts_of(seats), day=day)
    order = queries.order_of(composition)
    context = {
        "title": _("Composition No. %(number)s: %(body)s") % {"number": composition.number, "body": body},
        "body": body,
        "composition": composition,
        "status": Status(
            str(composition.get_status_display()), "waiting" if composition.is_draft else "good"
        ),
        "seats": [seat_row(seat, day) for seat in seats],
        "heads": [
            _("No."), _("Office"), _("Person"), _("Whom it represents"), _("State"), _("What to do"),
        ],
        "blocking": [queries.fault_sentence(fault) for fault in faults if fault.blocks],
        "warnings": [queries.fault_sentence(fault) for fault in faults if not fault.blocks],
        "order": order,
        "waits": _waits(composition, order),
        "may_order": composition.is_draft and can(request.user, "records.write_record"),
        "breadcrumbs": [
            (_("Councils and associations"), reverse("bodies:list-bodies")),
            (str(body), card_of(body)),
            (_("Composition No. %(number)s") % {"number": composition.number}, ""),
        ],
    }  # fmt: skip
    return render(request, "bodies/composition_card.html", context)


def _waits(composition: Composition, order: Record | None) -> str:
    """Say why a signed order has not approved the composition by itself."""
    if order is None or order.status not in SIGNED or not composition.is_draft:
        return ""
    if not queries.is_as_printed(composition, order, on=composition.starts_on or order.dated_on):
        return _("The people have changed since the order was drafted. Draft it anew.")
    return _("The order is signed. Mend what is said below, then approve the composition by this order.")


@page("bodies.approve_composition", Composition)
def approve_composition(request: HttpRequest, composition: Composition) -> HttpResponseBase:
    form = ApproveForm.of(request, user=request.user, initial=_proposed(composition))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.approve_composition(composition, **form.values(), by=request.user)
            return done(request, _("The composition is approved."), COMPOSITION, composition.pk)
    facts = queries.facts_of(queries.seats_of(composition))
    faults = composition_faults(queries.rules_of(composition.body), facts, day=timezone.localdate())
    intro = " ".join(queries.fault_sentence(fault) for fault in faults)
    return show_form(
        request,
        form,
        **about(composition.body, _("Approve the composition")),
        submit=_("Approve"),
        intro=intro,
    )


def _proposed(composition: Composition) -> dict[str, Any]:
    """Return what the form of an approval begins with: the signed order, when there is one."""
    order = queries.order_of(composition)
    act = act_of(order) if order is not None and order.status in SIGNED else None
    return {"on": composition.starts_on or timezone.localdate()} | ({"act": act.pk} if act else {})


@page("bodies.propose_composition", Composition)
def discard_draft(request: HttpRequest, composition: Composition) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.discard_draft(composition, by=request.user)
            return done(request, _("The draft is thrown away."), "bodies:show-body", composition.body_id)
    return confirm(
        request,
        form,
        title=_("Throw the draft away?"),
        consequences=[_("The composition that holds now stays as it is.")],
        submit=_("Throw away"),
        back=reverse(COMPOSITION, args=[composition.pk]),
    )


@page("bodies.propose_composition", Composition)
def add_seat(request: HttpRequest, composition: Composition) -> HttpResponseBase:
    form = SeatForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.add_seat(composition, values=form.told(), by=request.user)  # type: ignore[arg-type]  # the form has these fields
            return done(request, _("The seat is added."), COMPOSITION, composition.pk)
    return show_form(request, form, **about(composition.body, _("Add a seat")))


@page("bodies.propose_composition", Seat)
def change_seat(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    form = SeatForm.of(request, user=request.user, initial=SeatForm.said(seat))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_seat(seat, changes=form.told(), by=request.user)
            return done(request, _("The seat is saved."), COMPOSITION, seat.composition_id)
    return show_form(
        request, form, **about(seat.composition.body, _("Seat No. %(number)s") % {"number": seat.number})
    )


@page("bodies.propose_composition", Seat, method="POST")
def remove_seat(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    composition = seat.composition_id
    services.remove_seat(seat, by=request.user)
    return done(request, _("The seat is taken away."), COMPOSITION, composition)
