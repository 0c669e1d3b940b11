"""Two records that look alike and are two people: said once, remembered."""

from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.staff.events import PeopleDoubtedAgain, PeopleToldApart
from metodika.directory.staff.models import DifferentPeople, Person


@atomic
def tell_people_apart(one: Person, *, other: Person, by: Any) -> DifferentPeople:
    """Remember that two records are two people, so that they are no longer shown as possible duplicates.

    Harmless the second time. RuleBroken when both are one record, or either was merged meanwhile.
    """
    if one.pk == other.pk:
        raise RuleBroken(_("This is one and the same record, so there is nobody to tell apart."))
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    first, second = rows
    for row in (first, second):
        if row.merged_into_id is not None:
            raise RuleBroken(_("“%(person)s” was merged already. Open the list anew.") % {"person": row})
    pair, is_new = DifferentPeople.objects.get_or_create(one=first, other=second)
    if is_new:
        announce(PeopleToldApart(first.pk, second.pk), by=by, about=one)
    return pair


@atomic
def doubt_people_again(one: Person, *, other: Person, by: Any) -> None:
    """Forget that two records are two people; they come back among possible duplicates if they are alike.

    RuleBroken when nobody has told them apart.
    """
    deleted, _by_model = DifferentPeople.objects.of(one, other).delete()
    if not deleted:
        raise RuleBroken(_("These two records have not been told apart. Open the list anew."))
    first, second = sorted([one.pk, other.pk])
    announce(PeopleDoubtedAgain(first, second), by=by, about=one)


def carry_differences(kept: Person, dropped: Person) -> None:
    """Let the kept record differ from everybody from whom the dropped one differed, but not from itself."""
    others = set()
    for pair in DifferentPeople.objects.beside(dropped):
        others |= {pair.one_id, pair.other_id}
    DifferentPeople.objects.beside(dropped).delete()
    pairs = [sorted([kept.pk, number]) for number in sorted(others - {kept.pk, dropped.pk})]
    DifferentPeople.objects.bulk_create(
        [DifferentPeople(one_id=first, other_id=second) for first, second in pairs], ignore_conflicts=True
    )
