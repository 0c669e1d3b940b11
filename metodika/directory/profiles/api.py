from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest

from metodika.core.web.endpoints import Area, Schema
from metodika.directory.profiles import queries, services
from metodika.directory.profiles.models import Profile

area = Area("profiles")


class ProfileOut(Schema):
    id: int
    code: str
    title: str
    loaded_at: datetime


class ProfileCard(ProfileOut):
    sections: dict[str, Any]

    @staticmethod
    def resolve_sections(profile: Profile) -> dict[str, Any]:
        sections: dict[str, Any] = profile.data
        return sections


class Available(Schema):
    name: str


@area.list("/profiles", "profiles.view_profile", gives=ProfileOut)
def list_profiles(request: HttpRequest, _table: None) -> Any:
    return queries.loaded_profiles()


@area.list("/profiles/available", "profiles.view_profile", gives=Available)
def list_available(request: HttpRequest, _table: None) -> list[dict[str, str]]:
    return [{"name": name} for name in queries.available_profiles()]


@area.get("/profiles/own", "profiles.view_profile", gives=ProfileCard)
def show_own_profile(request: HttpRequest) -> Profile:
    profile = queries.profile_of_viewer(request.user)
    if profile is None:
        raise Http404
    return profile


@area.get("/profiles/{int:pk}", "profiles.view_profile", Profile, gives=ProfileCard)
def show_profile(request: HttpRequest, profile: Profile) -> Profile:
    return profile


@area.post("/profiles/available/{slug:name}/load", "profiles.load_profile", gives=ProfileOut)
def load_profile(request: HttpRequest, name: str) -> Profile:
    if name not in queries.available_profiles():
        raise Http404
    return services.load_profile(name, by=request.user)
