import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from metodika.core.documents import DocumentKind, Paper, document_kinds, kinds

HEAVY = ("docx", "docxtpl", "jinja2", "segno", "typst")


def test_kinds_of_the_areas_are_gathered_by_their_codes():
    found = document_kinds()

    assert all(code == kind.code for code, kind in found.items())
    assert all(code.partition(".")[0] in apps.app_configs for code in found)


def test_two_kinds_of_one_code_are_refused(monkeypatch):
    twin = DocumentKind("minutes.minutes", "Протокол", {}, lambda places: Paper(title=""))
    area = ModuleType("documents")
    area.DOCUMENTS = (twin, twin)
    monkeypatch.setattr(kinds, "import_module", lambda name: area)
    monkeypatch.setattr(kinds, "find_spec", lambda name: True)
    monkeypatch.setattr(
        apps, "get_app_configs", lambda: [SimpleNamespace(name="metodika.governance.minutes")]
    )

    with pytest.raises(ImproperlyConfigured, match=r"minutes\.minutes"):
        document_kinds.__wrapped__()


def test_import_loads_no_printing_machine():
    said = f"import sys, metodika.core.documents; print([name for name in {HEAVY} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
