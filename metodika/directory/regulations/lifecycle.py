from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActKind(TextChoices):
    LAW = "law", _("law")
    DECREE = "decree", _("decree")
    RESOLUTION = "resolution", _("resolution")
    DIRECTIVE = "directive", _("directive")
    ORDER = "order", _("order")
    DECISION = "decision", _("decision")
    REGULATION = "regulation", _("regulation")
    ROADMAP = "roadmap", _("road map")
    PLAN = "plan", _("plan")
    PROGRAMME = "programme", _("programme")
    PASSPORT = "passport", _("passport of a project")
    RECOMMENDATIONS = "recommendations", _("recommendations")
    MINUTES = "minutes", _("minutes")
    LETTER = "letter", _("letter")
    CHARTER = "charter", _("charter")
    PROCEDURE = "procedure", _("procedure")
    AGREEMENT = "agreement", _("agreement")
    OTHER = "other", _("other act")


# How acts name their kinds.
KIND_WORDS: dict[str, ActKind] = {
    "федеральный закон": ActKind.LAW,
    "закон": ActKind.LAW,
    "указ": ActKind.DECREE,
    "постановление": ActKind.RESOLUTION,
    "распоряжение": ActKind.DIRECTIVE,
    "приказ": ActKind.ORDER,
    "решение": ActKind.DECISION,
    "протокол": ActKind.MINUTES,
    "письмо": ActKind.LETTER,
    "положение": ActKind.REGULATION,
    "паспорт": ActKind.PASSPORT,
    "программа": ActKind.PROGRAMME,
    "устав": ActKind.CHARTER,
    "порядок": ActKind.PROCEDURE,
    "план": ActKind.PLAN,
    "соглашение": ActKind.AGREEMENT,
}


class ActLevel(TextChoices):
    FEDERAL = "federal", _("federal")
    REGIONAL = "regional", _("regional")
    MUNICIPAL = "municipal", _("municipal")
    INSTITUTION = "institution", _("of an institution")
    UNKNOWN = "", _("not known")


class ActStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")


MOVES: dict[str, frozenset[str]] = {
    ActStatus.DRAFT: frozenset({ActStatus.SIGNED, ActStatus.IN_FORCE}),
    ActStatus.SIGNED: frozenset({ActStatus.IN_FORCE, ActStatus.REPEALED}),
    ActStatus.IN_FORCE: frozenset({ActStatus.REPEALED, ActStatus.EXPIRED}),
    ActStatus.REPEALED: frozenset(),
    ActStatus.EXPIRED: frozenset(),
}


class RelationKind(TextChoices):
    SUPERSEDES = "supersedes", _("repeals")
    AMENDS = "amends", _("amends")
    APPROVES = "approves", _("approves")


class EditionSource(TextChoices):
    OUTLINE = "outline", _("Outline from the profile")
    TEXT = "text", _("Text of the act")
