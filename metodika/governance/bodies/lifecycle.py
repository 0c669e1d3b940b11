from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Family(TextChoices):
    """What a kind of bodies is at bottom, however a municipality calls it."""

    COUNCIL = "council", _("Council")
    ASSOCIATION = "association", _("Methodical association")
    GROUP = "group", _("Working group")
    LABORATORY = "laboratory", _("Creative laboratory")
    COMMUNITY = "community", _("Professional community")
    EXPERT_COMMUNITY = "expert_community", _("Expert community")
    RESOURCE_CENTRE = "resource_centre", _("Resource centre")


class Reach(TextChoices):
    """What brings the members of an association together."""

    SUBJECT = "subject", _("One subject")
    INTER_SUBJECT = "inter_subject", _("Several subjects together")
    META_SUBJECT = "meta_subject", _("What all subjects share")
    INTERDISCIPLINARY = "interdisciplinary", _("Disciplines of one field")
    OTHER = "other", _("A position or a task")


class BodyStatus(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Works")
    SUSPENDED = "suspended", _("Suspended")
    DISSOLVED = "dissolved", _("Dissolved")


MOVES: dict[str, frozenset[str]] = {
    BodyStatus.PROPOSED: frozenset({BodyStatus.ACTIVE, BodyStatus.DISSOLVED}),
    BodyStatus.ACTIVE: frozenset({BodyStatus.SUSPENDED, BodyStatus.DISSOLVED}),
    BodyStatus.SUSPENDED: frozenset({BodyStatus.ACTIVE, BodyStatus.DISSOLVED}),
    BodyStatus.DISSOLVED: frozenset(),
}
LIVING = frozenset({BodyStatus.PROPOSED, BodyStatus.ACTIVE, BodyStatus.SUSPENDED})


class CompositionStatus(TextChoices):
    """A draft is written freely; what was approved is never rewritten, the next version takes its place."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")


class Office(TextChoices):
    """In what capacity a person sits, the first one foremost."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")
