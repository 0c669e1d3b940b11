"""The operations of collection: campaigns, forms as data, answers by field."""

from metodika.steering.collection.api.operations import area

__all__ = ["area"]
