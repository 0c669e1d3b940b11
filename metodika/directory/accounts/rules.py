import re
from collections.abc import Collection
from fnmatch import fnmatchcase

LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,49}")
SHOWING = ("view_", "list_", "export_")
READ, ALL = "read", "all"


def login_is_fit(login: str) -> bool:
    """Tell whether a login may be chosen: 3 to 50 Latin letters, digits, dots and dashes, a letter first.

    No "@": a login that looks like somebody's e-mail would sign in as him.
    Source: OWASP Application Security Verification Standard 4.0, 2.1.
    """
    return LOGIN.fullmatch(login) is not None


def working_days_to_answer(kind: str) -> int:
    """Return in how many working days a request about own data is to be answered.

    Ten for questions, seven for corrections and erasure, counted from the day after the request.
    Source: 152-FZ, art. 20, parts 1 and 3.
    """
    return 7 if kind in {"rectify", "erase"} else 10


def scope_allows(scopes: Collection[str], permission: str) -> bool:
    """Tell whether a token with these scopes may use a permission that its owner has.

    "all" allows everything, "read" what only shows, any other scope is the name or pattern of a permission.
    Source: RFC 6749, cl. 3.3 (the scope never exceeds what the owner may do himself).
    """
    if ALL in scopes:
        return True
    if READ in scopes and permission.partition(".")[2].startswith(SHOWING):
        return True
    return any(fnmatchcase(permission, scope) for scope in scopes)


def snils_digits(text: str) -> str:
    """Return the eleven digits of a SNILS written in any way, or nothing when there are not eleven.

    Source: decree of the Pension Fund on the format of the insurance number (XXX-XXX-XXX YY).
    """
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) == 11 else ""  # noqa: PLR2004 - the length of the number itself


def minutes_to_wait(attempts: Collection[float], *, limit: int, window: float, now: float) -> int:
    """Return in how many whole minutes the next attempt is open; 0 when it is open now.

    `attempts` are moments in seconds, `window` the seconds in which at most `limit` of them are allowed.
    Source: OWASP Application Security Verification Standard 4.0, 2.2.1.
    """
    recent = sorted(moment for moment in attempts if moment > now - window)
    if len(recent) < limit:
        return 0
    free_at = recent[-limit] + window
    return max(1, -int(-(free_at - now) // 60))
