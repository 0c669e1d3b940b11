from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.imports.snils import format_snils
from metodika.core.web import confirm, done, page, wants_next
from metodika.directory.staff import queries, services
from metodika.directory.staff.forms import MergeForm
from metodika.directory.staff.models import Person
from metodika.directory.staff.rules.likeness import Likeness


def reason_words(why: Likeness) -> str:
    return {
        Likeness.SAME_SNILS: _("the same SNILS"),
        Likeness.SAME_NAME_AND_BIRTH: _("the same name and date of birth"),
        Likeness.SAME_EMAIL: _("the same e-mail"),
        Likeness.ALIKE_NAME_AND_BIRTH: _("similar names, the same date of birth"),
        Likeness.SAME_NAME: _("the same name; a date of birth is missing"),
    }[why]


@page("staff.merge_people")
def list_duplicates(request: HttpRequest) -> HttpResponse:
    pairs = queries.duplicate_pairs(request.user)
    told_apart = queries.pairs_told_apart(request.user)
    return render(
        request,
        "staff/duplicate_list.html",
        {
            "pairs": [(pair.one, pair.other, reason_words(pair.why)) for pair in pairs],
            "told_apart": told_apart,
            "heads": [_("One record"), _("Other record"), _("Why"), ""],
            "apart_heads": [_("One record"), _("Other record"), _("Told apart on"), ""],
            "crumbs": [(_("Staff"), reverse("staff:list-people")), (_("Duplicates"), "")],
        },
    )


@page("staff.merge_people", Person)
def merge_people(request: HttpRequest, person: Person, other_pk: int) -> HttpResponseBase:
    other = _other(request, other_pk)
    form = MergeForm.of(request, one=person, other=other)
    if form.is_valid():
        with form.refusals():
            keep, drop = form.kept_and_dropped()
            kept = services.merge_people(keep, drop=drop, choices=form.chosen(), by=request.user)
            card = reverse("staff:show-person", args=[kept.pk])
            return done(request, _("The records are merged."), _next_pair(request, otherwise=card))
    day = timezone.localdate()
    sides = [queries.person_card(one, day=day, with_duplicates=False) for one in (person, other)]
    return confirm(
        request, form, title=_("Merge two records?"), submit=_("Merge the records"),
        back=reverse("staff:list-duplicates"), and_next=_("Merge and compare the next pair"),
        instead=_("These are two people"),
        instead_url=reverse("staff:tell-apart", args=[person.pk, other.pk]),
        consequences=[
            *(_side(card) for card in sides),
            _("Jobs, leaves, education and categories of both come together in the record that stays."),
            _("The other record leaves the lists; its history is kept."),
        ],
    )  # fmt: skip


@page("staff.merge_people", Person, method="POST")
def tell_apart(request: HttpRequest, person: Person, other_pk: int) -> HttpResponseBase:
    services.tell_people_apart(person, other=_other(request, other_pk), by=request.user)
    pairs = reverse("staff:list-duplicates")
    told = _("Remembered: these are two people. They stand below the list of duplicates now.")
    return done(request, told, _next_pair(request, otherwise=pairs))


@page("staff.merge_people", Person, method="POST")
def doubt_again(request: HttpRequest, person: Person, other_pk: int) -> HttpResponseBase:
    services.doubt_people_again(person, other=_other(request, other_pk), by=request.user)
    return done(request, _("These two may be one person again."), "staff:list-duplicates")


def _next_pair(request: HttpRequest, *, otherwise: str) -> str:
    """Return where the next pair is compared, for a person who works through the list."""
    if not wants_next(request):
        return otherwise
    pairs = queries.duplicate_pairs(request.user)
    if not pairs:
        return reverse("staff:list-duplicates")
    return reverse("staff:merge-people", args=[pairs[0].one.pk, pairs[0].other.pk])


def _other(request: HttpRequest, pk: int) -> Person:
    other: Person = get_object_or_404(queries.present_people(request.user), pk=pk)
    if not can(request.user, "staff.merge_people", other):
        raise PermissionDenied
    return other


def _side(card: queries.PersonCard) -> str:
    person = card.person
    facts = [
        f"№ {person.pk}: {person}",
        f"{person.born_on:%d.%m.%Y}" if person.born_on else _("the date of birth is not known"),
        format_snils(person.snils) if person.snils else _("no SNILS"),
        *(str(job.employment) for job in card.jobs),
    ]
    return "; ".join(facts)
