"""The square code of an address, made by segno."""

import re
from functools import cache
from io import BytesIO
from typing import Any

PNG_SCALE = 8
# Readers take any of the eight patterns; to weigh all of them costs more than the rest of a certificate.
PATTERN = 3
BITS = 7
DARK = re.compile("1+")
# Any small letter: with one in it, an address is written byte by byte and not in a shorter alphabet.
LETTER = "a"


def code_as_svg(address: str) -> str:
    """Return the QR code of the address as SVG."""
    squares, side = _squares(address)
    rows = (squares[start : start + side] for start in range(0, side * side, side))
    runs = "".join(
        f"M{run.start()} {row}h{len(run[0])}v1h-{len(run[0])}z"
        for row, squares in enumerate(rows)
        for run in DARK.finditer(squares)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">'
        f'<path d="{runs}"/></svg>'
    )


def code_as_png(address: str) -> bytes:
    """Return the QR code of the address as PNG, with the white edge that readers need."""
    output = BytesIO()
    _made(address).save(output, kind="png", border=1, scale=PNG_SCALE)
    return output.getvalue()


def _squares(address: str) -> tuple[str, int]:
    """Return the squares of a code row by row, "1" for a dark one, and how many stand in a row.

    Of one length and pattern every square is a sum (without carry) of bits of the text: one code and what
    each bit turns over in it give all the others, without reckoning them anew.
    Source: ISO/IEC 18004, 7.5 (Reed-Solomon codes are linear), 7.8.2 (the pattern is laid over).
    """
    if not (address.isascii() and address != address.upper()):
        return _whole(address)
    found, side = _blank(len(address))
    for place, sign in enumerate(address):
        turned = ord(sign) ^ ord(LETTER)
        for bit in range(BITS):
            if turned >> bit & 1:
                found ^= _turned_over(len(address), place, bit)
    return f"{found:0{side * side}b}", side


@cache
def _blank(length: int) -> tuple[int, int]:
    squares, side = _whole(LETTER * length)
    return int(squares, 2), side


@cache
def _turned_over(length: int, place: int, bit: int) -> int:
    text = LETTER * place + chr(ord(LETTER) ^ 1 << bit) + LETTER * (length - place - 1)
    return int(_whole(text)[0], 2) ^ _blank(length)[0]


def _whole(address: str) -> tuple[str, int]:
    matrix = _made(address).matrix
    return "".join(str(square) for row in matrix for square in row), len(matrix)


def _made(address: str) -> Any:
    import segno  # noqa: PLC0415 - for printing only

    return segno.make_qr(address, error="m", mask=PATTERN)
