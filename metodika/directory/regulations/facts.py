"""What can be counted of acts."""

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag, local_day, text
from metodika.directory.regulations.lifecycle import ActKind, ActLevel, ActStatus, EditionSource
from metodika.directory.regulations.models import Act, ActQuerySet, Edition, LegalBasis

TITLE = _("Acts")
ACT = (
    choice("kind", _("kind of the act"), "kind", ActKind.choices),
    choice("level", _("level of power"), "level", ActLevel.choices[:-1]),
    choice("status", _("status today"), "status", ActStatus.choices),
    flag("governing", _("the service lives by it"), "is_governing"),
    flag("published", _("published"), Q(published_on__isnull=False)),
    flag("addressed", _("has an address where it is published"), ~Q(published_at_address="")),
    flag("signed", _("says who signed it"), ~Q(signatory="")),
    flag("numbered", _("has a date and a number"), Q(issued_on__isnull=False) & ~Q(number="")),
    flag("controlled", _("says who controls its execution"), ~Q(controller="")),
    flag("annexed", _("is an annex to another act"), ~Q(annex_number="")),
    flag("endless", _("has no last day"), Q(valid_to=None)),
    flag("at_once", _("in force from its own date"), Q(valid_from=F("issued_on"))),
    flag("based", _("names its legal bases"), Exists(LegalBasis.objects.filter(edition__act=OuterRef("pk")))),
    flag(
        "texted", _("its text is loaded"),
        Exists(Edition.objects.filter(act=OuterRef("pk"), source=EditionSource.TEXT)),
    ),
    text("title", _("words of the title"), "title"),
    text("number", _("number of the act"), "number"),
)  # fmt: skip


def _own() -> ActQuerySet:
    return Act.objects.registered().exclude(status=ActStatus.DRAFT)


FACTS = (
    Fact(
        code="regulations.in_force",
        title=_("Act in force"),
        row=_("One act of an organisation's register, as long as it is in force; one without a date always."),
        model=Act,
        rows=_own,
        organisation="owner", since=Coalesce("valid_from", "issued_on"), until="valid_to",
        parameters=ACT,
        address="/regulations/{0.pk}/",
        source="PEST-7.4.2",
    ),
    Fact(
        code="regulations.issued",
        title=_("Act issued"),
        row=_("One act of an organisation's register, on its date."),
        model=Act,
        rows=lambda: _own().exclude(issued_on=None),
        organisation="owner", on="issued_on",
        parameters=ACT,
        address="/regulations/{0.pk}/",
    ),
    Fact(
        code="regulations.published",
        title=_("Act published"),
        row=_("One act of an organisation's register, on the day it was published."),
        model=Act,
        rows=lambda: _own().exclude(published_on=None),
        organisation="owner", on="published_on",
        parameters=ACT,
        address="/regulations/{0.pk}/",
    ),
    Fact(
        code="regulations.edition_loaded",
        title=_("Text of an act loaded"),
        row=_("One edition of an act, on the day its text was loaded."),
        model=Edition,
        rows=lambda: Edition.objects.filter(act__owner__isnull=False),
        organisation="act__owner", on=local_day("imported_at", "act__owner__municipality__timezone"),
        parameters=(
            choice("kind", _("kind of the act"), "act__kind", ActKind.choices),
            choice("source", _("made from"), "source", EditionSource.choices),
        ),
        related=("act",),
        address="/regulations/editions/{0.pk}/",
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "actrelation": _("A link between two acts; the acts are counted."),
    "clause": _("A part of a text; what proves it is counted."),
    "legalbasis": _("A citation in a text, no work."),
    "doubt": _("A mark of the machine reading, settled when the text is checked."),
}
