"""What of acts the search box finds."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.directory.regulations.lifecycle import EditionSource
from metodika.directory.regulations.models import Act, Clause, Edition

WORDS_IN_RESULTS = 24


def _found_act(act: Act) -> Found:
    return Found(act.title or act.requisites, reverse("regulations:show-act", args=[act.pk]), act.requisites)


def _found_clause(clause: Clause) -> Found:
    act = clause.edition.act
    address = reverse("regulations:show-act", args=[act.pk])
    text = Truncator(clause.text or clause.gist).words(WORDS_IN_RESULTS)
    return Found(f"{clause.label} {text}".strip(), f"{address}#{clause.key}", act.requisites)


def _of_shown_editions(clauses: QuerySet[Clause]) -> QuerySet[Clause]:
    others = Edition.objects.filter(act=OuterRef("edition__act"))
    newer = others.filter(number__gt=OuterRef("edition__number"), source=OuterRef("edition__source"))
    in_short = Q(edition__source=EditionSource.OUTLINE)
    return clauses.filter(~Exists(newer)).exclude(in_short & Exists(others.filter(source=EditionSource.TEXT)))


SEARCHED = (
    Searched(
        kind="acts",
        title=_("Acts"),
        model=Act,
        found=_found_act,
        text=("search_text",),
        key="search_text",
    ),
    Searched(
        kind="clauses",
        title=_("Clauses"),
        model=Clause,
        found=_found_clause,
        text=("text", "gist"),
        key=None,
        related=("edition__act",),
        narrow=_of_shown_editions,
    ),
)
