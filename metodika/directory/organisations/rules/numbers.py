"""Check digits of the numbers under which an organisation is registered."""

INN_OF_ORGANISATION = 10
INN_OF_PERSON = 12
OGRN = 13
OGRNIP = 15
_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def _control(digits: str, weights: tuple[int, ...]) -> int:
    """Return the control digit of the digits.

    Source: order of the Federal Tax Service of 29.06.2012 No. MMV-7-6/435@, annex, section I.
    """
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10


def is_inn(text: str) -> bool:
    """Tell whether the taxpayer's number (10 digits, 12 for a person) agrees with its control digits.

    Source: order of the Federal Tax Service of 29.06.2012 No. MMV-7-6/435@.
    """
    if not (text.isascii() and text.isdigit()):
        return False
    if len(text) == INN_OF_ORGANISATION:
        return _control(text[:9], _WEIGHTS[2:]) == int(text[9])
    if len(text) == INN_OF_PERSON:
        first, second = _control(text[:10], _WEIGHTS[1:]), _control(text[:11], _WEIGHTS)
        return text[10:] == f"{first}{second}"
    return False


def is_ogrn(text: str) -> bool:
    """Tell whether the registration number (13 digits, 15 for an entrepreneur) agrees with its last digit.

    Source: order of the Ministry of Finance of 30.10.2017 No. 165n, clause 5.
    """
    if not (text.isascii() and text.isdigit()) or len(text) not in {OGRN, OGRNIP}:
        return False
    return int(text[:-1]) % (len(text) - 2) % 10 == int(text[-1])
