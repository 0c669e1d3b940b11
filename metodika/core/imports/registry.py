"""All registers of all areas, gathered from `REGISTERS` in their tables.py."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from metodika.core.imports.columns import Register


@cache
def registers() -> dict[str, Register]:
    """Return every register by its code, in the order of the areas."""
    found: dict[str, Register] = {}
    for config in apps.get_app_configs():
        # Core knows no word of the domain, so it has nothing to import either.
        is_area = config.name.startswith("metodika.") and not config.name.startswith("metodika.core.")
        if not is_area or not find_spec(f"{config.name}.tables"):
            continue
        for register in getattr(import_module(f"{config.name}.tables"), "REGISTERS", ()):
            if register.code in found:
                raise ImproperlyConfigured(f"Two registers have the code {register.code}.")
            found[register.code] = register
    return found
