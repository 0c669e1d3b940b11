"""Lists of bodies and sessions at size R and the card of a body, beside a floor page of the same run."""

import json
import subprocess
import sys
from dataclasses import asdict

from bench.pages import Page, measure
from bench.results import Figure, record


def body_pages() -> list[Page]:
    """Return the pages; the floor of the card has a row for each seat."""
    from metodika.governance.bodies.models import Body
    from metodika.governance.meetings.models import Session

    bodies, sessions = Body.objects.count(), Session.objects.count()
    council = (
        Body.objects.active().filter(kind__code="school_council").order_by("-members_count", "pk").first()
    )
    largest = Body.objects.active().order_by("-members_count", "pk").first()
    return [
        Page(f"List of {bodies} bodies, 50 rows x 7", "/bodies/", "people", 50, 7),
        Page("The same, sorted by members", "/bodies/?sort=-people", "people", 50, 7),
        Page(f"List of {sessions} sessions, 50 rows x 7", "/sessions/", "people", min(sessions, 50), 7),
        *(
            Page(f"Card of a body with {one.members_count} members", f"/bodies/{one.pk}/", "people", rows, 5)
            for one in (council, largest)
            for rows in [max(20, one.members_count)]
        ),
    ]


def main() -> None:
    if "measure" in sys.argv:
        print(json.dumps([asdict(one) for one in measure("R", body_pages)]))
        return
    command = [sys.executable, "-W", "ignore", "-m", "bench.bodies", "measure"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    record("bodies", [Figure(**one) for one in json.loads(done.stdout.decode().splitlines()[-1])])


if __name__ == "__main__":
    main()
