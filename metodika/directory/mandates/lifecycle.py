from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MandateState(TextChoices):
    """Follows from the dates; nobody sets it by hand."""

    COMING = "coming", _("Begins later")
    HOLDS = "holds", _("In force")
    ENDED = "ended", _("Has ended")
    WITHDRAWN = "withdrawn", _("Taken back")


MOVES: dict[str, frozenset[str]] = {
    MandateState.COMING: frozenset({MandateState.HOLDS, MandateState.WITHDRAWN}),
    MandateState.HOLDS: frozenset({MandateState.ENDED, MandateState.WITHDRAWN}),
    MandateState.ENDED: frozenset(),
    MandateState.WITHDRAWN: frozenset(),
}
