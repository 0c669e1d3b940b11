"""What can be counted of dossiers."""

from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, day, flag, local_day, text
from metodika.steering.dossiers.models import Dossier, PublicReport

TITLE = _("Dossiers for assessors")
FACTS = (
    Fact(
        code="dossiers.dossier",
        title=_("Dossier packed"),
        row=_("One dossier for an assessor, on the day it was packed."),
        model=Dossier,
        rows=Dossier.objects.ready,
        organisation="municipality", on=local_day("packed_at", "municipality__timezone"),
        parameters=(
            text("direction", _("code of the direction"), "direction"),
            flag("public", _("without people"), "is_public"),
        ),
        address="/dossiers/{0.pk}/",
        source="VP-6.2",
    ),
    Fact(
        code="dossiers.report",
        title=_("Public report"),
        row=_("One yearly report to the public, on the day it was published."),
        model=PublicReport,
        rows=PublicReport.objects.published,
        organisation="dossier__municipality", on=local_day("published_at", "dossier__municipality__timezone"),
        parameters=(
            text("direction", _("code of the direction"), "dossier__direction"),
            day("year_ends", _("last day of the year of which it tells"), "dossier__ends_on"),
        ),
        related=("dossier",),
        address="/dossiers/reports/{0.pk}/",
        source="YAK-4.9.5",
    ),
)  # fmt: skip
WITHOUT_FACT = {"regionform": _("A form to be filled in; the values in it are counted.")}
