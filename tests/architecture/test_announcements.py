import re

import pytest
from django.apps import apps

from metodika.core.events import Event
from metodika.core.events.sentences import kinds_of_entries

PLACE = re.compile(r"%\((\w+)\)")


def kinds(base: type[Event] = Event) -> list[type[Event]]:
    kinds_of_entries()
    found = [kind for one in base.__subclasses__() for kind in [one, *kinds(one)]]
    return [kind for kind in found if kind.__module__.startswith("metodika.")]


def test_keys_are_unique():
    keys = [kind.key() for kind in kinds()]

    assert len(keys) > 50
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key())
def test_places_of_a_sentence_are_fields_or_named_rows(kind):
    fields = set(kind.__dataclass_fields__)
    places = set(PLACE.findall(str(kind.sentence)))

    assert str(kind.sentence)
    assert set(kind.names) | set(kind.words) <= fields
    assert places <= fields | {name.removesuffix("_id") for name in kind.names}
    assert all(apps.get_model(model) for model in kind.names.values())
