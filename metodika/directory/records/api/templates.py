from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from metodika.core.documents import document_kinds
from metodika.core.files.downloads import serve
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Schema, checked
from metodika.directory.records import queries, services
from metodika.directory.records.api.shapes import TemplateOut
from metodika.directory.records.forms import TemplateForm
from metodika.directory.records.models import Template
from metodika.directory.records.tables import TemplateTable

area = Area("document-templates")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class KindOut(Schema):
    code: str
    title: str
    places: dict[str, str]


@area.list("/document-kinds", "records.manage_templates", gives=KindOut)
def list_kinds(request: HttpRequest, _table: None) -> list[dict[str, Any]]:
    return [
        {
            "code": kind.code,
            "title": str(kind.title),
            "places": {place: str(words) for place, words in kind.places.items()},
        }
        for kind in document_kinds().values()
    ]


@area.list("/document-templates", "records.manage_templates", gives=TemplateOut, table=TemplateTable)
def list_templates(request: HttpRequest, table: Table) -> Any:
    return queries.templates_for_list(request.user)


@area.post(
    "/document-templates",
    "records.manage_templates",
    form=TemplateForm,
    file=True,
    gives=TemplateOut,
    status=201,
)
def load_template(request: HttpRequest) -> Template:
    values = checked(TemplateForm.of(request, user=request.user)).values()
    return services.load_template(values.pop("organisation"), **values, by=request.user)


@area.download("/document-templates/{int:pk}/file", "records.manage_templates", Template, kinds=[WORD])
def download_template(request: HttpRequest, template: Template) -> HttpResponseBase:
    return serve(template.file)


@area.post("/document-templates/{int:pk}/retire", "records.manage_templates", Template, gives=TemplateOut)
def retire_template(request: HttpRequest, template: Template) -> Template:
    return services.retire_template(template, by=request.user)
