from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.files.downloads import serve
from metodika.core.web import ConfirmForm, confirm, done, page, show_form, show_list
from metodika.core.web.pages import may_open
from metodika.steering.dossiers import queries, services
from metodika.steering.dossiers.forms import DossierForm, ScoresForm
from metodika.steering.dossiers.lifecycle import DossierStatus
from metodika.steering.dossiers.models import Dossier
from metodika.steering.dossiers.rules.contents import Content, overstated, total_of
from metodika.steering.dossiers.tables import DossiersTable, status_of

VIEW, MAKE = "dossiers.view_dossier", "dossiers.make_dossier"
CARD = "dossiers:show-dossier"


def crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Dossiers for assessors"), reverse("dossiers:list-dossiers")), (last, "")]


@page(VIEW)
def list_dossiers(request: HttpRequest) -> HttpResponseBase:
    actions: list[Any] = []
    if can(request.user, MAKE):
        url = reverse("dossiers:begin-dossier")
        actions = [{"title": _("Begin a dossier"), "url": url, "icon": "plus"}]
    return show_list(
        request, DossiersTable, queries.dossiers_for_list(request.user), title=_("Dossiers for assessors"),
        actions=actions,
    )  # fmt: skip


@page(MAKE)
def begin_dossier(request: HttpRequest) -> HttpResponseBase:
    form = DossierForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            place, told = form.told()
            return redirect(CARD, services.begin_dossier(place, **told, by=request.user).pk)
    title = _("Begin a dossier")
    return show_form(
        request, form, title=title, submit=_("Begin"), back=reverse("dossiers:list-dossiers"),
        breadcrumbs=crumbs(title),
    )  # fmt: skip


@page(VIEW, Dossier)
def show_dossier(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    dossier = queries.dossier_card(dossier)
    content = queries.content_shown(dossier, viewer=request.user)
    total, most = total_of(content.positions)
    may_make = can(request.user, MAKE, dossier)
    context = {
        "title": dossier.title, "dossier": dossier, "content": content, "total": total, "most": most,
        "status": status_of(dossier), "breadcrumbs": crumbs(dossier.title),
        "positions": [(one, overstated(one)) for one in content.positions],
        "opened": _opened(content, request.user),
        "heads": [pgettext("dossier", "Position"), _("What proves it"), _("Score")],
        "is_draft": dossier.status == DossierStatus.DRAFT,
        "is_packed": dossier.status == DossierStatus.READY,
        "goes_on": dossier.status == DossierStatus.FROZEN, "packed": queries.part_packed(dossier),
        "may_score": may_make and dossier.status == DossierStatus.DRAFT,
        "may_freeze": may_make and dossier.status in {DossierStatus.DRAFT, DossierStatus.FAILED},
        "history": story_of(dossier),
        "report": queries.report_of_dossier(dossier, viewer=request.user),
    }  # fmt: skip
    return render(request, "dossiers/dossier_card.html", context)


def _opened(content: Content, user: Any) -> set[str]:
    """Return the addresses of rows whose pages the viewer may open: who froze it may have seen more."""
    told = {row.address for one in content.positions for proof in one.proofs for row in proof.listed}
    return {one for one in told if one and (not one.startswith("/") or may_open(user, one))}


@page(MAKE, Dossier)
def score_positions(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    dossier = queries.dossier_card(dossier)
    positions = queries.content_shown(dossier, viewer=request.user).positions
    form = ScoresForm.of(request, positions=positions, initial={"version": dossier.version})
    back = reverse(CARD, args=[dossier.pk])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.score_positions(dossier, scores=form.told(), seen=form.seen, by=request.user)
            return done(request, _("The scores are saved."), CARD, dossier.pk)
    return show_form(
        request, form, title=_("Score the positions"), intro=str(dossier), submit=_("Save"), back=back,
    )  # fmt: skip


@page(MAKE, Dossier)
def freeze_dossier(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    dossier = queries.dossier_card(dossier)
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.freeze_dossier(dossier, now=timezone.now(), by=request.user)
            return done(request, _("The dossier is frozen; its files are being made."), CARD, dossier.pk)
    consequences = [
        _("What the dossier says will not change any more: later work goes into another one."),
        _("You will be told when the archive and the PDF are ready."),
        *(
            _("The collection of data “%(campaign)s” has not ended yet; the dossier will say so.")
            % {"campaign": one}
            for one in queries.open_campaigns(dossier)
        ),
    ]
    return confirm(
        request, form, title=_("Freeze and pack the dossier?"), submit=_("Freeze and pack"),
        consequences=consequences, back=reverse(CARD, args=[dossier.pk]),
    )  # fmt: skip


@page(VIEW, Dossier)
def download_archive(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    if dossier.archive is None:
        raise Http404
    return serve(dossier.archive)


@page(VIEW, Dossier)
def download_paper(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    if dossier.paper is None:
        raise Http404
    return serve(dossier.paper)
