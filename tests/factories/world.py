"""One municipality with one row of every kind that an address may name."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from metodika.core.calendar import local_today, school_year
from metodika.core.events import announce
from metodika.core.files.uploads import store_upload
from metodika.core.imports.background import check_soon
from metodika.core.imports.registry import registers
from metodika.core.imports.runs import create_run
from metodika.core.language.cases import Case, WordKind
from metodika.core.language.services import set_word_form
from metodika.core.notices.models import Batch, Letter, LetterStatus, Notice
from metodika.directory.accounts import services as accounts
from metodika.directory.accounts.events import SignedOutEverywhere
from metodika.directory.accounts.lifecycle import ConsentPurpose, DataRequestKind
from metodika.directory.accounts.models import User
from metodika.directory.mandates.models import Role
from metodika.directory.mandates.queries import today_at
from metodika.directory.mandates.services import give_mandate
from metodika.directory.organisations import services as organisations
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from metodika.directory.records import services as records
from metodika.directory.records.models import Template
from metodika.directory.regulations.services import import_regulation
from metodika.directory.staff import services as staff
from metodika.directory.staff.models import Person
from metodika.governance.assignments import services as assignments
from metodika.governance.bodies import services as bodies
from metodika.governance.bodies.models import BodyKind
from metodika.governance.meetings import services as meetings
from metodika.planning.activities import services as activities
from metodika.planning.plans import services as plans
from metodika.steering.analysis import services as analysis
from metodika.steering.compliance import services as compliance
from metodika.steering.compliance.models import Standing, Waiver
from metodika.steering.decisions.services import ask_effects
from metodika.steering.dossiers import services as dossiers
from metodika.steering.indicators.models import Indicator, Run, Value
from metodika.steering.indicators.services import make_set
from metodika.steering.turnover import services as turnover
from tests.factories.accounts import make_administrator, make_user
from tests.factories.activities import announced
from tests.factories.bodies import make_body, make_composition
from tests.factories.collection import collected
from tests.factories.decisions import LOOK, meant, ordered
from tests.factories.directory import (
    EmploymentFactory,
    MunicipalityFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.dossiers import region_spreadsheet
from tests.factories.goals import concept, wanted
from tests.factories.indicators import computed, measured
from tests.factories.meetings import closed, decided, members, opened
from tests.factories.plans import planned
from tests.factories.recommendations import sent
from tests.factories.records import ask, make_printed

TEXT = Path(__file__).parents[1] / "directory" / "regulations" / "texts" / "zarechny.txt"
LIST = "ФИО;Место работы;Должность\nПетрова Анна Ильинична;{school};Учитель\n"
PLAN_TABLE = "№\tМероприятие\tСрок\tОтветственный\n1\tСеминар\tмай\tметодист\n"
SINCE = date(2020, 1, 1)
PROFILE = "yakovlevsky"


@dataclass
class World:
    """The numbers of the rows by the name under which an address asks for them, and who may call."""

    administrator: User
    teacher: User
    school: Organisation
    municipality: Organisation
    person: Person
    numbers: dict[str, Any] = field(default_factory=dict)

    def user_in(self, code: str) -> User:
        """Return a new account with a role of the profile, where that role is given."""
        role = Role.objects.get(code=code)
        user = make_user(login=f"role-{code}".replace("_", "-"))
        level = "municipality" if "municipality" in role.levels else "institution"
        at = self.municipality if level == "municipality" else self.school
        if level in role.levels or "self" in role.levels:
            give_mandate(
                user.person, role=role, organisation=at, starts_on=SINCE, by=None,
                only_self=level not in role.levels,
            )  # fmt: skip
        return user


def build_world() -> World:
    profile = load_profile(PROFILE, by=None)
    place = MunicipalityFactory(kind="municipal_district")
    Organisation.objects.filter(pk=place.pk).update(profile=profile)
    school = SchoolFactory(parent=place, inn="7707083893")
    person = PersonFactory(snils="11223344595", email="anna@example.org")
    world = World(make_administrator(), make_user(person=PersonFactory()), school, place, person)
    chief = make_user("*", at=place).person.user
    teacher = Role.objects.get(code="teacher")
    EmploymentFactory(person=world.teacher.person, organisation=school)
    give_mandate(
        world.teacher.person, role=teacher, organisation=school, starts_on=SINCE, only_self=True, by=None
    )
    world.numbers = {
        **_directory(world, profile), **_regulations(world, chief), **_accounts(world), **_core(world),
        **_assignments(world), **_records(world), **_bodies(world), **_meetings(world), **_plans(world),
        **_activities(world), **_compliance(world), **_dossiers(world), **_turnover(world),
        **_collection(world), **_goals(world), **_indicators(world), **_decisions(world),
    }  # fmt: skip
    world.numbers |= _analysis(world)
    return world


def _directory(world: World, profile: Any) -> dict[str, Any]:
    job = EmploymentFactory(
        person=world.person, organisation=world.school, subjects=[SubjectFactory()],
        position=PositionFactory(),
    )  # fmt: skip
    leave = staff.send_on_leave(job, kind="long", since=date(2024, 9, 1), until=date(2024, 12, 1), by=None)
    category = staff.assign_qualification(world.person, category="first", assigned_on=SINCE, by=None)
    education = staff.add_education(world.person, level="master", by=None)
    other = PersonFactory(last_name=world.person.last_name, email="anna@example.org")
    EmploymentFactory(person=other, organisation=world.school)
    alias = organisations.add_alias(world.school, text="Школа у реки", by=None)
    guest = organisations.welcome_guest(world.school, organisation=SchoolFactory(), since=SINCE, by=None)
    role = Role.objects.get(code="association_head")
    mandate = give_mandate(world.person, role=role, organisation=world.school, starts_on=SINCE, by=None)
    return {
        "organisations": world.school.pk, "people": world.person.pk, "employments": job.pk,
        "leaves": leave.pk, "qualifications": category.pk, "educations": education.pk, "other_pk": other.pk,
        "person_pk": other.pk, "aliases": alias.pk, "guests": guest.pk, "mandates": mandate.pk,
        "profiles": profile.pk, "name": PROFILE,
    }  # fmt: skip


def _regulations(world: World, chief: User) -> dict[str, Any]:
    content = TEXT.read_bytes()
    first = import_regulation(content, name="a.txt", owner=world.municipality, by=None)
    more = content + "\n99. Служба работает и в субботу.\n".encode()
    second = import_regulation(more, name="b.txt", owner=world.municipality, by=None)
    upload = store_upload(SimpleUploadedFile("c.txt", content), allowed={"txt"}, by=world.administrator)
    doubt = first.edition.doubts.first() or first.edition.doubts.create(code="D1")
    return {
        "acts": first.act.pk, "editions": second.edition.pk, "older_pk": first.edition.pk,
        "successor_pk": first.act.pk,
        "doubts": doubt.pk, "upload_pk": upload.pk, "owner_pk": world.municipality.pk,
    }  # fmt: skip


def _bodies(world: World) -> dict[str, Any]:
    kind = BodyKind.objects.get(code="school_council", profile__code=PROFILE)
    school = Organisation.objects.select_related("municipality").get(pk=world.school.pk)
    body = make_body(kind, host=school, name="Методический совет школы", starts_on=SINCE)
    make_composition(body, [world.person, None, PersonFactory()], on=SINCE)
    draft = bodies.propose_composition(body, by=None)
    seat = bodies.add_seat(draft, values={"person": world.person, "by_agreement": True}, by=None)
    stage = bodies.plan_stage(body, values={"title": "Сбор заданий", "due_on": date(2026, 12, 1)}, by=None)
    return {"bodies": body.pk, "compositions": draft.pk, "seats": seat.pk, "stages": stage.pk}


def _goals(world: World) -> dict[str, Any]:
    goal = wanted(at=Organisation.objects.get(pk=world.school.pk), approved=False)
    priority = concept(at=goal.organisation)
    return {"goals": goal.pk, "priorities": priority.pk, "target_pk": goal.targets.get().pk}


def _plans(world: World) -> dict[str, Any]:
    plan = planned(at=Organisation.objects.get(pk=world.school.pk))
    item = plan.items.get()
    occurrence, section = item.occurrences.get(), plans.add_section(plan, title="Люди", by=None)
    content = SimpleUploadedFile("plan.txt", PLAN_TABLE.encode())
    upload = store_upload(content, allowed={"txt"}, by=world.administrator)
    return {
        "plans": plan.pk, "plan-items": item.pk, "occurrences": occurrence.pk, "plan_upload_pk": upload.pk,
        "responsible_pk": item.responsible.get().pk, "plan_paper": "plan",
        "section_pk": section.pk,
    }  # fmt: skip


def _activities(world: World) -> dict[str, Any]:
    today = local_today("Europe/Moscow", timezone.now())
    school = Organisation.objects.get(pk=world.school.pk)
    card = {"level": "institution", "starts_on": today, "begins": None}
    event, past = announced(at=school, **card), announced(at=school, **card)
    line = activities.add_line(event, on=today, title="Открытие", by=None)
    registration = activities.register_people(event, people=[world.person], by=None)[0]
    attendance = activities.mark_present(past, people=[world.person], way="desk", by=None)[0]
    past = activities.hold_event(past, by=None)
    paper = activities.issue_certificate(past, person=world.person, kind="participant", by=None)
    other = PersonFactory()
    activities.mark_present(past, people=[other], way="desk", by=None)
    run = activities.start_run(past, kind="participant", by=None)
    feed = activities.open_feed(by=world.administrator)
    return {
        "events": event.pk, "line_pk": line.pk, "registrations": registration.pk,
        "attendances": attendance.pk, "certificates": paper.pk, "certificate-runs": run.pk,
        "calendar-feeds": feed.pk, "here_code": "1-0-1-x", "certificate_code": paper.code,
        "secret": feed.secret, "event_step": "close",
    }  # fmt: skip


def _compliance(world: World) -> dict[str, Any]:
    place = Organisation.objects.get(pk=world.municipality.pk)
    compliance.assess(place, day=today_at(place), by=None)
    standing = Standing.objects.select_related("municipality").get(municipality=place, code="YAK-1.5")
    address, day = "https://example.org/order.pdf", date(2024, 9, 1)
    proof = compliance.add_proof(standing, title="Приказ", address=address, speaks_for=day, by=None)
    waiver = Waiver.objects.create(
        municipality=place, code="YAK-3.5", reason="План переносится", starts_on=day, ends_on=date(2099, 1, 1)
    )
    return {
        "compliance": place.pk, "clauses": standing.pk, "proofs": proof.pk,
        "waivers": waiver.pk, "paper": "clauses",
    }  # fmt: skip


def _dossiers(world: World) -> dict[str, Any]:
    place = Organisation.objects.get(pk=world.municipality.pk)
    told = {"direction": "methodical_work", "period": school_year(today_at(place)), "is_public": True}
    form = dossiers.load_region_form(
        place, title="Сведения", file=region_spreadsheet("Доля"), by=world.administrator
    )
    begun = dossiers.begin_dossier(place, **told, by=world.administrator)
    other = dossiers.begin_dossier(place, **told, by=world.administrator)
    packed = dossiers.freeze_dossier(other, now=timezone.now(), by=world.administrator)
    dossiers.pack_dossier(packed.pk, attempt=packed.attempt)
    report = packed.report.pk
    return {
        "cycle": place.pk, "cycles": place.pk, "dossiers": begun.pk, "region-forms": form.pk,
        "public-reports": report,
    }  # fmt: skip


def _turnover(world: World) -> dict[str, Any]:
    place = Organisation.objects.get(pk=world.municipality.pk)
    coming = school_year(today_at(place))
    begun = turnover.begin_rollover(place, ending=coming.previous(), coming=coming, by=world.administrator)
    return {"turnover": begun.pk, "choice": "keep"}


def _collection(world: World) -> dict[str, Any]:
    answers = collected(Organisation.objects.get(pk=world.municipality.pk), by=world.administrator)
    campaign = answers.campaign
    return {
        "campaigns": campaign.pk, "forms": campaign.form_id, "submissions": answers.pk,
        "field": "young", "act": "up", "month": "2026-11",
    }  # fmt: skip


def _indicators(world: World) -> dict[str, Any]:
    school = Organisation.objects.get(pk=world.school.pk)
    indicator = measured(school)
    run = computed(day=date.today())  # noqa: DTZ011 - the year of the values
    value = Value.objects.filter(version__indicator=indicator, organisation=school).get()
    made = make_set(owner=school, title="Набор", indicators=[indicator], by=None)
    return {
        "indicators": indicator.pk, "indicator-versions": indicator.versions.get().pk,
        "indicator-values": value.pk, "indicator-sets": made.pk, "indicator-runs": run.pk,
    }  # fmt: skip


def _analysis(world: World) -> dict[str, Any]:
    place, school = (Organisation.objects.get(pk=one.pk) for one in (world.municipality, world.school))
    run = Run.objects.get(pk=world.numbers["indicator-runs"])
    made = analysis.make_note(place, run, about=school, by=None)
    note = analysis.seal_note(made, by=None)
    year = {"period_kind": "school_year", "starts_on": date(2025, 9, 1), "ends_on": date(2026, 8, 31)}
    values = {"scope": "institution", "about": school, "text": "Мало открытых уроков", **year}
    finding = analysis.observe(place, values=values, by=None)
    row = sent(finding, institutions=[school])
    batch = analysis.ask_notes(place, run, by=None)
    return {
        "findings": finding.pk, "notes": note.pk, "note-batches": batch.pk, "batches": batch.pk,
        "recommendations": row.pk, "recommendation-receipts": row.receipts.get().pk,
    }  # fmt: skip


def _decisions(world: World) -> dict[str, Any]:
    school = Organisation.objects.get(pk=world.school.pk)
    measure = meant(school, indicator=Indicator.objects.get(owner=school))
    asked = ask_effects(school, year=LOOK, by=None)
    return {
        "effects-of-year": asked.pk,
        "measures": measure.pk, "managerial-decisions": ordered(school).pk, "to": "cancelled",
        "expectations": measure.expectations.get().pk, "effects": measure.expectations.get().pk,
    }  # fmt: skip


def _records(world: World) -> dict[str, Any]:
    record = make_printed(world.school)
    signature = ask(record, world.person)[0]
    dispatch = records.send_for_acknowledgement(
        record, organisation=world.school, people=[world.person], audience="Педагоги", title="Приказ", by=None
    )
    case = records.open_case(world.school, index="01-05", title="Приказы", year=2026, keep_years=5, by=None)
    version = record.versions.get()
    assert version.docx
    template = Template.objects.create(organisation=world.school, kind=record.kind, file=version.docx)
    return {
        "records": record.pk, "record-versions": version.pk, "signatures": signature.pk,
        "dispatches": dispatch.pk, "acknowledgements": dispatch.items.get().pk, "cases": case.pk,
        "number-series": record.series_id, "document-templates": template.pk,
        "public_code": record.public_code, "mark": f"1-{version.content_sha256[:12]}",
    }  # fmt: skip


def _accounts(world: World) -> dict[str, Any]:
    user = accounts.invite_user(PersonFactory(), by=None).user
    EmploymentFactory(person=user.person, organisation=world.school)
    text = accounts.publish_consent_text(ConsentPurpose.PICTURES, text="Согласен.", by=None)
    asked = accounts.ask_about_data(
        world.person, kind=DataRequestKind.ACCESS, words="Что есть обо мне?", by=None
    )
    announce(SignedOutEverywhere(user_id=user.pk), by=world.administrator, about=user)
    expires = date.today()  # noqa: DTZ011 - any day that is not past
    token, _secret = accounts.issue_token(
        world.administrator, name="Отчёт", scopes=["read"], expires_on=expires, by=world.administrator
    )
    return {
        "users": user.pk, "data-requests": asked.pk, "purpose": "pictures", "text": text.pk,
        "token_pk": token.pk,
    }  # fmt: skip


def _assignments(world: World) -> dict[str, Any]:
    made = assignments.give_assignment(
        text="Собрать списки", executor=world.person, controller=world.person, due_on=date(2099, 1, 1),
        subject=world.school, organisation=world.school, by=None,
    )  # fmt: skip
    file = store_upload(SimpleUploadedFile("report.txt", b"done"), allowed={"txt"}, by=world.administrator)
    report = assignments.report_execution(made, text="Готово", files=[file], by=world.administrator)
    return {
        "assignments": made.pk, "executor_pk": report.executor_id, "file_pk": file.pk, "kind": "pdf",
    }  # fmt: skip


def _meetings(world: World) -> dict[str, Any]:
    kind = BodyKind.objects.get(code="school_council", profile__code=PROFILE)
    school = Organisation.objects.select_related("municipality").get(pk=world.school.pk)
    council = make_body(kind, host=school, name="Совет, который заседает", starts_on=SINCE)
    make_composition(council, 5, on=SINCE)
    session = opened(council, present=5, items=2)
    item = session.items.order_by("order")[0]
    decision = decided(session, item, votes=4)
    picture = SimpleUploadedFile("plan.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
    file = store_upload(picture, allowed={"png"}, by=world.administrator)
    material = meetings.add_material(item, title="Справка", file=file, by=None)
    closed(council, present=5)
    printing = meetings.start_printing(school, period=school_year(session.day), by=world.administrator)
    lesson = meetings.add_open_lesson(
        council, by=None,
        values={"teacher": world.person, "school": school, "held_on": SINCE, "theme": "Дроби в задачах"},
    )  # fmt: skip
    row = members(session)[3]
    recusal = meetings.recuse_member(item, person=row.person, reason="Своя работа", by=None)
    return {
        "sessions": session.pk, "session-items": item.pk, "agenda-items": item.pk, "item_pk": item.pk,
        "decisions": decision.pk, "materials": material.pk, "printings": printing.pk,
        "attendances": row.pk, "votes": decision.vote_id, "stay_pk": row.stays.get().pk,
        "recusal_pk": recusal.pk, "session_pk": session.pk, "way": "up", "paper": "agenda",
        "body_paper": "passport", "open-lessons": lesson.pk,
    }  # fmt: skip


def _core(world: World) -> dict[str, Any]:
    user = world.administrator
    file = SimpleUploadedFile("list.csv", LIST.format(school=world.school.short_name).encode())
    run = check_soon(create_run(registers()["staff-people"], file, by=user), by=user)
    event = {"key": "accounts.signed_out_everywhere", "parameters": {"user_id": user.pk}}
    notice = Notice.objects.create(recipient=user, **event)
    batch = Batch.objects.create(**event)
    letter = Letter.objects.create(
        batch=batch, recipient=user, address="a@example.org", subject="Тема", text="Текст",
        status=LetterStatus.HELD,
    )  # fmt: skip
    form = set_word_form("Заяц", kind=WordKind.PERSON_NAME, case=Case.DATIVE, form="Заяцу", by=user)
    return {
        "run_pk": run.pk,
        "notice_pk": notice.pk,
        "batch_pk": batch.pk,
        "letter_pk": letter.pk,
        "form_pk": form.pk,
        "job_pk": 1,
        "code": "staff-people",
        "fact": "meetings.held_session",
    }
