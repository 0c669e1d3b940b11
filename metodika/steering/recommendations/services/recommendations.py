"""Recommendations: made from findings, approved, sent to addressees who are frozen then."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models import Body
from metodika.steering.analysis.models import Finding
from metodika.steering.recommendations import queries
from metodika.steering.recommendations.events import (
    RecommendationApproved,
    RecommendationRestored,
    RecommendationSent,
    RecommendationWithdrawn,
)
from metodika.steering.recommendations.lifecycle import MOVES, AddressedTo, Status
from metodika.steering.recommendations.models import Receipt, Recommendation
from metodika.steering.recommendations.rules.terms import answer_due_on
from metodika.steering.recommendations.rules.texts import unknown_places

CARD = frozenset(
    {"addressed_to", "category", "title", "text", "help", "links", "indicator", "change", "due_on"}
)
BATCH = 500


def locked(row: Recommendation) -> Recommendation:
    """Return the recommendation, read anew and kept from others until the end of the transaction."""
    return (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("organisation__profile", "organisation__municipality__profile", "indicator")
        .get(pk=row.pk)
    )


def needed(text: str, sentence: str) -> str:
    """Return the text without blanks around it. Raises RuleBroken with the sentence for nothing."""
    if not text.strip():
        raise RuleBroken(sentence)
    return text.strip()


def _move(row: Recommendation, to: str) -> None:
    if to not in MOVES[row.status]:
        raise RuleBroken(
            _("This cannot be done now: the recommendation is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    row.status = to


@atomic
def make_recommendation(
    organisation: Organisation, *, values: Mapping[str, Any], findings: Iterable[Finding],
    institutions: Iterable[Organisation] = (), bodies: Iterable[Body] = (), people: Iterable[Person] = (),
    by: Any,
) -> Recommendation:  # fmt: skip
    """Write a recommendation from findings that people stand for.

    Raises RuleBroken without a finding, for findings of another municipality and for an empty card.
    """
    if unknown := values.keys() - CARD:
        raise ValueError(f"make_recommendation does not take {', '.join(sorted(unknown))}.")
    if organisation.level != Level.MUNICIPALITY:
        raise RuleBroken(_("Recommendations are made for a municipality with its institutions. Choose one."))
    chosen = _standing(organisation, findings)
    row = Recommendation(organisation=organisation, made_by=account_or_none(by), **values)
    _check_card(row)
    row.save()
    row.findings.set(chosen)
    _address(row, institutions, bodies, people)
    return row


def _standing(organisation: Organisation, findings: Iterable[Finding]) -> list[Finding]:
    found = list(findings)
    if not found:
        raise RuleBroken(_("A recommendation follows from a finding. Choose at least one that is confirmed."))
    for one in found:
        if not one.is_standing:
            raise RuleBroken(_("The finding is not confirmed yet: “%(finding)s”") % {"finding": one})
        if one.organisation_id != organisation.pk:
            raise RuleBroken(
                _("The finding belongs to another municipality: “%(finding)s”") % {"finding": one}
            )
    return found


def _check_card(row: Recommendation) -> None:
    row.title = needed(row.title, _("Give the recommendation a title."))
    row.text = needed(row.text, _("Write what you recommend."))
    if wrong := unknown_places(row.text):
        raise RuleBroken(
            _("Nobody can fill {%(name)s}. You may use {addressee}, {indicator}, {value}, {target}, {due}.")
            % {"name": wrong[0]}
        )
    if row.addressed_to != AddressedTo.CATEGORY:
        row.category = ""
    if row.addressed_to == AddressedTo.CATEGORY and not row.category:
        raise RuleBroken(_("Choose the category of people."))


def _address(
    row: Recommendation,
    institutions: Iterable[Organisation],
    bodies: Iterable[Body],
    people: Iterable[Person],
) -> None:
    kinds = AddressedTo
    row.institutions.set(institutions if row.addressed_to == kinds.INSTITUTION else ())
    row.bodies.set(bodies if row.addressed_to == kinds.BODY else ())
    row.people.set(people if row.addressed_to == kinds.PERSON else ())


@atomic
def change_recommendation(
    recommendation: Recommendation, *, changes: Mapping[str, Any], findings: Iterable[Finding] | None = None,
    institutions: Iterable[Organisation] | None = None, bodies: Iterable[Body] | None = None,
    people: Iterable[Person] | None = None, seen: int | None, by: Any,
) -> Recommendation:  # fmt: skip
    """Change a draft. Raises EditedMeanwhile, and RuleBroken for what is approved or sent."""
    row = locked(recommendation)
    if not row.is_draft:
        raise RuleBroken(
            _("Only a draft is changed: the recommendation is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    fields = claim_version(row, seen=seen, changes={k: v for k, v in changes.items() if k in CARD})
    _check_card(row)
    row.save(update_fields=[*{*fields, "category", "title", "text"}])
    if findings is not None:
        row.findings.set(_standing(row.organisation, findings))
    _address(
        row, row.institutions.all() if institutions is None else institutions,
        row.bodies.all() if bodies is None else bodies, row.people.all() if people is None else people,
    )  # fmt: skip
    return row


@atomic
def approve_recommendation(recommendation: Recommendation, *, by: Any) -> Recommendation:
    """Approve a draft to be sent. Raises RuleBroken without a finding or an addressee."""
    row = locked(recommendation)
    _move(row, Status.APPROVED)
    _standing(row.organisation, row.findings.all())
    if not queries.addressees_of(row, day=today_at(row.organisation)):
        raise RuleBroken(_("Nobody would get it: choose the addressees."))
    row.approved_by = account_or_none(by)
    row.version += 1
    row.save(update_fields=["status", "approved_by", "version"])
    announce(RecommendationApproved(row.pk), by=by, about=row)
    return row


@atomic
def return_recommendation(recommendation: Recommendation, *, by: Any) -> Recommendation:
    """Take an approved recommendation back to be changed. Raises RuleBroken for one in another state."""
    row = locked(recommendation)
    _move(row, Status.DRAFT)
    row.approved_by = None
    row.version += 1
    row.save(update_fields=["status", "approved_by", "version"])
    return row


@atomic
def withdraw_recommendation(recommendation: Recommendation, *, reason: str, by: Any) -> Recommendation:
    """Lay aside what was not sent yet. Raises RuleBroken without a reason and for what was sent."""
    row = locked(recommendation)
    _move(row, Status.WITHDRAWN)
    row.withdrawn_because = needed(reason, _("Say why: the reason stays in the history."))[:500]
    row.version += 1
    row.save(update_fields=["status", "withdrawn_because", "version"])
    announce(RecommendationWithdrawn(row.pk, reason=row.withdrawn_because), by=by, about=row)
    return row


@atomic
def restore_recommendation(recommendation: Recommendation, *, status: str, by: Any) -> Recommendation:
    """Take a withdrawal back to the state before it. Raises RuleBroken for what is not withdrawn."""
    row = locked(recommendation)
    if row.status != Status.WITHDRAWN or row.status not in MOVES[status]:
        raise RuleBroken(
            _("This cannot be done now: the recommendation is in the state “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    row.status, row.withdrawn_because = Status(status), ""
    row.version += 1
    row.save(update_fields=["status", "withdrawn_because", "version"])
    announce(RecommendationRestored(row.pk), by=by, about=row)
    return row


@atomic
def send_recommendation(recommendation: Recommendation, *, by: Any) -> Recommendation:
    """Send what is approved: addressees, their readers and their texts are as of now and stay so.

    Addressees whom nobody reads for are kept and marked; they hold nobody up. Raises RuleBroken when there is
    no addressee, when the last day has passed, and for a recommendation in another state.
    """
    row = locked(recommendation)
    _move(row, Status.SENT)
    day = today_at(row.organisation)
    if row.due_on < day:
        raise RuleBroken(_("The day by which it is to be done has passed. Set a later one."))
    addressees = queries.addressees_of(row, day=day)
    if not addressees:
        raise RuleBroken(_("Nobody would get it: choose the addressees."))
    row.sent_at = timezone.now()
    row.version += 1
    row.save(update_fields=["status", "sent_at", "version"])
    _hand_out(
        row, addressees, sent_at=row.sent_at, due_on=answer_due_on(day, queries.answer_days(row.organisation))
    )
    people = sorted({person for one in addressees for person in one.readers})
    announce(RecommendationSent(row.pk, people=people), by=by, about=row)
    return row


def _hand_out(row: Recommendation, addressees: list[queries.Addressee], *, sent_at: Any, due_on: Any) -> None:
    texts, values = queries.texts_for(row, addressees)
    receipts = Receipt.objects.bulk_create(
        [
            Receipt(
                recommendation=row, organisation=one.organisation, body=one.body, person=one.person,
                name=one.name, text=text, sent_at=sent_at, answer_due_on=due_on, source=value,
                is_unreachable=not one.readers,
            )
            for one, text, value in zip(addressees, texts, values, strict=True)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    readers = Receipt.readers.through
    readers.objects.bulk_create(
        [
            readers(receipt_id=receipt.pk, person_id=person)
            for receipt, one in zip(receipts, addressees, strict=True)
            for person in one.readers
        ],
        batch_size=BATCH * 4,
    )
