from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.web import Link, done, page, show_form, words_changed
from metodika.directory.records.queries import dispatches_of
from metodika.directory.records.services import send_for_acknowledgement
from metodika.governance.assignments.queries import assignments_about
from metodika.governance.assignments.queries.cards import name_of_subject
from metodika.governance.meetings import queries, services
from metodika.governance.meetings.forms.decisions import ApproveForm, PublishForm, ReturnForm, TellForm
from metodika.governance.meetings.models import Decision, Session
from metodika.governance.meetings.queries.assigned import departures, execution_of
from metodika.governance.meetings.queries.items import totals_shown, vote_shown
from metodika.governance.meetings.queries.sittings import local_day
from metodika.governance.meetings.tables import is_overdue, status_of_decision
from metodika.governance.meetings.views.shared import CARD, card_of, crumbs_of, shown

DECISION = "meetings:show-decision"
TO_APPROVE = ("adopted", "for_approval", "returned")


@page("meetings.view_session", Decision)
def show_decision(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    user = request.user
    decision = queries.decision_of(decision)
    if not can(user, "meetings.view_course", decision.session):
        return _without_names(request, decision)
    vote = decision.vote
    assignments = list(assignments_about(decision, viewer=user))
    may_give = can(user, "assignments.give_assignment") and not assignments
    context = {
        "title": _("Decision %(number)s") % {"number": f"№\u00a0{decision.number}"},
        "decision": decision,
        "status": status_of_decision(decision),
        "is_late": is_overdue(decision, timezone.localdate()),
        "dates": _dates(decision, user),
        "facts": _facts(decision) + ([] if assignments else _execution(decision)),
        "changed": words_changed(decision.text, decision.approved_text) if decision.approved_text else "",
        "vote": vote_shown(vote) if vote else None,
        "opinions": list(decision.item.opinions.select_related("person").order_by("pk")),
        "may_return": can(user, "meetings.approve_decisions", decision) and decision.status in TO_APPROVE,
        "assignments": assignments,
        "is_corrected": departures(decision, assignments),
        "give": reverse("assignments:give-assignment") + f"?about={name_of_subject(decision)}"
        if may_give
        else "",
        "history": story_of(decision),
        "breadcrumbs": crumbs_of(decision.session, (f"№\u00a0{decision.number}", "")),
    }
    return render(request, "meetings/decision_card.html", context)


def _without_names(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    """Show of a decision what everybody may know: no person; the totals where its session is open to them."""
    title = _("Decision %(number)s") % {"number": f"№\u00a0{decision.number}"}
    act, vote = decision.approval_act, decision.vote
    is_open = can(request.user, "meetings.view_session", decision.session)
    context = {
        "title": title,
        "decision": decision,
        "status": status_of_decision(decision),
        "dates": [
            (pgettext("decision date", "Adopted"), decision.adopted_on, ""),
            (pgettext("decision date", "Approved"), decision.approved_on, act.requisites if act else ""),
            (pgettext("decision date", "Published"), decision.published_on, ""),
        ],
        "vote": totals_shown(vote) if vote and is_open else None,
        "facts": [*_where(decision, is_open=is_open), *_execution(decision)],
        "breadcrumbs": [(_("Decisions"), reverse("meetings:list-decisions")), (title, "")],
    }
    return render(request, "meetings/decision_card.html", context)


def _where(decision: Decision, *, is_open: bool) -> list[tuple[str, Any]]:
    session = decision.session
    if not is_open:
        return []
    return [(_("Session"), Link(str(session), card_of(session))), (_("Question"), decision.item.question)]


def _execution(decision: Decision) -> list[tuple[str, Any]]:
    """What came of it, for those to whom the assignments themselves are closed."""
    said = execution_of(decision, today=timezone.localdate())
    return [(_("Execution"), "; ".join(said))] if said else []


def _dates(decision: Decision, user: Any) -> list[tuple[str, Any, str]]:
    told = list(dispatches_of(decision.session, user))
    act = decision.approval_act
    return [
        (pgettext("decision date", "Adopted"), decision.adopted_on, ""),
        (pgettext("decision date", "Approved"), decision.approved_on, act.requisites if act else ""),
        (pgettext("decision date", "Published"), decision.published_on, ""),
        (_("People told"), local_day(decision.session, told[0].sent_at) if told else None, _told(told)),
    ]


def _told(told: list[Any]) -> str:
    if not told:
        return ""
    sent, missing = told[0].sent_count, told[0].missing_count
    return _("%(read)s of %(sent)s have read it") % {"read": sent - missing, "sent": sent}


def _facts(decision: Decision) -> list[tuple[str, Any]]:
    session, act = decision.session, decision.approval_act
    facts: list[tuple[str, Any]] = [
        (_("Session"), Link(str(session), card_of(session))),
        (_("Question"), decision.item.question),
        (_("Kind"), decision.get_kind_display()),
        (_("Responsible"), decision.responsible or decision.responsible_text),
        (_("By"), decision.due_on),
        (_("To be approved by"), decision.approval_due_on if decision.approved_on is None else None),
        (
            _("Act that approves"),
            act and Link(act.requisites, reverse("regulations:show-act", args=[act.pk])),
        ),
        (_("Returned on"), decision.returned_on),
        (_("Why it was returned"), decision.return_reason),
    ]
    return [fact for fact in facts if fact[1]]


@page("meetings.print_minutes", Session, method="POST")
def send_for_approval(request: HttpRequest, session: Session) -> HttpResponseBase:
    count = services.send_for_approval(session, by=request.user)
    words = ngettext(
        "%(count)d decision is sent for approval.", "%(count)d decisions are sent for approval.", count
    )
    return done(request, words % {"count": count}, CARD, session.pk)


@page("meetings.approve_decisions", Session)
def approve_decisions(request: HttpRequest, session: Session) -> HttpResponseBase:
    rows = list(session.decisions.filter(status__in=TO_APPROVE).order_by("item__order", "pk"))
    form = ApproveForm.of(request, user=request.user, decisions=rows)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            approved = services.approve_decisions(
                session, act=form.cleaned_data["act"], approvals=form.approvals(), by=request.user
            )
            words = ngettext(
                "%(count)d decision is approved.", "%(count)d decisions are approved.", len(approved)
            )
            return done(request, words % {"count": len(approved)}, CARD, session.pk)
    return shown(
        request, form, session, title=_("Approve by an act"), submit=_("Approve"),
        template="meetings/decision_approve.html", session=session,
    )  # fmt: skip


@page("meetings.approve_decisions", Decision)
def return_decision(request: HttpRequest, decision: Decision) -> HttpResponseBase:
    form = ReturnForm.of(request, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.return_decision(decision, **form.values(), by=request.user)
            return done(request, _("The decision is returned to the body."), DECISION, decision.pk)
    return show_form(
        request, form, title=_("Return the decision"), submit=_("Return"), intro=str(decision),
        back=reverse(DECISION, args=[decision.pk]),
    )  # fmt: skip


@page("meetings.publish_decisions", Session)
def publish_decisions(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = PublishForm.of(request, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            rows = services.publish_decisions(session, on=form.cleaned_data["on"], by=request.user)
            words = ngettext(
                "%(count)d decision is published.", "%(count)d decisions are published.", len(rows)
            )
            return done(request, words % {"count": len(rows)}, CARD, session.pk)
    intro = _("Published decisions may be read by everybody who has an account here.")
    return shown(request, form, session, title=_("Publish decisions"), submit=_("Publish"), intro=intro)


@page("meetings.publish_decisions", Session)
def tell_decisions(request: HttpRequest, session: Session) -> HttpResponseBase:
    day = timezone.localdate()
    form = TellForm.of(request, today=day)
    if request.method == "POST" and form.is_valid():
        groups = [name for name in ("members", "guests", "responsible", "heads") if form.cleaned_data[name]]
        with form.refusals():
            send_for_acknowledgement(
                session, organisation=session.body.host,
                people=queries.audience_of(session, groups=groups, day=day),
                audience=", ".join(str(form.fields[name].label) for name in groups),
                title=_("Decisions: %(session)s") % {"session": session},
                due_on=form.cleaned_data["due_on"], url=card_of(session), by=request.user,
            )  # fmt: skip
            return done(
                request, _("They are told, and asked to say that they have read it."), CARD, session.pk
            )
    intro = _("Each gets a notice and says that he has read it; who has not yet is seen on the card.")
    return shown(request, form, session, title=_("Tell of the decisions"), submit=_("Tell"), intro=intro)
