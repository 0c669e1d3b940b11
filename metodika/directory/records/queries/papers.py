"""What stands on the printed papers of this area, as plain values that are kept with the version."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count

from metodika.core.language import NameOrder, initials, russian_date
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import CaseFile, Dispatch, Record, SignatureRequest
from metodika.directory.records.queries.records import RecordCard
from metodika.directory.staff.models import Employment, Person


def short_name(person: Person) -> str:
    """Return «А. П. Иванова», as a name stands under a document."""
    return initials(person.last_name, person.first_name, person.patronymic, NameOrder.SURNAME_LAST)


def order_places(
    *,
    organisation: Organisation,
    dated_on: date,
    title: str,
    points: Sequence[Mapping[str, Any]],
    signers: Sequence[Mapping[str, Any]],
    place: str = "",
    preamble: str = "",
    annexes: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return the values of an order or a directive.

    A point is {"text", "items": [text, …]}; a signer {"position", "name"}, with "person_id" if known; an
    annex {"title", "text", "heads", "rows"}, its table may be left out. The number comes from the register.
    """
    return {
        "organisation": organisation.name,
        "date": russian_date(dated_on),
        "number": "",
        "place": place,
        "title": title,
        "preamble": preamble,
        "points": [{"text": one["text"], "items": list(one.get("items", ()))} for one in points],
        "signers": [dict(one) for one in signers],
        "annexes": [
            {
                "title": one["title"],
                "text": one.get("text", ""),
                "heads": list(one.get("heads", ())),
                "rows": [[str(cell) for cell in row] for row in one.get("rows", ())],
            }
            for one in annexes
        ],
    }


def chief_of(organisation: Organisation, *, day: date) -> Employment | None:
    """Return the job of who heads an organisation on the day, None without a head; one query."""
    jobs = Employment.objects.as_of(day).filter(organisation=organisation, is_head=True)
    return jobs.select_related("person", "position").order_by("-started_on").first()


def register_places(records: Sequence[Record], *, day: date) -> dict[str, Any]:
    """Return the values of a printed register, in the order given; of at least one document."""
    return {
        "organisation": records[0].organisation.name,
        "date": russian_date(day),
        "number": "",
        "records": [
            {
                "number": record.number_text,
                "date": f"{record.dated_on:%d.%m.%Y}",
                "kind": record.kind_title,
                "title": record.title,
                "status": str(record.get_status_display()),
                "note": record.cancelled_reason,
            }
            for record in records
        ],
    }


def destruction_places(act: Record, cases: Sequence[CaseFile]) -> dict[str, Any]:
    """Return the values of an act of destruction: each case with its term and the number of its documents."""
    lying = Record.objects.filter(case_file__in=cases).values_list("case_file")
    counts = dict(lying.annotate(number=Count("pk")).order_by())
    return {
        "organisation": act.organisation.name,
        "date": russian_date(act.dated_on),
        "number": "",
        "cases": [
            {
                "index": case.index,
                "title": case.title,
                "year": case.year,
                "count": counts.get(case.pk, 0),
                "closed": f"{case.closed_on:%d.%m.%Y}" if case.closed_on else "",
                "until": f"{case.keep_until:%d.%m.%Y}" if case.keep_until else "",
                "note": case.keep_note,
            }
            for case in cases
        ],
    }


def positions_at(organisation: Organisation, people: Sequence[int], *, day: date) -> dict[int, str]:
    """Return the main position of each person under an organisation on the day; one query."""
    jobs = (
        Employment.objects.as_of(day)
        .filter(person__in=people, organisation__path__startswith=organisation.path)
        .select_related("position", "organisation")
        .order_by("kind", "-pk")
    )
    return {job.person_id: f"{job.position}, {job.organisation}" for job in jobs}


def sheet_places(dispatch: Dispatch, *, day: date, blank: bool) -> dict[str, Any]:
    """Return the values of an acknowledgement sheet, by name; `blank` lists only who is missing."""
    items = dispatch.items.select_related("person").order_by("person__sort_key", "pk")
    listed = list(items.missing() if blank else items)
    positions = positions_at(dispatch.organisation, [item.person_id for item in listed], day=day)
    return {
        "organisation": dispatch.organisation.name,
        "date": russian_date(day),
        "number": "",
        "document": dispatch.title,
        "people": [
            {
                "name": item.person.full_name,
                "position": positions.get(item.person_id, ""),
                "mark": _acknowledged(item),
            }
            for item in listed
        ],
    }


def _acknowledged(item: Any) -> str:
    if item.acknowledged_at is None:
        return ""
    return f"{item.acknowledged_at:%d.%m.%Y} ({item.get_method_display().lower()})"


def signature_places(card: RecordCard, *, day: date) -> dict[str, Any]:
    """Return the values of a list of signatures: who signed how and when, and who is missing."""
    record = card.record
    return {
        "organisation": record.organisation.name,
        "date": russian_date(day),
        "number": record.number_text,
        "document": str(record),
        "hash": card.current.sha256 if card.current else "",
        "signers": [
            {
                "name": request.person.full_name,
                "capacity": request.capacity_shown,
                "state": _signed(request),
                "note": "; ".join(filter(None, (request.note, request.opinion))),
            }
            for request in card.signatures
        ],
    }


def _signed(request: SignatureRequest) -> str:
    if request.signed_at is not None:
        return f"{request.get_method_display()}, {request.signed_at:%d.%m.%Y %H:%M} UTC"
    words = [str(request.get_status_display()), request.refused_because, request.released_because]
    return ": ".join(filter(None, words))
