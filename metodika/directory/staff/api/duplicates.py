from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from metodika.core.access import can
from metodika.core.web.endpoints import Area, Body, checked
from metodika.directory.staff import queries, services
from metodika.directory.staff.api.shapes import ApartOut, PairOut, PersonOut
from metodika.directory.staff.forms import MergeForm
from metodika.directory.staff.models import Person

area = Area("duplicates")
Side = Literal["one", "other"]


class MergeIn(Body):
    """`one` is the record of the address, `other` the second; for each fact that differs, whose is right."""

    keep: Side
    last_name: Side = "one"
    first_name: Side = "one"
    patronymic: Side = "one"
    gender: Side = "one"
    born_on: Side = "one"
    snils: Side = "one"
    email: Side = "one"
    phone: Side = "one"
    total_experience_since: Side = "one"
    teaching_experience_since: Side = "one"


@area.list("/duplicates", "staff.merge_people", gives=PairOut)
def list_duplicates(request: HttpRequest, _table: None) -> Any:
    return queries.duplicate_pairs(request.user)


@area.post(
    "/people/{int:pk}/merge/{int:other_pk}", "staff.merge_people", Person, takes=MergeIn, gives=PersonOut
)
def merge_people(request: HttpRequest, person: Person, other_pk: int) -> Person:
    other = _other(request, other_pk)
    form = checked(MergeForm.of(request, one=person, other=other))
    keep, drop = form.kept_and_dropped()
    return services.merge_people(keep, drop=drop, choices=form.chosen(), by=request.user)


@area.list("/duplicates/told-apart", "staff.merge_people", gives=ApartOut)
def list_told_apart(request: HttpRequest, _table: None) -> Any:
    return queries.pairs_told_apart(request.user)


@area.post("/people/{int:pk}/differs-from/{int:other_pk}", "staff.merge_people", Person, status=204)
def tell_apart(request: HttpRequest, person: Person, other_pk: int) -> None:
    services.tell_people_apart(person, other=_other(request, other_pk), by=request.user)


@area.remove("/people/{int:pk}/differs-from/{int:other_pk}", "staff.merge_people", Person)
def doubt_again(request: HttpRequest, person: Person, other_pk: int) -> None:
    services.doubt_people_again(person, other=_other(request, other_pk), by=request.user)


def _other(request: HttpRequest, pk: int) -> Person:
    other: Person = get_object_or_404(queries.present_people(request.user), pk=pk)
    if not can(request.user, "staff.merge_people", other):
        raise PermissionDenied
    return other
