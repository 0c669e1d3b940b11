"""The agenda as a page shows it: each question with its votes, decisions, texts and its way."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch

from metodika.governance.meetings.lifecycle import Choice, PassageField, VoteMethod
from metodika.governance.meetings.models import AgendaItem, Decision, SpecialOpinion, Vote
from metodika.governance.meetings.queries.lists import SessionCard, sent_on


@dataclass(frozen=True)
class VoteShown:
    """A vote in words: its totals and, where it was by name, who voted how."""

    vote: Vote
    named: list[tuple[str, list[str]]]
    needed: int | None
    base: int | None


@dataclass(frozen=True)
class ItemShown:
    """One question with everything that came of it."""

    item: AgendaItem
    heard: str
    spoke: str
    votes: list[VoteShown]
    decisions: list[Decision]
    opinions: list[SpecialOpinion]
    sent: list[AgendaItem]


def agenda_rows(card: SessionCard, *, viewer: Any) -> list[ItemShown]:
    """Return the questions of a session in their order. Two queries beside the card.

    Where a question was sent on, its answer is seen by those who see that other body.
    """
    sent = _sent_on(card, viewer)
    return [
        ItemShown(
            item=item,
            heard=card.text(item, PassageField.HEARD),
            spoke=card.text(item, PassageField.SPOKE),
            votes=[vote_shown(vote) for vote in card.votes if vote.item_id == item.pk],
            decisions=[row for row in card.decisions if row.item_id == item.pk],
            opinions=[row for row in card.opinions if row.item_id == item.pk],
            sent=sent.get(item.pk, []),
        )
        for item in card.items
    ]


def _sent_on(card: SessionCard, viewer: Any) -> dict[int, list[AgendaItem]]:
    decisions = Prefetch(
        "decisions", Decision.objects.visible_to(viewer).order_by("number"), to_attr="answers"
    )
    return sent_on(card.items, decisions)


def vote_shown(vote: Vote) -> VoteShown:
    """Return a vote with the names by choice; the ballots and their people are there already."""
    return replace(totals_shown(vote), named=_by_choice(vote))


def totals_shown(vote: Vote) -> VoteShown:
    """Return a vote without names. No query."""
    frozen = vote.frozen or {}
    return VoteShown(vote, [], frozen.get("needed"), frozen.get("base"))


def _by_choice(vote: Vote) -> list[tuple[str, list[str]]]:
    named = []
    if vote.method != VoteMethod.TOTALS:
        ballots = sorted(vote.ballots.all(), key=lambda one: one.person.sort_key)
        for choice in Choice:
            names = [str(one.person) for one in ballots if one.choice == choice]
            if names:
                named.append((str(choice.label), names))
    return named
