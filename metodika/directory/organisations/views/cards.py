from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.imports.exporting import Format, export_response
from metodika.core.web import Branch, Link, MenuItem, done, page, show_form, show_list, wants_next
from metodika.core.web.values import Text
from metodika.directory.organisations import queries, services
from metodika.directory.organisations.forms import FACTS, NewOrganisationForm, OrganisationForm
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import Node, OrganisationCard
from metodika.directory.organisations.tables import INSTITUTIONS, OrganisationTable, exported_rows, status_of

ACTIONS: tuple[tuple[str, Text, str, tuple[str, ...], str, str], ...] = (
    (
        "organisations.create_organisation", gettext_lazy("Add an organisation"),
        "organisations:add-organisation", (), "plus", "primary",
    ),
    (
        "organisations.import_organisations", gettext_lazy("Load a list"),
        "imports:start-run", (INSTITUTIONS.code,), "upload", "plain",
    ),
    (
        "organisations.export_organisations", gettext_lazy("Download for loading"),
        "organisations:export-organisations", (), "download", "plain",
    ),
    (
        "organisations.list_organisations", gettext_lazy("As a tree"),
        "organisations:show-tree", (), "sitemap", "plain",
    ),
)  # fmt: skip
PARTS = (
    ("about", gettext_lazy("About"), "organisations:show-organisation"),
    ("names", gettext_lazy("Names and history"), "organisations:show-names"),
    ("guests", gettext_lazy("Guests"), "organisations:show-guests"),
)


CHANGE = "organisations.change_organisation"


@page("organisations.list_organisations")
def list_organisations(request: HttpRequest) -> HttpResponseBase:
    actions = [
        {"title": title, "url": reverse(name, args=arguments), "icon": icon, "look": look}
        for permission, title, name, arguments, icon, look in ACTIONS
        if can(request.user, permission)
    ]
    rows = queries.organisations_for_list(request.user)
    return show_list(request, OrganisationTable, rows, title=_("Institutions"), actions=actions)


@page("organisations.list_organisations")
def show_tree(request: HttpRequest) -> HttpResponse:
    nodes = queries.organisation_tree(queries.organisations_for_tree(request.user))
    before, after = reverse("organisations:show-organisation", args=[0]).split("0")
    crumbs = [(_("Institutions"), reverse("organisations:list-organisations")), (_("As a tree"), "")]
    branches = [_branch(node, before, after) for node in nodes]
    return render(request, "organisations/organisation_tree.html", {"nodes": branches, "crumbs": crumbs})


@page("organisations.view_organisation", Organisation)
def show_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    card = queries.organisation_card(organisation)
    return _part(request, card, "about", facts=_facts(card))


@page("organisations.view_organisation", Organisation)
def show_names(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    card = queries.organisation_card(organisation)
    return _part(
        request, card, "names",
        story=story_of(organisation) if can(request.user, CHANGE, organisation) else [],
        name_heads=[_("Full name"), _("Short name"), _("From"), _("To")],
        alias_heads=[_("Spelling"), ""],
        relation_heads=[_("Organisation"), _("What happened"), _("Date"), _("Ground")],
    )  # fmt: skip


@page("organisations.view_organisation", Organisation)
def show_guests(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    card = queries.organisation_card(organisation)
    return _part(
        request, card, "guests", guest_heads=[_("Organisation"), _("From"), _("To"), _("Ground"), ""]
    )


@page("organisations.create_organisation")
def add_organisation(request: HttpRequest) -> HttpResponse:
    parents = queries.organisations_for_choice(request.user, "organisations.create_organisation")
    form = NewOrganisationForm.of(request, parents=parents)
    if form.is_valid():
        with form.refusals():
            told = form.cleaned_data
            made = services.create_organisation(
                level=told["level"],
                name=told["name"],
                short_name=told["short_name"],
                parent=told["parent"],
                by=request.user,
                **form.values(*FACTS),
            )
            added = _("“%(organisation)s” is added.") % {"organisation": made}
            if wants_next(request):
                return done(request, added, "organisations:add-organisation")
            return done(request, added, "organisations:show-organisation", made.pk)
    return show_form(
        request, form, title=_("Add an organisation"), submit=_("Add"), draft="organisation",
        back=reverse("organisations:list-organisations"), and_next=_("Add and enter the next one"),
    )  # fmt: skip


@page("organisations.change_organisation", Organisation)
def change_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    facts = {name: getattr(organisation, name) for name in FACTS}
    form = OrganisationForm.of(request, initial={**facts, "version": organisation.version})
    back = reverse("organisations:show-organisation", args=[organisation.pk])
    if form.is_valid():
        with form.refusals():
            services.change_organisation(
                organisation, changes=form.values(*FACTS), seen=form.seen, by=request.user
            )
            return done(request, _("The card is saved."), back)
    return show_form(request, form, title=_("Change the card"), intro=str(organisation), back=back)


@page("organisations.export_organisations")
def export_organisations(request: HttpRequest) -> HttpResponseBase:
    paths = request.user.access.paths_for("organisations.export_organisations")  # type: ignore[union-attr]  # guests were sent away
    kind: Format = "csv" if request.GET.get("format") == "csv" else "xlsx"
    rows = exported_rows(queries.organisations_for_export(paths))
    return export_response(INSTITUTIONS, rows, form=kind)


def _part(request: HttpRequest, card: OrganisationCard, part: str, **context: Any) -> HttpResponse:
    organisation = card.organisation
    tabs = [
        MenuItem(title, reverse(name, args=[organisation.pk]), active=key == part)
        for key, title, name in PARTS
    ]
    crumbs = [(_("Institutions"), reverse("organisations:list-organisations")), (str(organisation), "")]
    page = {
        "card": card, "organisation": organisation, "status": status_of(organisation), "tabs": tabs,
        "crumbs": crumbs, "part": part, **context,
    }  # fmt: skip
    return render(request, f"organisations/organisation_{part}.html", page)


def _facts(card: OrganisationCard) -> list[tuple[Text, Any]]:
    one = card.organisation
    parent = one.parent
    above = (
        Link(str(parent), reverse("organisations:show-organisation", args=[parent.pk])) if parent else None
    )
    marks = [
        word
        for word, held in (
            (_("rural"), one.is_rural),
            (_("small"), one.is_small),
            (_("branch"), one.is_branch),
        )
        if held
    ]
    return [
        (_("Full name"), one.name),
        (_("Kind"), card.kind),
        (_("Part of"), above),
        (_("Marks"), ", ".join(marks)),
        (_("Address"), one.address),
        (_("Telephone"), one.phone),
        (_("E-mail"), one.email),
        (_("Website"), Link(one.website, one.website) if one.website else None),
        (_("INN"), one.inn),
        (_("OGRN"), one.ogrn),
        (_("Opened on"), one.opened_on),
        (_("Closed on"), one.closed_on),
    ]


def _branch(node: Node, before: str, after: str) -> Branch:
    one = node.organisation
    children = [_branch(child, before, after) for child in node.children]
    mark = "" if one.is_working else status_of(one)
    return Branch(str(one), url=f"{before}{one.pk}{after}", mark=mark, children=children)
