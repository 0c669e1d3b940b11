"""What can be counted of handing years over."""

from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, local_day
from metodika.steering.turnover.models import Rollover

TITLE = _("Handing a year over")
FACTS = (
    Fact(
        code="turnover.rollover",
        title=_("Year handed over"),
        row=_("One school year handed over to the next, on the day it was done."),
        model=Rollover,
        rows=Rollover.objects.applied,
        organisation="municipality", on=local_day("applied_at", "municipality__timezone"),
        address="/turnover/{0.pk}/",
        source="VP-6.2",
    ),
)  # fmt: skip
WITHOUT_FACT = {"line": _("A row of a roll-over; what it is about is counted in its own area.")}
