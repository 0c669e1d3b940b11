from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.access import can
from metodika.core.web import MenuItem, done, page
from metodika.core.web.values import Text
from metodika.directory.profiles import queries, services
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import pages
from metodika.directory.profiles.rules.contents import Contents

Part = tuple[Text, Callable[[Contents], dict[str, Any]]]


def _about_municipality(contents: Contents) -> dict[str, Any]:
    return {"facts": pages.municipality_facts(contents), "levels": contents.levels.by_code().values()}


def _about_words(contents: Contents) -> dict[str, Any]:
    heads = [_("Word"), _("Abbreviation"), _("Many"), _("Of many")]
    return {"heads": heads, "words": contents.words.root.values()}


def _about_roles(contents: Contents) -> dict[str, Any]:
    heads = [_("Role"), _("What it is for"), _("Where it is given")]
    return {"heads": heads, "roles": pages.role_rows(contents)}


def _about_people(contents: Contents) -> dict[str, Any]:
    return {
        "young": pages.young_teacher_facts(contents),
        "year": pages.calendar_facts(contents),
        "heads": [_("Position"), _("Category"), _("Also written as")],
        "positions": pages.position_rows(contents),
    }


def _about_kinds(contents: Contents) -> dict[str, Any]:
    heads = [_("Kind"), _("Abbreviation"), _("Level")]
    return {"heads": heads, "kinds": pages.kind_rows(contents)}


def _about_bodies(contents: Contents) -> dict[str, Any]:
    # The area of bodies shows its kinds here: rules in words are its own.
    return {"count": len(contents.bodies.root)}


def _about_regulation(contents: Contents) -> dict[str, Any]:
    regulation = contents.regulation
    if regulation is None:
        return {}
    return {
        "facts": pages.regulation_facts(regulation),
        "basis": pages.basis_rows(regulation),
        "branches": pages.clause_branches(regulation.clauses),
    }


PARTS: dict[str, Part] = {
    "municipality": (gettext_lazy("Municipality"), _about_municipality),
    "words": (gettext_lazy("Words"), _about_words),
    "kinds": (gettext_lazy("Kinds of organisations"), _about_kinds),
    "people": (gettext_lazy("People and the year"), _about_people),
    "roles": (gettext_lazy("Roles"), _about_roles),
    "bodies": (gettext_lazy("Councils and associations"), _about_bodies),
    "regulation": (gettext_lazy("Regulation"), _about_regulation),
}


@page("profiles.view_profile")
def show_profile(request: HttpRequest) -> HttpResponse:
    profile = queries.profile_of_viewer(request.user)
    if profile is None:
        return redirect("profiles:list-profiles")
    return redirect("profiles:open-profile", profile.pk)


@page("profiles.view_profile")
def list_profiles(request: HttpRequest) -> HttpResponse:
    loads = can(request.user, "profiles.load_profile")
    loaded = queries.loaded_profiles()
    context = {
        "title": _("Profiles of municipalities"),
        "loads": loads,
        "heads": [_("Municipality"), _("Code"), _("Loaded at"), _("By whom")],
        "loaded": [(profile, reverse("profiles:open-profile", args=[profile.pk])) for profile in loaded],
        "available": [
            (name, reverse("profiles:load-profile", args=[name])) for name in queries.available_profiles()
        ],
    }
    return render(request, "profiles/profile_list.html", context)


@page("profiles.view_profile", Profile)
def open_profile(request: HttpRequest, profile: Profile) -> HttpResponse:
    chosen = request.GET.get("part", "municipality")
    part = chosen if chosen in PARTS else "municipality"
    tabs = [MenuItem(title, f"?part={name}", active=name == part) for name, (title, _about) in PARTS.items()]
    context = {
        "title": profile.title,
        "profile": profile,
        "tabs": tabs,
        "breadcrumbs": [
            (_("Profiles of municipalities"), reverse("profiles:list-profiles")),
            (profile.title, ""),
        ],
        **PARTS[part][1](profile.contents),
    }
    return render(request, f"profiles/profile_{part}.html", context)


@page("profiles.load_profile", method="POST")
def load_profile(request: HttpRequest, name: str) -> HttpResponse:
    profile = services.load_profile(name, by=request.user)
    return done(
        request,
        _("The profile %(name)s is loaded.") % {"name": profile.title},
        "profiles:open-profile",
        profile.pk,
    )
