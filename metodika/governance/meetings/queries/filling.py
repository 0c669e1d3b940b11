"""What could stand on the next agenda: the usual, the unfinished, what was sent, what fell due."""

from django.contrib.contenttypes.models import ContentType

from metodika.governance.assignments.lifecycle import OPEN
from metodika.governance.assignments.models import Assignment
from metodika.governance.meetings.lifecycle import ItemStatus
from metodika.governance.meetings.models import AgendaItem, Decision, Session


def usual_questions(session: Session) -> list[dict[str, str]]:
    """Return the questions of the kind of body that do not stand on the agenda yet."""
    known = set(session.items.values_list("question", flat=True))
    return [told for told in session.body.kind.agenda_template if told["question"] not in known]


def unfinished_items(session: Session) -> list[AgendaItem]:
    """Return what the body put off at earlier sessions and has not taken up again, the oldest first."""
    rows = AgendaItem.objects.filter(
        body=session.body_id, status=ItemStatus.DEFERRED, session__planned_on__lte=session.planned_on
    )
    taken_up = AgendaItem.objects.filter(body=session.body_id, came_from__isnull=False).values("came_from")
    fresh = rows.exclude(session=session.pk).exclude(pk__in=taken_up)
    return list(
        fresh.prefetch_related("materials", "co_rapporteurs").order_by("session__planned_on", "order")
    )


def items_sent_to(session: Session) -> list[AgendaItem]:
    """Return what other bodies have sent and what waits for a session, the oldest first."""
    return list(AgendaItem.objects.waiting_for_session().filter(body=session.body_id).order_by("pk"))


def due_assignments(session: Session) -> list[Assignment]:
    """Return the assignments by decisions of the body that fall due by the session and are not executed."""
    kinds = ContentType.objects.get_for_models(Decision, Assignment)
    decisions = Decision.objects.filter(session__body=session.body_id)
    rows = Assignment.objects.filter(
        subject_type=kinds[Decision],
        subject_id__in=decisions.values("pk"),
        due_on__lte=session.planned_on,
        status__in=OPEN,
    )
    known = session.items.filter(subject_type=kinds[Assignment]).values("subject_id")
    return list(rows.exclude(pk__in=known).order_by("due_on", "pk"))
