"""Queries and server time of the pages that are opened most, beside a floor page of the same run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench import ground
from bench.results import Figure, record

WARM, ROUNDS, TARGET = 6, 40, 2.0
SIZES = ("M", "R")
LOGIN = "demo-admin"


@dataclass(frozen=True)
class Page:
    title: str
    address: str
    source: str
    rows: int
    cells: int
    target: float = TARGET

    @property
    def floor(self) -> str:
        return f"/floor/{self.source}/{self.rows}/{self.cells}/"


def signed_in(login: str = LOGIN):
    from django.test import Client

    from metodika.directory.accounts.models import User

    client = Client(headers={"accept-encoding": "gzip", "accept-language": "ru"})
    client.force_login(
        User.objects.get(login=login), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def pages() -> list[Page]:
    from django.db.models import Count

    from metodika.directory.organisations.models import Organisation
    from metodika.directory.regulations.models import Act, Clause
    from metodika.directory.staff.models import Person
    from metodika.directory.staff.tables import PeopleTable

    PeopleTable.page_size = 100
    columns = "&".join(
        f"col={key}"
        for key in ("name", "organisations", "positions", "subjects", "category", "experience", "load")
    )
    person = Person.objects.annotate(jobs=Count("employments")).order_by("-jobs", "pk").first()
    school = (
        Organisation.objects.filter(level="institution", kind="secondary_school")
        .annotate(jobs=Count("employments"))
        .order_by("-jobs", "pk")
        .first()
    )
    act = Act.objects.filter(is_governing=True).order_by("pk").first()
    clauses = Clause.objects.filter(edition__act=act).count()
    return [
        Page("Staff list, 100 rows x 7", f"/staff/?{columns}", "people", 100, 7),
        Page("Person card", f"/staff/{person.pk}/", "people", 20, 2),
        Page("Institution card", f"/organisations/{school.pk}/", "people", 20, 2),
        Page(f"Regulation tree, {clauses} clauses", f"/regulations/{act.pk}/", "clauses", clauses, 3),
    ]


def queries_of(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    return len(caught)


def timed(client, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address)
    answer.close()
    return (time.perf_counter() - started) * 1000


def measure(size: str, chosen: Callable[[], list[Page]] = pages) -> list[Figure]:
    ground.stand(size)
    client = signed_in()
    figures = []
    for page in chosen():
        for _n in range(WARM):
            timed(client, page.address)
            timed(client, page.floor)
        ours, floor = [], []
        for _n in range(ROUNDS):
            ours.append(timed(client, page.address))
            floor.append(timed(client, page.floor))
        fast, slow = statistics.median(floor), statistics.median(ours)
        ratio = slow / fast
        figures.append(
            Figure(
                f"{size}: {page.title}",
                f"{slow:.1f} ms, {queries_of(client, page.address)} queries",
                f"floor of {page.rows} rows {fast:.1f} ms, {queries_of(client, page.floor)} queries",
                f"≤ {page.target:g} times the floor",
                ratio <= page.target,
                f"{ratio:.2f} times; best {min(ours):.1f} and {min(floor):.1f} ms",
            )
        )
    return figures


def main() -> None:
    if len(sys.argv) > 1:
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(one) for one in measure(sys.argv[1])]))
        return
    record("pages", in_turn("bench.pages"))


def in_turn(module: str) -> list[Figure]:
    """Measure each size in a process of its own: settings hold for one database."""
    import json

    figures: list[Figure] = []
    for size in SIZES:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", module, size], stdout=subprocess.PIPE, check=True
        )
        figures += [Figure(**one) for one in json.loads(done.stdout.decode().splitlines()[-1])]
    return figures


if __name__ == "__main__":
    main()
