"""The five real regulations, which stand beside the repository, and the invented ones inside it."""

import os
from functools import cache
from pathlib import Path

import pytest

from metodika.core.files.text import read_text
from metodika.directory.regulations.rules import Reading, read_regulation

ROOT = Path(__file__).resolve().parents[3]
REGULATIONS = Path(os.environ.get("METODIKA_REGULATIONS", ROOT.parent / "shared" / "regulations"))
NAMES = ["magnitogorsk-gymnasium-53", "pervouralsk", "pestyaki", "verkhnyaya-pyshma", "yakovlevsky"]
TEXTS = Path(__file__).parent / "texts"
SAMPLES = ["zarechny.txt", "ozerny.md", "gorny.txt"]


def source_of(name):
    path = REGULATIONS / f"{name}.txt"
    if not path.exists():
        sentence = f"{path} is not there: say in METODIKA_REGULATIONS where the five regulations are."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return path.read_bytes()


@cache
def reading_of(name) -> Reading:
    return read_regulation(read_text(source_of(name), f"{name}.txt"))


def sample(name) -> Reading:
    return read_regulation(read_text((TEXTS / name).read_bytes(), name))
