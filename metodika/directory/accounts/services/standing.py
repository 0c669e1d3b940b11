"""Nobody decides about an account that may do more than he may himself."""

from typing import Any

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.accounts.models import User
from metodika.directory.accounts.queries.users import rights_beyond


class AboveTheActor(RuleBroken):
    """The account may do more than the person who would decide about it."""


def _refuse_above(user: User, by: Any) -> None:
    # A link to set a password is as good as the account itself.
    if by is not None and rights_beyond(user, by):
        raise AboveTheActor(
            _(
                "%(user)s may do more than you, so this account is not yours to decide about. "
                "Ask your administrator."
            )
            % {"user": user}
        )
