"""What waits for a person's signature."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from metodika.directory.records.lifecycle import RecordStatus, SignatureStatus
from metodika.directory.records.models import Record, SignatureRequest
from metodika.directory.staff.models import Person


def requests_to_sign(user: Any) -> QuerySet[SignatureRequest]:
    """Return what the person shall sign now: his turn has come and nobody released him; by the due day."""
    before = SignatureRequest.objects.missing().filter(record=OuterRef("record"), order__lt=OuterRef("order"))
    return (
        SignatureRequest.objects.filter(
            person=getattr(user, "person_id", None) or 0,
            status=SignatureStatus.WAITING,
            released_because="",
            record__status=RecordStatus.PRINTED,
        )
        .filter(~Exists(before))
        .select_related("record__organisation", "rendition", "person")
        .order_by("due_on", "pk")
    )


def makers_of(record_id: int) -> list[Any]:
    """Return the account that made a document, in a list; nothing when the system made it."""
    record = Record.objects.select_related("created_by").get(pk=record_id)
    return [record.created_by] if record.created_by else []


def people_to_choose(user: Any) -> QuerySet[Person]:
    """Return whom one may name as a signer: the people whose cards he may see."""
    return Person.objects.present().visible_to(user)


def people_named(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Keep the people whose names contain the words, by name."""
    for word in words.lower().replace("ё", "е").split():
        people = people.filter(sort_key__contains=word)
    return people.order_by("sort_key", "pk")
