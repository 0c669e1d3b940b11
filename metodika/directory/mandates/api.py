from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.directory.mandates import queries, services
from metodika.directory.mandates.forms import EndForm, GiveForm, SubstituteForm
from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.mandates.tables import MandateTable
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person

area = Area("mandates")


class RoleOut(Schema):
    id: int
    code: str
    title: str
    description: str
    levels: list[str]
    permissions: list[str]
    rights: list[str]
    holders: int


class MandateOut(Schema):
    id: int
    person: Ref
    role: Ref
    organisation: Ref
    only_self: bool
    starts_on: date
    ends_on: date | None
    ground: str
    state: str
    ended_because: str
    substitutes: Ref | None

    @staticmethod
    def resolve_role(mandate: Mandate) -> Role:
        return mandate.role_there

    @staticmethod
    def resolve_state(mandate: Mandate) -> str:
        return mandate.state_on(timezone.localdate())


class MandateCard(MandateOut):
    substitutions: list[MandateOut]


@area.list("/mandates", "mandates.list_mandates", gives=MandateOut, table=MandateTable)
def list_mandates(request: HttpRequest, table: Table) -> Any:
    return queries.mandates_seen_by(request.user)


@area.post(
    "/people/{int:person_pk}/roles", "mandates.give_mandate", form=GiveForm, gives=MandateOut, status=201
)
def give_mandate(request: HttpRequest, person_pk: int) -> Mandate:
    person = get_object_or_404(queries.people_seen_by(request.user), pk=person_pk)
    form = GiveForm.of(
        request,
        roles=queries.roles_for(request.user),
        organisations=list(queries.organisations_to_give_in(request.user)),
    )
    return services.give_mandate(person, **checked(form).chosen(), by=request.user)


@area.get("/mandates/{int:pk}", "mandates.view_mandate", Mandate, gives=MandateCard)
def show_mandate(request: HttpRequest, mandate: Mandate) -> Any:
    return queries.mandate_with_substitutions(mandate, viewer=request.user)


@area.post("/mandates/{int:pk}/end", "mandates.end_mandate", Mandate, form=EndForm, gives=MandateOut)
def end_mandate(request: HttpRequest, mandate: Mandate) -> Mandate:
    form = checked(EndForm.of(request))
    return services.end_mandate(mandate, **form.values(), by=request.user)


@area.post(
    "/mandates/{int:pk}/substitutes/{int:person_pk}", "mandates.substitute", Mandate,
    form=SubstituteForm, gives=MandateOut, status=201,
)  # fmt: skip
def substitute(request: HttpRequest, mandate: Mandate, person_pk: int) -> Mandate:
    person = get_object_or_404(queries.people_seen_by(request.user), pk=person_pk)
    form = checked(SubstituteForm.of(request))
    return services.substitute(mandate, person=person, **form.values(), by=request.user)


@area.list("/roles", "mandates.list_mandates", gives=RoleOut)
def list_roles(request: HttpRequest, _table: None) -> list[dict[str, Any]]:
    return [
        {
            "id": found.role.pk, "code": found.role.code,
            "title": found.role.title, "description": found.role.description,
            "levels": found.role.levels, "permissions": found.role.permissions,
            "holders": found.role.holders,  # type: ignore[attr-defined]  # counted by the query
            "rights": [str(words) for words in found.rights],
        }
        for found in queries.rights_of_roles(timezone.localdate(), viewer=request.user)
    ]  # fmt: skip


@area.list("/people/{int:pk}/mandates", "mandates.view_mandate", Person, gives=MandateOut)
def list_mandates_of_person(request: HttpRequest, person: Person, _table: None) -> Any:
    return queries.mandates_of_person(person, viewer=request.user)


@area.list("/organisations/{int:pk}/mandates", "mandates.view_mandate", Organisation, gives=MandateOut)
def list_responsible_people(request: HttpRequest, organisation: Organisation, _table: None) -> Any:
    return queries.answerable_for(organisation, day=timezone.localdate(), viewer=request.user)
