from django.http import HttpRequest

from metodika.core.web.endpoints import Area, checked
from metodika.directory.staff import services
from metodika.directory.staff.api.shapes import EducationOut, QualificationOut
from metodika.directory.staff.forms import EducationForm, QualificationForm
from metodika.directory.staff.models import Education, Person, Qualification

area = Area("records-of-people")


@area.post(
    "/people/{int:pk}/qualifications", "staff.change_person", Person,
    form=QualificationForm, gives=QualificationOut, status=201,
)  # fmt: skip
def assign_qualification(request: HttpRequest, person: Person) -> Qualification:
    form = checked(QualificationForm.of(request))
    return services.assign_qualification(person, **form.values(), by=request.user)


@area.remove("/qualifications/{int:pk}", "staff.change_person", Qualification)
def remove_qualification(request: HttpRequest, qualification: Qualification) -> None:
    services.remove_qualification(qualification, by=request.user)


@area.post(
    "/people/{int:pk}/educations", "staff.change_person", Person,
    form=EducationForm, gives=EducationOut, status=201,
)  # fmt: skip
def add_education(request: HttpRequest, person: Person) -> Education:
    form = checked(EducationForm.of(request))
    return services.add_education(person, **form.values(), by=request.user)


@area.remove("/educations/{int:pk}", "staff.change_person", Education)
def remove_education(request: HttpRequest, education: Education) -> None:
    services.remove_education(education, by=request.user)
