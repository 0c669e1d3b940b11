"""Sections and items of a plan: adding, changing, cancelling; who answers for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.db.transaction import atomic
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.directory.mandates.queries import today_at
from metodika.directory.regulations.models import Act
from metodika.planning.goals.models import Goal
from metodika.planning.plans import queries
from metodika.planning.plans.lifecycle import AWAITED, ChangeKind, OccurrenceStatus, ResponsibleKind
from metodika.planning.plans.models import Item, Occurrence, Plan, Responsible, Section
from metodika.planning.plans.rules.terms import read_term
from metodika.planning.plans.services.approving import find_holders
from metodika.planning.plans.services.ground import (
    amend,
    keep,
    lay_out,
    locked,
    locked_item,
    name_responsible,
    needed,
    refuse_closed,
)

WORDS = frozenset(
    {"section", "number", "text", "term", "result", "funding", "audience", "clause", "basis", "note"}
)
MEANINGS: dict[str, str] = {
    ResponsibleKind.PERSON: "person", ResponsibleKind.POST: "position", ResponsibleKind.ROLE: "role",
    ResponsibleKind.BODY: "body",
}  # fmt: skip


@atomic
def add_section(plan: Plan, *, title: str, number: str = "", goal: Goal | None = None, by: Any) -> Section:
    """Add a section at the end of the plan. Raises RuleBroken for a closed plan and no title."""
    row = locked(plan)
    refuse_closed(row)
    title = needed(title, _("Give the section a title."))
    last = row.sections.aggregate(last=Max("order"))["last"] or 0
    return Section.objects.create(plan=row, order=last + 1, number=number, title=title, goal=goal)


@atomic
def change_section(section: Section, *, changes: Mapping[str, Any], by: Any) -> Section:
    """Change the number, the title or the goal of a section; an approved plan keeps its words.

    Raises RuleBroken for a closed plan, other words in an approved one, and no title.
    """
    row = _open_section(section)
    if unknown := changes.keys() - {"number", "title", "goal"}:
        raise ValueError(f"change_section does not change {', '.join(sorted(unknown))}.")
    fields = [name for name, value in changes.items() if getattr(row, name) != value]
    if row.plan.is_approved and set(fields) - {"goal"}:
        raise RuleBroken(_("The plan is approved: the words of its sections stay as they were approved."))
    for name in fields:
        setattr(row, name, changes[name])
    row.title = needed(row.title, _("Give the section a title."))
    if fields:
        row.save(update_fields=fields)
    return row


def _open_section(section: Section) -> Section:
    plan = locked(section.plan)
    refuse_closed(plan)
    row = Section.objects.select_for_update().get(pk=section.pk)
    row.plan = plan
    return row


@atomic
def drop_section(section: Section, *, by: Any) -> None:
    """Take a section without items out of a plan. Raises RuleBroken for a closed plan and one with items."""
    row = _open_section(section)
    if row.plan.items.filter(section=row).exists():
        raise RuleBroken(_("The section has items. Move them to another section first."))
    row.delete()


@atomic
def add_item(
    plan: Plan, *, values: Mapping[str, Any], responsible: str = "", reason: str = "", act: Act | None = None,
    by: Any,
) -> Item:  # fmt: skip
    """Add an item at the end of its section and lay out its occurrences from the words of its term.

    In an approved plan it needs a reason. Raises RuleBroken for a closed plan, empty words and a section of
    another plan.
    """
    if unknown := values.keys() - WORDS:
        raise ValueError(f"add_item does not know {', '.join(sorted(unknown))}.")
    row = locked(plan)
    refuse_closed(row)
    last = row.items.aggregate(last=Max("order"))["last"] or 0
    item = Item(plan=row, order=last + 1, **values)
    _check_words(item)
    _understand(item)
    item.save()
    name_responsible(item, responsible, queries.Meanings(row.organisation))
    lay_out([item], row)
    if row.is_approved:
        find_holders(item.responsible.all(), day=today_at(row.organisation), by=by)
    amend(item, ChangeKind.ADDED, after=str(item), reason=reason, act=act, by=by)
    return item


def _check_words(item: Item) -> None:
    item.text = needed(item.text, _("Say what is to be done."))
    if item.section is not None and item.section.plan_id != item.plan_id:
        raise RuleBroken(_("The section belongs to another plan."))


def _understand(item: Item) -> None:
    schedule = read_term(item.term)
    item.schedule_kind, item.schedule_data = schedule.kind, schedule.as_data()


@atomic
def change_item(
    item: Item, *, changes: Mapping[str, Any], responsible: str | None = None, reason: str = "",
    act: Act | None = None, seen: int | None, by: Any,
) -> Item:  # fmt: skip
    """Change the words of an item; another term lays out anew what nobody has touched yet.

    In an approved plan it needs a reason. `seen` is the version on the person's screen. Raises
    EditedMeanwhile when somebody saved in between, RuleBroken for a closed plan, a cancelled item and empty
    words.
    """
    if unknown := changes.keys() - WORDS:
        raise ValueError(f"change_item does not change {', '.join(sorted(unknown))}.")
    row = locked_item(item)
    refuse_closed(row.plan)
    _refuse_cancelled(row)
    before = _told(row)
    fields = claim_version(row, seen=seen, changes=changes)
    _check_words(row)
    if "term" in fields:
        _understand(row)
        fields += ["schedule_kind", "schedule_data"]
    if fields:
        row.save(update_fields=fields)
    if "term" in fields:
        lay_out([row], row.plan)
    if responsible is not None:
        name_responsible(row, responsible, queries.Meanings(row.plan.organisation))
        if row.plan.is_approved:
            find_holders(row.responsible.all(), day=today_at(row.plan.organisation), by=by)
    after = _told(row)
    if after != before:
        amend(row, ChangeKind.REWORDED, before=before, after=after, reason=reason, act=act, by=by)
    return row


def _told(item: Item) -> str:
    named = "; ".join(item.responsible.order_by("order", "pk").values_list("text", flat=True))
    return "\n".join(filter(None, [item.number, item.text, item.term, named, item.result, item.funding]))


def _refuse_cancelled(item: Item) -> None:
    if item.is_cancelled:
        raise RuleBroken(_("The item is cancelled: %(reason)s") % {"reason": item.cancelled_because})


@atomic
def cancel_item(item: Item, *, reason: str, act: Act | None = None, by: Any) -> Item:
    """Cancel an item with all its occurrences that are not done; it stays in the plan, struck out.

    Raises RuleBroken for a closed plan, a cancelled item and without a reason.
    """
    row = locked_item(item)
    refuse_closed(row.plan)
    _refuse_cancelled(row)
    row.cancelled_because = needed(reason, _("Say why the item is cancelled."))[:500]
    row.cancelled_on = today_at(row.plan.organisation)
    keep(row, "cancelled_on", "cancelled_because")
    row.occurrences.filter(status__in=AWAITED).update(
        status=OccurrenceStatus.CANCELLED, reason=row.cancelled_because
    )
    amend(row, ChangeKind.CANCELLED, before=str(row), reason=row.cancelled_because, act=act, by=by)
    return row


@atomic
def add_occurrence(
    item: Item, *, starts_on: date | None, due_on: date, reason: str = "", by: Any
) -> Occurrence:
    """Give an item one more day or period: a separate schedule has come, or the term was not understood.

    In an approved plan it needs a reason. Raises RuleBroken for a closed plan, a cancelled item, days outside
    the plan, and a day that the item has already.
    """
    row = locked_item(item)
    refuse_closed(row.plan)
    _refuse_cancelled(row)
    first = starts_on or due_on
    check_days(first, due_on, row.plan)
    if row.occurrences.filter(due_on=due_on).exists():
        raise RuleBroken(_("The item has this day already."))
    made = Occurrence.objects.create(item=row, starts_on=first, due_on=due_on, first_due_on=due_on, version=2)
    after = date_format(due_on, "DATE_FORMAT")
    amend(row, ChangeKind.ADDED, after=after, reason=reason, by=by)
    return made


def check_days(first: date, last: date, plan: Plan) -> None:
    """Raise RuleBroken for days in the wrong order or outside the plan."""
    if last < first:
        raise RuleBroken(_("The last day is before the first one."))
    if last not in plan.period:
        raise RuleBroken(
            _("The plan goes from %(first)s to %(last)s, and this day is outside of it.")
            % {
                "first": date_format(plan.starts_on, "DATE_FORMAT"),
                "last": date_format(plan.ends_on, "DATE_FORMAT"),
            }
        )


@atomic
def explain_responsible(responsible: Responsible, *, means: Any, by: Any) -> Responsible:
    """Say whom the words of a plan mean: a person, a post, a role or a council; None for words alone.

    Posts and roles are looked for in the plan's organisation and under it. Refuses in a closed plan.
    """
    row = locked_item(responsible.item)
    refuse_closed(row.plan)
    found = Responsible.objects.select_for_update(of=("self",)).get(pk=responsible.pk)
    kinds = {"Person": "person", "Position": "post", "Role": "role", "Body": "body"}
    found.kind = ResponsibleKind(kinds[type(means).__name__]) if means else ResponsibleKind.WORDS
    for kind, column in MEANINGS.items():
        setattr(found, column, means if found.kind == kind else None)
    is_place_needed = found.kind in {ResponsibleKind.POST, ResponsibleKind.ROLE}
    found.organisation = row.plan.organisation if is_place_needed else None
    found.vacant_since = None
    found.save()
    find_holders([found], day=today_at(row.plan.organisation), by=by)
    return found
