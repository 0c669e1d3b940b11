"""What a loaded profile says of the tree: its region, its municipality, the department and the centre."""

from typing import Any

from django.db.transaction import atomic

from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.services.changes import change_organisation, rename_organisation
from metodika.directory.organisations.services.creation import Details, create_organisation
from metodika.directory.profiles.models import Profile


@atomic
def apply_profile(profile: Profile, *, by: Any = None) -> Organisation:
    """Make or bring up to date the organisations that a profile names; return the municipality.

    They are found again by their codes, so loading a profile twice changes nothing.
    """
    told = profile.data["municipality"]
    region = _placed(
        Level.REGION, None, code=told["region"]["code"], kind=told["region"]["kind"],
        name=told["region"]["name"]["nominative"], by=by,
    )  # fmt: skip
    municipality = _placed(
        Level.MUNICIPALITY, region, code=told["code"], kind=told["place"], name=told["name"]["nominative"],
        short_name=told["short_name"], by=by,
        details=Details(profile=profile, timezone=told["time_zone"], website=told.get("site") or ""),
    )  # fmt: skip
    for role in ("department", "centre"):
        if told.get(role):
            _make_body(municipality, f"{told['code']}-{role}", told[role], by=by)
    return municipality


def _make_body(municipality: Organisation, code: str, told: dict[str, Any], *, by: Any) -> None:
    body = _placed(
        Level.INSTITUTION, municipality, code=code, kind=told["kind"], name=told["name"],
        short_name=told.get("short_name") or "", by=by,
    )  # fmt: skip
    if told.get("unit"):
        unit = told["unit"][:1].upper() + told["unit"][1:]
        _placed(Level.UNIT, body, code=f"{code}-unit", kind="department_unit", name=unit, by=by)


def _placed(
    level: Level,
    parent: Organisation | None,
    *,
    code: str,
    kind: str,
    name: str,
    by: Any,
    short_name: str = "",
    details: Details | None = None,
) -> Organisation:
    told: Details = details or {}
    known = Organisation.objects.filter(level=level, code=code).first()
    if known is None:
        return create_organisation(
            level=level, kind=kind, name=name, short_name=short_name, parent=parent, by=by, code=code, **told
        )  # type: ignore[misc]  # the details never hold a code
    if known.name != name or known.short_name != (short_name or name):
        known = rename_organisation(known, full=name, short=short_name, on=None, by=by)
    return change_organisation(known, changes={"kind": kind, **told}, by=by)
