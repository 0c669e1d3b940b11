"""What can be counted of sessions, of those who came, and of what was decided."""

from typing import Any

from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual, LessThan, LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Beside, Fact, Parameter, choice, flag, local_day, number, text
from metodika.core.facts.declared import MadeOf
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.records.models import Dispatch
from metodika.directory.staff.queries import subject_choices
from metodika.governance.bodies.facts import made_of_body
from metodika.governance.bodies.lifecycle import Family, Reach
from metodika.governance.bodies.queries import kinds_of_bodies
from metodika.governance.meetings.lifecycle import (
    CARRIED,
    HELD,
    Capacity,
    Choice,
    DecisionKind,
    DecisionStatus,
    ItemStatus,
    ItemTag,
    PresidingGround,
    SessionKind,
    SessionMode,
    SessionStatus,
    VoteMethod,
    VotePurpose,
)
from metodika.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Decision,
    Material,
    OpenLesson,
    QuorumCheck,
    Recusal,
    Session,
    SpecialOpinion,
    Stay,
    Vote,
)

TITLE = _("Sessions and decisions")
ZONE = "body__host__municipality__timezone"


def of_session(way: str = "") -> tuple[Parameter, ...]:
    """Return the parameters of a session; `way` leads to it from the row."""
    minuted = Q(**{f"{way}status__in": [SessionStatus.SIGNED, SessionStatus.FILED]})
    return (
        choice("family", _("family of the body"), f"{way}body__kind__family", Family.choices),
        choice("body_kind", _("kind of the body"), f"{way}body__kind__code", kinds_of_bodies),
        choice("level", _("level of the body"), f"{way}body__level", Level.choices),
        choice("reach", _("what brings members together"), f"{way}body__reach", Reach.choices),
        choice("session_kind", _("kind of the session"), f"{way}kind", SessionKind.choices),
        choice("mode", _("mode of the session"), f"{way}mode", SessionMode.choices),
        flag("quorate", _("had a quorum"), Q(**{f"{way}is_quorate": True})),
        flag("minuted", _("minutes are signed"), minuted),
    )


def _turnout() -> Subquery:
    """Return members present of a hundred on the list, by the first count of the quorum."""
    checks = QuorumCheck.objects.filter(session=OuterRef("pk"), listed__gt=0).order_by("at", "pk")
    part = ExpressionWrapper(Cast("present", FloatField()) * 100 / F("listed"), output_field=FloatField())
    return Subquery(checks.annotate(part=part).values("part")[:1])


def _held() -> Any:
    return Session.objects.filter(status__in=HELD, held_on__isnull=False)


OF_SESSION: MadeOf = ((Session, ""), *made_of_body("body"))
OF_HELD: MadeOf = (
    *OF_SESSION,
    (AgendaItem, "items"),
    (Material, "items__materials"),
    (QuorumCheck, "quorum_checks"),
)
PRESENT = Beside(Stay, "attendance")
REMOTE = Beside(Stay, "attendance", "remote")
SESSION_RELATED = ("body__kind", "body__host")
# Two dates of the database differ by a whole number of days.
DAYS_TO_APPROVAL = Func(
    F("approved_on"), F("adopted_on"), arg_joiner=" - ", template="(%(expressions)s)",
    output_field=IntegerField(),
)  # fmt: skip
DECISION = (
    *of_session("session__"),
    choice("kind", _("kind of the decision"), "kind", DecisionKind.choices),
    choice("status", _("state today"), "status", DecisionStatus.choices),
    flag("approved", _("approved by an act"), Q(approved_on__isnull=False)),
    flag("approved_in_time", _("approved in time"), Q(approved_on__lte=F("approval_due_on"))),
    flag("published", _("published"), Q(published_on__isnull=False)),
    flag(
        "addressed", _("names somebody responsible and a day"),
        Q(due_on__isnull=False) & (Q(responsible__isnull=False) | ~Q(responsible_text="")),
    ),
    number("approval_days", _("days from adoption to approval"), DAYS_TO_APPROVAL),
)  # fmt: skip
PREPARED = Exists(Material.objects.filter(item__session=OuterRef("pk")))
INVITED = Attendance.objects.filter(
    session=OuterRef("vote__session"), person=OuterRef("person"), capacity=Capacity.INVITED
)
# What the clock of the municipality showed; Saturday is the sixth day.
OPENED = Func(F(ZONE), F("opened_at"), template="(timezone(%(expressions)s))", output_field=DateTimeField())
HOUR, WEEKDAY = (
    Func(OPENED, template=f"EXTRACT({part} FROM %(expressions)s)", output_field=IntegerField())
    for part in ("HOUR", "ISODOW")
)
WORKING_HOURS, FRIDAY = (8, 17), 5
HELD_SESSION = (
    *of_session(),
    number("turnout", _("turnout, percent of the list"), _turnout()),
    choice("presiding", _("who presided"), "presiding_ground", PresidingGround.choices),
    flag("presided", _("names who presided"), ~Q(presiding_ground="")),
    flag("recorded", _("names who kept the minutes"), Q(recorder__isnull=False)),
    flag("prepared", _("papers are attached to its items"), PREPARED),
    flag("called", _("the agenda was sent out before"), Q(convened_at__isnull=False)),
    flag(
        "in_hours",
        _("was opened in working time"),
        Q(
            GreaterThanOrEqual(HOUR, WORKING_HOURS[0]),
            LessThan(HOUR, WORKING_HOURS[1]),
            LessThanOrEqual(WEEKDAY, FRIDAY),
        ),
    ),
)

OPEN_LESSON = (
    choice("subject", _("subject"), "subject", subject_choices),
    flag(
        "seen",
        _("somebody came"),
        Exists(OpenLesson.visitors.through.objects.filter(openlesson=OuterRef("pk"))),
    ),
)


def _given() -> Any:
    """Return the lessons whose day has come: those announced for later prove nothing yet."""
    return OpenLesson.objects.filter(held_on__lte=timezone.localdate())


def _told() -> Any:
    """Find the first day on which a decision, with its session, was sent to those who have to know it."""
    sent = Dispatch.objects.filter(
        subject_type__app_label="meetings", subject_type__model="session", subject_id=OuterRef("session_id")
    )
    day = local_day("sent_at", "organisation__municipality__timezone")
    return Subquery(sent.annotate(day=day).order_by("sent_at").values("day")[:1])


def _decision(code: str, title: Any, row: Any, on: str, **more: Any) -> Fact:
    return Fact(
        code=f"meetings.{code}", title=title, row=row, model=Decision,
        rows=lambda: Decision.objects.filter(**{f"{on}__isnull": False}, status__in=CARRIED),
        organisation="session__body__host", body="session__body", on=on, parameters=DECISION,
        related=("session",), papers="session", address="/sessions/decisions/{0.pk}/",
        made_of=((Decision, ""), (Session, "session"), *made_of_body("session__body")), **more,
    )  # fmt: skip


FACTS = (
    Fact(
        code="meetings.planned_session",
        title=_("Session due by plan"),
        row=_("One session, on the day for which it was planned; one that was moved counts on its new day."),
        model=Session,
        rows=lambda: Session.objects.exclude(status=SessionStatus.POSTPONED),
        organisation="body__host", body="body", on="planned_on",
        parameters=(*of_session(), flag("held", _("was held"), Q(status__in=HELD))),
        related=SESSION_RELATED,
        address="/sessions/{0.pk}/",
        source="VP-5.2",
        made_of=OF_SESSION,
    ),
    Fact(
        code="meetings.held_session",
        title=_("Session held"),
        row=_("One session that was held and ended, with or without signed minutes."),
        model=Session,
        rows=_held,
        organisation="body__host", body="body", on="held_on",
        parameters=HELD_SESSION,
        related=SESSION_RELATED,
        address="/sessions/{0.pk}/",
        made_of=OF_HELD,
    ),
    Fact(
        code="meetings.quorate_session",
        title=_("Quorate session"),
        row=_("One session that was held with a quorum."),
        model=Session,
        rows=lambda: _held().quorate(),
        organisation="body__host", body="body", on="held_on",
        parameters=HELD_SESSION,
        related=SESSION_RELATED,
        address="/sessions/{0.pk}/",
        source="YAK-4.10.1",
        made_of=OF_HELD,
    ),
    Fact(
        code="meetings.attendance",
        title=_("Belonging to a session"),
        row=_("One member or guest of a session that was held, present or not."),
        model=Attendance,
        rows=lambda: Attendance.objects.filter(session__in=_held()),
        person="person", organisation="session__body__host", body="session__body", on="session__held_on",
        parameters=(
            *of_session("session__"),
            choice("capacity", _("capacity"), "capacity", Capacity.choices),
            text("guest_of", _("whom the guest represents"), "guest_of"),
            flag("present", _("was present"), PRESENT),
            flag("remote", _("from afar"), REMOTE),
        ),
        related=("session",), papers="session",
        address="/sessions/{0.session_id}/",
        source="YAK-4.10.1",
        made_of=((Attendance, ""), (Stay, "stays"), (Session, "session"), *made_of_body("session__body")),
    ),
    Fact(
        code="meetings.report",
        title=_("Report at a session"),
        row=_("One item of a held session with the person who reported on it."),
        model=AgendaItem,
        rows=lambda: AgendaItem.objects.filter(
            session__in=_held(), status=ItemStatus.DONE, rapporteur__isnull=False
        ),
        person="rapporteur", organisation="body__host", body="body", on="session__held_on",
        parameters=(
            *of_session("session__"),
            choice("tag", _("mark"), "tag", ItemTag.choices[1:]),
            text("question", _("words of the question"), "question"),
        ),
        related=("session",), papers="session",
        address="/sessions/{0.session_id}/",
    ),
    Fact(
        code="meetings.considered_item",
        title=_("Question considered"),
        row=_("One item that a session has considered."),
        model=AgendaItem,
        rows=lambda: AgendaItem.objects.filter(session__in=_held(), status=ItemStatus.DONE),
        organisation="body__host", body="body", on="session__held_on",
        parameters=(
            *of_session("session__"),
            choice("tag", _("mark"), "tag", ItemTag.choices[1:]),
            text("question", _("words of the question"), "question"),
            text("clause", _("clause"), "source_clause"),
        ),
        related=("session",), papers="session",
        address="/sessions/{0.session_id}/",
        source="VP-1.4",
    ),
    Fact(
        code="meetings.vote",
        title=_("Vote counted"),
        row=_("One vote that was closed and holds."),
        model=Vote,
        rows=lambda: Vote.objects.counted(),
        organisation="session__body__host", body="session__body",
        on=local_day("closed_at", f"session__{ZONE}"),
        parameters=(
            *of_session("session__"),
            choice("purpose", _("purpose"), "purpose", VotePurpose.choices),
            choice("method", _("how"), "method", VoteMethod.choices),
            flag("adopted", _("adopted"), Q(adopted=True)),
        ),
        related=("session",), papers="session",
        address="/sessions/{0.session_id}/",
    ),
    Fact(
        code="meetings.ballot",
        title=_("Ballot cast"),
        row=_("One person's vote by name in a vote that holds."),
        model=Ballot,
        rows=lambda: Ballot.objects.filter(vote__closed_at__isnull=False, vote__voided_at=None),
        person="person", organisation="vote__session__body__host", body="vote__session__body",
        on=local_day("cast_at", f"vote__session__{ZONE}"),
        parameters=(
            *of_session("vote__session__"),
            choice("choice", _("choice"), "choice", Choice.choices),
            flag("invited", _("cast by a guest"), Exists(INVITED)),
        ),
        seen_through="vote",
        related=("vote__session",), papers="vote__session",
        address="/sessions/{0.vote.session_id}/",
    ),
    Fact(
        code="meetings.special_opinion",
        title=_("Special opinion"),
        row=_("One special opinion of a member in the minutes."),
        model=SpecialOpinion,
        rows=lambda: SpecialOpinion.objects.filter(session__in=_held()),
        person="person", organisation="session__body__host", body="session__body", on="session__held_on",
        parameters=of_session("session__"),
        seen_through="session",
        related=("session",), papers="session",
        address="/sessions/{0.session_id}/",
    ),
    Fact(
        code="meetings.recusal",
        title=_("Member who took no part in a vote"),
        row=_("One member who stood aside from an item because it was about himself or his own."),
        model=Recusal,
        rows=lambda: Recusal.objects.filter(item__session__in=_held()),
        person="person", organisation="item__body__host", body="item__body", on="item__session__held_on",
        parameters=of_session("item__session__"),
        seen_through="item",
        related=("item__session",), papers="item__session",
        address="/sessions/{0.item.session_id}/",
    ),
    Fact(
        code="meetings.open_lesson",
        title=_("Open lesson given"),
        row=_("One lesson that a teacher showed to the colleagues of an association."),
        model=OpenLesson,
        rows=_given,
        person="teacher", organisation="school", body="body", on="held_on",
        parameters=OPEN_LESSON,
        address="/bodies/{0.body_id}/",
    ),
    Fact(
        code="meetings.open_lesson_seen",
        title=_("Open lesson seen"),
        row=_("One person at one open lesson of somebody else."),
        model=OpenLesson.visitors.through,
        rows=lambda: OpenLesson.visitors.through.objects.filter(openlesson__in=_given()),
        person="person", organisation="openlesson__school", body="openlesson__body",
        on="openlesson__held_on",
        parameters=(choice("subject", _("subject"), "openlesson__subject", subject_choices),),
        seen_through="openlesson",
        related=("openlesson",),
        address="/bodies/{0.openlesson.body_id}/",
    ),
    _decision(
        "decision_adopted", _("Decision adopted"), _("One decision that a vote has carried."), "adopted_on",
    ),
    _decision(
        "decision_to_approve", _("Decision due to be approved"),
        _("One decision, on the last day by which an act has to approve it."),
        "approval_due_on", source="YAK-4.11",
    ),
    _decision(
        "decision_approved", _("Decision approved"), _("One decision that an act has approved."),
        "approved_on", source="YAK-4.11",
    ),
    _decision(
        "decision_published", _("Decision published"), _("One decision that was published."), "published_on",
    ),
    Fact(
        code="meetings.decision_told",
        title=_("Decision told"),
        row=_("One decision, on the day it was first sent to those who have to know it."),
        model=Decision,
        rows=lambda: (
            Decision.objects.filter(status__in=CARRIED).alias(told=_told()).filter(told__isnull=False)
        ),
        organisation="session__body__host", body="session__body", on=_told(), parameters=DECISION,
        related=("session",), papers="session", address="/sessions/decisions/{0.pk}/",
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "material": _("A paper for an item; the item is counted."),
    "passage": _("A text of the minutes; the session is counted."),
    "stay": _("When somebody came and left; it shows in whether he was present."),
    "quorumcheck": _("A count of a quorum; it shows in whether the session was quorate."),
    "pulse": _("A beat for pages, no work."),
    "printing": _("Printing of papers in bulk; the papers are counted."),
    "printingtask": _("Printing of papers in bulk; the papers are counted."),
}
