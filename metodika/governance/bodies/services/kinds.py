"""Kinds of bodies come from profiles."""

from collections.abc import Mapping
from typing import Any

from django.db.transaction import atomic

from metodika.core.events import announce
from metodika.directory.profiles.models import Profile
from metodika.governance.bodies.events import BodyKindsLoaded
from metodika.governance.bodies.models import BodyKind

COLUMNS = (
    "title", "titles", "short", "family", "levels", "permanent", "reach", "under", "clause", "rules",
    "agenda_template", "functions", "order", "withdrawn",
)  # fmt: skip


@atomic
def load_kinds(
    kinds: Mapping[str, Mapping[str, Any]], *, profile: Profile, quarters: str = "calendar", by: Any = None
) -> list[BodyKind]:
    """Create or update the kinds of bodies of a profile by their codes; return those that are new or changed.

    Each is one of bodies.yaml, as the profile stores it. `quarters` is what the calendar of the profile means
    by a quarter. A kind that the profile no longer has is withdrawn: bodies of it may live on.
    """
    stored = {kind.code: kind for kind in BodyKind.objects.select_for_update().filter(profile=profile)}
    touched = []
    for order, (code, told) in enumerate(kinds.items(), start=1):
        kind = stored.pop(code, BodyKind(profile=profile, code=code))
        wanted = {**_columns(told, quarters), "order": order}
        if kind._state.adding or any(getattr(kind, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(kind, name, value)
            kind.save()
            touched.append(kind)
    for kind in stored.values():
        if not kind.withdrawn:
            kind.withdrawn = True
            kind.save(update_fields=["withdrawn"])
            touched.append(kind)
    if touched:
        announce(BodyKindsLoaded(profile=profile.title, kinds=[kind.code for kind in touched]), by=by)
    return touched


def _columns(told: Mapping[str, Any], quarters: str) -> dict[str, Any]:
    rules = {name: value for name, value in told["rules"].items() if value is not None}
    rules.setdefault("quarters", quarters)
    columns = {name: told[name] or "" for name in ("title", "titles", "short", "reach", "under", "clause")}
    return {
        **columns,
        "family": told["family"],
        "levels": list(told["levels"]),
        "permanent": told["permanent"],
        "rules": {**rules, "seats": list(told["seats"])},
        "agenda_template": list(told["agenda"]),
        "functions": list(told["functions"]),
        "withdrawn": False,
    }
