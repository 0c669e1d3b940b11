"""Indicators, their values and runs for programs."""

from metodika.steering.indicators.api.operations import area

__all__ = ["area"]
