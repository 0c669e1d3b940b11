"""Own Word templates of documents."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.documents import document_kinds
from metodika.core.files.downloads import serve
from metodika.core.web import done, page, show_form, show_list
from metodika.directory.records import queries, services
from metodika.directory.records.forms import TemplateForm
from metodika.directory.records.models import Template
from metodika.directory.records.tables import TemplateTable


@page("records.manage_templates")
def list_templates(request: HttpRequest) -> HttpResponseBase:
    actions = [
        {"title": _("Load a template"), "url": reverse("records:load-template"), "icon": "upload"},
        {
            "title": _("What may be named"),
            "url": reverse("records:show-places"),
            "icon": "list-check",
            "look": "plain",
        },
    ]
    rows = queries.templates_for_list(request.user)
    return show_list(request, TemplateTable, rows, title=_("Own templates"), actions=actions)


@page("records.manage_templates")
def show_places(request: HttpRequest) -> HttpResponseBase:
    context = {
        "title": _("What a template may name"),
        # A place may be called "items", so a template cannot ask the mapping for its own items.
        "kinds": sorted((str(kind.title), list(kind.places.items())) for kind in document_kinds().values()),
        "heads": [_("Place"), _("What stands there")],
        "breadcrumbs": [(_("Own templates"), reverse("records:list-templates"))],
    }
    return render(request, "records/template_places.html", context)


@page("records.manage_templates")
def load_template(request: HttpRequest) -> HttpResponseBase:
    place = queries.organisations_for(request.user, "records.manage_templates").first()
    form = TemplateForm.of(request, initial={"organisation": place}, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            values = form.values()
            template = services.load_template(values.pop("organisation"), **values, by=request.user)
            return done(request, _("The template is in use."), "records:show-template", template.pk)
    return show_form(
        request, form, title=_("Load a template"), submit=_("Check and load"),
        intro=_("The file is checked at once: every unknown place is named, and nothing is taken over then."),
        back=reverse("records:list-templates"),
    )  # fmt: skip


@page("records.manage_templates", Template)
def show_template(request: HttpRequest, template: Template) -> HttpResponseBase:
    kind = document_kinds().get(template.kind)
    places = kind.places if kind else {}
    context = {
        "template": template,
        "title": str(template),
        "missing": [(place, places.get(place, "")) for place in template.missing],
        "heads": [_("Place"), _("What stands there")],
        "facts": [
            (_("Organisation"), template.organisation),
            (_("File"), template.file.name),
            (_("Loaded at"), template.uploaded_at),
            (_("Taken out of use at"), template.retired_at),
        ],
        "breadcrumbs": [(_("Own templates"), reverse("records:list-templates"))],
    }
    return render(request, "records/template_card.html", context)


@page("records.manage_templates", Template)
def download_template(request: HttpRequest, template: Template) -> HttpResponseBase:
    return serve(template.file)


@page("records.manage_templates", Template, method="POST")
def retire_template(request: HttpRequest, template: Template) -> HttpResponseBase:
    services.retire_template(template, by=request.user)
    return done(request, _("The usual layout is used again."), "records:list-templates")
