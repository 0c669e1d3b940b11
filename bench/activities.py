"""Events under load: registrations for fifty events in a minute, certificates beside WeasyPrint.

Arguments: seats and people are smaller with `--small`, for a look whether it works.
"""

import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import escape

from bench import ground
from bench.results import Figure, record

SMALL = "--small" in sys.argv
EVENTS, PRESSES, AT_ONCE, SEATS = (5, 200, 8, 20) if SMALL else (50, 3000, 16, 40)
PAPERS = 50 if SMALL else 1000
# Of so many certificates one is printed by WeasyPrint too.
EACH = 10
MINUTE, FASTER = 60, 10


def registrations() -> Figure:
    """Press the button thousands of times for fifty events whose seats do not suffice."""
    from django.db import connections

    from metodika.directory.staff.models import Person
    from metodika.planning.activities import services
    from metodika.planning.activities.models import Event, Registration, Seats

    people, events = announced()
    presses = [(event, person) for person in people for event in events]
    waits: list[float] = []

    def press(mine: list[tuple[int, int]]) -> None:
        for event, person in mine:
            started = time.perf_counter()
            services.register_people(Event(pk=event), people=[Person(pk=person)], by=None)
            waits.append(time.perf_counter() - started)
        connections.close_all()

    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(press, (presses[first::AT_ONCE] for first in range(AT_ONCE))))
    seconds = time.perf_counter() - started
    rows = Registration.objects.filter(event__in=events)
    seated = Counter(rows.filter(status="confirmed").values_list("event", flat=True))
    full = dict(Seats.objects.filter(event__in=events, organisation=None).values_list("event", "quota"))
    sound = rows.count() == len(presses) and seated == Counter(full)
    return Figure(
        f"{len(presses)} registrations for {EVENTS} events at {AT_ONCE} connections",
        f"{seconds:.0f} s",
        f"{statistics.median(waits) * 1000:.0f} ms in the middle, {max(waits) * 1000:.0f} ms at most",
        f"≤ {MINUTE} s, never one seat too many",
        sound and seconds <= MINUTE * len(presses) / 3000,
        "seats counted from the registrations: exactly as many as there are" if sound else "OVERBOOKED",
    )


def announced() -> tuple[list[int], list[int]]:
    """Return people, and events with too few seats for them, by their numbers."""
    from metodika.directory.organisations.models import Organisation
    from metodika.directory.staff.models import Person
    from metodika.planning.activities import services
    from metodika.planning.activities.models import Event

    host = Organisation.objects.filter(level="municipality").order_by("pk").first()
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[: PRESSES // EVENTS])
    card = {
        "kind": "seminar", "title": "Под нагрузкой", "place": "Зал",
        "starts_on": Event(host=host).today + timedelta(days=30),
    }  # fmt: skip
    limits = services.Limits(min(SEATS, len(people) - 5))
    events = [services.plan_event(host, values=card, limits=limits, by=None) for _number in range(EVENTS)]
    return people, [services.announce_event(event, by=None).pk for event in events]


def certificates() -> list[Figure]:
    """Issue certificates by the services, and print the same leaf by both printers."""
    from metodika.planning.activities import services
    from metodika.planning.activities.models import Certificate

    event, people = held()
    run = services.start_run(event, kind="participant", by=None)
    started = time.perf_counter()
    while services.issue_next(run.pk, portion=1):
        pass
    services.pass_on(run.pk, portion=1)
    seconds = time.perf_counter() - started
    made = Certificate.objects.filter(event=event).count()

    one, other = both_printers()
    return [
        Figure(
            f"{made} certificates by one job: number, print, store",
            f"{seconds:.0f} s",
            f"{seconds / max(made, 1) * 1000:.0f} ms each",
            "all of them",
            made == people,
            "some together in a transaction",
        ),
        Figure(
            "One certificate of many as PDF/A-2a",
            f"{one * 1000:.1f} ms",
            f"WeasyPrint, the same leaf as tagged PDF/A-2u: {other * 1000:.1f} ms",
            f"≥ {FASTER} times faster",
            other / one >= FASTER,
            f"{other / one:.1f} times; {PAPERS} of them: {one * PAPERS:.0f} s beside {other * PAPERS:.0f} s; "
            "time of the processor",
        ),
    ]


def both_printers() -> tuple[float, float]:
    """Return the seconds of the processor for a leaf: ours, as many together as a job prints, and theirs."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from metodika.core.documents.leaves import render_awards
    from metodika.directory.staff.models import Person
    from metodika.planning.activities.services.certificates import TOGETHER

    fonts = FontConfiguration()
    names = [str(one) for one in Person.objects.order_by("pk")[:PAPERS]]
    ours, theirs = [], []
    for begin in range(0, len(names), TOGETHER):
        awards = [leaf(name, begin + place) for place, name in enumerate(names[begin : begin + TOGETHER])]
        begun = time.process_time()
        render_awards(awards)
        ours.append((time.process_time() - begun) / len(awards))
        for award in awards[::EACH]:
            page = page_of(award)
            begun = time.process_time()
            weasyprint.HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/a-2u", pdf_tags=True)
            theirs.append(time.process_time() - begun)
    return statistics.median(ours[1:]), statistics.median(theirs[1:])


def held():
    """Return an event that was held, with people who were there."""
    from metodika.directory.organisations.models import Organisation
    from metodika.directory.staff.models import Person
    from metodika.planning.activities import services
    from metodika.planning.activities.models import Event

    host = Organisation.objects.filter(level="municipality").order_by("pk").first()
    card = {"kind": "conference", "title": "Педагогический форум", "place": "Зал", "hours": 6}
    event = services.plan_event(host, values={**card, "starts_on": Event(host=host).today}, by=None)
    services.announce_event(event, by=None)
    people = list(Person.objects.filter(merged_into=None).order_by("pk")[:PAPERS])
    services.mark_present(event, people=people, way="sheet", on=event.starts_on, by=None)
    return services.hold_event(event, by=None), len(people)


def leaf(name: str, number: int):
    from metodika.core.documents.leaves import Award

    return Award(
        kind="СЕРТИФИКАТ", name=name, words="за участие в научно-практической конференции «Форум»",
        organisation="Информационно-методический центр", before="вручён", note="МБОУ «Школа № 1»",
        details="22 ноября 2026 г., 6 академических часов", number=f"№ {number}", date="22 ноября 2026 г.",
        position="Директор", signer="И. И. Петров",
        code=f"https://metodika.example.org/check/certificates/{number:012}/",
    )  # fmt: skip


def page_of(award) -> str:
    """Return the same leaf as a web page with the same look."""
    from metodika.core.documents.codes import code_as_svg
    from metodika.core.documents.wording import FONTS

    faces = "".join(
        f"@font-face {{ font-family: Tinos; src: url('file://{FONTS}/tinos-{name}.ttf'); {look} }}"
        for name, look in (("regular", ""), ("bold", "font-weight: bold"))
    )
    style = (
        f"{faces} @page {{ size: A4 landscape; margin: 9mm }} body {{ font: 14pt Tinos; text-align: center; "
        "border: 2pt solid #1d3557; outline: .6pt solid #b08d3c; outline-offset: -2mm; height: 190mm; "
        "margin: 0; padding: 15mm; box-sizing: border-box } h1 { font-size: 34pt; color: #1d3557 } "
        "b { font-size: 26pt } "
        "svg { width: 24mm; float: right }"
    )
    told = (
        award.organisation,
        award.number,
        award.before,
        award.note,
        award.words,
        award.details,
        award.date,
    )
    lines = "".join(f"<p>{escape(one)}</p>" for one in told)
    square = code_as_svg(award.code)
    return (
        f"<!DOCTYPE html><html lang=ru><title>{award.kind}</title><style>{style}</style>"
        f"<h1>{award.kind}</h1><b>{escape(award.name)}</b>{lines}"
        f"<p>{award.position} __________ {award.signer}</p>{square}</html>"
    )


def main() -> None:
    ground.stand("S" if SMALL else "M")
    figures = [registrations(), *certificates()]
    if SMALL:
        print(*figures, sep="\n")
    else:
        record("activities", figures)


if __name__ == "__main__":
    main()
