from django.http import HttpRequest

from metodika.core.web.endpoints import Area, checked
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.staff import services
from metodika.directory.staff.api.shapes import EmploymentOut, LeaveOut
from metodika.directory.staff.forms import (
    EmploymentForm,
    EndForm,
    HireForm,
    LeaveForm,
    ReturnForm,
    TransferForm,
)
from metodika.directory.staff.models import Employment, Leave, Person

area = Area("jobs-of-people")
FACTS = ("position", "kind", "is_head", "load", "hours", "started_on", "ended_on", "end_reason")


@area.post(
    "/people/{int:pk}/employments", "staff.hire_person", Person,
    form=HireForm, gives=EmploymentOut, status=201,
)  # fmt: skip
def hire_person(request: HttpRequest, person: Person) -> Employment:
    places = organisations_for_choice(request.user, "staff.hire_person")
    form = checked(HireForm.of(request, organisations=places))
    return services.hire_person(person, **form.values(), by=request.user)


@area.patch(
    "/employments/{int:pk}", "staff.hire_person", Employment, form=EmploymentForm, gives=EmploymentOut
)
def change_employment(request: HttpRequest, employment: Employment) -> Employment:
    facts = {name: getattr(employment, name) for name in FACTS}
    subjects = list(employment.subjects.all())
    form = checked(EmploymentForm.of(request, initial={**facts, "subjects": subjects}))
    return services.change_employment(
        employment,
        changes=form.values(*FACTS),
        subjects=form.cleaned_data["subjects"],
        seen=form.seen,
        by=request.user,
    )


@area.post("/employments/{int:pk}/end", "staff.end_employment", Employment, form=EndForm, gives=EmploymentOut)
def end_employment(request: HttpRequest, employment: Employment) -> Employment:
    form = checked(EndForm.of(request))
    return services.end_employment(employment, **form.values(), by=request.user)


@area.post(
    "/employments/{int:pk}/transfer", "staff.transfer_person", Employment,
    form=TransferForm, gives=EmploymentOut, status=201,
)  # fmt: skip
def transfer_person(request: HttpRequest, employment: Employment) -> Employment:
    places = organisations_for_choice(request.user, "staff.transfer_person")
    form = checked(TransferForm.of(request, organisations=places.exclude(pk=employment.organisation_id)))
    return services.transfer_person(employment, **form.values(), by=request.user)


@area.post(
    "/employments/{int:pk}/leaves", "staff.hire_person", Employment,
    form=LeaveForm, gives=LeaveOut, status=201,
)  # fmt: skip
def send_on_leave(request: HttpRequest, employment: Employment) -> Leave:
    form = checked(LeaveForm.of(request))
    return services.send_on_leave(employment, **form.values(), by=request.user)


@area.post("/leaves/{int:pk}/return", "staff.hire_person", Leave, form=ReturnForm, gives=LeaveOut)
def return_from_leave(request: HttpRequest, leave: Leave) -> Leave:
    form = checked(ReturnForm.of(request))
    return services.return_from_leave(leave, **form.values(), by=request.user)
