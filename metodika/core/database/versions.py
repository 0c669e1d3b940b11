"""Two people, one card: the second to save sees what the first one changed, and loses nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from metodika.core.database.edits import Difference, EditedMeanwhile

__all__ = ["Difference", "EditedMeanwhile", "Versioned", "claim_version"]


class Versioned(models.Model):
    """A row whose edits are counted, so that a stale form is noticed."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


def claim_version(row: Versioned, *, seen: int | None, changes: Mapping[str, Any]) -> list[str]:
    """Assign the changes to a locked row and count the edit; return the names of the fields to save.

    `seen` is the version that the person had on the screen; None means that the caller read the
    row in this very transaction. Raises EditedMeanwhile when the row has moved on and differs from
    the input; equal values are no conflict.
    """
    differing = [name for name, value in changes.items() if getattr(row, name) != value]
    if seen is not None and seen != row.version and differing:
        raise EditedMeanwhile([_difference(row, name, changes[name]) for name in differing], row.version)
    if not differing:
        return []
    for name in differing:
        setattr(row, name, changes[name])
    row.version += 1
    return [*differing, "version"]


def _difference(row: Versioned, name: str, wanted: object) -> Difference:
    field = row._meta.get_field(name)
    return Difference(name, str(getattr(field, "verbose_name", name)), getattr(row, name), wanted)
