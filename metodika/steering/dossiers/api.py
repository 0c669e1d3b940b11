from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import content_types, send, serve
from metodika.core.files.kinds import KINDS
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.steering.dossiers import queries, services
from metodika.steering.dossiers.forms import (
    CellForm,
    DossierForm,
    RegionFormForm,
    RenewForm,
    ScoreForm,
    YearForm,
    years_of,
)
from metodika.steering.dossiers.models import Dossier, PublicReport, RegionForm
from metodika.steering.dossiers.tables import DossiersTable, RegionFormsTable

area = Area("dossiers")
VIEW, MAKE = "dossiers.view_dossier", "dossiers.make_dossier"
PUBLISH = "dossiers.publish_report"
FORMS, CHANGE_FORMS = "dossiers.view_region_form", "dossiers.change_region_form"


class DossierOut(Schema):
    id: int
    title: str
    direction: str
    municipality: Ref
    starts_on: date
    ends_on: date
    is_public: bool
    status: str
    digest: str
    trouble: str
    packed_at: datetime | None


class DossierDocumentOut(Schema):
    title: str
    kind: str
    number: str
    dated_on: str
    sha256: str
    path: str


class DossierRowOut(Schema):
    title: str
    on: str
    address: str
    documents: list[DossierDocumentOut]
    withheld: str


class DossierProofOut(Schema):
    say: str
    count: int
    waits: list[str]
    withheld: str
    listed: list[DossierRowOut]


class DossierPositionOut(Schema):
    code: str
    title: str
    asks: str
    score: int | None
    note: str
    proofs: list[DossierProofOut]


class PublicReportOut(Schema):
    id: int
    title: str
    status: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    reason: str


class DossierContentOut(Schema):
    dossier: DossierOut
    positions: list[DossierPositionOut]
    marks: list[str]
    report: PublicReportOut | None
    packed: int


class ReportLineOut(Schema):
    say: str
    number: str


class ReportChapterOut(Schema):
    title: str
    intro: str
    lines: list[ReportLineOut]


class ReportTableOut(Schema):
    name: str
    title: str
    heads: list[str]
    rows: list[list[str]]


class PublicReportTextOut(Schema):
    id: int
    title: str
    municipality: str
    first: date
    last: date
    status: str
    published_at: datetime | None
    intro: str
    marks: list[str]
    chapters: list[ReportChapterOut]
    tables: list[ReportTableOut]
    closing: str


@area.list("/dossiers", VIEW, gives=DossierOut, table=DossiersTable)
def list_dossiers(request: HttpRequest, table: Table) -> Any:
    return queries.dossiers_for_list(request.user)


@area.post("/dossiers", MAKE, form=DossierForm, gives=DossierOut, status=201)
def begin_dossier(request: HttpRequest) -> Dossier:
    place, told = checked(DossierForm.of(request, user=request.user)).told()
    return services.begin_dossier(place, **told, by=request.user)


@area.get("/dossiers/{int:pk}", VIEW, Dossier, gives=DossierContentOut)
def show_dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    card = queries.dossier_card(dossier)
    content = queries.content_shown(card, viewer=request.user)
    report = queries.report_of_dossier(card, viewer=request.user)
    return {
        "dossier": card, "positions": list(content.positions), "marks": list(content.marks), "report": report,
        "packed": queries.part_packed(card),
    }  # fmt: skip


@area.post("/dossiers/{int:pk}/scores", MAKE, Dossier, form=ScoreForm, gives=DossierOut)
def score_position(request: HttpRequest, dossier: Dossier) -> Dossier:
    told = checked(ScoreForm.of(request)).values()
    scores = {**dossier.scores, told.pop("position"): told}
    return services.score_positions(dossier, scores=scores, seen=dossier.version, by=request.user)


@area.post("/dossiers/{int:pk}/freeze", MAKE, Dossier, gives=DossierOut)
def freeze_dossier(request: HttpRequest, dossier: Dossier) -> Dossier:
    return services.freeze_dossier(dossier, now=timezone.now(), by=request.user)


@area.download("/dossiers/{int:pk}/archive", VIEW, Dossier, kinds=[KINDS["zip"].content_type])
def download_archive(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    if dossier.archive is None:
        raise Http404
    return serve(dossier.archive)


@area.download("/dossiers/{int:pk}/paper", VIEW, Dossier, kinds=[KINDS["pdf"].content_type])
def download_paper(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    if dossier.paper is None:
        raise Http404
    return serve(dossier.paper)


@area.get(
    "/public-reports/{int:pk}", "dossiers.read_report", PublicReport, gives=PublicReportTextOut,
    anonymous=True,
)  # fmt: skip
def show_report(request: HttpRequest, report: PublicReport) -> dict[str, Any]:
    row = queries.reports_for(request.user).get(pk=report.pk)
    told = queries.report_shown(row)
    return {
        "id": row.pk, "status": row.status, "published_at": row.published_at, "title": told.title,
        "municipality": told.municipality, "first": told.first, "last": told.last, "intro": told.intro,
        "marks": told.marks, "closing": told.closing,
        "chapters": [
            {
                "title": one.title, "intro": one.intro,
                "lines": [{"say": say, "number": number} for say, number in one.lines],
            }
            for one in told.chapters
        ],
        "tables": list(told.tables),
    }  # fmt: skip


@area.download(
    "/public-reports/{int:pk}/pdf", "dossiers.read_report", PublicReport, kinds=content_types({"pdf"}),
    anonymous=True,
)  # fmt: skip
def download_report(request: HttpRequest, report: PublicReport) -> HttpResponseBase:
    return serve(report.pdf)


@area.download(
    "/public-reports/{int:pk}/docx", "dossiers.read_report", PublicReport, kinds=content_types({"docx"}),
    anonymous=True,
)  # fmt: skip
def download_report_in_word(request: HttpRequest, report: PublicReport) -> HttpResponseBase:
    return serve(report.docx)


@area.post("/public-reports/{int:pk}/publish", PUBLISH, PublicReport, gives=PublicReportOut)
def publish_report(request: HttpRequest, report: PublicReport) -> PublicReport:
    return services.publish_report(report, by=request.user)


@area.post("/public-reports/{int:pk}/withdraw", PUBLISH, PublicReport, form=ReasonForm, gives=PublicReportOut)
def withdraw_report(request: HttpRequest, report: PublicReport) -> PublicReport:
    return services.withdraw_report(report, **checked(ReasonForm.of(request)).values(), by=request.user)


class CycleFoundOut(Schema):
    title: str
    count: int
    url: str


class CycleRowOut(Schema):
    title: str
    url: str
    who: str
    mend: str


class CycleHoleOut(Schema):
    hole: str
    words: str
    count: int
    mend: str
    rows: list[CycleRowOut]


class CycleStepOut(Schema):
    step: str
    title: str
    who: str
    found: list[CycleFoundOut]
    holes: list[CycleHoleOut]


@area.get("/cycles/{int:pk}", "dossiers.view_cycle", Organisation, gives=list[CycleStepOut])
def show_cycle(request: HttpRequest, place: Organisation) -> list[dict[str, Any]]:
    today = today_at(place)
    period = next(iter(years_of(today).values()))
    steps = queries.cycle_of(place, period, today=today, now=timezone.now(), viewer=request.user)
    return [
        {
            "step": one.step.value, "title": str(one.step.label), "who": one.who,
            "found": [{"title": str(title), "count": count, "url": url} for title, count, url in one.found],
            "holes": [
                {
                    "hole": hole.hole.value, "words": str(hole.hole.label), "count": hole.count,
                    "mend": hole.mend, "rows": list(hole.rows),
                }
                for hole in one.broken
            ],
        }
        for one in steps
    ]  # fmt: skip


class RegionFormOut(Schema):
    id: int
    title: str
    municipality: Ref
    cells: list[dict[str, str]]
    loaded_at: datetime


@area.list("/region-forms", FORMS, gives=RegionFormOut, table=RegionFormsTable)
def list_region_forms(request: HttpRequest, table: Table) -> Any:
    return queries.region_forms(request.user)


@area.post(
    "/region-forms", CHANGE_FORMS, form=RegionFormForm, file=True, gives=RegionFormOut, status=201
)  # fmt: skip
def load_region_form(request: HttpRequest) -> RegionForm:
    told = checked(RegionFormForm.of(request, user=request.user)).cleaned_data
    return services.load_region_form(
        told["municipality"], title=told["title"], file=told["file"], by=request.user
    )


@area.post(
    "/region-forms/{int:pk}/renew", CHANGE_FORMS, RegionForm, form=RenewForm, file=True, gives=RegionFormOut,
    status=201,
)  # fmt: skip
def renew_region_form(request: HttpRequest, form: RegionForm) -> RegionForm:
    told = checked(RenewForm.of(request)).cleaned_data
    return services.renew_region_form(form, file=told["file"], by=request.user)[0]


@area.get("/region-forms/{int:pk}", FORMS, RegionForm, gives=RegionFormOut)
def show_region_form(request: HttpRequest, form: RegionForm) -> RegionForm:
    return queries.region_form_card(form)


@area.post("/region-forms/{int:pk}/cells", CHANGE_FORMS, RegionForm, form=CellForm, gives=RegionFormOut)
def match_cell(request: HttpRequest, form: RegionForm) -> RegionForm:
    told = checked(CellForm.of(request, user=request.user))
    return services.match_cell(form, **told.values(), seen=form.version, by=request.user)


@area.download("/region-forms/{int:pk}/filled", FORMS, RegionForm, kinds=[KINDS["xlsx"].content_type])
def fill_region_form(request: HttpRequest, form: RegionForm) -> HttpResponseBase:
    period = YearForm.of(request, data=request.GET).period
    filled = queries.filled_form(queries.region_form_card(form), period, viewer=request.user)
    return send([filled.content], name=f"{form.title}.xlsx", content_type=KINDS["xlsx"].content_type)
