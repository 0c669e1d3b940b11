"""How somebody stands to a question that is being voted on."""

from dataclasses import dataclass

from django.db import connection

from metodika.governance.meetings.models import Vote

STANDING = """
SELECT EXISTS (SELECT FROM meetings_recusal WHERE item_id = %(item)s AND person_id = %(person)s),
    EXISTS (SELECT FROM meetings_attendance AS attendance
            JOIN meetings_stay AS stay ON stay.attendance_id = attendance.id AND stay.left_at IS NULL
            WHERE attendance.session_id = %(session)s AND attendance.person_id = %(person)s),
    (SELECT choice FROM meetings_ballot WHERE vote_id = %(vote)s AND person_id = %(person)s)
"""


@dataclass(frozen=True)
class Standing:
    """Whether a person withdrew from the item and is here now; `choice` is the vote so far, "" for none."""

    recused: bool
    here: bool
    choice: str


def standing_in(vote: Vote, person: int) -> Standing:
    """Return how a person stands to a vote at this moment. One statement, by keys."""
    asked = {"item": vote.item_id, "session": vote.session_id, "vote": vote.pk, "person": person}
    with connection.cursor() as cursor:
        cursor.execute(STANDING, asked)
        recused, here, choice = cursor.fetchone()
    return Standing(recused, here, choice or "")
