"""Imports for programs: the same runs, previews and checks as on the pages."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, can
from metodika.core.database.progress import progress_of
from metodika.core.files.downloads import send
from metodika.core.imports.background import apply_soon, check_soon
from metodika.core.imports.columns import Register
from metodika.core.imports.exporting import CONTENT_TYPES, empty_form
from metodika.core.imports.forms import ColumnsForm, UploadForm
from metodika.core.imports.lifecycle import WORK, RunStatus
from metodika.core.imports.models import ImportRow, ImportRun
from metodika.core.imports.previews import RowsTable
from metodika.core.imports.queries import own_runs, preview_rows, registers_for
from metodika.core.imports.registry import registers
from metodika.core.imports.reports import error_report
from metodika.core.imports.runs import columns_of, create_run, remember_columns
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Body, FormRefused, Schema

area = Area("imports")
XLSX = (CONTENT_TYPES["xlsx"],)


class ColumnOut(Schema):
    """A column of a register."""

    key: str
    title: str
    required: bool


class RegisterOut(Schema):
    """What may be loaded from a table."""

    code: str
    title: str
    columns: list[ColumnOut]


class FileColumn(Schema):
    """A column of the file: what it is taken for, and whether that was only guessed."""

    place: int
    heading: str
    samples: list[str]
    column: str
    guessed: bool


class RunOut(Schema):
    """One file on its way into a register."""

    id: int
    register_code: str
    file: str
    status: str
    busy_with: str
    progress: int | None
    sheet: str
    columns: list[FileColumn]
    notes: list[str]
    counts: dict[str, int]
    failure: str
    created_at: datetime
    applied_at: datetime | None


class RowOut(Schema):
    """One row of a preview."""

    number: int
    outcome: str
    warned: bool
    values: dict[str, Any]
    changes: dict[str, list[Any]]
    problems: list[str]


class ColumnChoice(Body):
    """Which column of the register each column of the file is, by its place; "" leaves it out."""

    columns: dict[str, str]


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


def _shown(run: ImportRun) -> dict[str, Any]:
    guessed = {int(place) for place in run.guesses}
    columns = [
        {
            "place": place, "heading": heading or "", "samples": [str(one) for one in run.samples[place]],
            "column": run.mapping.get(str(place), ""), "guessed": place in guessed,
        }
        for place, heading in enumerate(run.headings)
    ]  # fmt: skip
    told = ("status", "busy_with", "sheet", "notes", "counts", "failure", "created_at", "applied_at")
    facts = {"id": run.pk, "register_code": run.register, **{name: getattr(run, name) for name in told}}
    progress = progress_of(WORK, run.pk) if run.busy_since else None
    return {**facts, "progress": progress, "file": run.file.name, "columns": columns}


@area.list("/registers", "imports.view_runs", gives=RegisterOut)
def list_registers(request: HttpRequest, _table: None) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "title": str(one.title),
            "columns": [
                {"key": column.key, "title": str(column.title), "required": column.required}
                for column in one.columns
            ],
        }
        for one in registers_for(request.user)
    ]


@area.download("/registers/{slug:code}/form", "imports.view_runs", kinds=XLSX)
def download_form(request: HttpRequest, code: str) -> HttpResponseBase:
    register = _register(request, code)
    return send(empty_form(register), name=f"{register.title}.xlsx", content_type=XLSX[0])


@area.list("/imports", "imports.view_runs", gives=RunOut, shape=lambda runs: [_shown(run) for run in runs])
def list_runs(request: HttpRequest, _table: None) -> Any:
    return own_runs(request.user)


@area.post(
    "/registers/{slug:code}/imports",
    "imports.view_runs",
    form=UploadForm,
    file=True,
    gives=RunOut,
    status=201,
)
def start_run(request: HttpRequest, code: str) -> dict[str, Any]:
    register = _register(request, code)
    form = UploadForm.of(request)
    if not form.is_valid():
        raise FormRefused(form)
    run = create_run(register, form.cleaned_data["file"], by=request.user)
    return _shown(check_soon(run, by=request.user))


@area.get("/imports/{int:run_pk}", "imports.view_runs", gives=RunOut)
def show_run(request: HttpRequest, run_pk: int) -> dict[str, Any]:
    return _shown(_run(request, run_pk)[0])


def _rows(rows: list[ImportRow]) -> list[dict[str, Any]]:
    if not rows:
        return []
    run = rows[0].run
    keys = [column.key for column in columns_of(run, registers()[run.register])]
    return [
        {
            "number": one.number, "outcome": one.outcome, "warned": one.warned, "changes": one.changes,
            "values": dict(zip(keys, one.values, strict=True)),
            "problems": [problem[1] for problem in one.problems],
        }
        for one in rows
    ]  # fmt: skip


@area.list("/imports/{int:run_pk}/rows", "imports.view_runs", gives=RowOut, table=RowsTable, shape=_rows)
def list_rows(request: HttpRequest, table: Table, run_pk: int) -> Any:
    run, _register_of_run = _run(request, run_pk)
    return preview_rows(run, table.filter_form.value("outcome") or "").select_related("run")


@area.post("/imports/{int:run_pk}/columns", "imports.view_runs", takes=ColumnChoice, gives=RunOut)
def choose_columns(request: HttpRequest, run_pk: int) -> dict[str, Any]:
    run, register = _run(request, run_pk)
    if run.status == RunStatus.APPLIED or not run.headings:
        raise RuleBroken(_("The columns of this file can no longer be chosen. Load the file anew."))
    chosen = request.entered["columns"]  # type: ignore[attr-defined]  # what was sent
    request.entered = {f"column_{place}": key for place, key in chosen.items()}  # type: ignore[attr-defined]  # as above
    form = ColumnsForm.of(request, run=run, register=register)
    unknown = [place for place in chosen if f"column_{place}" not in form.fields]
    if unknown:
        raise RuleBroken(_("The file has no such columns: %(places)s.") % {"places": ", ".join(unknown)})
    if not form.is_valid():
        raise FormRefused(form)
    remember_columns(run, mapping=form.mapping(), by=request.user)
    return _shown(check_soon(run, by=request.user, mapping=form.mapping()))


@area.post("/imports/{int:run_pk}/apply", "imports.view_runs", gives=RunOut)
def apply_run(request: HttpRequest, run_pk: int) -> dict[str, Any]:
    return _shown(apply_soon(_run(request, run_pk)[0], by=request.user))


@area.download("/imports/{int:run_pk}/errors", "imports.view_runs", kinds=XLSX)
def download_errors(request: HttpRequest, run_pk: int) -> HttpResponseBase:
    run, _register_of_run = _run(request, run_pk)
    name = _("%(name)s, to correct.xlsx") % {"name": run.file.name.rpartition(".")[0]}
    return send(error_report(run), name=name, content_type=XLSX[0])
