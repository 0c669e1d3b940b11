"""Making a plan: anew, from last year's plan, from a table; correcting its card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import store_upload
from metodika.directory.organisations.models import Organisation
from metodika.governance.bodies.models import Body
from metodika.planning.plans import queries
from metodika.planning.plans.events import PlanMade
from metodika.planning.plans.lifecycle import PlanKind
from metodika.planning.plans.models import Item, Plan, Responsible, Section
from metodika.planning.plans.rules.road_maps import ReadItem, RoadMap
from metodika.planning.plans.rules.schedule import moved_by_years, whole_years_between
from metodika.planning.plans.rules.terms import read_term
from metodika.planning.plans.services.ground import (
    lay_out,
    locked,
    needed,
    responsible_in,
)

CARD = frozenset({"title", "kind", "starts_on", "ends_on", "body", "by_terms", "preface", "remind_days"})
LONGEST_YEARS = 20
FACT = ("fact_code", "fact_conditions", "fact_needed")
COPIED = (
    "number",
    "text",
    "term",
    "result",
    "funding",
    "audience",
    "basis",
    "note",
    "clause",
    "order",
) + FACT


@dataclass(frozen=True)
class Finished:
    """What a person has written over the words of one row of a table, by the row's place."""

    term: str | None = None
    responsible: str | None = None


@dataclass(frozen=True)
class Head:
    """What a plan is: its kind, title, period, and the council whose plan it is."""

    kind: str
    title: str
    starts_on: date
    ends_on: date
    body: Body | None = None
    by_terms: bool = False
    preface: str = ""


@atomic
def make_plan(*, organisation: Organisation, head: Head, by: Any) -> Plan:
    """Make an empty plan of an organisation or of its council.

    Raises RuleBroken for a period that ends before it begins or lasts longer than twenty years, for no title,
    and for a council that belongs elsewhere.
    """
    plan = _made(organisation, head, by)
    announce(PlanMade(plan.pk, source="anew", items=0), by=by, about=plan)
    return plan


def _made(organisation: Organisation, head: Head, by: Any, **more: Any) -> Plan:
    plan = Plan(
        organisation=organisation, made_by=account_or_none(by), kind=head.kind, title=head.title.strip(),
        starts_on=head.starts_on, ends_on=head.ends_on, body=head.body, by_terms=head.by_terms,
        preface=head.preface, **more,
    )  # fmt: skip
    _check_card(plan)
    plan.save()
    return plan


def _check_card(plan: Plan) -> None:
    needed(plan.title, _("Give the plan a title."))
    if plan.ends_on < plan.starts_on:
        raise RuleBroken(_("The plan ends before it begins. Check its days."))
    if plan.ends_on.year - plan.starts_on.year > LONGEST_YEARS:
        raise RuleBroken(_("A plan lasts twenty years at most. Check its days."))
    if plan.body is not None and plan.body.host_id != plan.organisation_id:
        raise RuleBroken(
            _("“%(body)s” works at another place. Choose a council of %(organisation)s.")
            % {"body": plan.body, "organisation": plan.organisation}
        )
    if plan.kind == PlanKind.BODY and plan.body is None:
        raise RuleBroken(_("Say whose plan it is: choose the council or the association."))


@atomic
def change_plan(plan: Plan, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Plan:
    """Correct the card of a plan that is not approved yet; other days lay out its occurrences anew.

    `seen` is the version on the person's screen. Raises EditedMeanwhile when somebody saved in between,
    RuleBroken for an approved plan and as make_plan does.
    """
    if unknown := changes.keys() - CARD:
        raise ValueError(f"change_plan does not change {', '.join(sorted(unknown))}.")
    row = locked(plan)
    if not row.is_prepared:
        raise RuleBroken(_("The plan is approved: its items are changed one by one, with a reason."))
    if fields := claim_version(row, seen=seen, changes=changes):
        _check_card(row)
        row.save(update_fields=fields)
        if {"starts_on", "ends_on", "by_terms"} & set(fields):
            lay_out(list(row.items.all()), row)
    return row


@atomic
def copy_plan(plan: Plan, *, title: str, starts_on: date, ends_on: date, by: Any) -> Plan:
    """Make the plan of another period from a plan: its sections, living items and those responsible.

    Years in the terms move along; marks, moves and proofs stay with the old plan.
    """
    before = locked(plan)
    head = Head(
        before.kind, title, starts_on, ends_on, body=before.body, by_terms=before.by_terms,
        preface=before.preface,
    )  # fmt: skip
    made = _made(before.organisation, head, by, copied_from=before)
    years = whole_years_between(before.period, made.period)
    items = copied_items(before.items.filter(cancelled_on=None), made, years=years)
    announce(PlanMade(made.pk, source="copy", items=len(items)), by=by, about=made)
    return made


def copied_items(items: Any, plan: Plan, *, years: int = 0, handed: bool = False) -> list[Item]:
    """Copy items with their sections and those responsible into a plan and lay out their occurrences."""
    sections: dict[int, Section] = {}
    found: list[Item] = []
    listed = items.select_related("section").prefetch_related("responsible").order_by("order", "pk")
    for item in listed:
        section = item.section
        if section and section.pk not in sections:
            sections[section.pk] = Section.objects.create(
                plan=plan,
                order=section.order,
                number=section.number,
                title=section.title,
                goal_id=section.goal_id,
            )
        schedule = moved_by_years(item.schedule, years)
        copy = Item(
            plan=plan, section=sections[section.pk] if section else None, schedule_kind=schedule.kind,
            schedule_data=schedule.as_data(), handed_from=item if handed else None,
            **{name: getattr(item, name) for name in COPIED},
        )  # fmt: skip
        copy.term = years_in_words(item.term, years)
        copy.save()
        Responsible.objects.bulk_create([_copied(one, copy, plan) for one in item.responsible.all()])
        found.append(copy)
    lay_out(found, plan)
    return found


def _copied(one: Responsible, item: Item, plan: Plan) -> Responsible:
    place = plan.organisation if one.organisation_id else None
    return Responsible(
        item=item, order=one.order, text=one.text, kind=one.kind, reports=one.reports,
        person_id=one.person_id, position_id=one.position_id, role_id=one.role_id, body_id=one.body_id,
        organisation=place,
    )  # fmt: skip


def years_in_words(term: str, years: int) -> str:
    """Return the words of a term with its years moved along."""
    words = "".join(
        str(int(part) + years) if part.isdigit() and len(part) == len("2020") else part
        for part in _pieces(term)
    )
    return words if read_term(words).kind == read_term(term).kind else term


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for sign in text:
        if pieces[-1] and pieces[-1][-1].isdigit() != sign.isdigit():
            pieces.append("")
        pieces[-1] += sign
    return pieces


@dataclass(frozen=True)
class Table:
    """A table of a plan: what was read, the file it was read from, and what a person has finished."""

    reading: RoadMap
    finished: Mapping[int, Finished] = field(default_factory=dict)
    source: StoredFile | None = None


@atomic
def import_plan(table: Table, *, organisation: Organisation, head: Head, by: Any) -> Plan:
    """Make a plan from a table that was read, word for word: sections, items, terms, those responsible.

    Words that found no place are kept before the table; terms that are not understood are kept without days.
    Raises RuleBroken as make_plan does, and for a table without items.
    """
    reading = table.reading
    if not reading.items:
        raise RuleBroken(_("No row of a plan was found in the file."))
    told = head.preface or "\n".join([*reading.preface[1:], *reading.left_over])
    plan = _made(organisation, replace(head, preface=told), by, source=table.source)
    sections = [
        Section(plan=plan, order=one.place + 1, number=one.number[:20], title=one.title[:1000])
        for one in reading.sections
    ]
    Section.objects.bulk_create(sections)
    meanings = queries.Meanings(organisation)
    made = [
        _imported(one, table.finished.get(one.place, Finished()), plan, sections, meanings)
        for one in reading.items
    ]
    Responsible.objects.bulk_create(one for _item, named in made for one in named)
    items = [item for item, _named in made]
    lay_out(items, plan)
    announce(PlanMade(plan.pk, source="table", items=len(items)), by=by, about=plan)
    return plan


def _imported(
    row: ReadItem, finished: Finished, plan: Plan, sections: Sequence[Section], meanings: queries.Meanings
) -> tuple[Item, list[Responsible]]:
    term = row.term if finished.term is None else finished.term
    schedule = read_term(term)
    notes = [*row.notes, *([row.proof] if row.proof else [])]
    item = Item(
        plan=plan, section=sections[row.section] if row.section is not None else None, order=row.place + 1,
        number=row.number[:20], text=row.text, term=term[:500], schedule_kind=schedule.kind,
        schedule_data=schedule.as_data(), result=row.result, funding=row.funding[:500], note="\n".join(notes),
    )  # fmt: skip
    item.save()
    named = row.responsible_text if finished.responsible is None else finished.responsible
    return item, responsible_in(item, named, meanings)


@atomic
def imported_from(content: bytes, *, name: str, by: Any) -> Table:
    """Read a file and keep it. Raises RuleBroken for a file that is no table of a plan."""
    reading = queries.read_table(content, name)
    stored = store_upload(ContentFile(content, name=name), allowed=queries.SOURCES, by=by)
    return Table(reading, source=stored)
