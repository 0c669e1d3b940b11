from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from metodika.core.access import can
from metodika.core.events import story_of
from metodika.core.imports.exporting import Format, export_response
from metodika.core.imports.snils import format_snils
from metodika.core.web import MenuItem, Status, done, page, show_form, show_list, wants_next
from metodika.core.web.values import Text
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.staff import queries, services
from metodika.directory.staff.forms import AdmitForm, PersonForm
from metodika.directory.staff.models import Person
from metodika.directory.staff.queries import PersonCard
from metodika.directory.staff.rules.experience import Length
from metodika.directory.staff.tables import STAFF_LIST, PeopleTable, exported_rows
from metodika.directory.staff.views.jobs import job_lines, state_of
from metodika.directory.staff.views.verdicts import verdict_words

NAMES = ("last_name", "first_name", "patronymic")
DETAILS = (
    "gender", "born_on", "snils", "email", "phone", "total_experience_since", "teaching_experience_since",
)  # fmt: skip
TERMS = ("kind", "is_head", "load", "hours", "subjects")
ACTIONS: tuple[tuple[str, Text, str, tuple[str, ...], str, str], ...] = (
    ("staff.create_person", gettext_lazy("Add a person"), "staff:add-person", (), "user-plus", "primary"),
    (
        "staff.import_people",
        gettext_lazy("Load a list"),
        "imports:start-run",
        (STAFF_LIST.code,),
        "upload",
        "plain",
    ),
    (
        "staff.export_people",
        gettext_lazy("Download for loading"),
        "staff:export-people",
        (),
        "download",
        "plain",
    ),
    ("staff.merge_people", gettext_lazy("Duplicates"), "staff:list-duplicates", (), "git-merge", "plain"),
)


@page("staff.list_people")
def list_people(request: HttpRequest) -> HttpResponseBase:
    table = PeopleTable(request, queries.present_people(request.user))
    table.given = queries.people_for_list(request.user, day=table.day, permission="staff.list_people")
    actions = [
        {"title": title, "url": reverse(name, args=arguments), "icon": icon, "look": look}
        for permission, title, name, arguments, icon, look in ACTIONS
        if can(request.user, permission)
    ]
    return show_list(request, table, title=_("Staff"), actions=actions)


def _crumbs(user: Any, person: Person) -> list[tuple[str, str]]:
    """Lead back to the list those who may open it: a teacher sees only her own card."""
    above = [(_("Staff"), reverse("staff:list-people"))] if can(user, "staff.list_people") else []
    return [*above, (str(person), "")]


@page("staff.view_person", Person)
def show_person(request: HttpRequest, person: Person) -> HttpResponse:
    if person.merged_into_id:
        return redirect("staff:show-person", person.merged_into_id)
    day = timezone.localdate()
    seeks = can(request.user, "staff.merge_people", person)
    card = queries.person_card(person, day=day, with_duplicates=seeks)
    private = can(request.user, "staff.view_private", person)
    return render(
        request,
        "staff/person_card.html",
        {
            "person": person,
            "card": card,
            "private": private,
            "status": _status(card),
            "facts": _facts(person, card, private=private),
            "verdict": verdict_words(card.verdict, card.bounds) if private else "",
            "jobs": job_lines(request.user, person, card.jobs),
            "tabs": _tabs(person, "card"),
            "crumbs": _crumbs(request.user, person),
            "job_heads": [_("Organisation and position"), _("Load, posts"), _("Days"), _("Actions")],
            "category_heads": [_("Category"), _("Assigned on"), _("Act"), ""],
            "education_heads": [_("Level"), _("What was finished"), _("Year"), ""],
        },
    )


@page("staff.view_private", Person)
def show_history(request: HttpRequest, person: Person) -> HttpResponse:
    return render(
        request,
        "staff/person_history.html",
        {
            "person": person,
            "story": story_of(person),
            "changes": queries.history_of_person(person),
            "tabs": _tabs(person, "history"),
            "crumbs": _crumbs(request.user, person),
        },
    )


@page("staff.create_person")
def add_person(request: HttpRequest) -> HttpResponse:
    places = organisations_for_choice(request.user, "staff.hire_person")
    form = AdmitForm.of(request, organisations=places)
    if form.is_valid():
        with form.refusals():
            told = form.cleaned_data
            person = services.admit_person(
                names=form.values(*NAMES),
                details=services.PersonDetails(**form.values(*DETAILS)),  # type: ignore[typeddict-item]  # the names are its keys
                organisation=told["organisation"],
                position=told["position"],
                started_on=told["started_on"],
                by=request.user,
                **form.values(*TERMS),
            )
            added = _("%(person)s is added.") % {"person": person}
            if wants_next(request):
                return done(request, added, "staff:add-person")
            return done(request, added, "staff:show-person", person.pk)
    return show_form(
        request, form, title=_("Add a person"), back=reverse("staff:list-people"), submit=_("Add"),
        and_next=_("Add and enter the next one"),
        intro=_("Look in the list first whether the person is there already."),
    )  # fmt: skip


@page("staff.change_person", Person)
def change_person(request: HttpRequest, person: Person) -> HttpResponse:
    private = can(request.user, "staff.view_private", person)
    facts = {name: getattr(person, name) for name in (*NAMES, *DETAILS)}
    form = PersonForm.of(request, initial={**facts, "version": person.version}, private=private)
    back = reverse("staff:show-person", args=[person.pk])
    if form.is_valid():
        with form.refusals():
            services.change_person(person, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The card is saved."), back)
    return show_form(request, form, title=_("Change the card"), back=back, intro=str(person))


@page("staff.export_people")
def export_people(request: HttpRequest) -> HttpResponseBase:
    day = timezone.localdate()
    people = queries.people_for_export(request.user.access.paths_for("staff.export_people"), day=day)  # type: ignore[union-attr]  # guests were sent away
    private = can(request.user, "staff.view_private")
    kind: Format = "csv" if request.GET.get("format") == "csv" else "xlsx"
    rows = exported_rows(people.iterator(chunk_size=2000), today=day, private=private)
    return export_response(STAFF_LIST, rows, form=kind)


def _tabs(person: Person, active: str) -> list[MenuItem]:
    return [
        MenuItem(_("Card"), reverse("staff:show-person", args=[person.pk]), active=active == "card"),
        MenuItem(_("History"), reverse("staff:show-history", args=[person.pk]), active=active == "history"),
    ]


def _status(card: PersonCard) -> Status | None:
    if not card.jobs:
        return Status(_("Has no job"), "neutral")
    return state_of(card.jobs[0])


def _facts(person: Person, card: PersonCard, *, private: bool) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Category"), card.category),
        (_("Total experience"), _length(card.total)),
        (_("Teaching experience"), _length(card.teaching)),
    ]
    if private:
        facts += [
            (_("Date of birth"), person.born_on),
            (_("SNILS"), format_snils(person.snils) if person.snils else ""),
            (_("Telephone"), person.phone),
            (_("E-mail"), person.email),
        ]
    return facts


def _length(length: Length) -> str:
    parts = []
    if length.years:
        parts.append(ngettext("%(count)d year", "%(count)d years", length.years) % {"count": length.years})
    if length.months:
        parts.append(
            ngettext("%(count)d month", "%(count)d months", length.months) % {"count": length.months}
        )
    return " ".join(parts)
