import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.documents.codes import PATTERN, code_as_svg

ADDRESSES = st.from_regex(r"https?://[a-z0-9.-]{3,40}/check/[A-Za-z0-9/?=&_-]{1,40}", fullmatch=True)


def drawn(address):
    """The dark squares of a picture, read from its path."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)", code_as_svg(address))
    return {(int(row), int(x) + one) for x, row, count in runs for one in range(int(count))}


@given(ADDRESSES | st.sampled_from(["A", "12345", "HTTPS://ADDRESS", "https://пример.рф/1"]))
def test_code_put_together_of_its_bits_is_the_code_of_segno(address):
    matrix = segno.make_qr(address, error="m", mask=PATTERN).matrix

    assert drawn(address) == {
        (row, place) for row, squares in enumerate(matrix) for place, dark in enumerate(squares) if dark
    }
