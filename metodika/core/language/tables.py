from collections.abc import Sequence
from typing import ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.language.cases import WordKind
from metodika.core.language.models import WordForm
from metodika.core.web import Choice, Column, Empty, Search, Table
from metodika.core.web.filters import Filter


def _by_words(rows: QuerySet[WordForm], words: str) -> QuerySet[WordForm]:
    return rows.filter(Q(nominative__icontains=words) | Q(form__icontains=words))


class WordFormTable(Table):
    """Cases that people have written down, because the dictionary has them otherwise."""

    columns: ClassVar[Sequence[Column]] = (
        Column("nominative", _("Nominative"), sort="key"),
        Column("case", pgettext_lazy("grammar", "Case"), lambda row: row.get_case_display(), sort="case"),
        Column("form", _("As it is written"), sort="form"),
        Column("kind", _("What it is"), lambda row: row.get_kind_display(), sort="kind"),
        Column("entered_by", _("Written down by")),
        Column("drop", _("What can be done"), lambda row: _("Forget"), url="language:drop-form"),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Search(label=_("Word or name"), apply=_by_words),
        Choice("kind", _("What it is"), "kind", choices=WordKind.choices),
    )
    order = "nominative"
    export_name = "word-forms"
    empty = Empty(
        _("The dictionary is followed everywhere"),
        _("When a document declines a name or a position wrongly, write the right form down here."),
    )
