from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy


class SessionStatus(TextChoices):
    """How far a session has come."""

    PLANNED = "planned", pgettext_lazy("session", "Planned")
    CONVENED = "convened", pgettext_lazy("session", "Convened")
    OPENED = "opened", pgettext_lazy("session", "In session")
    RECESS = "recess", pgettext_lazy("session", "In recess")
    CLOSED = "closed", pgettext_lazy("session", "Closed")
    PRINTED = "printed", pgettext_lazy("session", "Minutes printed")
    DISPUTED = "disputed", pgettext_lazy("session", "Minutes disputed")
    SIGNED = "signed", pgettext_lazy("session", "Minutes signed")
    FILED = "filed", pgettext_lazy("session", "Filed")
    NOT_QUORATE = "not_quorate", pgettext_lazy("session", "No quorum")
    POSTPONED = "postponed", pgettext_lazy("session", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


S = SessionStatus
MOVES: dict[str, frozenset[str]] = {
    # A session that met without a notice is held all the same; the minutes say so.
    S.PLANNED: frozenset({S.CONVENED, S.OPENED, S.NOT_QUORATE, S.POSTPONED, S.CANCELLED}),
    S.CONVENED: frozenset({S.OPENED, S.NOT_QUORATE, S.POSTPONED, S.CANCELLED}),
    S.OPENED: frozenset({S.RECESS, S.CLOSED}),
    S.RECESS: frozenset({S.OPENED, S.CLOSED}),
    S.CLOSED: frozenset({S.PRINTED}),
    # A session that could not begin leaves its record as well.
    S.NOT_QUORATE: frozenset({S.PRINTED}),
    S.PRINTED: frozenset({S.PRINTED, S.DISPUTED, S.SIGNED}),
    S.DISPUTED: frozenset({S.PRINTED}),
    S.SIGNED: frozenset({S.FILED, S.PRINTED}),
    S.FILED: frozenset(),
    S.POSTPONED: frozenset(),
    S.CANCELLED: frozenset(),
}
# Nothing of the agenda is fixed yet.
BEFORE = frozenset({S.PLANNED, S.CONVENED})
RUNNING = frozenset({S.OPENED, S.RECESS})
# The minutes may still be written and corrected.
WRITABLE = frozenset({S.OPENED, S.RECESS, S.CLOSED, S.NOT_QUORATE, S.DISPUTED})
# The minutes are due and have never been printed.
UNPRINTED = frozenset({S.CLOSED, S.NOT_QUORATE})
# It has been held, and its paper is due or there.
HELD = frozenset({S.CLOSED, S.PRINTED, S.DISPUTED, S.SIGNED, S.FILED})


# Its minutes are signed: nothing in them changes without being signed anew.
SETTLED = frozenset({S.SIGNED, S.FILED})


class SessionKind(TextChoices):
    ORDINARY = "ordinary", pgettext_lazy("session", "Ordinary")
    EXTRAORDINARY = "extraordinary", pgettext_lazy("session", "Extraordinary")
    JOINT = "joint", pgettext_lazy("session", "Joint, of two bodies")


class SessionMode(TextChoices):
    IN_PERSON = "in_person", pgettext_lazy("session", "In person")
    VIDEO = "video", pgettext_lazy("session", "By video")
    MIXED = "mixed", pgettext_lazy("session", "Partly by video")
    CORRESPONDENCE = "correspondence", pgettext_lazy("session", "By correspondence")


class PresidingGround(TextChoices):
    """Why this person presides."""

    CHAIR = "chair", _("Chair of the body")
    DEPUTY = "deputy", _("Deputy, in the absence of the chair")
    ELECTED = "elected", _("Elected by those present")


class ItemStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("item", "Waiting")
    OPEN = "open", pgettext_lazy("item", "Under discussion")
    DONE = "done", pgettext_lazy("item", "Considered")
    DEFERRED = "deferred", pgettext_lazy("item", "Put off")
    REMOVED = "removed", pgettext_lazy("item", "Taken off the agenda")


ITEM_MOVES: dict[str, frozenset[str]] = {
    ItemStatus.WAITING: frozenset({ItemStatus.OPEN, ItemStatus.DEFERRED, ItemStatus.REMOVED}),
    ItemStatus.OPEN: frozenset({ItemStatus.DONE, ItemStatus.WAITING, ItemStatus.DEFERRED}),
    ItemStatus.DONE: frozenset({ItemStatus.OPEN}),
    ItemStatus.DEFERRED: frozenset({ItemStatus.WAITING}),
    ItemStatus.REMOVED: frozenset(),
}
UNFINISHED = frozenset({ItemStatus.WAITING, ItemStatus.OPEN, ItemStatus.DEFERRED})


class ItemTag(TextChoices):
    """What an item is for; associations are asked to show each kind in the year."""

    NONE = "", _("No mark")
    ANALYSIS = "analysis", _("Analysis")
    COORDINATION = "coordination", _("Coordination")
    PLANNING = "planning", _("Planning")
    CONCEPT = "concept", _("Concept of a subject")


class Capacity(TextChoices):
    MEMBER = "member", _("Member")
    INVITED = "invited", pgettext_lazy("capacity", "Invited")


class VotePurpose(TextChoices):
    DECISION = "decision", _("On a decision")
    AGENDA = "agenda", _("On a change of the agenda")
    PRESIDING = "presiding", _("On who presides")


class VoteMethod(TextChoices):
    NAMED = "named", _("By name")
    TOTALS = "totals", _("By counted hands")
    CORRESPONDENCE = "correspondence", _("By correspondence")


class Choice(TextChoices):
    FOR = "for", pgettext_lazy("vote", "For")
    AGAINST = "against", pgettext_lazy("vote", "Against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "Abstained")


class DecisionKind(TextChoices):
    DECISION = "decision", _("Decision")
    RECOMMENDATION = "recommendation", _("Recommendation")
    PROPOSAL = "proposal", _("Proposal")
    ASSIGNMENT = "assignment", _("Assignment")


class DecisionStatus(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("decision", "Proposed")
    ADOPTED = "adopted", pgettext_lazy("decision", "Adopted")
    REJECTED = "rejected", pgettext_lazy("decision", "Not adopted")
    DEFERRED = "deferred", pgettext_lazy("decision", "Put off")
    FOR_APPROVAL = "for_approval", pgettext_lazy("decision", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("decision", "Approved")
    PARTLY_APPROVED = "partly_approved", pgettext_lazy("decision", "Approved with changes")
    RETURNED = "returned", pgettext_lazy("decision", "Returned")
    PUBLISHED = "published", pgettext_lazy("decision", "Published")


D = DecisionStatus
DECISION_MOVES: dict[str, frozenset[str]] = {
    D.PROPOSED: frozenset({D.ADOPTED, D.REJECTED, D.DEFERRED}),
    D.ADOPTED: frozenset({D.FOR_APPROVAL, D.APPROVED, D.PARTLY_APPROVED, D.RETURNED, D.PUBLISHED}),
    D.REJECTED: frozenset(),
    D.DEFERRED: frozenset({D.ADOPTED, D.REJECTED}),
    D.FOR_APPROVAL: frozenset({D.APPROVED, D.PARTLY_APPROVED, D.RETURNED}),
    D.APPROVED: frozenset({D.PUBLISHED}),
    D.PARTLY_APPROVED: frozenset({D.PUBLISHED}),
    D.RETURNED: frozenset({D.FOR_APPROVAL, D.APPROVED, D.PARTLY_APPROVED}),
    D.PUBLISHED: frozenset(),
}
# The vote has carried it, whatever came of it later.
CARRIED = frozenset({D.ADOPTED, D.FOR_APPROVAL, D.APPROVED, D.PARTLY_APPROVED, D.RETURNED, D.PUBLISHED})


class PassageField(TextChoices):
    """Which part of the minutes a text is."""

    OPENING = "opening", _("Opening")
    HEARD = "heard", _("Heard")
    SPOKE = "spoke", _("Spoke")
    OTHER = "other", _("Other")


class Deviation(TextChoices):
    """What went otherwise than the rules ask and is written into the minutes."""

    NO_NOTICE = "no_notice", _("The agenda was not sent out before the session.")
    LATE_NOTICE = "late_notice", _("The agenda was sent out later than the rules ask.")
    SHORT = "short", _("The composition has fewer members than the rules ask.")
    TYPED_LATE = "typed_late", _("The minutes were printed later than on the day of the session.")
    QUORUM_LOST = "quorum_lost", _("The quorum was lost during the session.")


# What a body owes, by the code of the duty.
DUTIES: dict[str, Any] = {
    "sessions_of_year": ngettext_lazy(
        "%(missing)s more session is to be held by %(due_on)s: %(held)s of %(required)s have been.",
        "%(missing)s more sessions are to be held by %(due_on)s: %(held)s of %(required)s have been.",
        "missing",
    ),
    "session_of_quarter": ngettext_lazy(
        "%(missing)s session of the quarter is to be held by %(due_on)s.",
        "%(missing)s sessions of the quarter are to be held by %(due_on)s.",
        "missing",
    ),
    "minutes_unsigned": _("The minutes of the session of %(session_on)s are not signed."),
    "decisions_unapproved": ngettext_lazy(
        "%(count)s decision of the session of %(session_on)s is not approved.",
        "%(count)s decisions of the session of %(session_on)s are not approved.",
        "count",
    ),
}
