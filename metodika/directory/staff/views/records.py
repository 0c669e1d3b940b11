from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.web import ConfirmForm, confirm, done, page, show_form
from metodika.directory.staff import services
from metodika.directory.staff.forms import EducationForm, QualificationForm
from metodika.directory.staff.models import Education, Person, Qualification


def _card(number: int) -> str:
    return reverse("staff:show-person", args=[number])


@page("staff.change_person", Person)
def assign_qualification(request: HttpRequest, person: Person) -> HttpResponse:
    form = QualificationForm.of(request)
    if form.is_valid():
        with form.refusals():
            services.assign_qualification(person, **form.values(), by=request.user)
            return done(request, _("The category is recorded."), _card(person.pk))
    return show_form(
        request, form, title=_("Qualification category"), intro=str(person), back=_card(person.pk)
    )


@page("staff.change_person", Qualification)
def remove_qualification(request: HttpRequest, qualification: Qualification) -> HttpResponseBase:
    form, back = ConfirmForm.of(request), _card(qualification.person_id)
    if form.is_valid():
        services.remove_qualification(qualification, by=request.user)
        return done(request, _("The category is removed."), back)
    return confirm(
        request, form, title=_("Remove the category?"), submit=_("Remove"), back=back,
        consequences=[str(qualification), _("Remove only what is a mistake; the history keeps it.")],
    )  # fmt: skip


@page("staff.change_person", Person)
def add_education(request: HttpRequest, person: Person) -> HttpResponse:
    form = EducationForm.of(request)
    if form.is_valid():
        with form.refusals():
            services.add_education(person, **form.values(), by=request.user)
            return done(request, _("The education is recorded."), _card(person.pk))
    return show_form(request, form, title=_("Education"), intro=str(person), back=_card(person.pk))


@page("staff.change_person", Education)
def remove_education(request: HttpRequest, education: Education) -> HttpResponseBase:
    form, back = ConfirmForm.of(request), _card(education.person_id)
    if form.is_valid():
        services.remove_education(education, by=request.user)
        return done(request, _("The education is removed."), back)
    return confirm(
        request, form, title=_("Remove the education?"), submit=_("Remove"), back=back,
        consequences=[str(education), _("Remove only what is a mistake; the history keeps it.")],
    )  # fmt: skip
