"""Values as they are read on a page and on paper."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from metodika.steering.indicators.lifecycle import Unit
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.rules.values import rounded

SIGNS = {Unit.PERCENT: " %"}


def figure(value: Decimal | None, places: int, unit: str) -> str:
    """Return a value as it is read: «61,5 %», or that it does not apply."""
    if value is None:
        return _("not applicable")
    told = rounded(value, places) or 0
    return f"{number_format(told, places)}{SIGNS.get(Unit(unit), '')}"


def numbers(row: Value) -> str:
    """Return what a value was counted of: «2 of 3», or the number alone."""
    told = [
        number_format(one.normalize(), use_l10n=True)
        for one in (row.numerator, row.denominator)
        if one is not None
    ]
    return _("%(part)s of %(whole)s") % {"part": told[0], "whole": told[1]} if len(told) > 1 else told[0]
