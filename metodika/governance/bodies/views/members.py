from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.files.downloads import serve
from metodika.core.files.uploads import store_upload
from metodika.core.web import done, page, show_form
from metodika.governance.bodies import services
from metodika.governance.bodies.forms import LETTERS, ConsentForm, HeadForm, MemberForm, VacateForm
from metodika.governance.bodies.models import Body, Seat
from metodika.governance.bodies.views.acts import CARD, about


@page("bodies.propose_composition", Body)
def admit_member(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = MemberForm.of(request, user=request.user, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.admit_member(body, **form.values(), by=request.user)
            return done(request, _("The member is admitted."), CARD, body.pk)
    return show_form(request, form, **about(body, _("Admit a member")), submit=_("Admit"))


@page("bodies.propose_composition", Body)
def appoint_head(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = HeadForm.of(request, user=request.user, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.appoint_head(body, **form.values(), by=request.user)
            return done(request, _("The head is appointed."), CARD, body.pk)
    return show_form(request, form, **about(body, _("Appoint a head")), submit=_("Appoint"))


@page("bodies.propose_composition", Seat)
def vacate_seat(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    form = VacateForm.of(request, initial={"on": timezone.localdate()})
    body = seat.composition.body
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.vacate_seat(seat, **form.values(), by=request.user)
            return done(request, _("The seat is vacant from the next day."), CARD, body.pk)
    return show_form(
        request, form, **about(body, _("Release a member")), submit=_("Release"), intro=str(seat.person or "")
    )


@page("bodies.propose_composition", Seat)
def give_consent(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    form = ConsentForm.of(request, initial={"on": timezone.localdate()})
    body = seat.composition.body
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            letter = form.cleaned_data["file"]
            file = store_upload(letter, allowed=LETTERS, by=request.user) if letter else None
            services.give_consent(seat, on=form.cleaned_data["on"], file=file, by=request.user)
            return done(request, _("The consent is written down."), CARD, body.pk)
    return show_form(
        request,
        form,
        **about(body, _("Consent to sit")),
        submit=_("Write down"),
        intro=str(seat.person or ""),
    )


@page("bodies.propose_composition", Seat)
def download_consent(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    if seat.consent is None:
        raise Http404
    return serve(seat.consent)
