"""Documents for tests, made by the same services as in the product."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from metodika.directory.organisations.models import Organisation
from metodika.directory.records import services
from metodika.directory.records.models import Record, SignatureRequest
from metodika.directory.records.queries import order_places
from metodika.directory.records.services import Signer
from metodika.directory.staff.models import Person
from tests.factories.directory import SchoolFactory

DAY = date(2026, 11, 20)


def make_record(organisation: Organisation | None = None, **fields: Any) -> Record:
    """A draft of an order."""
    known: dict[str, Any] = {
        "kind": "records.order", "title": "О составе методического совета", "dated_on": DAY, "by": None,
        "organisation": organisation or SchoolFactory(),
    }  # fmt: skip
    return services.draft_record(**(known | fields))


def places_of(record: Record, **fields: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "organisation": record.organisation, "dated_on": record.dated_on, "title": record.title,
        "points": [{"text": "Утвердить состав совета."}],
        "signers": [{"position": "Директор", "name": "А. И. Чижова"}],
    }  # fmt: skip
    return order_places(**(known | fields))


def make_printed(organisation: Organisation | None = None, **fields: Any) -> Record:
    """An order with a number and its bytes."""
    record = services.register_record(make_record(organisation, **fields), by=None)
    services.issue_version(record, places=places_of(record), by=None)
    record.refresh_from_db()
    return record


def ask(record: Record, *people: Person, due_on: date | None = None, **more: Any) -> list[SignatureRequest]:
    """Ask each person to sign as a member, side by side."""
    signers = [Signer(person.pk, "Член совета", **more) for person in people]
    return services.ask_signatures(record, signers=signers, due_on=due_on, by=None)


def signed_on_paper(record: Record) -> Record:
    """The document with a number, signed by whom its text names."""
    if not record.number_text:
        record = services.register_record(record, by=None)
    [signer] = record.versions.get(superseded_at=None).places["signers"]
    ask(record, Person.objects.get(pk=signer["person_id"]))
    return sign_all(record)


def sign_all(record: Record) -> Record:
    """The document signed on paper by everybody who was asked, the scan looked at by the secretary."""
    sheet = io.BytesIO()
    Image.new("L", (40, 60), 255).save(sheet, "PNG")
    scan = SimpleUploadedFile("скан.png", sheet.getvalue())
    asked = record.signatures.counted().values_list("pk", flat=True)
    services.sign_on_paper(record, scan=scan, signed_by=list(asked), confirmed=True, by=None)
    record.refresh_from_db()
    return record
