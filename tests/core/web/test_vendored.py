import gzip
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
VENDOR = ROOT / "static" / "vendor"
WEB = ROOT / "metodika" / "core" / "web" / "static" / "web"


def recorded() -> list[tuple[str, str]]:
    table = (VENDOR / "VENDORED.md").read_text()
    return re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", table, re.MULTILINE)


@pytest.mark.parametrize(("name", "digest"), recorded())
def test_vendored_file_is_the_recorded_one(name: str, digest: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_every_vendored_file_is_recorded() -> None:
    assert {path.name for path in VENDOR.iterdir()} - {"VENDORED.md"} == {
        name for name, _digest in recorded()
    }


def weight(*paths: Path) -> int:
    return sum(len(p.read_bytes() if p.suffix == ".woff2" else gzip.compress(p.read_bytes())) for p in paths)


def test_first_load_keeps_within_its_weight() -> None:
    scripts = weight(VENDOR / "htmx.js", WEB / "behaviours.js")
    page = 40_000
    everything = scripts + page + weight(*VENDOR.glob("*.woff2"), *VENDOR.glob("*.css"), VENDOR / "icons.svg")
    everything += weight(*WEB.glob("*.css"))

    assert scripts <= 60 * 1024
    assert everything <= 250 * 1024


def test_no_width_between_two_phones_changes_the_look() -> None:
    sheets = [*VENDOR.glob("*.css"), *ROOT.glob("metodika/**/static/**/*.css")]
    queries = [rule for path in sheets for rule in re.findall(r"@(?:media|container)[^{]*", path.read_text())]
    told = [
        found for rule in queries for found in re.findall(r"(?:width)\s*[:<>=]+\s*([\d.]+)(px|r?em)", rule)
    ]
    widths = {float(number) * (1 if unit == "px" else 16) for number, unit in told}

    assert len(widths) > 5
    assert [width for width in widths if 320 <= width < 360] == []
