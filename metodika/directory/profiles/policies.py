from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import predicate
from metodika.core.access.grants import access_of


@predicate
def reads_profiles(user: Any, profile: Any = None) -> bool:
    return access_of(user).allows("profiles.view_profile")


@predicate
def loads_profiles(user: Any, profile: Any = None) -> bool:
    return access_of(user).allows("profiles.load_profile")


# A profile stands at no place in the tree: a role with the permission is enough, wherever it is held.
PERMISSIONS = {
    "profiles.view_profile": reads_profiles,
    "profiles.load_profile": loads_profiles,
}

WORDS = {
    "profiles.view_profile": _("Look at the profile of the municipality"),
    "profiles.load_profile": _("Load the profile of the municipality"),
}
