"""A plan on paper, its cyclogram by months, and the report of its execution."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from metodika.core.charts import chart_twin
from metodika.core.documents import (
    Approval,
    Column,
    DocumentKind,
    Figure,
    Header,
    Lines,
    Paper,
    Places,
    Table,
    Text,
    render_docx,
    render_pdf,
    render_template,
)
from metodika.directory.records.queries import template_for
from metodika.planning.plans import queries
from metodika.planning.plans.lifecycle import OccurrenceStatus
from metodika.planning.plans.models import Item, Occurrence, Plan
from metodika.planning.plans.rules.execution import is_before_plan, is_overdue, was_late

PLAN_WIDTHS = (1, 6, 2.4, 3.6, 2.6)
REPORT_WIDTHS = (1, 4.6, 2, 2.2, 5)


def plan_places(plan: Plan, *, day: date) -> dict[str, Any]:
    """Return what the plan and its report say, as of the day."""
    with translation.override("ru"):
        figures = queries.figures_of(plan, day=day)
        return {
            "organisation": plan.organisation.name,
            "title": plan.title,
            "period": plan.period.label,
            "day": date_format(day, "DATE_FORMAT"),
            "approved": _approved(plan),
            "figures": {name: str(value) for name, value in vars(figures).items()},
            "parts": [
                {
                    "title": str(part.section) if part.section else "",
                    "rows": [_row(item, day) for item in part.items if not item.is_cancelled],
                }
                for part in queries.parts_of(plan)
            ],
        }


def _approved(plan: Plan) -> list[str]:
    if plan.act is not None:
        return [str(plan.act.requisites)]
    return [date_format(plan.approved_on, "DATE_FORMAT")] if plan.approved_on else []


def _row(item: Any, day: date) -> dict[str, Any]:
    return {
        "number": item.number,
        "text": item.text,
        "term": item.term,
        "responsible": "\n".join(one.text for one in item.named),
        "result": item.result,
        "times": [_time(one, item, day) for one in item.times],
    }


def _time(one: Occurrence, item: Item, day: date) -> dict[str, str]:
    since = item.plan.approved_on
    late = is_overdue(one.status, due_on=one.due_on, today=day, in_force_since=since)
    state = str(one.get_status_display())
    if late:
        state = _("Overdue")
    elif one.is_awaited and is_before_plan(due_on=one.due_on, in_force_since=since):
        state = _("Was due before the plan")
    elif was_late(one.status, due_on=one.due_on, done_on=one.done_on):
        state = _("Done late")
    if one.due_on != one.first_due_on:
        state += "\n" + _("moved from %(day)s") % {"day": f"{one.first_due_on:%d.%m.%Y}"}
    is_done = one.status == OccurrenceStatus.DONE and one.done_on is not None
    said = [f"{one.done_on:%d.%m.%Y}" if is_done else "", one.result, one.reason, one.proof]
    return {"due": f"{one.due_on:%d.%m.%Y}", "state": state, "said": "\n".join(filter(None, said))}


def _sectioned(
    places: Places, rows: Callable[[dict[str, Any]], list[tuple[str, ...]]]
) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    for part in places["parts"]:
        if part["title"]:
            found.append((part["title"],))
        for row in part["rows"]:
            found += rows(row)
    return tuple(found)


def _plan_paper(places: Places) -> Paper:
    with translation.override("ru"):
        heads = (
            _("No."),
            _("What is done"),
            pgettext("plan", "Term"),
            pgettext("plan", "Responsible"),
            _("Expected result"),
        )
        rows = _sectioned(
            places,
            lambda row: [(row["number"], row["text"], row["term"], row["responsible"], row["result"])],
        )
        approval = Approval(_("APPROVED"), tuple(places["approved"])) if places["approved"] else None
        return _paper(places, _("PLAN"), heads, PLAN_WIDTHS, rows, approval=approval)


def _report_paper(places: Places) -> Paper:
    with translation.override("ru"):
        heads = (
            _("No."),
            _("What is done"),
            _("Due on"),
            _("State"),
            _("What came of it and what proves it"),
        )
        rows = _sectioned(places, _report_rows)
        figures = places["figures"]
        told = (
            (_("As of"), places["day"]),
            (pgettext("plan item", "Done"), f"{figures['done']} / {figures['all']}"),
            (_("Done late"), figures["done_late"]), (_("Overdue"), figures["overdue"]),
            (_("Still ahead"), figures["ahead"]), (_("Were due before the plan"), figures["before_plan"]),
            (_("Cancelled occurrences"), figures["cancelled"]),
            (_("Items without days"), figures["without_days"]),
        )  # fmt: skip
        return _paper(places, _("REPORT"), heads, REPORT_WIDTHS, rows, lines=Lines(told))


def _report_rows(row: dict[str, Any]) -> list[tuple[str, ...]]:
    times = row["times"] or [{"due": row["term"], "state": _("without days"), "said": ""}]
    return [
        (*((row["number"], row["text"]) if place == 0 else ("", "")), one["due"], one["state"], one["said"])
        for place, one in enumerate(times)
    ]  # fmt: skip


def _paper(
    places: Places, kind: str, heads: tuple[str, ...], widths: tuple[float, ...],
    rows: tuple[tuple[str, ...], ...], *, lines: Lines | None = None, approval: Approval | None = None,
) -> Paper:  # fmt: skip
    columns = tuple(Column(head, width) for head, width in zip(heads, widths, strict=True))
    table = Table(columns, rows) if rows else Text(_("The plan has no items yet."), align="center")
    period = Text(places["period"], align="center", indent=False)
    return Paper(
        kind=kind, title=places["title"],
        header=Header(organisation=places["organisation"], approval=approval),
        blocks=(period, lines, table) if lines else (period, table), landscape=True,
    )  # fmt: skip


PLACES = {
    "organisation": gettext_lazy("Whose plan it is"),
    "title": gettext_lazy("Title"),
    "period": gettext_lazy("Period"),
    "day": gettext_lazy("As of which day"),
    "parts.title": gettext_lazy("Section"),
    "parts.rows.number": gettext_lazy("Number"),
    "parts.rows.text": gettext_lazy("What is done"),
    "parts.rows.term": pgettext_lazy("plan", "Term"),
    "parts.rows.responsible": pgettext_lazy("plan", "Responsible"),
    "parts.rows.result": gettext_lazy("Expected result"),
}
DOCUMENTS = (
    DocumentKind(code="plans.plan", title=gettext_lazy("Plan"), places=PLACES, paper=_plan_paper),
    DocumentKind(
        code="plans.report", title=gettext_lazy("Report on the execution of a plan"), places=PLACES,
        paper=_report_paper,
    ),
)  # fmt: skip
PAPERS = {"plan": DOCUMENTS[0], "report": DOCUMENTS[1]}


GANTT, CYCLOGRAM = "gantt", "cyclogram"
KINDS_OF_PAPER = frozenset({*PAPERS, GANTT, CYCLOGRAM})
# The letters of documents have fewer signs than a page.
SIGNS = {"good": "●", "warning": "◊", "bad": "!", "waiting": "□", "info": "○", "neutral": "–", None: "·"}
CYCLOGRAM_WIDTHS = (7, 1)
GANTT_WIDTHS = (6, 4)
# So many rows fill a page.
ROWS_OF_A_PAGE = 22


def _gantt_paper(plan: Plan, day: date) -> Paper:
    charts = queries.plan_gantts(plan, queries.parts_of(plan), day=day, most=ROWS_OF_A_PAGE)
    # Who hears a paper or copies from it gets the days of the pictures as words.
    twins = [chart_twin(chart) for chart in charts]
    rows = tuple(tuple(cell.text for cell in row) for twin in twins for row in twin.rows)
    columns = tuple(map(Column, twins[0].heads, GANTT_WIDTHS)) if twins else ()
    return Paper(
        plan.title, header=Header(organisation=plan.organisation.name),
        blocks=(*map(Figure, charts), *([Table(columns, rows)] if rows else ())),
    )  # fmt: skip


def _cyclogram_paper(plan: Plan, day: date) -> Paper:
    heads, rows = queries.cyclogram(plan, queries.parts_of(plan), day=day)
    first, other = CYCLOGRAM_WIDTHS
    columns = (Column(_("What is done"), first), *(Column(one, other) for one in heads))
    told = tuple(
        (row.title, *(SIGNS[cell.tone] if cell else "" for cell in row.cells)) if row.item else (row.title,)
        for row in rows
    )
    key = _(
        "● done, ◊ done late or moved, ! overdue, □ in work, ○ planned, – cancelled or due before the plan, "
        "· goes on"
    )
    table = Table(columns, told) if told else Text(_("The plan has no items yet."), align="center")
    return Paper(
        kind=_("CYCLOGRAM"), title=plan.title, header=Header(organisation=plan.organisation.name),
        blocks=(Text(plan.period.label, align="center", indent=False), table, Text(key, indent=False)),
        landscape=True,
    )  # fmt: skip


def paper_file(plan: Plan, paper: str, kind: str, *, day: date) -> bytes:
    """Return the plan, a chart of it or its report: "pdf", or "docx" after the organisation's template."""
    if paper in {GANTT, CYCLOGRAM}:
        with translation.override("ru"):
            drawn = (_gantt_paper if paper == GANTT else _cyclogram_paper)(plan, day)
        return render_pdf(drawn) if kind == "pdf" else render_docx(drawn)
    document = PAPERS[paper]
    places = plan_places(plan, day=day)
    if kind == "pdf":
        return render_pdf(document.paper(places))
    template = template_for(plan.organisation, document.code)
    if template is None:
        return render_docx(document.paper(places))
    with template.file.content.open("rb") as file:
        return render_template(file.read(), places)
