from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event


@dataclass(frozen=True)
class ProfileLoaded(Event):
    """A profile was loaded for the first time or anew; the sections are those that differ from before."""

    sentence: ClassVar = _("The profile %(code)s has been loaded")

    code: str
    changed_sections: list[str]
