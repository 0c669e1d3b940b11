from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.directory.regulations.models import Act, Edition


@predicate
def is_public(user: Any, target: Any = None) -> bool:
    """Hold for acts that are published, or only cited by others, and for their editions."""
    act = target.act if isinstance(target, Edition) else target
    return isinstance(act, Act) and (act.published_on is not None or act.owner_id is None)


@predicate
def is_anybody(user: Any, act: Any = None) -> bool:
    """Hold for everybody: the list shows each person only the acts that he may see."""
    return True


PERMISSIONS = {
    "regulations.view_act": granted | is_public,
    "regulations.list_acts": is_anybody,
    "regulations.create_act": granted,
    "regulations.change_act": granted,
    "regulations.import_act": granted,
    "regulations.publish_act": granted,
    "regulations.compare_editions": granted | is_public,
}

WORDS = {
    "regulations.view_act": _("Read acts that are not published yet"),
    "regulations.list_acts": _("Open the register of acts"),
    "regulations.create_act": _("Write new acts into the register"),
    "regulations.change_act": _("Change the cards of acts and settle doubtful places"),
    "regulations.import_act": _("Load the texts of acts"),
    "regulations.publish_act": _("Publish acts"),
    "regulations.compare_editions": _("Compare the editions of an act"),
}
