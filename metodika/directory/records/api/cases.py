from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from metodika.core.web import Table
from metodika.core.web.endpoints import Area, With, checked
from metodika.directory.organisations.models import Organisation
from metodika.directory.records import queries, services
from metodika.directory.records.api.shapes import CaseCardOut, CaseOut, ListedCase, RecordOut, SeriesOut
from metodika.directory.records.forms import (
    CaseForm,
    CloseForm,
    DestructionForm,
    FileForm,
    OpenCaseForm,
    PatternForm,
)
from metodika.directory.records.models import CaseFile, NumberSeries, Record
from metodika.directory.records.tables import CaseTable, SeriesTable

area = Area("file-plan")


@area.list("/cases", "records.view_case", gives=ListedCase, table=CaseTable)
def list_cases(request: HttpRequest, table: Table) -> Any:
    return queries.cases_for_list(request.user)


@area.post("/cases", "records.manage_cases", form=OpenCaseForm, gives=CaseOut, status=201)
def open_case(request: HttpRequest) -> CaseFile:
    values = checked(OpenCaseForm.of(request, user=request.user)).values()
    return services.open_case(values.pop("organisation"), **values, by=request.user)


@area.get("/cases/{int:pk}", "records.view_case", CaseFile, gives=CaseCardOut)
def show_case(request: HttpRequest, case: CaseFile) -> With:
    return With(case, records=queries.records_in(case))


@area.patch("/cases/{int:pk}", "records.manage_cases", CaseFile, form=CaseForm, gives=CaseOut)
def change_case(request: HttpRequest, case: CaseFile) -> CaseFile:
    form = CaseForm.of(request, initial={name: getattr(case, name) for name in CaseForm.base_fields})
    return services.change_case(case, changes=checked(form).values(), seen=form.seen, by=request.user)


@area.post("/cases/{int:pk}/close", "records.manage_cases", CaseFile, form=CloseForm, gives=CaseOut)
def close_case(request: HttpRequest, case: CaseFile) -> CaseFile:
    return services.close_case(case, **checked(CloseForm.of(request)).values(), by=request.user)


@area.post("/records/{int:pk}/case", "records.manage_cases", Record, form=FileForm, gives=RecordOut)
def file_record(request: HttpRequest, record: Record) -> Record:
    form = checked(FileForm.of(request, cases=queries.open_cases(record)))
    return services.file_record(record, **form.values(), by=request.user)


@area.post(
    "/organisations/{int:pk}/destruction-acts", "records.destroy_records", Organisation, form=DestructionForm,
    gives=RecordOut, status=201,
)  # fmt: skip
def propose_destruction(request: HttpRequest, organisation: Organisation) -> Record:
    past = queries.cases_past_term(organisation, day=timezone.localdate())
    cases = list(checked(DestructionForm.of(request, cases=past)).cleaned_data["cases"])
    return services.propose_destruction(organisation, cases=cases, by=request.user)


@area.post("/cases/{int:pk}/destroy", "records.destroy_records", CaseFile, gives=CaseOut)
def destroy_case(request: HttpRequest, case: CaseFile) -> CaseFile:
    return services.destroy_records(case, act=queries.act_on(case), by=request.user)


@area.list("/number-series", "records.view_series", gives=SeriesOut, table=SeriesTable)
def list_series(request: HttpRequest, table: Table) -> Any:
    return queries.series_for_list(request.user)


@area.patch(
    "/number-series/{int:pk}", "records.change_series", NumberSeries, form=PatternForm, gives=SeriesOut
)
def change_series(request: HttpRequest, series: NumberSeries) -> NumberSeries:
    form = checked(PatternForm.of(request, initial={"pattern": series.pattern}))
    return services.set_pattern(
        series.organisation, kind=series.kind, line=series.line, year=series.year, **form.values(),
        by=request.user,
    )  # fmt: skip
