from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import store_upload
from metodika.core.web import done, page, show_form
from metodika.directory.regulations import queries, services
from metodika.directory.regulations.forms import CheckedCardForm, UploadForm
from metodika.directory.regulations.services.editions import SOURCES
from metodika.directory.regulations.views.cards import branches

STEPS = (gettext_lazy("File"), gettext_lazy("Check"), gettext_lazy("Done"))


@page("regulations.import_act")
def import_act(request: HttpRequest) -> HttpResponseBase:
    form = UploadForm.of(request)
    owners = queries.possible_owners(request.user)
    form.fields["owner"].queryset = owners  # type: ignore[attr-defined]  # a model choice
    if len(owners[:2]) == 1:
        form.fields["owner"].initial = owners[0]
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            uploaded = form.cleaned_data["file"]
            queries.read_source(uploaded.read(), uploaded.name)
            uploaded.seek(0)
            stored = store_upload(uploaded, allowed=SOURCES, by=request.user)
            address = reverse("regulations:check-import", args=[stored.pk])
            return redirect(f"{address}?owner={form.cleaned_data['owner'].pk}")
    return show_form(
        request,
        form,
        title=_("Import a regulation"),
        submit=_("Read the text"),
        back=reverse("regulations:list-acts"),
        intro=_(
            "Every word of the text finds its place in a tree of clauses. Nothing is stored before you agree."
        ),
        template="regulations/act_upload.html",
        steps=STEPS,
        step=1,
    )


@page("regulations.import_act")
def check_import(request: HttpRequest, pk: int) -> HttpResponseBase:
    stored = queries.own_upload(request.user, pk)
    owner = queries.possible_owners(request.user).filter(pk=request.GET.get("owner") or None).first()
    if stored is None or owner is None:
        raise Http404
    content = stored.content.read()
    reading = queries.read_source(content, stored.name)
    form = CheckedCardForm.of(request, initial=queries.card_values(reading.card))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            imported = services.import_regulation(
                content, name=stored.name, owner=owner, card=form.values(), by=request.user
            )
            words = (
                _("The regulation is in the register.")
                if imported.is_new
                else _("This very text is there already.")
            )
            return done(request, words, "regulations:show-act", imported.act.pk)
    return show_form(
        request,
        form,
        title=_("What was understood"),
        submit=_("Put into the register"),
        back=reverse("regulations:import-act"),
        template="regulations/act_check.html",
        steps=STEPS,
        step=2,
        **_understood(reading, stored),
    )


def _understood(reading: Any, stored: StoredFile) -> dict[str, Any]:
    return {
        "file": stored,
        "tree": branches(reading.nodes),
        "count": len(reading.nodes),
        "citations": [
            (queries.cited_words(found), found.act.title or found.act.approves) for found in reading.citations
        ],
        "doubts": [queries.sentence_of(doubt.code, doubt.params) for doubt in reading.doubts],
    }
