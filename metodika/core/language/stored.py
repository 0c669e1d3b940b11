"""The forms that people have stored, held in memory: they are few, and a document asks for many."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from metodika.core.language.alphabet import normalise
from metodika.core.language.cases import Case, WordKind

# Another process learns of a new form after this time; the one that stored it at once.
SECONDS_KEPT = 60.0

FormKey = tuple[str, str, str]


@dataclass
class _Memory:
    forms: dict[FormKey, str]
    read_at: float


_memory: list[_Memory] = []


def stored_form(text: str, case: Case, kinds: Iterable[WordKind]) -> str | None:
    """Return the stored form of the text in the case, by the first of the kinds that has one."""
    forms = _forms()
    if not forms:
        return None
    key = normalise(text)
    return next((forms[kind, key, case] for kind in kinds if (kind, key, case) in forms), None)


def forget_word_forms() -> None:
    """Read the stored forms anew at the next question."""
    _memory.clear()


def _forms() -> dict[FormKey, str]:
    now = time.monotonic()
    if _memory and now - _memory[0].read_at < SECONDS_KEPT:
        return _memory[0].forms
    rows = apps.get_model("language", "WordForm")._default_manager.values_list("kind", "key", "case", "form")
    forms = {(kind, key, case): form for kind, key, case, form in rows}
    _memory[:] = [_Memory(forms, now)]
    return forms
