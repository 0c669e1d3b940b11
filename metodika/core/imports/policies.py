from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import can, predicate
from metodika.core.imports.registry import registers


@predicate
def may_import_something(user: Any, target: Any = None) -> bool:
    """Hold when the person may load at least one register; which one is asked again on its page."""
    # The permission that `granted` is asked for is kept per call, so registers are asked one by one.
    return any(can(user, register.permission) for register in registers().values())


PERMISSIONS = {"imports.view_runs": may_import_something}

WORDS = {
    "imports.view_runs": _("Load tables from files"),
}
