"""Values of indicators by institution, as the tables of a dossier."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from metodika.steering.dossiers.models import Dossier
from metodika.steering.dossiers.queries.publishing import kept_back
from metodika.steering.dossiers.rules.contents import Sheet
from metodika.steering.indicators.models import Value
from metodika.steering.indicators.queries import Placed, values_at


def sheets_of(dossier: Dossier, *, viewer: Any) -> Iterator[Sheet]:
    """Yield one table for each indicator computed within the days, by its code; two queries each.

    In a public dossier groups under five are hidden, with one neighbour each. What the public report keeps
    back is marked in both, for it is made of either.
    """
    reader = AnonymousUser() if dossier.is_public else viewer
    path = dossier.municipality.path
    newest = Value.objects.newest().visible_to(viewer).filter(
        organisation=dossier.municipality, starts_on__gte=dossier.starts_on, ends_on__lte=dossier.ends_on,
    )  # fmt: skip
    known = set[int]()
    for value in newest.select_related("version__indicator").order_by("version__indicator__code", "-ends_on"):
        indicator = value.version.indicator
        if indicator.pk in known:
            continue
        known.add(indicator.pk)
        placed = values_at(value.version, value.starts_on, value.ends_on, viewer=viewer, reader=reader)
        inside = [one for one in placed if one.value.organisation.path.startswith(path)]
        secret = kept_back([one.value for one in inside])
        rows = tuple(_row(one) for one in inside)
        hidden = (at for at, one in enumerate(inside) if one.is_hidden or one.value.pk in secret)
        yield Sheet(indicator.code, indicator.name, _heads(), rows, tuple(hidden))


def _heads() -> tuple[str, ...]:
    return (
        _("Institution"), _("Value"), _("Numerator"), _("Denominator"), _("95% interval, percent"), _("Rank"),
    )  # fmt: skip


def _row(one: Placed) -> tuple[str, ...]:
    value = one.value
    if one.is_hidden:
        return str(value.organisation), _("fewer than five people"), "", "", "", ""
    whole = value.denominator
    return (
        str(value.organisation), "" if value.shown is None else number_format(value.shown),
        number_format(value.numerator.normalize()),
        "" if whole is None else number_format(whole.normalize()),
        _between(one.interval, digits=1), _between(one.ranks, digits=0),
    )  # fmt: skip


def _between(bounds: tuple[float, float] | None, *, digits: int) -> str:
    if bounds is None:
        return ""
    low, high = (number_format(bound, digits) for bound in bounds)
    return low if low == high else f"{low}\u2013{high}"
