"""What an area writes in documents.py, and the gathering of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from metodika.core.documents.paper import Paper

Places = Mapping[str, Any]


@dataclass(frozen=True)
class DocumentKind:
    """One kind of document.

    `code` is `area.noun`; `places` describes every place that a template may name, `"items.question"` for
    a value of each row of the list `items`; `paper` makes our own layout from the same values. The values
    are plain, since they are stored with the version: text, numbers, lists of mappings.
    """

    code: str
    title: str | Promise
    places: Mapping[str, str | Promise]
    paper: Callable[[Places], Paper]


@cache
def document_kinds() -> dict[str, DocumentKind]:
    """Return every kind of document by its code, from `DOCUMENTS` of the areas' documents.py."""
    found: dict[str, DocumentKind] = {}
    for config in apps.get_app_configs():
        # Core knows no word of the domain, so it has nothing to print either.
        is_area = config.name.startswith("metodika.") and not config.name.startswith("metodika.core.")
        if not is_area or not find_spec(f"{config.name}.documents"):
            continue
        for kind in getattr(import_module(f"{config.name}.documents"), "DOCUMENTS", ()):
            if kind.code in found:
                raise ImproperlyConfigured(f"Two kinds of documents have the code {kind.code}.")
            found[kind.code] = kind
    return found
