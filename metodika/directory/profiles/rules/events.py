"""Kinds of methodical events, as a municipality calls them."""

from pydantic import RootModel

from metodika.directory.profiles.rules.shapes import Code, Strict, Text


class EventKind(Strict):
    """A kind of events: what one of them is called, and many."""

    title: Text
    titles: Text


class EventKinds(RootModel[dict[Code, EventKind]]):
    """Every kind of events by its code."""
