from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from metodika.core.imports.exporting import CONTENT_TYPES, Format, export_response
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, With, checked
from metodika.directory.organisations import queries, services
from metodika.directory.organisations.forms import (
    FACTS,
    AliasForm,
    CloseForm,
    EndGuestForm,
    GuestForm,
    MergeForm,
    MoveForm,
    NewOrganisationForm,
    OrganisationForm,
    RenameForm,
)
from metodika.directory.organisations.models import Guest, Organisation, OrganisationAlias
from metodika.directory.organisations.tables import INSTITUTIONS, OrganisationTable, exported_rows

area = Area("organisations")


class OrganisationOut(Schema):
    id: int
    version: int
    level: str
    kind: str
    name: str
    short_name: str
    parent: Ref | None
    municipality: Ref | None
    code: str
    inn: str
    ogrn: str
    address: str
    website: str
    email: str
    phone: str
    timezone: str
    is_rural: bool
    is_small: bool
    is_branch: bool
    status: str
    opened_on: date | None
    closed_on: date | None


class NameOut(Schema):
    full: str
    short: str
    valid_from: date | None
    valid_to: date | None


class AliasOut(Schema):
    id: int
    text: str


class SuccessionOut(Schema):
    organisation: Ref
    kind: str
    happened_on: date
    ground: str


class GuestOut(Schema):
    id: int
    hub: Ref
    organisation: Ref
    valid_from: date
    valid_to: date | None
    ground: str


class OrganisationCardOut(OrganisationOut):
    kind_title: str
    names: list[NameOut]
    aliases: list[AliasOut]
    successors: list[SuccessionOut]
    predecessors: list[SuccessionOut]
    guests: list[GuestOut]
    hubs: list[GuestOut]
    units: list[Ref]


class PlaceOut(Schema):
    id: int
    name: str
    level: str
    status: str
    parent: int | None

    @staticmethod
    def resolve_parent(one: Organisation) -> int | None:
        return one.parent_id

    @staticmethod
    def resolve_name(one: Organisation) -> str:
        return str(one)


class MergerOut(Schema):
    predecessor: Ref
    successor: Ref
    happened_on: date
    ground: str


@area.list(
    "/organisations", "organisations.list_organisations", gives=OrganisationOut, table=OrganisationTable
)
def list_organisations(request: HttpRequest, table: Table) -> Any:
    return queries.organisations_for_list(request.user)


@area.list("/organisations/tree", "organisations.list_organisations", gives=PlaceOut)
def list_tree(request: HttpRequest, _table: None) -> Any:
    return queries.organisations_for_tree(request.user).order_by("path")


@area.export("/organisations/file", "organisations.export_organisations", kinds=CONTENT_TYPES)
def export_organisations(request: HttpRequest, form: Format) -> HttpResponseBase:
    paths = request.user.access.paths_for("organisations.export_organisations")  # type: ignore[union-attr]  # the guard lets only people in
    return export_response(INSTITUTIONS, exported_rows(queries.organisations_for_export(paths)), form=form)


@area.post(
    "/organisations", "organisations.create_organisation",
    form=NewOrganisationForm, gives=OrganisationOut, status=201,
)  # fmt: skip
def create_organisation(request: HttpRequest) -> Organisation:
    parents = queries.organisations_for_choice(request.user, "organisations.create_organisation")
    form = checked(NewOrganisationForm.of(request, parents=parents))
    placed = form.values("level", "name", "short_name", "parent")
    return services.create_organisation(**placed, **form.values(*FACTS), by=request.user)


@area.get(
    "/organisations/{int:pk}", "organisations.view_organisation", Organisation, gives=OrganisationCardOut
)
def show_organisation(request: HttpRequest, organisation: Organisation) -> With:
    card = queries.organisation_card(organisation)
    return With(
        organisation,
        kind_title=card.kind,
        names=card.names,
        aliases=card.aliases,
        successors=[_relation(one, one.successor) for one in card.successors],
        predecessors=[_relation(one, one.predecessor) for one in card.predecessors],
        guests=card.guests,
        hubs=card.hubs,
        units=card.units,
    )


def _relation(one: Any, other: Organisation) -> dict[str, Any]:
    return {"organisation": other, "kind": one.kind, "happened_on": one.happened_on, "ground": one.ground}


@area.patch(
    "/organisations/{int:pk}", "organisations.change_organisation", Organisation,
    form=OrganisationForm, gives=OrganisationOut,
)  # fmt: skip
def change_organisation(request: HttpRequest, organisation: Organisation) -> Organisation:
    facts = {name: getattr(organisation, name) for name in FACTS}
    form = checked(OrganisationForm.of(request, initial=facts))
    return services.change_organisation(
        organisation, changes=form.values(*FACTS), seen=form.seen, by=request.user
    )


@area.post(
    "/organisations/{int:pk}/rename", "organisations.change_organisation", Organisation,
    form=RenameForm, gives=OrganisationOut,
)  # fmt: skip
def rename_organisation(request: HttpRequest, organisation: Organisation) -> Organisation:
    names = {"full": organisation.name, "short": organisation.short_name}
    form = checked(RenameForm.of(request, initial=names))
    return services.rename_organisation(organisation, **form.values(), by=request.user)


@area.post(
    "/organisations/{int:pk}/move", "organisations.change_organisation", Organisation,
    form=MoveForm, gives=OrganisationOut,
)  # fmt: skip
def move_organisation(request: HttpRequest, organisation: Organisation) -> Organisation:
    parents = queries.organisations_for_choice(request.user, "organisations.change_organisation")
    form = checked(MoveForm.of(request, parents=parents))
    return services.move_organisation(organisation, **form.values(), by=request.user)


@area.post(
    "/organisations/{int:pk}/begin-reorganisation", "organisations.close_organisation", Organisation,
    gives=OrganisationOut,
)  # fmt: skip
def begin_reorganisation(request: HttpRequest, organisation: Organisation) -> Organisation:
    return services.begin_reorganisation(organisation, by=request.user)


@area.post(
    "/organisations/{int:pk}/merge", "organisations.close_organisation", Organisation,
    form=MergeForm, gives=MergerOut,
)  # fmt: skip
def merge_organisations(request: HttpRequest, organisation: Organisation) -> Any:
    chosen = queries.organisations_for_choice(request.user, "organisations.close_organisation")
    form = MergeForm.of(request, successors=chosen.exclude(path__startswith=organisation.path))
    return services.merge_organisations(organisation, **checked(form).values(), by=request.user)


@area.post(
    "/organisations/{int:pk}/close", "organisations.close_organisation", Organisation,
    form=CloseForm, gives=OrganisationOut,
)  # fmt: skip
def close_organisation(request: HttpRequest, organisation: Organisation) -> Organisation:
    form = checked(CloseForm.of(request))
    return services.close_organisation(organisation, **form.values(), by=request.user)


@area.post(
    "/organisations/{int:pk}/reopen", "organisations.close_organisation", Organisation,
    gives=OrganisationOut,
)  # fmt: skip
def reopen_organisation(request: HttpRequest, organisation: Organisation) -> Organisation:
    return services.reopen_organisation(organisation, by=request.user)


@area.post(
    "/organisations/{int:pk}/aliases", "organisations.change_organisation", Organisation,
    form=AliasForm, gives=AliasOut, status=201,
)  # fmt: skip
def add_alias(request: HttpRequest, organisation: Organisation) -> OrganisationAlias:
    form = checked(AliasForm.of(request))
    return services.add_alias(organisation, **form.values(), by=request.user)


@area.remove("/aliases/{int:pk}", "organisations.change_organisation", OrganisationAlias)
def remove_alias(request: HttpRequest, alias: OrganisationAlias) -> None:
    services.remove_alias(alias, by=request.user)


@area.post(
    "/organisations/{int:pk}/guests", "organisations.change_organisation", Organisation,
    form=GuestForm, gives=GuestOut, status=201,
)  # fmt: skip
def welcome_guest(request: HttpRequest, organisation: Organisation) -> Guest:
    form = checked(GuestForm.of(request, organisations=queries.strangers_to(organisation)))
    return services.welcome_guest(organisation, **form.values(), by=request.user)


@area.post(
    "/guests/{int:pk}/end", "organisations.change_organisation", Guest, form=EndGuestForm, gives=GuestOut
)
def end_guest(request: HttpRequest, guest: Guest) -> Guest:
    form = checked(EndGuestForm.of(request))
    return services.end_guest(guest, **form.values(), by=request.user)
