"""Lists of indicators, values, sets and runs, and what comes from tables."""

from metodika.steering.indicators.tables.lists import (
    PARTS,
    TOO_FEW,
    BehindTable,
    IndicatorsTable,
    PeriodTable,
    PlaceTable,
    RunsTable,
    SetsTable,
    ValuesTable,
    aim_here,
    covered,
    here,
    run_status,
    shown_reached,
    version_of,
    why,
)
from metodika.steering.indicators.tables.registers import REGISTERS

__all__ = [
    "BehindTable",
    "IndicatorsTable",
    "PARTS",
    "PeriodTable",
    "PlaceTable",
    "REGISTERS",
    "RunsTable",
    "SetsTable",
    "TOO_FEW",
    "ValuesTable",
    "aim_here",
    "covered",
    "here",
    "run_status",
    "shown_reached",
    "version_of",
    "why",
]
