"""What an area writes in documents.py, and the gathering of it."""

from collections.abc import Callable, Iterable, Mapping
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
    # Core knows no word of the domain, so it has nothing to print either.
    areas = [
        config.name
        for config in apps.get_app_configs()
        if config.name.startswith("metodika.") and not config.name.startswith("metodika.core.")
    ]
    modules = [import_module(f"{area}.documents") for area in areas if find_spec(f"{area}.documents")]
    return by_code(kind for module in modules for kind in getattr(module, "DOCUMENTS", ()))


def by_code(kinds: Iterable[DocumentKind]) -> dict[str, DocumentKind]:
    """Return the kinds by their codes, in their order; two of one code are refused."""
    found: dict[str, DocumentKind] = {}
    for kind in kinds:
        if kind.code in found:
            raise ImproperlyConfigured(f"Two kinds of documents have the code {kind.code}.")
        found[kind.code] = kind
    return found
