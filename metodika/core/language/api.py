"""Stored cases for programs."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from metodika.core.language import queries, services
from metodika.core.language.cases import Case, WordKind
from metodika.core.language.forms import WordFormForm
from metodika.core.language.models import WordForm
from metodika.core.language.tables import WordFormTable
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Schema, checked

area = Area("language")


class WordFormOut(Schema):
    """A case as people want it, whatever the dictionary says."""

    id: int
    kind: WordKind
    nominative: str
    case: Case
    form: str


@area.list("/word-forms", "language.change_word_form", gives=WordFormOut, table=WordFormTable)
def list_forms(request: HttpRequest, table: Table) -> Any:
    return queries.word_forms()


@area.post("/word-forms", "language.change_word_form", form=WordFormForm, gives=WordFormOut, status=201)
def set_form(request: HttpRequest) -> WordForm:
    form = checked(WordFormForm.of(request))
    return services.set_word_form(**form.values(), by=request.user)


@area.remove("/word-forms/{int:form_pk}", "language.change_word_form")
def drop_form(request: HttpRequest, form_pk: int) -> None:
    services.drop_word_form(get_object_or_404(queries.word_forms(), pk=form_pk))
