import pytest

from metodika.directory.staff.services import merge_people
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Ballot
from tests.factories.directory import PersonFactory
from tests.factories.meetings import decided, first_item, members, opened, put

pytestmark = pytest.mark.django_db


def test_merged_card_takes_presence_votes_and_duties_over():
    session = opened(present=6)
    old, kept = members(session)[0].person, PersonFactory()
    services.cast_ballot(put(session), person=old, choice="for", by=None)

    merge_people(kept, drop=old, by=None)
    session.refresh_from_db()
    assert (session.presiding, Ballot.objects.get().person) == (kept, kept)
    assert session.attendances.filter(person=kept).count() == 1
    assert kept.pk in [seat[0] for seat in session.electorate["seats"]]
    assert services.close_vote(session.votes.get(), by=None).for_count == 1


def test_where_both_cards_were_at_a_session_the_presence_of_both_becomes_one():
    session = opened(present=6)
    old, kept = (row.person for row in members(session)[4:6])
    for person in (old, kept):
        services.write_opinion(first_item(session), person=person, text="Против", by=None)
    decided(session, votes=6)

    merge_people(kept, drop=old, by=None)
    assert session.attendances.filter(person__in=[old, kept]).count() == 1
    assert session.opinions.get().person == kept
