from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import content_types, send, serve
from metodika.core.files.kinds import KINDS
from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, checked
from metodika.planning.plans import queries, services
from metodika.planning.plans.api.shapes import (
    ClashOut,
    ItemCardOut,
    OccurrenceListedOut,
    OccurrenceOut,
    PlanCardOut,
    PlanChangeOut,
    PlanItemOut,
    PlanListedOut,
    PlanOut,
    ResponsibleOut,
    SectionOut,
)
from metodika.planning.plans.documents import KINDS_OF_PAPER, paper_file
from metodika.planning.plans.forms import (
    ITEM_WORDS,
    PROOFS,
    ApproveForm,
    CancelItemForm,
    CardForm,
    CopyForm,
    DayForm,
    ExplainForm,
    FactForm,
    FinishForm,
    HandDownForm,
    ItemChangeForm,
    ItemForm,
    MoveForm,
    PlanForm,
    SectionForm,
    UploadForm,
)
from metodika.planning.plans.lifecycle import PlanKind
from metodika.planning.plans.models import Item, Occurrence, Plan, Responsible, Section
from metodika.planning.plans.services import Head
from metodika.planning.plans.tables import OccurrencesTable, OwnTable, PlansTable

area = Area("plans")
PAPER_KINDS = [KINDS[code].content_type for code in ("pdf", "docx")]


@area.list("/plans", "plans.list_plans", gives=PlanListedOut, table=PlansTable)
def list_plans(request: HttpRequest, table: Table) -> Any:
    return queries.plans_for_list(request.user, day=timezone.localdate())


@area.list("/plan-items/due", "plans.list_plans", gives=OccurrenceListedOut, table=OccurrencesTable)
def list_due(request: HttpRequest, table: Table) -> Any:
    return queries.seen_occurrences(request.user)


@area.list("/plan-items/own", "plans.list_own", gives=OccurrenceListedOut, table=OwnTable)
def list_own(request: HttpRequest, table: Table) -> Any:
    return queries.own_occurrences(request.user)


@area.post("/plans", "plans.make_plan", form=PlanForm, gives=PlanOut, status=201)
def make_plan(request: HttpRequest) -> Plan:
    form = checked(PlanForm.of(request, user=request.user))
    return services.make_plan(
        organisation=form.cleaned_data["organisation"], head=form.head(), by=request.user
    )


@area.post("/plans/table", "plans.make_plan", form=UploadForm, file=True, gives=PlanOut, status=201)
def import_plan(request: HttpRequest) -> Plan:
    """Make a draft from a table as it is; what is not understood is kept in its words."""
    form = checked(UploadForm.of(request, user=request.user))
    uploaded: Any = request.FILES["file"]
    table = services.imported_from(uploaded.read(), name=uploaded.name, by=request.user)
    period = queries.proposed_period(table.reading, today=timezone.localdate())
    title = table.reading.title[:500] or uploaded.name
    head = Head(PlanKind.ROAD_MAP, title, period.starts_on, period.ends_on)
    return services.import_plan(
        table, organisation=form.cleaned_data["organisation"], head=head, by=request.user
    )


@area.get("/plans/{int:pk}", "plans.view_plan", Plan, gives=PlanCardOut)
def show_plan(request: HttpRequest, plan: Plan) -> Any:
    return {
        "plan": plan,
        "preface": plan.preface,
        "figures": vars(queries.figures_of(plan, day=timezone.localdate())),
        "parts": queries.parts_of(plan, holders=True),
    }


@area.patch("/plans/{int:pk}", "plans.change_plan", Plan, form=CardForm, gives=PlanOut)
def change_plan(request: HttpRequest, plan: Plan) -> Plan:
    names = ("kind", "title", "starts_on", "ends_on", "by_terms", "preface", "remind_days")
    initial = {"body": plan.body, **{name: getattr(plan, name) for name in names}}
    form = checked(CardForm.of(request, user=request.user, initial=initial))
    return services.change_plan(plan, changes=form.values(), seen=form.seen, by=request.user)


@area.post("/plans/{int:pk}/copy", "plans.make_plan", Plan, form=CopyForm, gives=PlanOut, status=201)
def copy_plan(request: HttpRequest, plan: Plan) -> Plan:
    return services.copy_plan(plan, **checked(CopyForm.of(request)).values(), by=request.user)


@area.post("/plans/{int:pk}/agree", "plans.approve_plan", Plan, gives=PlanOut)
def agree_plan(request: HttpRequest, plan: Plan) -> Plan:
    return services.agree_plan(plan, by=request.user)


@area.post("/plans/{int:pk}/return", "plans.approve_plan", Plan, gives=PlanOut)
def return_plan(request: HttpRequest, plan: Plan) -> Plan:
    return services.return_plan(plan, by=request.user)


@area.post("/plans/{int:pk}/approve", "plans.approve_plan", Plan, form=ApproveForm, gives=PlanOut)
def approve_plan(request: HttpRequest, plan: Plan) -> Plan:
    form = checked(ApproveForm.of(request, user=request.user))
    return services.approve_plan(plan, **form.values(), by=request.user)


@area.post("/plans/{int:pk}/close", "plans.approve_plan", Plan, form=ReasonForm, gives=PlanOut)
def close_plan(request: HttpRequest, plan: Plan) -> Plan:
    end = services.withdraw_plan if plan.is_prepared else services.close_plan
    return end(plan, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post(
    "/plans/{int:pk}/hand-down",
    "plans.hand_down_plan",
    Plan,
    form=HandDownForm,
    gives=list[PlanOut],
    status=201,
)
def hand_down_plan(request: HttpRequest, plan: Plan) -> list[Plan]:
    form = checked(HandDownForm.of(request, plan=plan))
    items = [item.pk for item in form.cleaned_data["items"]]
    places = list(form.cleaned_data["institutions"])
    return services.hand_down_plan(plan, institutions=places, items=items, by=request.user)


@area.list("/plans/{int:pk}/changes", "plans.view_plan", Plan, gives=PlanChangeOut)
def list_changes(request: HttpRequest, plan: Plan, _table: None) -> Any:
    return queries.changes_of(plan)


@area.list("/plans/{int:pk}/clashes", "plans.view_plan", Plan, gives=ClashOut)
def list_clashes(request: HttpRequest, plan: Plan, _table: None) -> Any:
    return [
        {"day": one.due_on, "audience": one.item.audience, "one": one.item, "two": two.item}
        for one, two in queries.clashing(plan, queries.occurrences_of(plan))
    ]


@area.download("/plans/{int:pk}/papers/{plan_paper}/{kind}", "plans.view_plan", Plan, kinds=PAPER_KINDS)
def print_plan(request: HttpRequest, plan: Plan, plan_paper: str, kind: str) -> HttpResponseBase:
    if kind not in {"pdf", "docx"} or plan_paper not in KINDS_OF_PAPER:
        raise Http404
    content = paper_file(plan, plan_paper, kind, day=timezone.localdate())
    return send([content], name=f"{plan_paper}-{plan.pk}.{kind}", content_type=KINDS[kind].content_type)


@area.post(
    "/plans/{int:pk}/sections", "plans.change_plan", Plan, form=SectionForm, gives=SectionOut, status=201
)
def add_section(request: HttpRequest, plan: Plan) -> Section:
    return services.add_section(
        plan, **checked(SectionForm.of(request, user=request.user)).values(), by=request.user
    )


@area.post(
    "/plans/{int:pk}/sections/{int:section_pk}", "plans.change_plan", Plan, form=SectionForm, gives=SectionOut
)
def change_section(request: HttpRequest, plan: Plan, section_pk: int) -> Section:
    section = queries.section_of(plan, section_pk)
    if section is None:
        raise Http404
    changes = checked(SectionForm.of(request, user=request.user)).values()
    return services.change_section(section, changes=changes, by=request.user)


@area.post("/plans/{int:pk}/sections/{int:section_pk}/drop", "plans.change_plan", Plan, gives=PlanOut)
def drop_section(request: HttpRequest, plan: Plan, section_pk: int) -> Plan:
    section = queries.section_of(plan, section_pk)
    if section is None:
        raise Http404
    services.drop_section(section, by=request.user)
    return plan


@area.post("/plans/{int:pk}/items", "plans.change_plan", Plan, form=ItemForm, gives=PlanItemOut, status=201)
def add_item(request: HttpRequest, plan: Plan) -> Item:
    form = checked(ItemForm.of(request, plan=plan, user=request.user))
    return services.add_item(plan, values=form.values(*ITEM_WORDS), **form.told(), by=request.user)


@area.get("/plan-items/{int:pk}", "plans.view_plan", Item, gives=ItemCardOut)
def show_item(request: HttpRequest, item: Item) -> Item:
    return queries.item_card(item)


@area.patch("/plan-items/{int:pk}", "plans.change_plan", Item, form=ItemChangeForm, gives=PlanItemOut)
def change_item(request: HttpRequest, item: Item) -> Item:
    initial = ItemChangeForm.initial_of(item)
    form = checked(ItemChangeForm.of(request, plan=item.plan, user=request.user, initial=initial))
    changes = form.values(*ITEM_WORDS)
    return services.change_item(item, changes=changes, **form.told(), seen=form.seen, by=request.user)


@area.post("/plan-items/{int:pk}/cancel", "plans.change_plan", Item, form=CancelItemForm, gives=PlanItemOut)
def cancel_item(request: HttpRequest, item: Item) -> Item:
    form = checked(CancelItemForm.of(request, user=request.user))
    return services.cancel_item(item, **form.values(), by=request.user)


@area.post("/plan-items/{int:pk}/fact", "plans.change_plan", Item, form=FactForm, gives=PlanItemOut)
def name_fact(request: HttpRequest, item: Item) -> Item:
    return services.name_fact(item, **checked(FactForm.of(request)).values(), by=request.user)


@area.post(
    "/plan-items/{int:pk}/days", "plans.change_plan", Item, form=DayForm, gives=OccurrenceOut, status=201
)
def add_occurrence(request: HttpRequest, item: Item) -> Occurrence:
    return services.add_occurrence(item, **checked(DayForm.of(request)).values(), by=request.user)


@area.post(
    "/plan-items/{int:pk}/responsible/{int:responsible_pk}", "plans.change_plan", Item, form=ExplainForm,
    gives=ResponsibleOut,
)  # fmt: skip
def explain_responsible(request: HttpRequest, item: Item, responsible_pk: int) -> Responsible:
    one = queries.responsible_of(item, responsible_pk)
    if one is None:
        raise Http404
    form = checked(ExplainForm.of(request, user=request.user))
    return services.explain_responsible(one, means=form.means(), by=request.user)


@area.post("/occurrences/{int:pk}/start", "plans.report_execution", Occurrence, gives=OccurrenceOut)
def start_occurrence(request: HttpRequest, occurrence: Occurrence) -> Occurrence:
    return services.start_occurrence(occurrence, by=request.user)


@area.post(
    "/occurrences/{int:pk}/finish", "plans.report_execution", Occurrence, form=FinishForm, gives=OccurrenceOut
)
def finish_occurrence(request: HttpRequest, occurrence: Occurrence) -> Occurrence:
    told = checked(FinishForm.of(request)).values("done_on", "result", "reason", "proof")
    return services.finish_occurrence(occurrence, **told, by=request.user)


@area.post(
    "/occurrences/{int:pk}/finish/with-file", "plans.report_execution", Occurrence, form=FinishForm,
    file=True, gives=OccurrenceOut,
)  # fmt: skip
def finish_with_file(request: HttpRequest, occurrence: Occurrence) -> Occurrence:
    told = checked(FinishForm.of(request)).values("done_on", "result", "reason", "proof")
    file = store_upload(request.FILES["file"], allowed=PROOFS, by=request.user)  # type: ignore[arg-type]  # one file
    return services.finish_occurrence(occurrence, **told, files=[file], by=request.user)


@area.post(
    "/occurrences/{int:pk}/reopen", "plans.change_plan", Occurrence, form=ReasonForm, gives=OccurrenceOut
)
def reopen_occurrence(request: HttpRequest, occurrence: Occurrence) -> Occurrence:
    return services.reopen_occurrence(occurrence, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post("/occurrences/{int:pk}/move", "plans.change_plan", Occurrence, form=MoveForm, gives=OccurrenceOut)
def move_occurrence(request: HttpRequest, occurrence: Occurrence) -> Occurrence:
    form = checked(MoveForm.of(request, user=request.user))
    return services.move_occurrence(occurrence, **form.values(), by=request.user)


@area.post(
    "/occurrences/{int:pk}/cancel", "plans.change_plan", Occurrence, form=ReasonForm, gives=OccurrenceOut
)
def cancel_occurrence(request: HttpRequest, occurrence: Occurrence) -> Occurrence:
    return services.cancel_occurrence(occurrence, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.download(
    "/occurrences/{int:pk}/files/{int:file_pk}", "plans.view_plan", Occurrence,
    kinds=content_types(PROOFS),
)  # fmt: skip
def download_file(request: HttpRequest, occurrence: Occurrence, file_pk: int) -> HttpResponseBase:
    stored = queries.file_of_proof(occurrence, file_pk)
    if stored is None:
        raise Http404
    return serve(stored)
