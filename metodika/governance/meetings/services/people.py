"""One person with two cards: everything of sessions goes to the card that stays."""

from django.db.transaction import atomic

from metodika.governance.meetings.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Decision,
    OpenLesson,
    Recusal,
    Session,
    SpecialOpinion,
    Stay,
)

# What a closed vote was counted from, by people.
PEOPLE = frozenset({"present", "recused"})
# One row a person and place: where the other card has its own, this one gives way.
ONCE = ((Ballot, "vote"), (Recusal, "item"), (SpecialOpinion, "item"))


@atomic
def move_sessions(*, source_id: int, target_id: int) -> None:
    """Hand presence, ballots, duties and opinions of a person over to the card into which his was merged."""
    _move_attendances(source_id, target_id)
    for model, place in ONCE:
        own = model._default_manager.filter(person_id=target_id).values(place)
        model._default_manager.filter(person_id=source_id).exclude(**{f"{place}__in": own}).update(
            person_id=target_id
        )
        model._default_manager.filter(person_id=source_id).delete()
    Session.objects.filter(presiding=source_id).update(presiding=target_id)
    Session.objects.filter(recorder=source_id).update(recorder=target_id)
    AgendaItem.objects.filter(rapporteur=source_id).update(rapporteur=target_id)
    Decision.objects.filter(responsible=source_id).update(responsible=target_id)
    OpenLesson.objects.filter(teacher=source_id).update(teacher=target_id)
    for lesson in OpenLesson.objects.filter(visitors=source_id):
        lesson.visitors.remove(source_id)
        lesson.visitors.add(target_id)
    for item in AgendaItem.objects.filter(co_rapporteurs=source_id):
        item.co_rapporteurs.remove(source_id)
        item.co_rapporteurs.add(target_id)


def _move_attendances(source_id: int, target_id: int) -> None:
    for row in Attendance.objects.filter(person=source_id).select_related("session"):
        other = Attendance.objects.filter(session=row.session_id, person=target_id).first()
        if other is None:
            row.person_id = target_id
            row.save(update_fields=["person"])
        else:
            Stay.objects.filter(attendance=row, left_at__isnull=False).update(attendance=other)
            row.delete()
        _rename_elector(row.session, source_id, target_id)


def _rename_elector(session: Session, source_id: int, target_id: int) -> None:
    """Put the number of the card that stays among the members and voters; it changes no count."""
    if session.electorate is None:
        return
    seats = [
        [target_id if person == source_id else person, *rest] for person, *rest in session.electorate["seats"]
    ]
    session.electorate = {**session.electorate, "seats": seats}
    session.save(update_fields=["electorate"])
    for vote in session.votes.all():
        vote.asked = _renamed(vote.asked, source_id, target_id)
        frozen = vote.frozen or {}
        for name in PEOPLE & frozen.keys():
            frozen[name] = _renamed(frozen[name], source_id, target_id)
        vote.save(update_fields=["asked", "frozen"])


def _renamed(people: list[int], source_id: int, target_id: int) -> list[int]:
    return sorted({target_id if person == source_id else person for person in people})
