from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountStatus(TextChoices):
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


MOVES: dict[str, frozenset[str]] = {
    AccountStatus.INVITED: frozenset({AccountStatus.ACTIVE, AccountStatus.CLOSED}),
    AccountStatus.ACTIVE: frozenset({AccountStatus.SUSPENDED, AccountStatus.CLOSED}),
    AccountStatus.SUSPENDED: frozenset({AccountStatus.ACTIVE, AccountStatus.CLOSED}),
    AccountStatus.CLOSED: frozenset(),
}


class ConsentPurpose(TextChoices):
    """One purpose, one text, one screen: a consent never hides inside another one."""

    PROCESSING = "processing", _("Processing of personal data beyond the duties of the service")
    DISSEMINATION = "dissemination", _("Publication of name, position and results")
    PICTURES = "pictures", _("Publication of photographs and recordings")
    LETTERS = "letters", _("Letters about events and competitions")
    SIGNING = "signing", _("Use of the simple electronic signature")


class ConsentChannel(TextChoices):
    SCREEN = "screen", _("On the page, signed in")
    PAPER = "paper", _("On paper, the scan is kept")


class DataRequestKind(TextChoices):
    ACCESS = "access", _("Tell me what you hold about me")
    RECTIFY = "rectify", _("Correct my data")
    ERASE = "erase", _("Erase my data")
    PORTABILITY = "portability", _("Hand my data over")


class DataRequestStatus(TextChoices):
    RECEIVED = "received", _("Received")
    IN_WORK = "in_work", _("In work")
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Refused")


REQUEST_MOVES: dict[str, frozenset[str]] = {
    DataRequestStatus.RECEIVED: frozenset(
        {DataRequestStatus.IN_WORK, DataRequestStatus.ANSWERED, DataRequestStatus.REFUSED}
    ),
    DataRequestStatus.IN_WORK: frozenset({DataRequestStatus.ANSWERED, DataRequestStatus.REFUSED}),
    DataRequestStatus.ANSWERED: frozenset(),
    DataRequestStatus.REFUSED: frozenset(),
}

OPEN_REQUESTS = frozenset({DataRequestStatus.RECEIVED, DataRequestStatus.IN_WORK})
