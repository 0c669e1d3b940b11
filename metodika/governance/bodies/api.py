from datetime import date
from typing import Any, cast

from django.core.files import File
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import content_types, serve
from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, Ref, Schema, With, checked
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Record
from metodika.directory.staff.models import Person
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.forms import (
    LETTERS,
    PRODUCTS,
    ApproveForm,
    CardForm,
    ConsentForm,
    DissolveForm,
    FinishStageForm,
    FoundForm,
    HeadForm,
    MemberForm,
    OrderForm,
    ProlongForm,
    RulesForm,
    SeatForm,
    StageForm,
    StartForm,
    VacateForm,
)
from metodika.governance.bodies.models import Body, Composition, Seat, Stage
from metodika.governance.bodies.policies import can_see
from metodika.governance.bodies.rules import composition_faults
from metodika.governance.bodies.tables import BodyTable

area = Area("bodies")


class BodyOut(Schema):
    id: int
    name: str
    short_name: str
    kind: Ref
    host: Ref
    parent: Ref | None
    level: str
    reach: str
    status: str
    starts_on: date | None
    ends_on: date | None
    version: int


class BodyListedOut(BodyOut):
    head_name: str | None
    people: int | None
    subject_titles: list[str]


class SeatOut(Schema):
    id: int
    number: int
    office: str
    person: Ref | None
    represents: str
    position: str
    by_agreement: bool
    consented_on: date | None
    votes: bool
    starts_on: date | None
    ends_on: date | None
    vacancy_reason: str


class FaultOut(Schema):
    code: str
    blocks: bool
    clause: str
    words: str


class CompositionOut(Schema):
    id: int
    number: int
    body: Ref
    status: str
    act: Ref | None
    starts_on: date | None
    ends_on: date | None
    seats: list[SeatOut]
    faults: list[FaultOut]


def _composition(composition: Composition) -> With:
    """A composition with its seats and where it departs from the rules, read once."""
    seats = queries.seats_of(composition)
    day = composition.ends_on or max(composition.starts_on or timezone.localdate(), timezone.localdate())
    faults = composition_faults(queries.rules_of(composition.body), queries.facts_of(seats), day=day)
    told = [{**vars(fault), "words": queries.fault_sentence(fault)} for fault in faults]
    return With(composition, seats=seats, faults=told)


class BodyDutyOut(Schema):
    code: str
    due_on: date | None
    sentence: str
    url: str


class RuleOut(Schema):
    parameter: str
    title: str
    text: str
    clause: str


class BodyCardOut(BodyOut):
    task: str
    target: str
    result: str
    is_network: bool
    is_virtual: bool
    subjects: list[Ref]
    regulation: Ref | None
    created_by_act: Ref | None
    composition: CompositionOut | None
    rules: list[RuleOut]
    duties: list[BodyDutyOut]

    @staticmethod
    def resolve_subjects(body: Body) -> list[Any]:
        return list(body.subjects.order_by("title"))

    @staticmethod
    def resolve_composition(body: Body) -> With | None:
        composition = queries.composition_on(body, timezone.localdate())
        return _composition(composition) if composition else None

    @staticmethod
    def resolve_rules(body: Body) -> list[Any]:
        return [
            {**vars(row), "title": str(row.title)} for row in queries.rule_rows(queries.rules_of(body), {})
        ]

    @staticmethod
    def resolve_duties(body: Body) -> list[Any]:
        return queries.duties_of(body, timezone.localdate())


class PassportOut(Schema):
    name: str
    office: str
    place: str
    position: str
    subjects: str
    category: str
    since: date | None


class SeatedOut(SeatOut):
    body: Ref

    @staticmethod
    def resolve_body(seat: Seat) -> Body:
        return seat.composition.body


@area.list("/bodies", "bodies.list_bodies", gives=BodyListedOut, table=BodyTable)
def list_bodies(request: HttpRequest, table: Table) -> Any:
    return queries.bodies_for_list(request.user, day=timezone.localdate())


@area.post("/bodies", "bodies.found_body", form=FoundForm, gives=BodyCardOut, status=201)
def found_body(request: HttpRequest) -> Body:
    kinds = queries.kinds_for_choice(request.user)
    form = checked(FoundForm.of(request, user=request.user, kinds=kinds))
    return services.found_body(**form.founded(), by=request.user)


@area.get("/bodies/{int:pk}", "bodies.view_body", Body, gives=BodyCardOut)
def show_body(request: HttpRequest, body: Body) -> Body:
    return body


@area.patch("/bodies/{int:pk}", "bodies.change_body", Body, form=CardForm, gives=BodyCardOut)
def change_body(request: HttpRequest, body: Body) -> Body:
    form = checked(CardForm.of(request, user=request.user, initial=CardForm.said(body)))
    subjects = list(form.cleaned_data["subjects"])
    return services.change_body(
        body, changes=form.chosen(), subjects=subjects, seen=form.seen, by=request.user
    )


@area.patch("/bodies/{int:pk}/rules", "bodies.change_body", Body, form=RulesForm, gives=BodyCardOut)
def set_own_rules(request: HttpRequest, body: Body) -> Body:
    bound = RulesForm.bound_by(queries.rules_of_kind(body))
    initial = {**RulesForm.said(body), "version": body.version}
    form = checked(RulesForm.of(request, bound=bound, initial=initial))
    return services.set_own_rules(body, rules=form.decided(), seen=form.seen, by=request.user)


@area.post("/bodies/{int:pk}/start", "bodies.change_body", Body, form=StartForm, gives=BodyCardOut)
def start_body(request: HttpRequest, body: Body) -> Body:
    form = checked(StartForm.of(request, user=request.user))
    return services.start_body(body, **form.values(), by=request.user)


@area.post("/bodies/{int:pk}/suspend", "bodies.end_body", Body, form=ReasonForm, gives=BodyCardOut)
def suspend_body(request: HttpRequest, body: Body) -> Body:
    form = checked(ReasonForm.of(request))
    return services.suspend_body(body, reason=form.cleaned_data["reason"], by=request.user)


@area.post("/bodies/{int:pk}/resume", "bodies.end_body", Body, gives=BodyCardOut)
def resume_body(request: HttpRequest, body: Body) -> Body:
    return services.resume_body(body, by=request.user)


@area.post("/bodies/{int:pk}/prolong", "bodies.change_body", Body, form=ProlongForm, gives=BodyCardOut)
def prolong_body(request: HttpRequest, body: Body) -> Body:
    return services.prolong_body(body, **checked(ProlongForm.of(request)).values(), by=request.user)


@area.post("/bodies/{int:pk}/dissolve", "bodies.end_body", Body, form=DissolveForm, gives=BodyCardOut)
def dissolve_body(request: HttpRequest, body: Body) -> Body:
    form = checked(DissolveForm.of(request, user=request.user))
    return services.dissolve_body(body, **form.values(), by=request.user)


@area.list("/bodies/{int:pk}/passport", "bodies.view_body", Body, gives=PassportOut)
def show_passport(request: HttpRequest, body: Body, _table: None) -> Any:
    return queries.passport_rows(body, request.user, day=timezone.localdate())


@area.post(
    "/bodies/{int:pk}/compositions", "bodies.propose_composition", Body, gives=CompositionOut, status=201
)
def propose_composition(request: HttpRequest, body: Body) -> With:
    return _composition(services.propose_composition(body, by=request.user))


@area.post(
    "/bodies/{int:pk}/members", "bodies.propose_composition", Body, form=MemberForm, gives=SeatOut, status=201
)
def admit_member(request: HttpRequest, body: Body) -> Seat:
    form = checked(MemberForm.of(request, user=request.user))
    return services.admit_member(body, **form.values(), by=request.user)


@area.post(
    "/bodies/{int:pk}/head", "bodies.propose_composition", Body, form=HeadForm, gives=SeatOut, status=201
)
def appoint_head(request: HttpRequest, body: Body) -> Seat:
    form = checked(HeadForm.of(request, user=request.user))
    return services.appoint_head(body, **form.values(), by=request.user)


@area.get("/compositions/{int:pk}", "bodies.view_body", Composition, gives=CompositionOut)
def show_composition(request: HttpRequest, composition: Composition) -> With:
    if not can_see(request.user, composition):
        raise Http404
    return _composition(composition)


@area.post(
    "/compositions/{int:pk}/order", "bodies.propose_composition", Composition, form=OrderForm,
    gives=Ref, status=201,
)  # fmt: skip
def draft_order(request: HttpRequest, composition: Composition) -> Record:
    form = checked(OrderForm.of(request, user=request.user))
    return services.draft_composition_order(composition, **form.order(), by=request.user)


@area.post(
    "/compositions/{int:pk}/approve", "bodies.approve_composition", Composition, form=ApproveForm,
    gives=CompositionOut,
)  # fmt: skip
def approve_composition(request: HttpRequest, composition: Composition) -> With:
    form = checked(ApproveForm.of(request, user=request.user))
    return _composition(services.approve_composition(composition, **form.values(), by=request.user))


@area.remove("/compositions/{int:pk}", "bodies.propose_composition", Composition)
def discard_draft(request: HttpRequest, composition: Composition) -> None:
    services.discard_draft(composition, by=request.user)


@area.post(
    "/compositions/{int:pk}/seats", "bodies.propose_composition", Composition, form=SeatForm, gives=SeatOut,
    status=201,
)  # fmt: skip
def add_seat(request: HttpRequest, composition: Composition) -> Seat:
    form = checked(SeatForm.of(request, user=request.user))
    return services.add_seat(composition, values=form.told(), by=request.user)  # type: ignore[arg-type]  # as the form


@area.patch("/seats/{int:pk}", "bodies.propose_composition", Seat, form=SeatForm, gives=SeatOut)
def change_seat(request: HttpRequest, seat: Seat) -> Seat:
    form = checked(SeatForm.of(request, user=request.user, initial=SeatForm.said(seat)))
    return services.change_seat(seat, changes=form.told(), by=request.user)


@area.remove("/seats/{int:pk}", "bodies.propose_composition", Seat)
def remove_seat(request: HttpRequest, seat: Seat) -> None:
    services.remove_seat(seat, by=request.user)


@area.post("/seats/{int:pk}/vacate", "bodies.propose_composition", Seat, form=VacateForm, gives=SeatOut)
def vacate_seat(request: HttpRequest, seat: Seat) -> Seat:
    return services.vacate_seat(seat, **checked(VacateForm.of(request)).values(), by=request.user)


@area.post("/seats/{int:pk}/consent", "bodies.propose_composition", Seat, form=ConsentForm, gives=SeatOut)
def give_consent(request: HttpRequest, seat: Seat) -> Seat:
    form = checked(ConsentForm.of(request))
    return services.give_consent(seat, on=form.cleaned_data["on"], by=request.user)


@area.post(
    "/seats/{int:pk}/consent/with-file", "bodies.propose_composition", Seat, form=ConsentForm, file=True,
    gives=SeatOut,
)  # fmt: skip
def give_consent_with_file(request: HttpRequest, seat: Seat) -> Seat:
    form = checked(ConsentForm.of(request))
    file = store_upload(cast("File[bytes]", request.FILES["file"]), allowed=LETTERS, by=request.user)
    return services.give_consent(seat, on=form.cleaned_data["on"], file=file, by=request.user)


@area.list("/people/{int:pk}/seats", "bodies.list_bodies", Person, gives=SeatedOut)
def list_seats_of_person(request: HttpRequest, person: Person, _table: None) -> Any:
    return queries.seats_of_person(person, request.user)


@area.list("/organisations/{int:pk}/bodies", "bodies.list_bodies", Organisation, gives=BodyListedOut)
def list_bodies_of_organisation(request: HttpRequest, organisation: Organisation, _table: None) -> Any:
    return queries.bodies_at(organisation, request.user, day=timezone.localdate())


class StageOut(Schema):
    id: int
    version: int
    body_id: int
    title: str
    product: str
    starts_on: date | None
    due_on: date
    responsible: Ref | None
    done_on: date | None
    outcome: str


@area.list("/bodies/{int:pk}/stages", "bodies.view_body", Body, gives=StageOut)
def list_stages(request: HttpRequest, body: Body, _table: None) -> Any:
    return queries.stages_of(body)


@area.post("/bodies/{int:pk}/stages", "bodies.change_body", Body, form=StageForm, gives=StageOut, status=201)
def plan_stage(request: HttpRequest, body: Body) -> Stage:
    form = checked(StageForm.of(request, user=request.user))
    return services.plan_stage(body, values=form.told(), by=request.user)


@area.patch("/stages/{int:pk}", "bodies.change_body", Stage, form=StageForm, gives=StageOut)
def change_stage(request: HttpRequest, stage: Stage) -> Stage:
    said = {name: getattr(stage, name) for name in (*StageForm.base_fields, "version")}
    form = checked(StageForm.of(request, user=request.user, initial=said))
    return services.change_stage(stage, changes=form.values(), seen=form.seen, by=request.user)


@area.post(
    "/stages/{int:pk}/finish", "bodies.change_body", Stage, form=FinishStageForm, file=True, gives=StageOut
)
def finish_stage(request: HttpRequest, stage: Stage) -> Stage:
    form = checked(FinishStageForm.of(request))
    said = form.cleaned_data
    paper = said["file"]
    file = store_upload(paper, allowed=PRODUCTS, by=request.user) if paper else None
    return services.finish_stage(stage, on=said["on"], outcome=said["outcome"], file=file, by=request.user)


@area.post("/stages/{int:pk}/remove", "bodies.change_body", Stage, form=ReasonForm, gives=None, status=204)
def remove_stage(request: HttpRequest, stage: Stage) -> None:
    form = checked(ReasonForm.of(request))
    services.remove_stage(stage, reason=form.cleaned_data["reason"], by=request.user)


@area.download("/stages/{int:pk}/file", "bodies.view_body", Stage, kinds=content_types(PRODUCTS))
def download_product(request: HttpRequest, stage: Stage) -> HttpResponseBase:
    if stage.file is None:
        raise Http404
    return serve(stage.file)
