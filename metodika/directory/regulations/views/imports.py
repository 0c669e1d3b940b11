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
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations import queries, services
from metodika.directory.regulations.forms import CheckedCardForm, UploadForm
from metodika.directory.regulations.models import Edition
from metodika.directory.regulations.rules import Reading
from metodika.directory.regulations.services.editions import SOURCES
from metodika.directory.regulations.views.trees import branches

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
    owner = _owner(request)
    if stored is None or owner is None:
        raise Http404
    with stored.content.open() as stream:
        content = stream.read()
    reading = queries.read_source(content, stored.name)
    values = queries.card_values(reading.card)
    form = CheckedCardForm.of(request, initial=values)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            imported = services.import_regulation(
                content, name=stored.name, owner=owner, card=form.values(), by=request.user
            )
            return _imported(request, imported)
    return show_form(
        request,
        form,
        title=_("What was understood"),
        submit=_("Put into the register"),
        back=reverse("regulations:import-act"),
        template="regulations/act_check.html",
        steps=STEPS,
        step=2,
        owner=owner,
        **_known(owner, values, reading),
        **_understood(reading, stored),
    )


def _owner(request: HttpRequest) -> Organisation | None:
    number = request.GET.get("owner", "")
    if not number.isdecimal():
        return None
    return queries.possible_owners(request.user).filter(pk=number).first()


def _imported(request: HttpRequest, imported: services.Imported) -> HttpResponseBase:
    act, edition = imported.act, imported.edition
    if not imported.is_new:
        return done(request, _("This very text is there already."), "regulations:show-act", act.pk)
    older = next((one for one in act.editions.order_by("-number") if _is_older(one, edition)), None)
    if older is None:
        return done(request, _("The regulation is in the register."), "regulations:show-act", act.pk)
    words = _("The new edition is in the register. Here is what differs from the one before.")
    return done(request, words, "regulations:compare-editions", edition.pk, older.pk)


def _is_older(one: Edition, edition: Edition) -> bool:
    return one.number < edition.number and one.source == edition.source


def _known(owner: Organisation, values: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Return the act that the text belongs to, when the register has it, and whether its text is this one."""
    act = queries.known_act(owner, values)
    text = queries.newest_text(act) if act else None
    same = text is not None and text.fingerprint == queries.fingerprint_of(reading.nodes)
    return {"known": act, "newest": text, "same": same}


def _understood(reading: Reading, stored: StoredFile) -> dict[str, Any]:
    return {
        "file": stored,
        "tree": branches(reading.nodes),
        "count": len(reading.nodes),
        "citations": [
            (queries.cited_words(found), found.act.title or found.act.approves) for found in reading.citations
        ],
        "doubts": [queries.sentence_of(doubt.code, doubt.params) for doubt in reading.doubts],
    }
