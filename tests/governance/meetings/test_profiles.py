"""A session played under the rules that each profile brings, and under those of a place that nobody knows."""

from datetime import date

import pytest
import time_machine

from metodika.core.access import RuleBroken
from metodika.directory.profiles.services import load_profile
from metodika.governance.bodies.lifecycle import Office
from metodika.governance.bodies.models import BodyKind
from metodika.governance.meetings import services
from metodika.governance.meetings.queries import rules_for
from metodika.governance.meetings.queries.registers import duties_of_body
from metodika.governance.meetings.rules import VoteTotals
from tests.directory.profiles.sixth import write_sixth
from tests.factories.bodies import home_of, make_body, make_composition
from tests.factories.directory import new_people
from tests.factories.meetings import arrive, first_item, members, plan, put, vote_all

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel("2026-11-20T07:00:00Z", tick=False):
        yield


def body_of(profile, code, people):
    """A body of the profile's own kind, so many in its composition."""
    loaded = load_profile(profile, by=None)
    kind = BodyKind.objects.get(profile=loaded, code=code)
    body = make_body(kind, host=home_of(loaded))
    make_composition(body, new_people(people))
    return body


def held(body, *, present):
    session = plan(body, on=DAY)
    arrive(members(session)[:present])
    return services.open_session(session, by=None)


def decided(session, *, votes, against=0, abstained=0):
    totals = VoteTotals(votes, against, abstained)
    item = first_item(session)
    vote = services.vote_at_once(session, question="Одобрить?", item=item, totals=totals, by=None)
    return services.record_decision(item, text="Одобрить", vote=vote, by=None)


@pytest.mark.parametrize(
    ("profile", "code", "signers", "keep", "remote"),
    [
        # The chair, the deputy and the secretary first; six are present of nine.
        ("yakovlevsky", "council", 6, 5, False),
        ("pestyaki", "council", 6, 5, False),
        ("pervouralsk", "association", 2, 3, True),
        ("verkhnyaya-pyshma", "association", 2, 3, True),
        ("magnitogorsk", "interdisciplinary_association", 2, 3, True),
        ("pervouralsk", "school_council", 2, 5, False),
    ],
)
def test_session_is_held_by_the_rules_of_its_profile(profile, code, signers, keep, remote):
    body = body_of(profile, code, 9)
    with pytest.raises(RuleBroken):
        held(body, present=4)
    session = body.sessions.get()
    arrive(members(session)[4:6])
    session = services.open_session(session, by=None)

    assert decided(session, votes=3, against=1, abstained=2).status == "rejected"
    decision = decided(session, votes=4, against=2)
    session = services.close_session(session, by=None)
    record = services.print_minutes(session, by=None)

    assert (decision.status, rules_for(session).remote_allowed) == ("adopted", remote)
    assert (record.signatures.count(), record.keep_years) == (signers, keep)
    needs = profile == "yakovlevsky"
    if needs:
        assert services.send_for_approval(session, by=None) == 1
    else:
        with pytest.raises(RuleBroken, match="не требуют утверждения"):
            services.send_for_approval(session, by=None)
        assert len(services.publish_decisions(session, on=DAY, by=None)) == 1


def test_associations_of_pyshma_owe_a_session_of_this_quarter_and_have_paid_for_it():
    body = body_of("verkhnyaya-pyshma", "association", 9)

    before = [duty.code for duty in duties_of_body(body, DAY)]
    session = held(body, present=6)
    decided(session, votes=5)
    services.close_session(session, by=None)

    assert "session_of_quarter" in before
    assert "session_of_quarter" not in [duty.code for duty in duties_of_body(body, DAY)]


def test_council_that_yaml_alone_has_set_up_plays_a_session(tmp_path):
    profile = load_profile(write_sixth(tmp_path), by=None)
    body = make_body(BodyKind.objects.get(code="council", profile=profile), host=home_of(profile))
    make_composition(body, new_people(6))
    assert "session_of_quarter" in [duty.code for duty in duties_of_body(body, DAY)]

    # Two thirds of six are four: three are too few, four are enough.
    with pytest.raises(RuleBroken):
        held(body, present=3)
    session = body.sessions.get()
    arrive(members(session)[3:4])
    session = services.open_session(session, by=None)
    people = {row.person: seat for row, seat in zip(members(session), seats(session), strict=True)}
    chair = next(person for person, seat in people.items() if seat.office == Office.CHAIR)
    others = [row.person for row in members(session)[:4] if row.person != chair]

    won, lost = put(session), None
    vote_all(won, [chair, others[0]])
    vote_all(won, others[1:], "against")
    won = services.close_vote(won, by=None)
    lost = put(session)
    vote_all(lost, [chair, others[0]], "against")
    vote_all(lost, others[1:])
    lost = services.close_vote(lost, by=None)

    assert (won.for_count, won.against_count, won.adopted) == (2, 2, True)
    assert (lost.for_count, lost.against_count, lost.adopted) == (2, 2, False)
    services.record_decision(first_item(session), text="Принять", vote=won, by=None)
    services.close_session(session, by=None)
    assert "session_of_quarter" not in [duty.code for duty in duties_of_body(body, DAY)]


def seats(session):
    return list(session.composition.seats.order_by("number", "pk"))
