from typing import Any

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
