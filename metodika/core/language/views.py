from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.language import queries, services
from metodika.core.language.forms import WordFormForm
from metodika.core.language.tables import WordFormTable
from metodika.core.web import ConfirmForm, confirm, done, page, show_form, show_list, wants_next


@page("language.change_word_form")
def list_forms(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request,
        WordFormTable,
        queries.word_forms(),
        title=_("Cases of names and words"),
        intro=_("Documents decline by a dictionary. What is written here goes before it."),
        actions=[{"title": _("Write a form down"), "url": reverse("language:add-form"), "icon": "plus"}],
    )


@page("language.change_word_form")
def add_form(request: HttpRequest) -> HttpResponse:
    form = WordFormForm.of(request)
    back = reverse("language:list-forms")
    if form.is_valid():
        with form.refusals():
            services.set_word_form(**form.values(), by=request.user)
            onward = reverse("language:add-form") if wants_next(request) else back
            return done(request, _("The form is remembered."), onward)
    return show_form(
        request, form, title=_("Write a form down"), back=back, and_next=_("Save and enter the next one")
    )


@page("language.change_word_form")
def drop_form(request: HttpRequest, pk: int) -> HttpResponseBase:
    word_form = get_object_or_404(queries.word_forms(), pk=pk)
    form, back = ConfirmForm.of(request), reverse("language:list-forms")
    if form.is_valid():
        with form.refusals():
            services.drop_word_form(word_form)
            return done(request, _("The form is forgotten."), back)
    return confirm(
        request,
        form,
        title=_("Forget the form?"),
        consequences=[str(word_form), _("Documents will decline it by the dictionary again.")],
        submit=_("Forget"),
        back=back,
        dangerous=False,
    )
