"""Loading profiles from their folders."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.access import RuleBroken
from metodika.core.access.permissions import permission_table
from metodika.core.events import announce
from metodika.core.files.yaml import Problem, nearest
from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries.drafts import available_profiles, checked_profile, profile_folder


class ProfileRefused(RuleBroken):
    """The folder is not a sound profile; `problems` says why, line by line."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.problems = problems
        heading = ngettext(
            "The profile %(name)s is not loaded: %(count)s error.",
            "The profile %(name)s is not loaded: %(count)s errors.",
            len(problems),
        ) % {"name": name, "count": len(problems)}
        super().__init__("\n".join([heading, *map(str, problems)]))


@atomic
def load_profile(name: str | Path, *, by: Any) -> Profile:
    """Check a profile and store it; the same contents a second time change nothing.

    `name` is the name of a profile or the path of its folder. Announces ProfileLoaded with the
    sections that changed. Raises RuleBroken when there is no such profile, and ProfileRefused
    with every problem when its files are not sound.
    """
    folder = profile_folder(name)
    if folder is None:
        raise RuleBroken(_no_such_profile(str(name)))
    draft = checked_profile(folder, permissions=set(permission_table()))
    if draft.contents is None:
        raise ProfileRefused(draft.code, draft.problems)
    data = draft.contents.model_dump(mode="json")
    profile = Profile.objects.select_for_update().filter(code=draft.code).first() or Profile(code=draft.code)
    fingerprint = _fingerprint(data)
    if profile.fingerprint == fingerprint:
        return profile
    changed = [name for name in data if data[name] != profile.data.get(name)]
    profile.title = draft.contents.municipality.name.nominative
    profile.data = data
    profile.fingerprint = fingerprint
    profile.loaded_by = by
    profile.save()
    profile.__dict__.pop("contents", None)
    announce(ProfileLoaded(profile.code, changed), by=by, about=profile)
    return profile


def _fingerprint(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _no_such_profile(name: str) -> str:
    known = available_profiles()
    if near := nearest(name, known):
        return _("There is no profile «%(name)s». Did you mean «%(near)s»?") % {"name": name, "near": near}
    return _("There is no profile «%(name)s». The profiles here: %(known)s.") % {
        "name": name,
        "known": ", ".join(known) or "—",
    }
