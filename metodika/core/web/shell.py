"""What stands around every page; config/menu.py fills it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from metodika.core.web.values import Text


@dataclass(frozen=True)
class MenuItem:
    """One link of a menu."""

    title: Text
    url: str
    active: bool = False
    icon: str = ""


@dataclass(frozen=True)
class MenuGroup:
    """Links under a heading of the side menu."""

    title: Text
    icon: str
    items: Sequence[MenuItem]

    @property
    def active(self) -> bool:
        """Tell whether the page in sight belongs to this group."""
        return any(item.active for item in self.items)


class Menu:
    """The side menu, drawn once in each language for all who share it: every page shows it twice."""

    def __init__(self, groups: Sequence[MenuGroup]) -> None:
        self.groups = groups
        self._drawn: dict[str | None, SafeString] = {}

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def drawn(self) -> SafeString:
        """Return the list of links in the language of the page."""
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = render_to_string("web/shell_menu.html", {"menu": self.groups})
        return self._drawn[language]


@dataclass(frozen=True)
class Shell:
    """The frame: names, menus, addresses of what every page offers; an empty address hides its button."""

    service: Text = "Metodika"
    place: Text = ""
    home_url: str = "/"
    menu: Menu = Menu(())
    search_url: str = ""
    notices_url: str = ""
    unread: int = 0
    person: str = ""
    person_role: Text = ""
    person_menu: Sequence[MenuItem] = field(default_factory=tuple)
    sign_in_url: str = ""
    sign_out_url: str = ""
    demo: bool = False
