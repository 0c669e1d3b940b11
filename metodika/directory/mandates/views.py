from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.audit.journal import entries_about
from metodika.core.calendar import local_today
from metodika.core.events import sentences_of
from metodika.core.web import done, page, show_form, show_list, show_panel
from metodika.directory.mandates import queries, services
from metodika.directory.mandates.forms import EndForm, GiveForm, SubstituteForm
from metodika.directory.mandates.models import Mandate
from metodika.directory.mandates.tables import MandateTable, state
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person

FOUND_PEOPLE = 30


@page("mandates.list_mandates")
def list_mandates(request: HttpRequest) -> HttpResponseBase:
    actions: list[Any] = [
        {
            "title": _("Roles and rights"),
            "url": reverse("mandates:list-roles"),
            "icon": "list-check",
            "look": "plain",
        }
    ]
    if can(request.user, "mandates.give_mandate"):
        actions.append({"title": _("Give a role"), "url": reverse("mandates:choose-person"), "icon": "plus"})
    return show_list(
        request,
        MandateTable,
        queries.mandates_seen_by(request.user),
        title=_("Who answers for what"),
        intro=_("Roles, for whom and until when. A role ends at midnight of its last day, local time."),
        actions=actions,
    )


@page("mandates.view_mandate", Mandate)
def show_mandate(request: HttpRequest, mandate: Mandate) -> HttpResponseBase:
    mandate = queries.mandates_seen_by(request.user).get(pk=mandate.pk)
    entries = list(entries_about(mandate))
    past = zip((entry.happened_at for entry in entries), sentences_of(entries, as_history=True), strict=True)
    context = {
        "mandate": mandate,
        "status": state(mandate),
        "substitutions": mandate.substitutions.with_names().order_by("-starts_on"),
        "history": list(past),
        "breadcrumbs": [*_way_back(request.user), (mandate.role_there, "")],
        "title": f"{mandate.role_there}: {mandate.person}",
    }
    return render(request, "mandates/mandate_card.html", context)


def _way_back(user: Any) -> list[tuple[str, str]]:
    """Lead to the list only those who may open it: everybody sees a role of their own."""
    if not can(user, "mandates.list_mandates"):
        return []
    return [(_("Who answers for what"), reverse("mandates:list-mandates"))]


@page("mandates.give_mandate")
def choose_person(request: HttpRequest) -> HttpResponseBase:
    words = request.GET.get("q", "")
    found = queries.people_to_choose(request.user, words)[:FOUND_PEOPLE]
    choices = [(person, reverse("mandates:give-mandate", args=[person.pk])) for person in found]
    return _choice_of_person(
        request, words, choices, _("Give a role: to whom?"), reverse("mandates:list-mandates")
    )


def _choice_of_person(
    request: HttpRequest, words: str, choices: list[tuple[Person, str]], title: str, back: str
) -> HttpResponseBase:
    context: dict[str, Any] = {"words": words, "choices": choices, "title": title, "back": back}
    return render(
        request, "mandates/person_choice.html", {**context, "crowded": len(choices) == FOUND_PEOPLE}
    )


@page("mandates.give_mandate")
def give_mandate(request: HttpRequest, person_pk: int) -> HttpResponseBase:
    person = get_object_or_404(queries.people_seen_by(request.user), pk=person_pk)
    organisations = list(queries.organisations_to_give_in(request.user))
    form = GiveForm.of(
        request,
        roles=queries.roles_for(request.user),
        organisations=organisations,
        initial={
            "starts_on": timezone.localdate(),
            "organisation": organisations[0].pk
            if len(organisations) == 1
            else request.GET.get("organisation"),
        },
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            mandate = services.give_mandate(person, **form.chosen(), by=request.user)
            return done(request, _("The role has been given."), "mandates:show-mandate", mandate.pk)
    return show_form(
        request,
        form,
        title=_("Give a role: %(person)s") % {"person": person},
        submit=_("Give the role"),
        back=reverse("mandates:choose-person"),
    )


@page("mandates.end_mandate", Mandate)
def end_mandate(request: HttpRequest, mandate: Mandate) -> HttpResponseBase:
    today = local_today(queries.zone_of(mandate.organisation), timezone.now())
    form = EndForm.of(request, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.end_mandate(mandate, **form.values(), by=request.user)
            return done(request, _("The role ends."), "mandates:show-mandate", mandate.pk)
    return show_form(
        request,
        form,
        title=_("End a role: %(mandate)s") % {"mandate": mandate},
        submit=_("End the role"),
        intro=_("Rights of this role stop at midnight of the last day, those of substitutes as well."),
        back=reverse("mandates:show-mandate", args=[mandate.pk]),
    )


@page("mandates.substitute", Mandate)
def choose_substitute(request: HttpRequest, mandate: Mandate) -> HttpResponseBase:
    words = request.GET.get("q", "")
    found = queries.people_to_choose(request.user, words).exclude(pk=mandate.person_id)[:FOUND_PEOPLE]
    choices = [(person, reverse("mandates:substitute", args=[mandate.pk, person.pk])) for person in found]
    title = _("Who substitutes for %(person)s?") % {"person": mandate.person}
    return _choice_of_person(
        request, words, choices, title, reverse("mandates:show-mandate", args=[mandate.pk])
    )


@page("mandates.substitute", Mandate)
def substitute(request: HttpRequest, mandate: Mandate, person_pk: int) -> HttpResponseBase:
    person = get_object_or_404(queries.people_seen_by(request.user), pk=person_pk)
    today = local_today(queries.zone_of(mandate.organisation), timezone.now())
    form = SubstituteForm.of(request, initial=SubstituteForm.proposed(mandate, today))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = services.substitute(mandate, person=person, **form.values(), by=request.user)
            return done(request, _("The substitute has been appointed."), "mandates:show-mandate", made.pk)
    return show_form(
        request,
        form,
        title=_("%(person)s substitutes for %(absent)s") % {"person": person, "absent": mandate.person},
        intro=str(mandate.role_there),
        submit=_("Appoint"),
        back=reverse("mandates:show-mandate", args=[mandate.pk]),
    )


@page("mandates.list_mandates")
def list_roles(request: HttpRequest) -> HttpResponseBase:
    roles = queries.rights_of_roles(timezone.localdate(), viewer=request.user)
    context = {"roles": roles, "title": _("Roles and rights")}
    return render(request, "mandates/role_list.html", context)


@page("mandates.view_mandate", Person)
def show_mandates_of_person(request: HttpRequest, person: Person) -> HttpResponseBase:
    held = [(mandate, state(mandate)) for mandate in queries.mandates_of_person(person, viewer=request.user)]
    return show_panel(request, "mandates/person_panel.html", title=_("Roles"), held=held, person=person)


@page("mandates.view_mandate", Organisation)
def show_responsible_people(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    held = queries.answerable_for(organisation, day=timezone.localdate(), viewer=request.user)
    return show_panel(
        request,
        "mandates/organisation_panel.html",
        title=_("Who answers for what"),
        held=held,
        organisation=organisation,
    )
