"""Sessions of the demo: the council of last year and of this one, light sessions of some associations."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.db.models import Count
from django.utils import timezone

from metodika.core.calendar import school_year
from metodika.core.files.uploads import store_upload
from metodika.directory.accounts.models import User
from metodika.directory.mandates.queries import zone_of
from metodika.directory.records.models import Record
from metodika.directory.records.services import acknowledge_on_paper, send_for_acknowledgement, sign_on_paper
from metodika.directory.regulations.lifecycle import ActKind, ActLevel
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.services import create_act
from metodika.directory.staff.models import Person
from metodika.governance.assignments.services import (
    Terms,
    accept_report,
    change_assignment,
    give_assignment,
    report_execution,
)
from metodika.governance.bodies.lifecycle import Family
from metodika.governance.bodies.models import Body
from metodika.governance.bodies.queries import rules_of
from metodika.governance.meetings import services
from metodika.governance.meetings.models import AgendaItem, Attendance, Decision, Session
from metodika.governance.meetings.queries import assignments_of, audience_of
from metodika.governance.meetings.services import Approval, Lines
from metodika.planning.goals.lifecycle import PriorityKind
from metodika.planning.goals.models import Priority
from metodika.web.demo.clock import Clock, clock_of, on_weekday
from metodika.web.demo.scenes import COMING, LIGHT, Scene, Talk
from metodika.web.demo.stories import story_of
from metodika.web.demo.tree import Municipality

LIGHT_BODIES, FEWEST, NOT_READ, ENOUGH = 2, 3, 3, 7
ALL = 99
AHEAD = timedelta(days=9)


@dataclass
class Stage:
    """Where the sessions of the demo are played."""

    home: Municipality
    accounts: dict[str, User]
    today: date
    clock: Clock
    given: list[Decision] = field(default_factory=list)

    @property
    def secretary(self) -> User:
        """Return who does the paperwork of the council."""
        return self.accounts["demo-secretary"]

    @property
    def place(self) -> str:
        """Return where the council meets."""
        return f"{self.home.department.short_name}, зал заседаний"

    def day_of(self, scene: Scene) -> date:
        """Return the date of a scene: so many days after the first of September of last school year."""
        return on_weekday(date(school_year(self.today).starts_on.year - 1, 9, 1) + timedelta(days=scene.day))


def hold_sessions(
    home: Municipality, accounts: dict[str, User], today: date, *, scenes: int | None = None
) -> None:
    """Play the sessions of the municipal council and of two associations; `scenes` is how many of the first.

    Where the regulation knows no council, an association holds its sessions in full.
    """
    bodies = Body.objects.active().filter(host__municipality=home.node)
    council = bodies.filter(kind__family=Family.COUNCIL, level="municipality").order_by("pk").first()
    associations = bodies.filter(kind__code="association", level="municipality")
    # Small ones: a demo is built while somebody waits.
    smallest = associations.annotate(people=Count("compositions__seats")).order_by("people", "pk")
    leading = council or smallest.filter(people__gte=ENOUGH).first() or smallest.last()
    with clock_of(zone_of(home.node)) as clock:
        stage = Stage(home, accounts, today, clock)
        if leading is not None:
            _play_council(stage, leading, story_of(home.node.code)[-(scenes or ALL) :])
            smallest = smallest.exclude(pk=leading.pk)
        for place, body in enumerate(smallest.filter(people__gte=FEWEST)[: min(LIGHT_BODIES, scenes or ALL)]):
            _play_association(stage, body, place)


def _play_council(stage: Stage, council: Body, story: tuple[Scene, ...]) -> None:
    for scene in story:
        day = stage.day_of(scene)
        if day < stage.today:
            _play(stage, council, scene, day)
    _plan_coming(stage, council)


def _play(stage: Stage, council: Body, scene: Scene, day: date) -> None:
    session = _convened(stage, council, scene, day)
    people = _members(session)
    begun = stage.clock.set(day, 14)
    present = _come(scene, len(people))
    for row in people[:present]:
        services.note_arrival(row, at=begun, by=stage.secretary)
    for row in people[present:]:
        services.note_absence(row, reason="Служебная поездка", by=stage.secretary)
    if not scene.talks:
        services.declare_no_quorum(session, by=stage.secretary)
        _sign(stage, session, services.print_minutes(session, by=stage.secretary))
        return
    session = services.open_session(session, by=stage.secretary)
    services.write_passage(
        session, field="opening", text="Повестка принята единогласно.", seen=0, by=stage.secretary
    )
    for item, talk in zip(session.items.order_by("order"), scene.talks, strict=True):
        _talk(stage, session, item, talk, people)
    stage.clock.later(5)
    session = services.close_session(session, by=stage.secretary)
    record = services.print_minutes(session, by=stage.secretary)
    _after(stage, session, record, scene)


def _come(scene: Scene, listed: int) -> int:
    """Return how many come: a body of a few people meets whole, or only its chair comes."""
    if not scene.talks:
        return min(scene.present, (listed - 1) // 2) if listed >= ENOUGH else 1
    return max(scene.present, -(-listed * 3 // 4)) if listed >= ENOUGH else listed


def _members(session: Session) -> list[Attendance]:
    """Return the members by their seats: the officers come whenever anybody does."""
    seats = {
        seat.person_id: seat.number
        for composition in session.body.compositions.approved().as_of(session.planned_on)
        for seat in composition.seats.all()
    }
    rows = session.attendances.select_related("person", "session")
    return sorted(rows, key=lambda row: seats.get(row.person_id, 0))


def _convened(stage: Stage, council: Body, scene: Scene, day: date) -> Session:
    stage.clock.set(day - timedelta(days=14), 10)
    starts_at = stage.clock.moment + timedelta(days=14, hours=4)
    session = services.plan_session(
        council,
        on=day,
        by=stage.secretary,
        card={"place": stage.place, "starts_at": starts_at, "theme": scene.theme},
    )
    people = _members(session)
    for place, talk in enumerate(scene.talks or COMING[:2]):
        rapporteur = people[(place + 1) % len(people)].person
        services.add_item(
            session, question=talk.question, by=stage.secretary, subject=_subject(council, talk),
            card={
                "tag": talk.tag, "rapporteur": rapporteur, "draft_decision": talk.decision,
                "minutes_limit": 15,
            },
        )  # fmt: skip
    services.convene_session(session, by=stage.secretary)
    return session


def _subject(body: Body, talk: Talk) -> Priority | None:
    """Return the concept that a question is about: that of the body's subject before another one."""
    if talk.tag != "concept":
        return None
    concepts = Priority.objects.filter(kind=PriorityKind.CONCEPT, organisation=body.host.municipality)
    own = concepts.filter(subject__in=body.subjects.all()).first()
    return own or concepts.order_by("pk").first()


def _talk(stage: Stage, session: Session, item: AgendaItem, talk: Talk, people: list[Attendance]) -> None:
    stage.clock.later(2)
    services.open_item(item, by=stage.secretary)
    # In a council of a few people one who leaves takes the quorum along.
    leaves, recused = (
        people[place - 1] if place and len(people) >= ENOUGH else None
        for place in (talk.leaves, talk.recused)
    )
    if leaves:
        services.note_leaving(leaves, by=stage.secretary)
    if recused:
        services.recuse_member(
            item, person=_person(recused), reason="Вопрос о практике его учреждения",
            by=stage.secretary,
        )  # fmt: skip
    for name, text in (("heard", talk.heard), ("spoke", talk.spoke)):
        services.write_passage(session, item=item, field=name, text=text, seen=0, by=stage.secretary)
    stage.clock.later(15)
    vote = services.open_vote(session, question=talk.decision.rstrip("."), item=item, by=stage.secretary)
    able = [row for row in people if row.person_id in vote.asked]
    if recused:
        able = [row for row in able if row.person_id != recused.person_id]
    for place, row in enumerate(able):
        choice = "for" if place >= len(talk.others) else talk.others[place]
        services.cast_ballot(vote, person=_person(row), choice=choice, by=stage.secretary)
    vote = services.close_vote(vote, by=stage.secretary)
    responsible, due_on = (
        _person(people[-1 - item.order % min(3, len(people))]),
        session.day + timedelta(days=talk.term),
    )
    services.record_decision(
        item, text=talk.decision, vote=vote, by=stage.secretary,
        values={"kind": talk.kind, "responsible": responsible, "due_on": due_on},
    )  # fmt: skip
    if talk.opinion:
        services.write_opinion(item, person=_person(able[0]), text=talk.opinion, by=stage.secretary)


def _person(row: Attendance) -> Person:
    if row.person is None:
        raise LookupError(row.pk)
    return row.person


def _after(stage: Stage, session: Session, record: Record, scene: Scene) -> None:
    """Sign, approve, publish, tell and put under control, as far as the scene goes."""
    if not scene.signed:
        return
    _sign(stage, session, record)
    if rules_of(session.body).needs_approval and scene.approved:
        _approve(stage, session, scene)
    stage.clock.later(60)
    services.publish_decisions(session, on=timezone.localdate(), by=stage.secretary)
    _tell(stage, session, everybody=scene.everybody)
    for decision in session.decisions.carried().order_by("pk"):
        _assign(stage, decision)


def _sign(stage: Stage, session: Session, record: Record) -> None:
    """Bring the scan of the paper back on the next day, signed by all."""
    signing = list(record.signatures.order_by("pk").values_list("pk", flat=True))
    stage.clock.set(session.day + timedelta(days=1), 11)
    scan = ContentFile(_printed(record), name=f"протокол-{record.number}.pdf")
    sign_on_paper(record, scan=scan, signed_by=signing, confirmed=True, by=stage.secretary)


def _tell(stage: Stage, session: Session, *, everybody: bool) -> None:
    today = timezone.localdate()
    dispatch = send_for_acknowledgement(
        session, organisation=session.body.host, due_on=today + timedelta(days=10),
        people=audience_of(session, groups=["members", "heads"], day=session.day),
        audience=f"{_members_of(session.body)}, руководители учреждений", title=f"Решения: {session}",
        url=f"/sessions/{session.pk}/", by=stage.secretary,
    )  # fmt: skip
    items = list(dispatch.items.order_by("pk").values_list("pk", flat=True))
    stage.clock.set(today + timedelta(days=8), 16)
    read = items if everybody else items[:-NOT_READ]
    acknowledge_on_paper(dispatch, items=read, by=stage.secretary)
    stage.clock.set(today, 16)


def _members_of(body: Body) -> str:
    return "Члены совета" if body.kind.family == Family.COUNCIL else "Члены объединения"


def _printed(record: Record) -> bytes:
    version = record.versions.current().select_related("pdf").get()
    if version.pdf is None:
        raise LookupError(record.pk)
    with version.pdf.content.open("rb") as file:
        return bytes(file.read())


def _approve(stage: Stage, session: Session, scene: Scene) -> None:
    day = on_weekday(session.day + timedelta(days=scene.approved))
    stage.clock.set(day, 12)
    rows = list(session.decisions.filter(status="for_approval").order_by("item__order", "pk"))
    head = stage.accounts["demo-head"]
    if scene.returned and len(rows) > 1:
        services.return_decision(rows.pop(), reason=scene.returned, on=day, by=head)
    approvals = [Approval(row.pk) for row in rows]
    if scene.changed and approvals:
        approvals[-1] = Approval(rows[-1].pk, scene.changed)
    services.approve_decisions(session, act=_order(stage, session, day), approvals=approvals, by=head)


def _order(stage: Stage, session: Session, day: date) -> Act:
    values = {
        "kind": ActKind.ORDER, "issuer": str(stage.home.department), "issued_on": day,
        "number": f"{session.number}{day:%m}-о", "level": ActLevel.MUNICIPAL,
        "title": f"Об утверждении решений: {session.body}, {session.day:%d.%m.%Y}",
    }  # fmt: skip
    return create_act(owner=stage.home.node, values=values, by=stage.accounts["demo-head"])


def _assign(stage: Stage, decision: Decision) -> None:
    executor, controller = decision.responsible, stage.accounts["demo-methodist"].person
    if executor is None or controller is None or decision.due_on is None or executor.pk == controller.pk:
        return
    head, today = stage.accounts["demo-head"], timezone.localdate()
    due_on = max(decision.due_on, today + timedelta(days=14))
    given = assignments_of(decision).first()
    made = (
        change_assignment(given, changes={"controller": controller}, seen=None, by=head)
        if given is not None
        else give_assignment(
            text=decision.text_in_force, executor=executor, controller=controller, due_on=due_on,
            subject=decision, organisation=stage.home.node, by=head, terms=Terms(given_on=today),
        )
    )  # fmt: skip
    due_on = made.due_on
    if due_on < stage.today and decision.item.order != 2:  # noqa: PLR2004 - the second is late
        stage.clock.set(due_on - timedelta(days=2), 15)
        report_execution(made, text="Выполнено, материалы переданы в центр.", files=[], by=head)
        accept_report(made, by=stage.accounts["demo-methodist"])


def _plan_coming(stage: Stage, council: Body) -> None:
    """Convene the next session: its agenda is out, papers are laid to one item."""
    day = stage.today + AHEAD
    session = _convened(stage, council, Scene(0, 0, "Итоги полугодия", COMING), day)
    paper = ContentFile("Показатель;Значение\nУчастников;48\n".encode(), name="сводка-за-полугодие.csv")
    file = store_upload(paper, allowed={"txt"}, by=stage.secretary)
    item = session.items.order_by("order").first()
    if item is not None:
        services.add_material(item, title="Сводка за полугодие", file=file, by=stage.secretary)
    guest = stage.accounts["demo-teacher"].person
    if guest is not None and not session.attendances.filter(person=guest).exists():
        services.invite(session, person=guest, guest_of="Педагоги школы", by=stage.secretary)


def _play_association(stage: Stage, body: Body, place: int) -> None:
    for scene in LIGHT:
        day = on_weekday(stage.day_of(scene) - timedelta(days=place))
        stage.clock.set(min(day, stage.today) - timedelta(days=20), 10)
        session = services.plan_session(
            body, on=day, by=stage.secretary, card={"place": "Методический кабинет", "theme": scene.theme}
        )
        for talk in scene.talks:
            services.add_item(
                session, question=talk.question, card={"tag": talk.tag}, subject=_subject(body, talk),
                by=stage.secretary,
            )  # fmt: skip
        if day < stage.today:
            _write_light(stage, session, scene)
    stage.clock.set(stage.today, 9)
    services.plan_session(
        body, on=stage.today + AHEAD + timedelta(days=place), by=stage.secretary,
        card={"place": "Методический кабинет", "theme": "Подготовка к итоговой аттестации"},
    )  # fmt: skip


def _write_light(stage: Stage, session: Session, scene: Scene) -> None:
    people = _members(session)
    present = people[: max(len(people) * 2 // 3, len(people) // 2 + 1)]
    begun = stage.clock.set(session.planned_on, 15)
    ended = stage.clock.later(80)
    head = _person(people[0])
    lines = [
        Lines(
            item=item, heard=talk.heard, spoke=talk.spoke, decided=talk.decision, responsible=head,
            due_on=session.planned_on + timedelta(days=talk.term),
        )
        for item, talk in zip(session.items.order_by("order"), scene.talks, strict=True)
    ]  # fmt: skip
    held = services.hold_light_session(
        session, present=[row.pk for row in present], lines=lines, begun_at=begun, ended_at=ended,
        recorder=_person(present[-1]), by=stage.secretary,
    )  # fmt: skip
    if scene is LIGHT[-1]:
        services.print_minutes(held, by=stage.secretary)
