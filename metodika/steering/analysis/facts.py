"""What can be counted of findings and analytic notes."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.facts import Fact, choice, day, flag, local_day, text
from metodika.steering.analysis.lifecycle import Kind, NoteStatus, Scope, Severity
from metodika.steering.analysis.models import Finding, Note
from metodika.steering.analysis.queries import facts_told

TITLE = _("Analysis")
ZONE = "organisation__timezone"

FACTS = (
    Fact(
        code="analysis.finding",
        title=_("Finding"),
        row=_("One finding that a person has confirmed or reworded, on the day of it."),
        model=Finding,
        rows=lambda: Finding.objects.standing(),
        organisation="about",
        body="body",
        on=local_day("decided_at", ZONE),
        parameters=(
            choice("kind", _("what it is"), "kind", Kind.choices),
            choice("scope", _("about whom"), "scope", Scope.choices),
            choice("severity", _("severity"), "severity", Severity.choices),
            flag("caused", _("with a cause"), Q(cause__isnull=False)),
            day("period_ends", _("last day of the period"), "ends_on"),
            text("basis", _("clause that its indicator follows from"), "indicator__basis"),
        ),
        address="/analysis/findings/{0.pk}/",
        source="VP-4.1",
    ),
    Fact(
        code="analysis.note",
        title=_("Analytic note"),
        row=_("One analytic note, on the day it was sealed."),
        model=Note,
        rows=lambda: Note.objects.final(),
        organisation="about",
        on=local_day("sealed_at", ZONE),
        parameters=(
            flag("whole", _("of the whole municipality"), Q(about=F("organisation"))),
            flag("published", pgettext_lazy("note", "published"), Q(status=NoteStatus.PUBLISHED)),
            flag("registered", _("registered"), Q(record__isnull=False)),
            day("period_ends", _("last day of the period"), "ends_on"),
        ),
        address="/analysis/notes/{0.pk}/",
        source="VP-4.1",
    ),
)
WITHOUT_FACT = {
    "cause": _("A word of the dictionary; findings with causes are counted."),
    "batch": _("Work of the system over notes; the notes are counted."),
}
USED_BY = (facts_told,)
