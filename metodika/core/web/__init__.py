"""How pages are built: one guarded function, a form, a list, a card, and the parts they are made of.

Terms: page, form, table, filter, panel, component.
"""

from metodika.core.web.differences import words_changed
from metodika.core.web.filters import AsOf, Choice, Filter, Flag, OneOf, Period, Search
from metodika.core.web.forms import ConfirmForm, Form, Group, ReasonForm, confirm, show_form, wants_next
from metodika.core.web.lists import show_list
from metodika.core.web.pages import done, page, wants_fragment
from metodika.core.web.panels import ListColumn, Panel, show_panel
from metodika.core.web.picks import PickField
from metodika.core.web.shell import Menu, MenuGroup, MenuItem, Shell
from metodika.core.web.tables import BulkAction, Column, Empty, Table
from metodika.core.web.trees import Branch, Row
from metodika.core.web.values import Link, Status

__all__ = [
    "AsOf",
    "Branch",
    "BulkAction",
    "Choice",
    "Column",
    "ConfirmForm",
    "Empty",
    "Filter",
    "Flag",
    "OneOf",
    "Form",
    "Group",
    "Link",
    "ListColumn",
    "Menu",
    "MenuGroup",
    "MenuItem",
    "Panel",
    "Period",
    "PickField",
    "ReasonForm",
    "Row",
    "Search",
    "Shell",
    "Status",
    "Table",
    "confirm",
    "done",
    "page",
    "show_form",
    "show_list",
    "show_panel",
    "wants_fragment",
    "wants_next",
    "words_changed",
]
