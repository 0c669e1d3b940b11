"""What every new login and password has to satisfy."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.accounts import rules
from metodika.directory.accounts.models import User


class LoginRefused(RuleBroken):
    """The login is taken or not fit; the form shows the sentence at its field."""


class PasswordRefused(RuleBroken):
    """The password is too weak; the form shows the sentence at its field."""


def _fit_login(login: str, *, of: User | None = None) -> str:
    chosen = login.strip().lower()
    if not rules.login_is_fit(chosen):
        raise LoginRefused(
            _("A login is 3 to 50 Latin letters, digits, dots and dashes; it begins with a letter.")
        )
    taken = User.objects.filter(login__iexact=chosen)
    if taken.exclude(pk=of.pk if of and of.pk else 0).exists():
        raise LoginRefused(_("The login %(login)s is taken. Choose another one.") % {"login": chosen})
    return chosen


def _check_password(password: str, user: Any) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(" ".join(error.messages)) from error
