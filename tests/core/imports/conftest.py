import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from metodika.core.imports.columns import Register
from metodika.core.imports.registry import registers
from tests.core.imports.sample import SAMPLE, create_sample_table


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def register() -> Iterator[Register]:
    registers()[SAMPLE.code] = SAMPLE
    yield SAMPLE
    del registers()[SAMPLE.code]


@pytest.fixture
def sample_table(db: None) -> None:
    create_sample_table()


@pytest.fixture
def save(tmp_path: Path) -> Callable[[io.BytesIO | bytes, str], Path]:
    def write(content: io.BytesIO | bytes, name: str = "список.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.getvalue())
        return path

    return write
