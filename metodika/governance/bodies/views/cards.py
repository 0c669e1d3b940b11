from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.web import Link, Status, page, show_list, show_panel
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.staff.models import Person
from metodika.governance.bodies import queries
from metodika.governance.bodies.lifecycle import BodyStatus, Family, Office, Reach
from metodika.governance.bodies.models import Body, Seat, Stage
from metodika.governance.bodies.rules import BodyRules, composition_faults
from metodika.governance.bodies.tables import BodyTable, state

LIST = "bodies:list-bodies"
STAND_IN = 918273645


def card_of_person(seat: Seat) -> str:
    """The address of who sits; the addresses are asked once and not for each of two hundred seats."""
    return _pattern().replace(str(STAND_IN), str(seat.person_id))


@cache
def _pattern() -> str:
    return reverse("staff:show-person", args=[STAND_IN])


@page("bodies.list_bodies")
def list_bodies(request: HttpRequest) -> HttpResponseBase:
    actions: list[Any] = [
        {
            "title": _("Who works under whom"),
            "url": reverse("bodies:show-tree"),
            "icon": "sitemap",
            "look": "plain",
        }
    ]
    if can(request.user, "bodies.found_body"):
        actions.append({"title": _("Found a body"), "url": reverse("bodies:found-body"), "icon": "plus"})
    return show_list(
        request,
        BodyTable,
        queries.bodies_for_list(request.user, day=timezone.localdate()),
        title=_("Councils and associations"),
        actions=actions,
    )


@page("bodies.list_bodies")
def show_tree(request: HttpRequest) -> HttpResponseBase:
    context = {
        "title": _("Who works under whom"),
        "branches": queries.bodies_tree(request.user),
        "breadcrumbs": [(_("Councils and associations"), reverse(LIST)), (_("Who works under whom"), "")],
    }
    return render(request, "bodies/body_tree.html", context)


def _day(text: str) -> date:
    """The day of the address, today when there is none or it is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


@page("bodies.view_body", Body)
def show_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    body = queries.bodies(request.user).with_card().get(pk=body.pk)
    day, today = _day(request.GET.get("on", "")), timezone.localdate()
    rules = queries.rules_of(body)
    versions = list(queries.compositions_of(body))
    composition = next((one for one in versions if one.holds_on(day)), None)
    seats = queries.seats_of(composition)
    faults = composition_faults(rules, queries.facts_of(seats), day=day) if composition else []
    gists = queries.clause_gists(body.kind.profile_id)
    may_propose = can(request.user, "bodies.propose_composition", body)
    context = {
        "title": body.name,
        "body": body,
        "day": day,
        "is_today": day == today,
        "status": state(body),
        "facts": _facts(body, rules, today),
        "composition": composition,
        **_seats(seats, day),
        "faults": [queries.fault_sentence(fault) for fault in faults],
        "is_light": not rules.composition_act,
        "versions": [one for one in versions if may_propose or not one.is_draft],
        "rules": queries.rule_rows(rules, gists),
        "rule_heads": [_("Rule"), _("Here"), _("By which clause")],
        "functions": [queries.function_in_words(told, gists) for told in body.kind.functions],
        "duties": queries.duties_of(body, today),
        **_stages(body, today),
        "branches": queries.branches_of(body, request.user),
        "history": story_of(body),
        "breadcrumbs": [(_("Councils and associations"), reverse(LIST)), (str(body), "")],
    }
    return render(request, "bodies/body_card.html", context)


def _seats(seats: Sequence[Seat], day: date) -> dict[str, Any]:
    """Who sits; a column that would stand empty is left out."""
    represents = any(seat.represents or seat.position for seat in seats)
    more = [_("Whom it represents")] if represents else []
    return {
        "seats": [seat_row(seat, day) for seat in seats],
        "represents": represents,
        "heads": [_("No."), _("Office"), _("Person"), *more, _("State")],
    }


def _stages(body: Body, today: date) -> dict[str, Any]:
    return {
        "stages": [(stage, _stage_state(stage, today)) for stage in queries.stages_of(body)],
        "stage_heads": [_("Stage"), _("Product at its end"), _("Until"), _("State")],
        "is_temporary": not body.kind.permanent,
    }


def seat_row(seat: Seat, day: date) -> dict[str, Any]:
    """A seat as the page shows it: who sits, for whom, and in what state it is on the day."""
    held = seat.facts.is_held_on(day)
    office, state = Office(seat.office).label, _state_of(seat, held)
    return {"seat": seat, "office": office, "held": held, "state": state, "url": card_of_person(seat)}


def _state_of(seat: Seat, held: bool) -> Status:
    if not held:
        return Status(seat.vacancy_reason or _("vacant"), "warning")
    if seat.by_agreement:
        return (
            Status(_("agreed"), "good")
            if seat.consented_on
            else Status(_("waits for the consent"), "waiting")
        )
    return Status(_("sits"), "good") if seat.votes else Status(_("sits without a vote"), "neutral")


def _stage_state(stage: Stage, today: date) -> Status:
    if stage.done_on is not None:
        return Status(_("finished"), "good")
    if stage.due_on < today:
        return Status(_("late"), "bad")
    waits = stage.starts_on is not None and stage.starts_on > today
    return Status(_("ahead"), "neutral") if waits else Status(_("goes on"), "info")


def _facts(body: Body, rules: BodyRules, today: date) -> list[tuple[str, Any]]:
    subjects = list(body.subjects.order_by("title"))
    facts: list[tuple[str, Any]] = [
        (_("Kind"), body.kind.title),
        (_("At which organisation"), body.host),
        (_("Level"), body.get_level_display()),
        (_("Works under"), _parent(body, subjects)),
        (_("Subjects"), ", ".join(map(str, subjects))),
        (_("What brings members together"), body.get_reach_display()),
        (_("How it works"), "; ".join(_ways(body))),
        (_("Works from"), body.starts_on),
        (_("The last day"), body.ends_on),
        (_("Task"), body.task),
        (_("Competence that it works on"), body.target),
        (_("Its regulation"), body.regulation),
        (_("Act that founded it"), body.created_by_act),
        (_("Act that dissolved it"), body.dissolved_by_act),
        (_("Carried over from"), body.carried_from),
        (_("Its work goes on in"), body.goes_on_in and _link(body.goes_on_in)),
        (_("Why"), body.status_reason),
        (_("What it has come to"), body.result),
    ]
    if rules.min_teachers and subjects and body.status != BodyStatus.DISSOLVED:
        facts.append((_("Teachers of the subject"), _teachers(body, rules.min_teachers, today)))
    return [fact for fact in facts if fact[1]]


def _ways(body: Body) -> Iterator[str]:
    if body.is_network:
        yield _("network, its members come from several organisations")
    if body.is_virtual:
        yield _("virtual, it works over the internet")


def _parent(body: Body, subjects: list[Any]) -> Any:
    """Show above what it works; of another subject, which nothing forbids, is seldom meant."""
    if body.parent is None or body.reach != Reach.SUBJECT or not subjects:
        return body.parent
    above = set(body.parent.subjects.all())
    if not above or above & set(subjects):
        return body.parent
    return Status(_("%(parent)s: another subject") % {"parent": body.parent}, "warning")


def _link(body: Body) -> Link:
    return Link(str(body), reverse("bodies:show-body", args=[body.pk]))


def _teachers(body: Body, least: int, today: date) -> Any:
    found = queries.teachers_counted(body, day=today)
    if found >= least:
        return found
    words = _("%(count)s, usually at least %(least)s") % {"count": found, "least": least}
    return Status(words, "warning")


@page("bodies.view_body", Body)
def show_passport(request: HttpRequest, body: Body) -> HttpResponseBase:
    body = queries.bodies(request.user).with_card().get(pk=body.pk)
    day = _day(request.GET.get("on", ""))
    rows = queries.passport_rows(body, request.user, day=day)
    context = {
        "title": _("Passport: %(body)s") % {"body": body},
        "body": body,
        "day": day,
        "facts": _facts(body, queries.rules_of(body), timezone.localdate()),
        "is_association": body.kind.family == Family.ASSOCIATION,
        "rows": rows,
        "heads": [
            _("Person"), _("Office"), _("Place of work"), _("Position"), _("Subjects"), _("Category"),
            _("Teaches since"),
        ],
        "breadcrumbs": [
            (_("Councils and associations"), reverse(LIST)),
            (str(body), reverse("bodies:show-body", args=[body.pk])),
            (_("Passport"), ""),
        ],
    }  # fmt: skip
    return render(request, "bodies/body_passport.html", context)


@page("bodies.list_bodies", Person)
def show_seats_of_person(request: HttpRequest, person: Person) -> HttpResponseBase:
    today = timezone.localdate()
    seats = [
        (seat, seat.facts.is_held_on(today) and not _is_over(seat, today))
        for seat in queries.seats_of_person(person, request.user)
    ]
    return show_panel(request, "bodies/person_panel.html", title=_("Where he sits"), seats=seats)


def _is_over(seat: Seat, today: date) -> bool:
    return seat.composition.ends_on is not None and seat.composition.ends_on < today


@page("bodies.list_bodies", Organisation)
def show_bodies_of_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    found = queries.bodies_at(organisation, request.user, day=timezone.localdate())
    return show_panel(
        request, "bodies/organisation_panel.html", title=_("Councils and associations"), bodies=found,
        merged=queries.merged_bodies(organisation, request.user, day=timezone.localdate()),
        organisation=organisation,
    )  # fmt: skip


@page("profiles.view_profile", Profile)
def show_kinds_of_profile(request: HttpRequest, profile: Profile) -> HttpResponseBase:
    return show_panel(
        request, "bodies/profile_panel.html", title=_("Councils and associations"),
        kinds=queries.kinds_in_words(profile.pk),
        heads=[_("Rule"), _("Here"), _("By which clause")],
    )  # fmt: skip
