"""That the person at the screen is the owner of the account, asked again at an important act."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from metodika.directory.accounts.models import User


def is_own_password(user: User, password: str) -> bool:
    """Tell whether this is the password of the account."""
    return bool(password) and user.check_password(password)


def is_own_code(user: User, code: str) -> bool:
    """Tell whether this is the one-time code of the account's second factor, used for the first time."""
    factor = Authenticator.objects.filter(user=user.pk, type=Authenticator.Type.TOTP).first()
    return factor is not None and bool(code) and bool(TOTP(factor).validate_code(code.replace(" ", "")))


def has_codes(user: User) -> bool:
    """Tell whether the account has a second factor that shows one-time codes."""
    return bool(Authenticator.objects.filter(user=user.pk, type=Authenticator.Type.TOTP).exists())
