"""The whole navigation on one screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from metodika.core.access import can
from metodika.core.notices.queries import unread_count
from metodika.core.web import Menu, MenuGroup, MenuItem, Shell
from metodika.core.web.values import Text


@dataclass(frozen=True)
class Entry:
    """A page in the menu, shown to those who may open it."""

    title: Text
    page: str
    permission: str
    icon: str = ""


MENU: tuple[tuple[Text, str, tuple[Entry, ...]], ...] = (
    (
        _("People and institutions"),
        "users",
        (
            Entry(_("Institutions"), "organisations:list-organisations", "organisations.list_organisations"),
            Entry(_("Staff"), "staff:list-people", "staff.list_people"),
            Entry(_("Who answers for what"), "mandates:list-mandates", "mandates.list_mandates"),
        ),
    ),
    (
        _("Councils and associations"),
        "users-group",
        (
            Entry(_("Councils and associations"), "bodies:list-bodies", "bodies.list_bodies"),
            Entry(_("Sessions"), "meetings:list-sessions", "meetings.list_sessions"),
            Entry(_("Decisions"), "meetings:list-decisions", "meetings.list_sessions"),
            Entry(_("What is owed"), "meetings:list-duties", "meetings.list_sessions"),
            Entry(_("My assignments"), "assignments:list-own", "assignments.list_own"),
            Entry(
                _("Control of assignments"), "assignments:list-assignments", "assignments.list_assignments"
            ),
        ),
    ),
    (
        _("Plans and events"),
        "calendar-event",
        (
            Entry(_("Goals"), "goals:list-goals", "goals.list_goals"),
            Entry(_("Priorities"), "goals:list-priorities", "goals.list_goals"),
            Entry(_("Plans"), "plans:list-plans", "plans.list_plans"),
            Entry(_("What is due"), "plans:list-due", "plans.list_plans"),
            Entry(_("My part of the plans"), "plans:list-own", "plans.list_own"),
            Entry(_("Events"), "activities:list-events", "activities.list_events"),
            Entry(_("My events"), "activities:list-own", "activities.take_part"),
        ),
    ),
    (
        _("Regulations"),
        "files",
        (
            Entry(_("Register of acts"), "regulations:list-acts", "regulations.list_acts"),
            Entry(_("Words and rules of the municipality"), "profiles:show-profile", "profiles.view_profile"),
            Entry(_("Cases of names and words"), "language:list-forms", "language.change_word_form"),
        ),
    ),
    (
        _("Measuring"),
        "chart-bar",
        (
            Entry(_("Indicators"), "indicators:list-indicators", "indicators.list_indicators"),
            Entry(_("Sets of indicators"), "indicators:list-sets", "indicators.list_indicators"),
            Entry(_("Computing of indicators"), "indicators:list-runs", "indicators.run_indicators"),
            Entry(_("Collection of data"), "collection:list-campaigns", "collection.list_campaigns"),
            Entry(_("Forms"), "collection:list-forms", "collection.list_campaigns"),
            Entry(_("Burden of institutions"), "collection:show-burden", "collection.list_campaigns"),
            Entry(_("What we are asked"), "collection:list-own", "collection.list_own"),
        ),
    ),
    (
        _("Management cycle"),
        "target",
        (
            Entry(_("Findings"), "analysis:list-findings", "analysis.list_findings"),
            Entry(_("Analytic notes"), "analysis:list-notes", "analysis.list_notes"),
            Entry(
                _("Recommendations"),
                "recommendations:list-recommendations",
                "recommendations.list_recommendations",
            ),
            Entry(_("Unanswered"), "recommendations:list-unanswered", "recommendations.list_recommendations"),
            Entry(_("Recommended to me"), "recommendations:list-own", "recommendations.list_own"),
            Entry(_("Measures"), "decisions:list-measures", "decisions.list_measures"),
            Entry(_("Managerial decisions"), "decisions:list-decisions", "decisions.list_decisions"),
            Entry(_("Effects"), "decisions:list-effects", "decisions.list_effects"),
            Entry(
                _("Compliance with the regulation"), "compliance:list-places", "compliance.view_compliance"
            ),
            Entry(_("Handing a year over"), "turnover:list-rollovers", "turnover.view_rollover"),
            Entry(_("Nine steps of the cycle"), "dossiers:list-cycles", "dossiers.view_cycle"),
            Entry(_("Dossiers for assessors"), "dossiers:list-dossiers", "dossiers.view_dossier"),
            Entry(_("Forms of the region"), "dossiers:list-region-forms", "dossiers.view_region_form"),
            Entry(_("What can be counted"), "facts:list-facts", "facts.view_catalogue"),
        ),
    ),
    (
        _("Documents"),
        "file-text",
        (
            Entry(_("To sign and to read"), "records:list-own", "records.sign_record"),
            Entry(_("Register of documents"), "records:list-records", "records.list_records"),
            Entry(_("Acknowledgement"), "records:list-dispatches", "records.view_dispatch"),
            Entry(_("File plan"), "records:list-cases", "records.view_case"),
            Entry(_("Lines of numbers"), "records:list-series", "records.view_series"),
            Entry(_("Own templates"), "records:list-templates", "records.manage_templates"),
        ),
    ),
    (
        _("Running the system"),
        "settings",
        (
            Entry(_("Accounts"), "accounts:list-users", "accounts.list_users"),
            Entry(
                _("Requests about personal data"), "accounts:list-requests", "accounts.answer_data_request"
            ),
            Entry(_("Imports"), "imports:list-runs", "imports.view_runs"),
            Entry(_("Outbox"), "notices:outbox", "notices.view_outbox"),
            Entry(_("Background jobs"), "jobs:list-failed", "jobs.view_failed"),
            Entry(_("Journal"), "accounts:journal", "accounts.view_journal"),
        ),
    ),
)
OWN: tuple[tuple[Text, str, str], ...] = (
    (_("My data"), "accounts:own-data", "id"),
    (_("Sign-in and security"), "accounts:security", "lock"),
    (_("How to tell me"), "notices:preferences", "bell"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every page what the shell around it shows, worked out only for pages that show it."""
    return {"shell": SimpleLazyObject(lambda: _shell_for(request))}


def _shell_for(request: HttpRequest) -> Shell:
    user = request.user
    if not user.is_authenticated:
        return Shell(service=_("Metodika"), demo=settings.DEMO, sign_in_url=resolve_url(settings.LOGIN_URL))
    return Shell(
        service=_("Metodika"),
        place=_place(request),
        menu=_menu(_allowed(request), _here(request.path)),
        search_url=reverse("search:results"),
        notices_url=reverse("notices:inbox"),
        unread=unread_count(user),
        person=str(user),
        person_menu=[MenuItem(title, reverse(name), icon=icon) for title, name, icon in OWN],
        sign_out_url=reverse("account_logout"),
        demo=settings.DEMO,
    )


def _place(request: HttpRequest) -> str:
    profile = getattr(request, "profile", None)
    return profile.municipality if profile else ""


@cache
def _addresses() -> dict[str, str]:
    return {entry.page: reverse(entry.page) for _title, _icon, entries in MENU for entry in entries}


def _here(path: str) -> str:
    # The journal lies under the accounts: the longest address is where the person is.
    return max((url for url in _addresses().values() if path.startswith(url)), key=len, default="")


def _allowed(request: HttpRequest) -> frozenset[str]:
    # Several pages share a permission, and some permissions ask the database.
    asked = {entry.permission for _title, _icon, entries in MENU for entry in entries}
    return frozenset(permission for permission in asked if can(request.user, permission))


@lru_cache(maxsize=1024)
def _menu(allowed: frozenset[str], here: str) -> Menu:
    return Menu(list(_groups(allowed, here)))


def _groups(allowed: frozenset[str], here: str) -> Iterator[MenuGroup]:
    addresses = _addresses()
    for title, icon, entries in MENU:
        items = [
            MenuItem(entry.title, url, active=url == here, icon=entry.icon)
            for entry in entries
            if entry.permission in allowed
            for url in [addresses[entry.page]]
        ]
        if items:
            yield MenuGroup(title, icon, items)
