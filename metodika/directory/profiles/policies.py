from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted_anywhere

PERMISSIONS = {
    "profiles.view_profile": granted_anywhere,
    "profiles.load_profile": granted_anywhere,
}

WORDS = {
    "profiles.view_profile": _("Look at the profile of the municipality"),
    "profiles.load_profile": _("Load the profile of the municipality"),
}
