"""Recommendations and receipts for pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from metodika.core.access.grants import access_of
from metodika.core.database.subjects import about
from metodika.core.language import normalise
from metodika.core.notices.models import Letter, LetterStatus
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.directory.staff.queries import account_holders
from metodika.governance.bodies.models import Body
from metodika.planning.plans.models import Item
from metodika.steering.analysis.models import Finding
from metodika.steering.analysis.queries import categories_of, findings_for_list
from metodika.steering.recommendations.lifecycle import UNANSWERED, ReceiptStatus
from metodika.steering.recommendations.models import (
    Receipt,
    ReceiptQuerySet,
    Recommendation,
    RecommendationQuerySet,
)
from metodika.steering.recommendations.queries.addressees import addressees_of, same_text_from, texts_for
from metodika.steering.recommendations.rules.texts import same_for

MAKE = "recommendations.make_recommendation"


def recommendations_for_list(user: Any) -> RecommendationQuerySet:
    """Return the recommendations that the user may see, with `sent_count` and `answered_count`."""
    answered = ~Q(receipts__status__in=UNANSWERED) & Q(receipts__isnull=False)
    return (
        Recommendation.objects.visible_to(user).select_related("organisation", "indicator")
        .annotate(sent_count=Count("receipts"), answered_count=Count("receipts", filter=answered))
    )  # fmt: skip


def recommendation_card(row: Recommendation) -> Recommendation:
    """Return a recommendation with what its page names, by one query."""
    related = ("organisation__profile", "indicator", "made_by__person", "approved_by__person")
    return Recommendation.objects.select_related(*related).get(pk=row.pk)


def record_of(row: Recommendation) -> Record | None:
    """Return the registered document of a recommendation, None before it is registered."""
    kept = Record.objects.filter(**about(row), kind="recommendations.recommendation")
    return kept.exclude(registered_at=None).order_by("-pk").first()


def receipts_of(row: Recommendation) -> ReceiptQuerySet:
    """Return the receipts of a recommendation with their addressees."""
    return Receipt.objects.filter(recommendation=row).select_related("organisation", "body", "recommendation")


def unanswered_for(user: Any) -> ReceiptQuerySet:
    """Return the receipts nobody has answered, of the places whose recommendations the user sees."""
    seen = Recommendation.objects.visible_to(user)
    found = Receipt.objects.unanswered().filter(recommendation__in=seen)
    return found.select_related("organisation", "body", "recommendation")


def own_receipts(user: Any) -> ReceiptQuerySet:
    """Return what was recommended to the user, to those for whom he reads, and to his institution."""
    mine = Q(readers=getattr(user, "person_id", None) or 0)
    paths = [path for path in access_of(user).paths_for("recommendations.answer_receipt") if path != "/"]
    for path in paths:
        mine |= Q(organisation__path=path, person=None)
    return Receipt.objects.filter(mine).distinct().select_related("recommendation", "organisation", "body")


def receipt_card(receipt: Receipt) -> Receipt:
    """Return a receipt with what its page names, by one query."""
    related = (
        "recommendation__organisation", "recommendation__indicator", "organisation", "body", "person",
        "answered_by__person", "source__version__indicator", "source_after__version__indicator",
    )  # fmt: skip
    return Receipt.objects.select_related(*related).get(pk=receipt.pk)


def by_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the recommendations whose title holds the words."""
    for word in normalise(words).split():
        rows = rows.filter(title__icontains=word)
    return rows


def receipts_by_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Keep the receipts whose addressee or title holds the words."""
    for word in normalise(words).split():
        rows = rows.filter(Q(name__icontains=word) | Q(recommendation__title__icontains=word))
    return rows


def municipalities_to_advise(user: Any) -> QuerySet[Organisation]:
    """Return the municipalities for which the user may make recommendations."""
    seen = Organisation.objects.visible_to(user, MAKE).filter(level=Level.MUNICIPALITY)
    return seen.select_related("profile", "municipality__profile").order_by("path", "sort_key")


def institutions_to_advise(user: Any) -> QuerySet[Organisation]:
    """Return the institutions to which the user may recommend something."""
    seen = Organisation.objects.visible_to(user, MAKE)
    return seen.filter(level=Level.INSTITUTION, closed_on=None).order_by("sort_key", "pk")


def bodies_to_advise(user: Any) -> QuerySet[Body]:
    """Return the councils and associations to which the user may recommend something."""
    places = Organisation.objects.visible_to(user, MAKE).values("pk")
    return Body.objects.filter(host__in=places).order_by("sort_key", "pk")


def findings_to_answer(user: Any) -> QuerySet[Finding]:
    """Return the findings from which the user may make recommendations, the latest first."""
    return findings_for_list(user).standing().order_by("-ends_on", "pk")


def category_choices(user: Any) -> list[tuple[str, str]]:
    """Return the categories of people of the first of the user's municipalities."""
    first = next(iter(municipalities_to_advise(user)[:1]), None)
    return categories_of(first) if first else []


def items_to_promise(receipt: Receipt) -> QuerySet[Item]:
    """Return the items of plans in force that may answer a recommendation."""
    found = Item.objects.filter(
        plan__organisation=receipt.organisation_id, plan__status="approved", cancelled_on=None
    )
    if receipt.body_id is not None:
        found = found.filter(Q(plan__body=receipt.body_id) | Q(plan__body=None))
    return found.select_related("plan").order_by("plan", "pk")


def same_text(row: Recommendation) -> int:
    """Return how many addressees read, or would read, the very same text; 0 when that is no matter."""
    if row.sent_at is not None:
        texts = list(row.receipts.order_by("pk").values_list("text", flat=True))
    else:
        texts, _values = texts_for(row, addressees_of(row, day=today_at(row.organisation)))
    return same_for(texts, least=same_text_from(row.organisation))


def unread_letters(row: Recommendation) -> dict[int, str]:
    """Return, by receipt, why a letter about it did not reach its address; one query for all."""
    failed = Letter.objects.filter(
        status=LetterStatus.FAILED, created_at__gte=row.sent_at, subject__contains=row.title[:60]
    ) if row.sent_at else Letter.objects.none()  # fmt: skip
    why = dict(failed.values_list("recipient__person", "last_error"))
    if not why:
        return {}
    read = Receipt.readers.through.objects.filter(receipt__recommendation=row, person__in=why)
    return {receipt: why[person] for receipt, person in read.values_list("receipt_id", "person_id")}


def to_remind(day: date) -> Iterable[Receipt]:
    """Return the unanswered receipts in the order of their days."""
    found = Receipt.objects.unanswered().filter(is_unreachable=False)
    return found.select_related("recommendation", "organisation").order_by("answer_due_on", "pk").iterator()


def to_check(day: date) -> Iterable[Receipt]:
    """Return the fulfilled receipts whose last day is over."""
    found = Receipt.objects.filter(status=ReceiptStatus.FULFILLED, recommendation__due_on__lt=day)
    return found.select_related("recommendation__indicator", "organisation").order_by("pk")


def senders_of(recommendation: int) -> QuerySet[Any]:
    """Return the accounts of those who made and approved a recommendation."""
    row = Recommendation.objects.select_related("made_by", "approved_by").get(pk=recommendation)
    people = [one.person_id for one in (row.made_by, row.approved_by) if one and one.person_id]
    return account_holders(*people)
