"""Those who answer for an item are told once that its last day comes near."""

from datetime import date

from django.db.transaction import atomic

from metodika.core.events import announce
from metodika.planning.plans import queries
from metodika.planning.plans.events import ItemDueSoon
from metodika.planning.plans.services.ground import people_of


@atomic
def remind_of_items(*, day: date) -> int:
    """Remind those responsible of what falls due within the days that its plan tells; return how many items.

    Each last day is told once: a moved one is told anew. Nobody is reminded of what has no people behind it.
    """
    rows = list(queries.items_to_remind_of(day))
    for one in rows:
        one.reminded_of = one.due_on
        one.save(update_fields=["reminded_of"])
    told = [(one, people_of(one.item)) for one in rows]
    for one, people in told:
        if people:
            event = ItemDueSoon(one.pk, item_id=one.item_id, due_on=f"{one.due_on}", people=people)
            announce(event, by=None, about=one.item)
    return sum(bool(people) for _one, people in told)
