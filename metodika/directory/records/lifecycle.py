from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    REGISTERED = "registered", _("Has a number")
    PRINTED = "printed", _("Waits for signatures")
    SIGNED = "signed", _("Signed")
    FILED = "filed", _("In a case")
    CANCELLED = "cancelled", _("Cancelled")
    DESTROYED = "destroyed", _("Destroyed by act")


# A new version takes a signed record back; a number once given is never given again.
MOVES: dict[str, frozenset[str]] = {
    RecordStatus.DRAFT: frozenset({RecordStatus.REGISTERED, RecordStatus.CANCELLED}),
    RecordStatus.REGISTERED: frozenset({RecordStatus.PRINTED, RecordStatus.FILED, RecordStatus.CANCELLED}),
    RecordStatus.PRINTED: frozenset({RecordStatus.SIGNED, RecordStatus.CANCELLED}),
    RecordStatus.SIGNED: frozenset({RecordStatus.PRINTED, RecordStatus.FILED, RecordStatus.CANCELLED}),
    RecordStatus.FILED: frozenset({RecordStatus.DESTROYED}),
    RecordStatus.CANCELLED: frozenset(),
    RecordStatus.DESTROYED: frozenset(),
}
# A version may be made of these: what lies in a case is not rewritten.
OPEN_STATUSES = frozenset(
    {RecordStatus.DRAFT, RecordStatus.REGISTERED, RecordStatus.PRINTED, RecordStatus.SIGNED}
)
NUMBERED_STATUSES = frozenset(
    {RecordStatus.REGISTERED, RecordStatus.PRINTED, RecordStatus.SIGNED, RecordStatus.FILED}
)


class SignatureStatus(TextChoices):
    WAITING = "waiting", _("Not signed yet")
    SIGNED = "signed", _("Signed")
    REFUSED = "refused", _("Refused to sign")
    VOIDED = "voided", _("No longer counts")
    SUBSTITUTED = "substituted", _("Another person signs")


SIGNATURE_MOVES: dict[str, frozenset[str]] = {
    SignatureStatus.WAITING: frozenset(
        {
            SignatureStatus.SIGNED,
            SignatureStatus.REFUSED,
            SignatureStatus.VOIDED,
            SignatureStatus.SUBSTITUTED,
        }
    ),
    SignatureStatus.REFUSED: frozenset(
        {SignatureStatus.SIGNED, SignatureStatus.VOIDED, SignatureStatus.SUBSTITUTED}
    ),
    SignatureStatus.SIGNED: frozenset({SignatureStatus.VOIDED}),
    SignatureStatus.VOIDED: frozenset(),
    SignatureStatus.SUBSTITUTED: frozenset(),
}
# What belongs to the version that holds now.
COUNTED_SIGNATURES = frozenset({SignatureStatus.WAITING, SignatureStatus.SIGNED, SignatureStatus.REFUSED})


class SignatureMethod(TextChoices):
    PAPER = "paper", _("On paper, the scan is kept")
    SIMPLE = "simple", _("Simple electronic signature")
    QUALIFIED = "qualified", _("Qualified electronic signature, the file is kept")


class Proof(TextChoices):
    """By what a person proved at signing that it is he."""

    PASSWORD = "password", _("password")
    CODE = "code", _("one-time code")


class AcknowledgementMethod(TextChoices):
    SCREEN = "screen", _("On the page, signed in")
    PAPER = "paper", _("On paper")


class KindCode(TextChoices):
    """Kinds of documents that this area declares itself; other areas have their own."""

    ORDER = "records.order", _("Order")
    DIRECTIVE = "records.directive", _("Directive")
    SHEET = "records.acknowledgement_sheet", _("Acknowledgement sheet")
    REGISTER = "records.register", _("Register of documents")
    DESTRUCTION_ACT = "records.destruction_act", _("Act of destruction")
    SIGNATURES = "records.signature_sheet", _("List of signatures")


# What a person writes on a page; the others make themselves.
WRITTEN_KINDS = (KindCode.ORDER, KindCode.DIRECTIVE)


class AudienceKind(TextChoices):
    """Groups that are resolved into people at the moment of sending; holders of each role come besides."""

    NAMED = "named", _("People whom I name")
    EVERYBODY = "everybody", _("Everybody who works there")
    HEADS = "heads", _("Heads of organisations")
