from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import ConfirmForm, confirm, done, page, show_form
from metodika.directory.organisations import queries, services
from metodika.directory.organisations.forms import (
    AliasForm,
    CloseForm,
    EndGuestForm,
    GuestForm,
    MergeForm,
    MoveForm,
    RenameForm,
)
from metodika.directory.organisations.models import Guest, Organisation, OrganisationAlias


def _card(number: int, part: str = "organisation") -> str:
    return reverse(f"organisations:show-{part}", args=[number])


@page("organisations.change_organisation", Organisation)
def rename_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    names = {"full": organisation.name, "short": organisation.short_name}
    form = RenameForm.of(request, initial=names)
    back = _card(organisation.pk, "names")
    if form.is_valid():
        with form.refusals():
            services.rename_organisation(organisation, **form.values(), by=request.user)
            return done(request, _("The new name is recorded."), back)
    return show_form(request, form, title=_("Rename"), intro=str(organisation), back=back)


@page("organisations.change_organisation", Organisation)
def move_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    parents = queries.organisations_for_choice(request.user, "organisations.change_organisation")
    form = MoveForm.of(request, parents=parents, initial={"parent": organisation.parent_id})
    back = _card(organisation.pk)
    if form.is_valid():
        with form.refusals():
            services.move_organisation(organisation, **form.values(), by=request.user)
            return done(request, _("The place is changed."), back)
    return show_form(
        request, form, title=_("Change the place in the tree"), intro=str(organisation), back=back
    )


@page("organisations.close_organisation", Organisation)
def begin_reorganisation(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    form, back = ConfirmForm.of(request), _card(organisation.pk)
    if form.is_valid():
        with form.refusals():
            services.begin_reorganisation(organisation, by=request.user)
            return done(request, _("The reorganisation has begun."), back)
    return confirm(
        request, form, title=_("Begin the reorganisation?"), submit=_("Begin"), back=back, dangerous=False,
        consequences=[str(organisation), _("The organisation goes on working until it is merged or closed.")],
    )  # fmt: skip


@page("organisations.close_organisation", Organisation)
def merge_organisations(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    successors = queries.organisations_for_choice(request.user, "organisations.close_organisation").exclude(
        path__startswith=organisation.path
    )
    form = MergeForm.of(request, successors=successors, initial={"on": timezone.localdate()})
    back = _card(organisation.pk)
    if form.is_valid():
        with form.refusals():
            services.merge_organisations(organisation, **form.values(), by=request.user)
            return done(request, _("The merger is recorded."), back)
    units = queries.working_units(organisation)
    return confirm(
        request, form, title=_("Merge into another organisation?"), submit=_("Merge"), back=back,
        consequences=[
            str(organisation),
            _("Its last day is the day before; its name, staff and papers up to then stay in its history."),
            _("Its working units go over to the successor: %(count)d.") % {"count": units},
            _("With the mark below, every job continues in the successor on the same terms."),
        ],
    )  # fmt: skip


@page("organisations.close_organisation", Organisation)
def close_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    form, back = CloseForm.of(request, initial={"on": timezone.localdate()}), _card(organisation.pk)
    if form.is_valid():
        with form.refusals():
            services.close_organisation(organisation, **form.values(), by=request.user)
            return done(request, _("The organisation is closed."), back)
    return confirm(
        request, form, title=_("Close the organisation?"), submit=_("Close"), back=back,
        consequences=[
            str(organisation),
            _("It leaves the lists of working organisations; its history stays."),
            _("This is possible only when nobody works in it any more and nothing working is part of it."),
        ],
    )  # fmt: skip


@page("organisations.close_organisation", Organisation)
def reopen_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    form, back = ConfirmForm.of(request), _card(organisation.pk)
    if form.is_valid():
        with form.refusals():
            services.reopen_organisation(organisation, by=request.user)
            return done(request, _("The organisation works again."), back)
    return confirm(
        request, form, title=_("Open the organisation again?"), submit=_("Open again"), back=back,
        dangerous=False, consequences=[str(organisation), _("The day of closing is erased.")],
    )  # fmt: skip


@page("organisations.change_organisation", Organisation)
def add_alias(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form, back = AliasForm.of(request), _card(organisation.pk, "names")
    if form.is_valid():
        with form.refusals():
            services.add_alias(organisation, **form.values(), by=request.user)
            return done(request, _("The spelling is remembered."), back)
    return show_form(request, form, title=_("Another spelling"), intro=str(organisation), back=back)


@page("organisations.change_organisation", OrganisationAlias, method="POST")
def remove_alias(request: HttpRequest, alias: OrganisationAlias) -> HttpResponse:
    services.remove_alias(alias, by=request.user)
    return done(request, _("The spelling is forgotten."), _card(alias.organisation_id, "names"))


@page("organisations.change_organisation", Organisation)
def welcome_guest(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    strangers = queries.strangers_to(organisation)
    form, back = GuestForm.of(request, organisations=strangers), _card(organisation.pk, "guests")
    if form.is_valid():
        with form.refusals():
            services.welcome_guest(organisation, **form.values(), by=request.user)
            return done(request, _("The guest is recorded."), back)
    return show_form(request, form, title=_("Serve a guest organisation"), intro=str(organisation), back=back)


@page("organisations.change_organisation", Guest)
def end_guest(request: HttpRequest, guest: Guest) -> HttpResponse:
    form, back = EndGuestForm.of(request, initial={"on": timezone.localdate()}), _card(guest.hub_id, "guests")
    if form.is_valid():
        with form.refusals():
            services.end_guest(guest, **form.values(), by=request.user)
            return done(request, _("The end of the service is recorded."), back)
    return show_form(
        request, form, title=_("End the service of the guest"), intro=str(guest.organisation), back=back
    )
