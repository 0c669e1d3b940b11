"""The square code of an address, drawn by segno."""

from io import BytesIO
from typing import Any

PNG_SCALE = 8
# Readers take any of the eight patterns; to weigh all of them costs more than the rest of a certificate.
PATTERN = 3


def code_as_svg(address: str) -> str:
    """Return the QR code of the address as SVG."""
    return _drawn(address, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None).decode()


def code_as_png(address: str) -> bytes:
    """Return the QR code of the address as PNG, with the white edge that readers need."""
    return _drawn(address, kind="png", border=1, scale=PNG_SCALE)


def _drawn(address: str, **how: Any) -> bytes:
    import segno  # noqa: PLC0415 - for printing only

    output = BytesIO()
    segno.make_qr(address, error="m", mask=PATTERN).save(output, **how)
    return output.getvalue()
