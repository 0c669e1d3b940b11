import subprocess
import sys

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from metodika.core.documents import DocumentKind, Paper, document_kinds
from metodika.core.documents.kinds import by_code

HEAVY = ("docx", "docxtpl", "jinja2", "segno", "typst")


def test_kinds_of_the_areas_are_gathered_by_their_codes():
    found = document_kinds()

    assert all(code == kind.code for code, kind in found.items())
    assert all(code.partition(".")[0] in apps.app_configs for code in found)


def test_two_kinds_of_one_code_are_refused():
    twin = DocumentKind("minutes.minutes", "Протокол", {}, lambda places: Paper(title=""))

    with pytest.raises(ImproperlyConfigured, match=r"minutes\.minutes"):
        by_code((twin, twin))


def test_import_loads_no_printing_machine():
    said = f"import sys, metodika.core.documents; print([name for name in {HEAVY} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
