"""Every page of the URLconf, with rows that exist, asked by a guest, by a stranger and by each role."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver

from metodika.core.web.pages import may_open
from metodika.directory.accounts.models import User
from metodika.directory.mandates.models import Role
from tests.factories.accounts import make_user
from tests.factories.directory import SchoolFactory
from tests.factories.world import World
from tests.without_scripts import dead_controls

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
# What the number of an address means, by its beginning; the longest beginning that fits is taken.
OWNERS = {
    "organisations/": "organisations",
    "organisations/aliases/": "aliases",
    "organisations/guests/": "guests",
    "staff/": "people",
    "staff/jobs/": "employments",
    "staff/leaves/": "leaves",
    "staff/categories/": "qualifications",
    "staff/education/": "educations",
    "staff/organisations/": "organisations",
    "regulations/": "acts",
    "regulations/import/": "upload_pk",
    "regulations/editions/": "editions",
    "regulations/doubts/": "doubts",
    "mandates/": "mandates",
    "mandates/of-person/": "people",
    "mandates/of-organisation/": "organisations",
    "assignments/": "assignments",
    "bodies/": "bodies",
    "bodies/compositions/": "compositions",
    "bodies/seats/": "seats",
    "bodies/stages/": "stages",
    "bodies/of-person/": "people",
    "bodies/of-profile/": "profiles",
    "bodies/of-organisation/": "organisations",
    "sessions/": "sessions",
    "sessions/of-body/": "bodies",
    "sessions/of-organisation/": "organisations",
    "sessions/items/": "session-items",
    "sessions/decisions/": "decisions",
    "sessions/materials/": "materials",
    "sessions/lessons/": "open-lessons",
    "sessions/guests/": "attendances",
    "sessions/attendances/": "attendances",
    "sessions/votes/": "votes",
    "sessions/printings/": "printings",
    "assignments/of-person/": "people",
    "assignments/of-organisation/": "organisations",
    "records/": "records",
    "records/versions/": "record-versions",
    "records/signatures/": "signatures",
    "records/items/": "acknowledgements",
    "records/dispatches/": "dispatches",
    "records/of-act/": "acts",
    "records/cases/": "cases",
    "records/cases/of-organisation/": "organisations",
    "records/numbers/": "number-series",
    "records/templates/": "document-templates",
    "accounts/": "users",
    "accounts/requests/": "data-requests",
    "imports/runs/": "run_pk",
    "profiles/": "profiles",
    "goals/": "goals",
    "goals/priorities/": "priorities",
    "indicators/": "indicators",
    "indicators/reached/": "goals",
    "indicators/versions/": "indicator-versions",
    "indicators/values/": "indicator-values",
    "indicators/sets/": "indicator-sets",
    "indicators/runs/": "indicator-runs",
    "plans/": "plans",
    "plans/import/": "plan_upload_pk",
    "plans/items/": "plan-items",
    "plans/occurrences/": "occurrences",
    "events/": "events",
    "events/of-person/": "people",
    "events/of-organisation/": "organisations",
    "events/of-body/": "bodies",
    "events/feeds/": "calendar-feeds",
    "events/registrations/": "registrations",
    "events/attendances/": "attendances",
    "events/certificates/": "certificates",
    "events/runs/": "certificate-runs",
    "compliance/": "compliance",
    "compliance/clauses/": "clauses",
    "compliance/proofs/": "proofs",
    "compliance/waivers/": "waivers",
    "compliance/editions/": "editions",
    "decisions/": "managerial-decisions",
    "decisions/of-organisation/": "organisations",
    "decisions/of-body/": "bodies",
    "decisions/of-item/": "plan-items",
    "decisions/of-finding/": "findings",
    "decisions/measures/": "measures",
    "decisions/effects/": "expectations",
    "decisions/effects/year/": "effects-of-year",
    "dossiers/": "dossiers",
    "turnover/": "turnover",
    "dossiers/cycle/": "cycle",
    "dossiers/forms/": "region-forms",
    "dossiers/reports/": "public-reports",
    "collection/": "campaigns",
    "collection/forms/": "forms",
    "collection/submissions/": "submissions",
    "analysis/findings/": "findings",
    "analysis/notes/": "notes",
    "analysis/batches/": "note-batches",
    "analysis/published/": "notes",
    "recommendations/": "recommendations",
    "recommendations/receipts/": "recommendation-receipts",
    "notices/": "notice_pk",
    "notices/outbox/": "batch_pk",
    "jobs/": "job_pk",
    "word-forms/": "form_pk",
}
REST = {
    "login": "demo-nobody",
    "key": "no-such-key",
    "provider_id": "none",
    "uidb36": "1",
}
# Words and rules of a municipality are no secret, and a form of a word holds for the whole installation.
OPEN_TO_STRANGERS = {
    "profiles/<int:pk>/", "goals/priorities/<int:pk>/", "bodies/of-profile/<int:pk>/",
    "word-forms/<int:pk>/drop/",
    # A run holds no value: whoever may start one may look how any goes.
    "indicators/runs/<int:pk>/",
}  # fmt: skip
# Fewer would mean that a role has lost pages, or that its walk opens nothing but refusals.
OPENS_AT_LEAST = {
    "administrator": 240, "department_head": 230, "methodist": 220, "institution_head": 195,
    "deputy_head": 165, "secretary": 170, "association_head": 60, "teacher": 44, "expert": 48, "mentor": 52,
    "regional_analyst": 32,
}  # fmt: skip
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
NAMELESS = re.compile(rb"<title>\s*(\xc2\xb7|</title>)")
FINE = {200, 302, 400, 401, 403, 404, 405, 409, 410, 422}


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern) and not route.startswith("api/") and "^" not in route:
            yield route


def addresses(world: World) -> dict[str, str]:
    known = REST | world.numbers

    def value(route: str, name: str) -> str:
        owner = max((start for start in OWNERS if route.startswith(start)), key=len, default="")
        return str(known[OWNERS[owner]] if name == "pk" and owner else known.get(name, 1))

    return {
        route: "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found, route=route: value(route, found[1]), route)
        for route in routes()
    }


def answers(client: Client, world: World) -> dict[str, Any]:
    client.raise_request_exception = False
    found = {}
    for route, address in addresses(world).items():
        with transaction.atomic():
            found[route] = answer = client.get(address)
            if answer.streaming:
                # Read to its end, a file closes itself; closed by hand, it takes the connection along.
                b"".join(answer.streaming_content)
            # What the pages were made of fills gigabytes when hundreds of answers keep it.
            del answer.context, answer.templates
            transaction.set_rollback(True)
    return found


def offered(told: dict[str, Any]) -> dict[str, str]:
    """Return the addresses that the pages offer, each with a page that does."""
    return {
        html.unescape(link): route
        for route, one in told.items()
        if one.status_code == 200 and one["Content-Type"].startswith("text/html")
        for link in LINK.findall(one.content.decode())
        if not link.startswith("/static/")
    }


def dead(told: dict[str, Any]) -> dict[str, list[str]]:
    """Return what of each page would be dead without scripts."""
    pages = {
        route: dead_controls(one.content)
        for route, one in told.items()
        if one.status_code == 200 and one["Content-Type"].startswith("text/html")
    }
    return {route: controls for route, controls in pages.items() if controls}


def leads_nowhere(client: Client, user: User, link: str) -> bool:
    """Tell whether a link ends at a page that is not there or that its reader may not open."""
    try:
        return not may_open(user, link) and client.get(link).status_code == 403
    except Resolver404:
        return True


def test_guest_is_sent_to_sign_in_or_reads_what_is_public(client: Client, shared_world: World) -> None:
    told = answers(client, shared_world)

    assert len(told) > 100
    assert {route: one.status_code for route, one in told.items() if one.status_code not in FINE} == {}
    shown = {route for route, one in told.items() if one.status_code == 200}
    assert {route.split("/")[0] for route in shown} <= {
        "", "health", "sign-in", "regulations", "gallery", "check", "events",
    }  # fmt: skip
    assert not {route for route in shown if "<int:pk>" in route}
    sent_away = {
        route for route, one in told.items() if one.status_code == 302 and "/sign-in/" in one["Location"]
    }
    assert len(sent_away) > 70


def test_stranger_finds_nobody_else_s_rows(client: Client, shared_world: World) -> None:
    client.force_login(make_user("*", at=SchoolFactory()))
    told = answers(client, shared_world)

    asked_again = {route for route, one in told.items() if "reauthenticate" in one.get("Location", "")}
    shown = {
        route
        for route, one in told.items()
        if "<int:" in route and one.status_code not in {403, 404, 405} and route not in asked_again
    }
    assert shown == OPEN_TO_STRANGERS


def test_every_role_walks(shared_world: World) -> None:
    # Those that factories made for one test are called role-1 and so on.
    roles = Role.objects.exclude(code__startswith="role-")
    assert set(roles.values_list("code", flat=True)) == OPENS_AT_LEAST.keys()


# A role is refused at hundreds of addresses: drawing its menu around each refusal would be half of the walk.
@pytest.mark.urls("tests.refusals")
@pytest.mark.parametrize(("code", "least"), OPENS_AT_LEAST.items())
def test_role_breaks_no_page(client: Client, shared_world: World, code: str, least: int) -> None:
    user = shared_world.user_in(code)
    client.force_login(user)
    told = answers(client, shared_world)

    assert {route: one.status_code for route, one in told.items() if one.status_code not in FINE} == {}
    opened = sum(one.status_code == 200 for one in told.values())
    assert opened >= least
    assert {link: page for link, page in offered(told).items() if leads_nowhere(client, user, link)} == {}
    assert dead(told) == {}


@pytest.mark.server
def test_administrator_opens_every_page(client: Client, shared_world: World) -> None:
    client.force_login(shared_world.administrator)
    told = answers(client, shared_world)

    assert {route: one.status_code for route, one in told.items() if one.status_code not in FINE} == {}
    pages = {route: one for route, one in told.items() if one.status_code == 200}
    assert len(pages) > 80
    # Tabs, bookmarks and readers of screens know a page by its title.
    assert [route for route, one in pages.items() if NAMELESS.search(one.getvalue())] == []
    assert dead(pages) == {}
