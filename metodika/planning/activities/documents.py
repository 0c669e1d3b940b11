"""The papers of an event: the sheet to be signed, the certificate."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from metodika.core.documents.leaves import Award, SheetRow, SignSheet, render_awards, render_sheet
from metodika.core.language import Case, decline_name, decline_phrase, plural, russian_date
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.planning.activities import queries
from metodika.planning.activities.lifecycle import CertificateKind
from metodika.planning.activities.models import Certificate, Event

HEADS = ("№", "Фамилия, имя, отчество", "Место работы", "Подпись", "Код")
EMPTY_LINES, SMALL = 5, 8
KINDS = {
    CertificateKind.PARTICIPANT: ("СЕРТИФИКАТ", "вручён"),
    CertificateKind.SPEAKER: ("СЕРТИФИКАТ", "вручён"),
    CertificateKind.THANKS: ("БЛАГОДАРНОСТЬ", "выражается"),
}


def sheet_file(event: Event, *, day: date) -> bytes:
    """Return the sheet of a day as PDF: who has a seat, each with a code, and lines for those besides."""
    rows = tuple(
        SheetRow(
            one.person.full_name, str(one.organisation or ""),
            queries.address_of(queries.row_code(one, last_day=event.ends_on)),
        )
        for one in queries.seated(event)
    )  # fmt: skip
    where = ", ".join(filter(None, (event.place, event.link)))
    kind = event.kind_title[:1].upper() + event.kind_title[1:]
    sheet = SignSheet(
        title="Лист регистрации участников",
        lead=f"{kind} «{event.title}»",
        heads=HEADS,
        rows=rows,
        empty=EMPTY_LINES if rows else EMPTY_LINES + SMALL,
        footer="Код в строке отмечает участника: наведите на него камеру телефона у стола регистрации.",
        lines=tuple(filter(None, (f"{russian_date(day)} {_hours(event)}".strip(), where, str(event.host)))),
    )
    return render_sheet(sheet)


def _hours(event: Event) -> str:
    return "–".join(f"{one:%H:%M}" for one in (event.begins, event.ends) if one)


def places_of_certificate(
    event: Event, person: Person, *, kind: str, work: Organisation | None, hours: Any, topic: str = ""
) -> dict[str, str]:
    """Return the words of a certificate; the name stands in the dative: it is given to somebody."""
    name = decline_name(person.last_name, person.first_name, person.patronymic, case=Case.DATIVE)
    head, before = KINDS[CertificateKind(kind)]
    return {
        "kind": head,
        "before": before,
        "name": name.text,
        "note": str(work or ""),
        "words": _words(event, kind, topic),
        "details": ", ".join(filter(None, (_days(event), _length(hours)))),
        "organisation": event.host.name,
    }


def _words(event: Event, kind: str, topic: str) -> str:
    title = f"«{event.title}»"
    if kind == CertificateKind.PARTICIPANT:
        return f"за участие в {decline_phrase(event.kind_title, Case.PREPOSITIONAL).text} {title}"
    genitive = decline_phrase(event.kind_title, Case.GENITIVE).text
    if kind == CertificateKind.THANKS:
        return f"за помощь в подготовке и проведении {genitive} {title}"
    shown = f"представление опыта «{topic}»" if topic else "представление опыта"
    return f"за {shown} в программе {genitive} {title}"


def _days(event: Event) -> str:
    if event.starts_on == event.ends_on:
        return russian_date(event.starts_on)
    return f"{russian_date(event.starts_on)} — {russian_date(event.ends_on)}"


def _length(hours: Any) -> str:
    if not hours:
        return ""
    if hours != int(hours):
        return f"{hours:.1f}".replace(".", ",") + " академического часа"
    word = plural(int(hours), "академический час", "академических часа", "академических часов")
    return f"{int(hours)} {word}"


def certificate_files(certificates: Sequence[Certificate]) -> list[bytes]:
    """Return each certificate as PDF, with the address where it can be checked."""
    return render_awards([_award(one) for one in certificates])


def _award(certificate: Certificate) -> Award:
    address = f"{settings.ADDRESS}{reverse('check-certificate', args=[certificate.code])}"
    number, date = f"№ {certificate.number}", russian_date(certificate.issued_on)
    return Award(**certificate.places, number=number, date=date, code=address)
