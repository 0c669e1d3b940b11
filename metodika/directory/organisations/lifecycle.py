from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """The storeys of the tree of organisations; a profile gives them names of its own."""

    REGION = "region", _("Region")
    MUNICIPALITY = "municipality", _("Municipality")
    INSTITUTION = "institution", _("Institution")
    UNIT = "unit", _("Unit")
    PARTNER = "partner", _("Partner organisation")


class Status(TextChoices):
    ACTIVE = "active", _("Works")
    REORGANISING = "reorganising", _("Being reorganised")
    MERGED = "merged", _("Merged into another")
    CLOSED = "closed", _("Closed")


MOVES: dict[str, frozenset[str]] = {
    Status.ACTIVE: frozenset({Status.REORGANISING, Status.MERGED, Status.CLOSED}),
    Status.REORGANISING: frozenset({Status.ACTIVE, Status.MERGED, Status.CLOSED}),
    Status.MERGED: frozenset(),
    Status.CLOSED: frozenset({Status.ACTIVE}),
}

# What may stand under what: a unit never holds a school.
PARENTS: dict[str, frozenset[str]] = {
    Level.REGION: frozenset(),
    Level.MUNICIPALITY: frozenset({Level.REGION}),
    Level.INSTITUTION: frozenset({Level.MUNICIPALITY, Level.INSTITUTION, Level.REGION}),
    Level.UNIT: frozenset({Level.INSTITUTION, Level.UNIT}),
    Level.PARTNER: frozenset({Level.REGION, Level.MUNICIPALITY}),
}


class SuccessionKind(TextChoices):
    MERGER = "merger", _("Merged into")
    DIVISION = "division", _("Divided into")
    TRANSFORMATION = "transformation", _("Became")
