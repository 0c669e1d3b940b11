from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.database.progress import progress_of
from metodika.core.files.downloads import send
from metodika.core.imports.background import apply_soon, check_soon
from metodika.core.imports.columns import Register
from metodika.core.imports.exporting import CONTENT_TYPES, empty_form
from metodika.core.imports.forms import ColumnsForm, UploadForm
from metodika.core.imports.lifecycle import WORK, RunStatus
from metodika.core.imports.models import ImportRun
from metodika.core.imports.previews import PreviewTable
from metodika.core.imports.queries import outcome_titles, own_runs, preview_rows, registers_for
from metodika.core.imports.registry import registers
from metodika.core.imports.reports import error_report
from metodika.core.imports.runs import create_run, remember_columns
from metodika.core.web import ConfirmForm, page, show_form

RUNS_SHOWN = 30


def _register(request: HttpRequest, code: str) -> Register:
    register = registers().get(code)
    if register is None:
        raise Http404
    if not can(request.user, register.permission):
        raise PermissionDenied(_("Your roles do not allow loading this register."))
    return register


def _run(request: HttpRequest, pk: int) -> tuple[ImportRun, Register]:
    run = get_object_or_404(own_runs(request.user), pk=pk)
    return run, _register(request, run.register)


def _steps() -> list[str]:
    return [_("File"), _("Columns"), _("Check and load")]


@page("imports.view_runs")
def list_runs(request: HttpRequest) -> HttpResponse:
    titles = {register.code: register.title for register in registers().values()}
    runs = list(own_runs(request.user)[:RUNS_SHOWN])
    context = {
        "title": _("Loading of tables"),
        "registers": registers_for(request.user),
        "runs": [(run, titles.get(run.register, run.register)) for run in runs],
    }
    return render(request, "imports/run_list.html", context)


@page("imports.view_runs")
def start_run(request: HttpRequest, code: str) -> HttpResponse:
    register = _register(request, code)
    form = UploadForm.of(request)
    if form.is_bound and form.is_valid():
        with form.refusals():
            run = create_run(register, form.cleaned_data["file"], by=request.user)
            check_soon(run, by=request.user)
            return redirect("imports:show-run", run.pk)
    return show_form(
        request,
        form,
        title=_("Load from a table: %(title)s") % {"title": register.title},
        submit=_("Check the file"),
        back=reverse("imports:list-runs"),
        intro=_("Nothing is written yet: first you see what will be added and changed."),
        template="imports/run_start.html",
        register=register,
        steps=_steps(),
    )


@page("imports.view_runs")
def download_form(request: HttpRequest, code: str) -> HttpResponseBase:
    register = _register(request, code)
    return send(empty_form(register), name=f"{register.title}.xlsx", content_type=CONTENT_TYPES["xlsx"])


@page("imports.view_runs")
def show_run(request: HttpRequest, pk: int) -> HttpResponse:
    run, register = _run(request, pk)
    if run.busy_since is None and run.status == RunStatus.COLUMNS:
        return redirect("imports:choose-columns", run.pk)
    progress = progress_of(WORK, run.pk) if run.busy_since else None
    context = {
        "title": run.file.name, "run": run, "register": register, "steps": _steps(), "progress": progress
    }  # fmt: skip
    if run.status in {RunStatus.CHECKED, RunStatus.APPLIED}:
        context |= _preview(request, run, register)
    return render(request, "imports/run_detail.html", context)


def _preview(request: HttpRequest, run: ImportRun, register: Register) -> dict[str, object]:
    titles = outcome_titles()
    asked = request.GET.get("outcome", "")
    outcome = asked if asked in titles else next((key for key in titles if run.counts.get(key)), "new")
    tabs = [
        {
            "title": _("%(title)s: %(count)s") % {"title": title, "count": run.counts.get(key, 0)},
            "url": f"?outcome={key}",
            "active": key == outcome,
        }
        for key, title in titles.items()
    ]
    return {
        "tabs": tabs,
        "table": PreviewTable(request, preview_rows(run, outcome), run=run, register=register),
    }


@page("imports.view_runs")
def choose_columns(request: HttpRequest, pk: int) -> HttpResponse:
    run, register = _run(request, pk)
    if run.status == RunStatus.APPLIED or not run.headings:
        return redirect("imports:show-run", run.pk)
    form = ColumnsForm.of(request, run=run, register=register)
    if form.is_bound and form.is_valid():
        with form.refusals():
            remember_columns(run, mapping=form.mapping(), by=request.user)
            check_soon(run, by=request.user, mapping=form.mapping())
            return redirect("imports:show-run", run.pk)
    return show_form(
        request,
        form,
        title=_("Which column is what"),
        submit=_("Check the rows"),
        back=reverse("imports:list-runs"),
        intro=_("Your choice is remembered for the next file with the same headings."),
        template="imports/run_columns.html",
        run=run,
        guessed=[run.headings[place] for place in run.guesses],
        steps=_steps(),
    )


@page("imports.view_runs", method="POST")
def apply_run(request: HttpRequest, pk: int) -> HttpResponse:
    run, _register_of_run = _run(request, pk)
    if ConfirmForm.of(request).is_valid():
        apply_soon(run, by=request.user)
    return redirect("imports:show-run", run.pk)


@page("imports.view_runs")
def download_errors(request: HttpRequest, pk: int) -> HttpResponseBase:
    run, _register_of_run = _run(request, pk)
    name = _("%(name)s, to correct.xlsx") % {"name": run.file.name.rpartition(".")[0]}
    return send(error_report(run), name=name, content_type=CONTENT_TYPES["xlsx"])
