from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Withheld(TextChoices):
    """Why something that proves a position does not lie in a public dossier."""

    PEOPLE = "people", _("These rows are about people: their number is told, they are not named.")
    PERSONAL_DOCUMENT = "personal_document", _("The document lists people with their personal data.")
