"""Each contract of import-linter is broken here once, in a small package under the very same contracts."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house.source import ROOMS

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
NAMES = [contract["name"].split(":")[0] for contract in SETTINGS["contracts"]]
STAFF = "metodika/directory/staff"
FILES = [
    "config/urls.py",
    "metodika/core/events/bus.py",
    "metodika/core/web/pages.py",
    f"{STAFF}/apps.py",
    f"{STAFF}/models.py",
    f"{STAFF}/rules.py",
    f"{STAFF}/services.py",
    f"{STAFF}/views.py",
    "metodika/directory/organisations/models.py",
    "metodika/governance/meetings/services/votes.py",
    "metodika/web/office/views.py",
]
BREACHES = [
    ("Storeys", "metodika/core/events/bus.py", "import metodika.directory.staff.models"),
    ("Storeys", f"{STAFF}/services.py", "from metodika.governance.meetings.services import votes"),
    ("Storeys", "metodika/web/office/views.py", "from config import urls"),
    (
        "Neighbours",
        "metodika/directory/organisations/models.py",
        "from metodika.directory.staff import rules",
    ),
    ("Neighbours", "metodika/core/events/bus.py", "from metodika.core.web import pages"),
    ("Rooms", f"{STAFF}/utils.py", ""),
    ("Rooms", f"{STAFF}/models.py", "from metodika.directory.staff import services"),
    ("Rules are arithmetic", f"{STAFF}/rules.py", "from django.utils import timezone"),
    ("Rules are arithmetic", f"{STAFF}/rules.py", "from metodika.directory.organisations import models"),
    ("Trade libraries are met only in core", f"{STAFF}/services.py", "import procrastinate"),
    ("Trade libraries are met only in core", "metodika/web/office/views.py", "import xlsxwriter"),
]
KNOWN = {
    f"{STAFF}/services.py": "from metodika.directory.staff import models, rules\n",
    f"{STAFF}/models.py": "from metodika.directory.organisations import models\n",
    "metodika/core/web/pages.py": "from metodika.core.events import bus\n",
}


@pytest.fixture(scope="module")
def contracts():
    """The contracts of pyproject.toml, to the letter."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return text[text.index("[tool.importlinter]") :]


def broken(folder):
    """Return the names of the contracts that the packages of the folder break."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(.+?)(?::.*)? (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    assert list(verdicts) == NAMES, done.stdout + done.stderr
    return [name for name, verdict in verdicts.items() if verdict == "BROKEN"]


def lint(folder, contracts, *, file=None, line=""):
    """Build the package, plant the line, and see what breaks."""
    for name in [*FILES, *([file] if file else [])]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(KNOWN.get(name, "") + (line if name == file else ""))
        for package in path.relative_to(folder).parents[:-1]:
            (folder / package / "__init__.py").touch()
    (folder / "pyproject.toml").write_text(contracts, encoding="utf-8")
    return broken(folder)


def test_the_house_keeps_every_contract():
    assert broken(ROOT) == []


def test_contracts_are_kept_by_a_faultless_house(tmp_path, contracts):
    assert lint(tmp_path, contracts) == []


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_contract_breaks_on_a_planted_import(contract, file, line, tmp_path, contracts):
    assert lint(tmp_path, contracts, file=file, line=line) == [contract]


def test_every_contract_is_broken_once():
    assert {contract for contract, _file, _line in BREACHES} == set(NAMES)


def test_rooms_of_the_contract_are_the_rooms_of_the_house():
    layers = next(
        contract["layers"] for contract in SETTINGS["contracts"] if contract["name"].startswith("Rooms")
    )

    assert re.findall(r"\((\w+)\)", " ".join(layers)) == list(ROOMS)
