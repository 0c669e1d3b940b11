from pathlib import Path

from docs.generate import access_matrix

PAGE = Path(__file__).resolve().parents[3] / "docs" / "generated" / "access-matrix.md"


def test_page_of_the_access_matrix_is_of_today():
    assert PAGE.read_text(encoding="utf-8") == access_matrix(), "Run `make docs`."
