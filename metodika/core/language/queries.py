"""What people have stored about cases."""

from django.db.models import QuerySet

from metodika.core.language.models import WordForm


def word_forms() -> QuerySet[WordForm]:
    """Return all stored forms with those who entered them."""
    return WordForm.objects.select_related("entered_by__person")
