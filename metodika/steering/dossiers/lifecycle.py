from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Under this word others see how far the packing has come.
WORK = "dossier"


class DossierStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("dossier", "being prepared")
    FROZEN = "frozen", pgettext_lazy("dossier", "being packed")
    READY = "ready", pgettext_lazy("dossier", "ready")
    FAILED = "failed", pgettext_lazy("dossier", "could not be packed")


# What is packed is never opened again: another dossier of the same year is made beside it.
MOVES: dict[str, frozenset[str]] = {
    DossierStatus.DRAFT: frozenset({DossierStatus.FROZEN}),
    DossierStatus.FROZEN: frozenset({DossierStatus.READY, DossierStatus.FAILED}),
    DossierStatus.FAILED: frozenset({DossierStatus.FROZEN}),
    DossierStatus.READY: frozenset(),
}


class ReportStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("public report", "not published yet")
    PUBLISHED = "published", pgettext_lazy("public report", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("public report", "withdrawn")


# What was withdrawn by mistake is opened again: the report itself never changes.
REPORT_MOVES: dict[str, frozenset[str]] = {
    ReportStatus.DRAFT: frozenset({ReportStatus.PUBLISHED}),
    ReportStatus.PUBLISHED: frozenset({ReportStatus.WITHDRAWN}),
    ReportStatus.WITHDRAWN: frozenset({ReportStatus.PUBLISHED}),
}


class Withheld(TextChoices):
    """Why something that proves a position does not lie in a public dossier."""

    PEOPLE = "people", _("These rows are about people: their number is told, they are not named.")
    PERSONAL_DOCUMENT = "personal_document", _("The document lists people with their personal data.")


class Step(TextChoices):
    """The nine steps of the management cycle, in their order. Source: domain cycle 4.2."""

    GOALS = "goals", pgettext_lazy("cycle", "Goals")
    INDICATORS = "indicators", pgettext_lazy("cycle", "Indicators")
    METHODS = "methods", pgettext_lazy("cycle", "Methods")
    MONITORING = "monitoring", pgettext_lazy("cycle", "Monitoring")
    ANALYSIS = "analysis", pgettext_lazy("cycle", "Analysis")
    RECOMMENDATIONS = "recommendations", pgettext_lazy("cycle", "Recommendations")
    MEASURES = "measures", pgettext_lazy("cycle", "Measures")
    DECISIONS = "decisions", pgettext_lazy("cycle", "Decisions")
    EFFECT = "effect", pgettext_lazy("cycle", "Effect")


class Hole(TextChoices):
    """What breaks the chain from the goal to the effect, or contradicts it."""

    NOTHING = "nothing", _("Nothing has been done here yet")
    GOAL_WITHOUT_REASON = "goal_without_reason", _("Goals without a reason")
    GOAL_WITHOUT_INDICATOR = "goal_without_indicator", _("Goals without an indicator")
    SET_NOT_APPROVED = "set_not_approved", _("Sets of indicators not approved by an act")
    INDICATOR_WITHOUT_METHOD = "indicator_without_method", _("Indicators whose method is not described")
    CAMPAIGN_LATE = "campaign_late", _("Collections of data past their deadline and not closed")
    FINDING_NOT_JUDGED = "finding_not_judged", _("Findings nobody has judged yet")
    NOTE_TOO_EARLY = "note_too_early", _("Notes sealed before the collection of data was closed")
    FINDING_WITHOUT_ADDRESSEE = "finding_without_addressee", _("Findings without an addressed recommendation")
    NO_ANSWER = "no_answer", _("Recommendations nobody has answered in time")
    MEASURE_NOT_HELD = "measure_not_held", _("Measures whose term is over and which are not done")
    MEASURE_WITHOUT_EFFECT = (
        "measure_without_effect",
        _("Measures without an expected effect"),
    )
    DECISION_WITHOUT_BASIS = "decision_without_basis", _("Decisions that rest on no analysis")
    DECISION_WITHOUT_EFFECT = "decision_without_effect", _("Decisions without an expected effect")
    EFFECT_NOT_COMPUTED = "effect_not_computed", _("Effects that could be computed and are not")
    EFFECT_WITHOUT_CONCLUSION = "effect_without_conclusion", _("Effects from which nothing has followed yet")


class Part(TextChoices):
    """Which number of an indicator a cell of a form takes."""

    VALUE = "value", pgettext_lazy("indicator", "value")
    NUMERATOR = "numerator", _("numerator")
    DENOMINATOR = "denominator", _("denominator")
