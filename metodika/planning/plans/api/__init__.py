"""What programs do with plans: the same acts as on the pages."""

from metodika.planning.plans.api.operations import area

__all__ = ["area"]
