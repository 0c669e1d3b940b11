"""Indicators and their versions: from a profile, and by hand."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.regulations.models import Act
from metodika.steering.indicators import queries
from metodika.steering.indicators.events import FormulaWritten, IndicatorMade, VersionApproved
from metodika.steering.indicators.lifecycle import MOVES, VersionStatus
from metodika.steering.indicators.models import Indicator, Version
from metodika.steering.indicators.rules.formulas import expanded, faults_of_shape

HEAD = ("name", "group", "levels", "unit", "source")


@atomic
def load_indicators(said: Mapping[str, Any], *, profile: Profile, day: date) -> int:
    """Make the indicators of a profile, and new versions where a formula is another one than before.

    `said` is indicators.yaml as the profile stores it: `shared` belongs to all, `own` to the profile. Returns
    how many versions were made.
    """
    populations = said.get("populations", {})
    made = 0
    for part, owner in (("shared", None), ("own", profile)):
        wanted = said.get(part, {})
        known = {one.code: one for one in Indicator.objects.filter(owner=None, profile=owner)}
        gone = [one.pk for code, one in known.items() if code not in wanted and owner is not None]
        Indicator.objects.filter(pk__in=gone).update(is_dropped=True)
        for code, told in wanted.items():
            _keep_head(known.setdefault(code, Indicator(code=code, profile=owner)), told)
        Indicator.objects.bulk_create(one for one in known.values() if one._state.adding)
        versions = Version.objects.select_for_update().filter(indicator__in=list(known.values()))
        latest = {one.indicator_id: one for one in versions.order_by("number")}
        told_of = [
            _next(known[code], latest.get(known[code].pk), told, populations, day=day)
            for code, told in wanted.items()
        ]
        made += len(Version.objects.bulk_create(one for one in told_of if one))
    return made


def _keep_head(indicator: Indicator, told: Mapping[str, Any]) -> None:
    """Give an indicator the words of the profile; one that is stored is saved when they differ."""
    values = {name: told[name] for name in HEAD}
    values |= {
        "more_is_better": told["better"] == "more",
        "basis": ", ".join(told["basis"]),
        "is_dropped": False,
    }
    differ = [name for name, value in values.items() if getattr(indicator, name) != value]
    for name in differ:
        setattr(indicator, name, values[name])
    if differ and not indicator._state.adding:
        indicator.save(update_fields=differ)


def _next(
    indicator: Indicator,
    latest: Version | None,
    told: Mapping[str, Any],
    populations: Mapping[str, Any],
    *,
    day: date,
) -> Version | None:
    """Return the version that follows, not stored yet; None when the formula is the same as before."""
    told = {key: value for key, value in told.items() if value is not None}
    formula = expanded(told, populations) if told.get("numerator") else None
    values = {
        "places": told["places"], "thresholds": _without_nothing(told.get("thresholds") or {}),
        "method": told["method"], "period_kind": told["period"],
    }  # fmt: skip
    if latest and latest.fingerprint == fingerprint_of(formula):
        if any(getattr(latest, name) != value for name, value in values.items()):
            Version.objects.filter(pk=latest.pk).update(**values)
        return None
    if latest:
        _close(latest, day - timedelta(days=1))
    return Version(
        indicator=indicator, number=latest.number + 1 if latest else 1, starts_on=day if latest else None,
        status=VersionStatus.IN_FORCE if formula else VersionStatus.DRAFT,
        **{**values, **_formula_fields(formula)},
    )  # fmt: skip


def _without_nothing(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value is not None}


def _close(version: Version, day: date) -> None:
    if version.status == VersionStatus.DRAFT:
        version.delete()
        return
    version.status, version.ends_on = VersionStatus.CLOSED, day
    version.save(update_fields=["status", "ends_on"])


def fingerprint_of(formula: Mapping[str, Any] | None) -> str:
    """Return a name of the definition: values under different ones are no series."""
    if not formula:
        return ""
    return sha256(json.dumps(formula, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def _formula_fields(formula: Mapping[str, Any] | None) -> dict[str, Any]:
    if not formula:
        return {"formula": None, "fingerprint": ""}
    return {
        "formula": dict(formula), "fingerprint": fingerprint_of(formula), "scale": formula["scale"],
        "period_kind": formula["period"], "tables": {},
    }  # fmt: skip


@atomic
def make_indicator(*, owner: Organisation, values: Mapping[str, Any], by: Any) -> Indicator:
    """Make an indicator of an organisation with an empty draft. RuleBroken for a code that is taken there.

    A code of the shared list is allowed: the own indicator then stands in its place there.
    """
    if Indicator.objects.filter(owner=owner, code=values["code"]).exists():
        raise RuleBroken(_("There is an indicator %(code)s here already.") % {"code": values["code"]})
    if not values.get("levels"):
        raise RuleBroken(_("Choose at least one level for which the indicator is computed."))
    indicator = Indicator.objects.create(owner=owner, **values)
    Version.objects.create(indicator=indicator, number=1)
    announce(IndicatorMade(indicator.pk), by=by, about=indicator)
    return indicator


@atomic
def change_indicator(
    indicator: Indicator, *, changes: Mapping[str, Any], seen: int | None = None, by: Any
) -> Indicator:
    """Change the card of an own indicator. RuleBroken for one of a profile, which is changed in its file."""
    _refuse_of_profile(indicator)
    row = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    fields = claim_version(row, seen=seen, changes=changes)
    if fields:
        row.save(update_fields=fields)
    return row


def _refuse_of_profile(indicator: Indicator) -> None:
    if indicator.owner_id is None:
        raise RuleBroken(
            _(
                "The indicator comes from a profile and is changed in its file indicators.yaml. "
                "Make your own one."
            )
        )


@atomic
def write_formula(
    indicator: Indicator, *, formula: Mapping[str, Any], values: Mapping[str, Any] | None = None, by: Any
) -> Version:
    """Write the formula of the draft, or of a new draft beside the version in force.

    RuleBroken for a formula that is none or cannot be computed; one that names a fact which nobody keeps yet
    is kept and waits.
    """
    _refuse_of_profile(indicator)
    row = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if faults_of_shape(formula) or not queries.unknown_facts(formula):
        queries.formula_of(formula)
    draft = row.versions.filter(status=VersionStatus.DRAFT).first()
    if draft is None:
        latest = row.versions.order_by("-number").first()
        draft = Version(indicator=row, number=latest.number + 1 if latest else 1)
        if latest:
            draft.places, draft.thresholds, draft.method = latest.places, latest.thresholds, latest.method
    for name, value in {**_formula_fields(formula), **(values or {})}.items():
        setattr(draft, name, value)
    draft.save()
    announce(FormulaWritten(indicator_id=row.pk, version_id=draft.pk), by=by, about=row)
    return draft


@atomic
def approve_version(version: Version, *, starts_on: date, act: Act | None = None, by: Any) -> Version:
    """Bring a draft into force from a day on; the version before it ends the day before.

    RuleBroken for a draft without a formula, in another state, or that would begin before its predecessor.
    """
    row = Version.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=version.pk)
    if VersionStatus.IN_FORCE not in MOVES[row.status]:
        raise RuleBroken(
            _("This cannot be done now: the version is “%(state)s”.") % {"state": row.get_status_display()}
        )
    if not row.formula:
        raise RuleBroken(_("The version has no formula yet, so it is not computed. Write the formula."))
    before = Version.objects.filter(indicator=row.indicator, status=VersionStatus.IN_FORCE).first()
    if before:
        if before.starts_on and before.starts_on >= starts_on:
            raise RuleBroken(
                _("The version before it holds from %(day)s. Choose a later day.") % {"day": before.starts_on}
            )
        _close(before, starts_on - timedelta(days=1))
    row.status, row.starts_on, row.act = VersionStatus.IN_FORCE, starts_on, act
    row.approved_by = account_or_none(by)
    row.version += 1
    row.save(update_fields=["status", "starts_on", "act", "approved_by", "version"])
    told = VersionApproved(row.indicator_id, version_id=row.pk, starts_on=str(starts_on))
    announce(told, by=by, about=row.indicator)
    return row
