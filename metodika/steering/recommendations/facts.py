"""What can be counted of recommendations and their answers."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag, local_day
from metodika.steering.recommendations.lifecycle import DONE, TAKEN_UP, AddressedTo, ReceiptStatus, Verdict
from metodika.steering.recommendations.models import Receipt

TITLE = _("Recommendations")
ZONE = "recommendation__organisation__timezone"
TO = choice("addressed_to", _("to whom"), "recommendation__addressed_to", AddressedTo.choices)

FACTS = (
    Fact(
        code="recommendations.recommendation",
        title=_("Recommendation sent"),
        row=_("One recommendation to one addressee, on the day it was sent."),
        model=Receipt,
        rows=Receipt.objects.all,
        organisation="organisation",
        body="body",
        person="person",
        on=local_day("sent_at", ZONE),
        parameters=(
            TO,
            choice("state", _("state"), "status", ReceiptStatus.choices),
            flag("answered", _("answered"), Q(answered_at__isnull=False)),
            flag("fulfilled", _("fulfilled"), Q(status__in=DONE)),
        ),
        related=("recommendation",),
        papers="recommendation",
        address="/recommendations/receipts/{0.pk}/",
        source="VP-4.2",
    ),
    Fact(
        code="recommendations.answer",
        title=_("Answer to a recommendation"),
        row=_("One answer of one addressee, on the day it came."),
        model=Receipt,
        rows=lambda: Receipt.objects.filter(answered_at__isnull=False),
        organisation="organisation",
        body="body",
        person="person",
        on=local_day("answered_at", ZONE),
        parameters=(
            TO,
            flag("accepted", _("accepted"), Q(status__in=TAKEN_UP)),
            flag("in_time", _("in time"), Q(answered_at__date__lte=F("answer_due_on"))),
            choice("verdict", _("what the indicator says"), "verdict", Verdict.choices),
        ),
        related=("recommendation",),
        papers="recommendation",
        address="/recommendations/receipts/{0.pk}/",
        source="VP-4.2",
    ),
)
WITHOUT_FACT = {"recommendation": _("What was written; each addressee's receipt is counted.")}
