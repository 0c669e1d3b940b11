from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FormKind(TextChoices):
    """Who fills a form: the institution, or an inspector who looks at its site or its documents."""

    MONITORING = "monitoring", _("Monitoring form")
    SITE_CHECK = "site_check", _("Check of a site")
    DOCUMENT_STUDY = "document_study", _("Study of documents")


INSPECTED = frozenset({FormKind.SITE_CHECK, FormKind.DOCUMENT_STUDY})


class FieldKind(TextChoices):
    NUMBER = "number", pgettext_lazy("answer", "Number")
    SHARE = "share", _("Share of two numbers")
    MONEY = "money", _("Money, roubles")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("Choice from a list")
    TEXT = "text", _("Text")
    DATE = "date", _("Date")
    FILE = "file", _("File")
    TABLE = "table", _("Table")
    ITEM = "item", _("Item on a site")
    LEVEL = "level", _("Criterion of a document")


# What a person looks at and judges; each has an address, a time and a note beside the result.
JUDGED = frozenset({FieldKind.ITEM, FieldKind.LEVEL})
KINDS_OF_FORM: dict[str, frozenset[str]] = {
    FormKind.MONITORING: frozenset(set(FieldKind.values) - JUDGED),
    FormKind.SITE_CHECK: frozenset({FieldKind.ITEM}),
    FormKind.DOCUMENT_STUDY: frozenset({FieldKind.LEVEL}),
}


class Found(TextChoices):
    """What was seen of one item of a checklist."""

    FOUND = "found", pgettext_lazy("item on a site", "Found")
    PARTLY = "partly", pgettext_lazy("item on a site", "Partly")
    MISSING = "missing", pgettext_lazy("item on a site", "Not found")
    DOWN = "down", _("The site did not open")


class Level(TextChoices):
    """How far a document meets a criterion."""

    NONE = "0", _("0: nothing proves it")
    PARTLY = "1", _("1: proved in part")
    FULL = "2", _("2: proved in full")


class CampaignStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("campaign", "Draft")
    OPEN = "open", pgettext_lazy("campaign", "Open")
    CLOSED = "closed", pgettext_lazy("campaign", "Closed")
    FROZEN = "frozen", pgettext_lazy("campaign", "Frozen")


MOVES: dict[str, frozenset[str]] = {
    CampaignStatus.DRAFT: frozenset({CampaignStatus.OPEN}),
    CampaignStatus.OPEN: frozenset({CampaignStatus.CLOSED}),
    CampaignStatus.CLOSED: frozenset({CampaignStatus.OPEN, CampaignStatus.FROZEN}),
    CampaignStatus.FROZEN: frozenset({CampaignStatus.OPEN}),
}


class SubmissionStatus(TextChoices):
    NOT_BEGUN = "not_begun", _("Not begun")
    DRAFT = "draft", _("Being filled in")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned with remarks")
    ACCEPTED = "accepted", pgettext_lazy("answers", "Accepted")


SUBMISSION_MOVES: dict[str, frozenset[str]] = {
    SubmissionStatus.NOT_BEGUN: frozenset({SubmissionStatus.DRAFT}),
    SubmissionStatus.DRAFT: frozenset({SubmissionStatus.SUBMITTED, SubmissionStatus.ACCEPTED}),
    SubmissionStatus.SUBMITTED: frozenset({SubmissionStatus.RETURNED, SubmissionStatus.ACCEPTED}),
    SubmissionStatus.RETURNED: frozenset({SubmissionStatus.SUBMITTED, SubmissionStatus.ACCEPTED}),
    SubmissionStatus.ACCEPTED: frozenset({SubmissionStatus.RETURNED}),
}
# Whose turn it is: the institution is silent until it submits, and again when its answers came back.
FILLED_IN = frozenset({SubmissionStatus.NOT_BEGUN, SubmissionStatus.DRAFT, SubmissionStatus.RETURNED})
ANSWERED = frozenset({SubmissionStatus.SUBMITTED, SubmissionStatus.ACCEPTED})


class Standing(TextChoices):
    """How a submission stands against the deadline; worked out, never stored."""

    IN_TIME = "in_time", _("In time")
    LATE = "late", _("Late")
    AWAITED = "awaited", _("Awaited")
    OVERDUE = "overdue", pgettext_lazy("answers", "Overdue")
    ABSENT = "absent", _("Absent")
