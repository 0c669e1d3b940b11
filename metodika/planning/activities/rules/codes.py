"""Codes that people type or show: the word for those online, the code of a certificate."""

from collections.abc import Callable, Sequence

# What can be taken for another sign is left out.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
ONLINE_SIGNS, CERTIFICATE_SIGNS = 6, 12
ALIKE = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def drawn(choose: Callable[[Sequence[str]], str], length: int) -> str:
    """Return a code of so many signs, each drawn by `choose`.

    Source: NIST SP 800-63B, 5.1.2 (what is looked up is drawn at random).
    """
    return "".join(choose(SIGNS) for _place in range(length))


def tidy(code: str) -> str:
    """Return a code as it is kept: capitals without gaps, Russian letters that look alike made Latin.

    Source: domain capabilities, C10 (code for those online; certificate with a code to check).
    """
    return "".join(sign for sign in code.upper().translate(ALIKE) if sign.isascii() and sign.isalnum())
