"""Two records of one person become one."""

from django.db.transaction import atomic

from metodika.planning.activities.models import (
    Attendance,
    Certificate,
    CertificateTask,
    FeedbackGiven,
    Registration,
    Speaker,
)


@atomic
def move_rows(*, source_id: int, target_id: int) -> None:
    """Give what is about one record of a person to the other; doubles of one event are dropped.

    Of two registrations the earlier stays, of two marks of presence the one that the target has.
    """
    living = Registration.objects.living()
    doubled = living.filter(person=target_id).values("event")
    living.filter(person=source_id, event__in=doubled).update(status="cancelled", confirmed_at=None)
    Registration.objects.filter(person=source_id).update(person=target_id)
    seen = Attendance.objects.filter(person=target_id).values("event")
    Attendance.objects.filter(person=source_id, event__in=seen).delete()
    Attendance.objects.filter(person=source_id).update(person=target_id)
    spoken = Speaker.objects.filter(person=target_id).values("line")
    Speaker.objects.filter(person=source_id, line__in=spoken).delete()
    Speaker.objects.filter(person=source_id).update(person=target_id)
    given = FeedbackGiven.objects.filter(person=target_id).values("event")
    FeedbackGiven.objects.filter(person=source_id, event__in=given).delete()
    FeedbackGiven.objects.filter(person=source_id).update(person=target_id)
    _move_papers(source_id, target_id)


def _move_papers(source_id: int, target_id: int) -> None:
    CertificateTask.objects.filter(person=source_id).update(person=target_id)
    has = set(Certificate.objects.in_force().filter(person=target_id).values_list("event", "kind"))
    for one in Certificate.objects.filter(person=source_id).select_for_update(of=("self",)):
        if not one.void_because and (one.event_id, one.kind) in has:
            one.void_because = "Вторая запись того же человека"
        one.person_id = target_id
        one.save(update_fields=["person", "void_because"])
