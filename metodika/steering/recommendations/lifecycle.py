from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AddressedTo(TextChoices):
    INSTITUTION = "institution", _("institutions")
    BODY = "body", _("councils and associations")
    CATEGORY = "category", _("a category of people")
    PERSON = "person", _("people by name")


class Status(TextChoices):
    DRAFT = "draft", pgettext_lazy("recommendation", "Draft")
    APPROVED = "approved", pgettext_lazy("recommendation", "Approved")
    SENT = "sent", pgettext_lazy("recommendation", "Sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("recommendation", "Withdrawn")


MOVES: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.APPROVED, Status.WITHDRAWN}),
    Status.APPROVED: frozenset({Status.DRAFT, Status.SENT, Status.WITHDRAWN}),
    Status.SENT: frozenset(),
    Status.WITHDRAWN: frozenset(),
}


class ReceiptStatus(TextChoices):
    SENT = "sent", pgettext_lazy("receipt", "Sent")
    READ = "read", pgettext_lazy("receipt", "Read")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("receipt", "Acknowledged")
    ACCEPTED = "accepted", pgettext_lazy("receipt", "Accepted")
    DECLINED = "declined", pgettext_lazy("receipt", "Declined")
    FULFILLED = "fulfilled", pgettext_lazy("receipt", "Fulfilled")
    CHECKED = "checked", pgettext_lazy("receipt", "Checked by the indicator")


_ANSWERS = frozenset({ReceiptStatus.ACCEPTED, ReceiptStatus.DECLINED})
RECEIPT_MOVES: dict[str, frozenset[str]] = {
    ReceiptStatus.SENT: frozenset({ReceiptStatus.READ, ReceiptStatus.ACKNOWLEDGED}) | _ANSWERS,
    ReceiptStatus.READ: frozenset({ReceiptStatus.ACKNOWLEDGED}) | _ANSWERS,
    ReceiptStatus.ACKNOWLEDGED: _ANSWERS,
    ReceiptStatus.ACCEPTED: frozenset({ReceiptStatus.FULFILLED}),
    ReceiptStatus.DECLINED: frozenset({ReceiptStatus.ACCEPTED}),
    ReceiptStatus.FULFILLED: frozenset({ReceiptStatus.CHECKED}),
    ReceiptStatus.CHECKED: frozenset({ReceiptStatus.CHECKED}),
}
UNANSWERED = frozenset({ReceiptStatus.SENT, ReceiptStatus.READ, ReceiptStatus.ACKNOWLEDGED})
TAKEN_UP = frozenset({ReceiptStatus.ACCEPTED, ReceiptStatus.FULFILLED, ReceiptStatus.CHECKED})
DONE = frozenset({ReceiptStatus.FULFILLED, ReceiptStatus.CHECKED})


class Verdict(TextChoices):
    """What the indicator says after a recommendation was fulfilled."""

    REACHED = "reached", _("changed as much as expected")
    PARTLY = "partly", _("changed, but less than expected")
    NOT_SEEN = "not_seen", _("no change to be seen")
    WORSE = "worse", _("changed for the worse")
    NO_VALUE = "no_value", _("there is no value to compare")
    OTHER_DEFINITION = "other_definition", _("the indicator is counted otherwise now")
