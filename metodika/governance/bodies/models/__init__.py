"""Bodies, their kinds, compositions and seats; roles of heads; stages of work."""

from metodika.governance.bodies.models.bodies import (
    Body,
    BodyKind,
    BodyKindQuerySet,
    BodyQuerySet,
    Composition,
    CompositionQuerySet,
    Seat,
    SeatQuerySet,
    paths_above,
)
from metodika.governance.bodies.models.heads import HeadMandate
from metodika.governance.bodies.models.stages import Stage, StageQuerySet

__all__ = [
    "Body",
    "BodyKind",
    "BodyKindQuerySet",
    "BodyQuerySet",
    "Composition",
    "CompositionQuerySet",
    "HeadMandate",
    "Seat",
    "SeatQuerySet",
    "Stage",
    "StageQuerySet",
    "paths_above",
]
