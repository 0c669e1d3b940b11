"""Acts, consents, requests and a waiting import: what lies on the tables of an office."""

import csv
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from string import Formatter

from django.core.files.base import ContentFile

from metodika.core.calendar import school_year
from metodika.core.imports.registry import registers
from metodika.core.imports.runs import check_run, create_run
from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose, DataRequestKind
from metodika.directory.accounts.models import User
from metodika.directory.accounts.queries import current_text
from metodika.directory.accounts.services import ask_about_data, give_consent, publish_consent_text
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.services import create_organisation, welcome_guest
from metodika.directory.regulations.services import import_regulation, publish_act
from metodika.directory.staff.models import Employment
from metodika.web.demo.clock import on_weekday
from metodika.web.demo.tree import Municipality

TEXTS = Path(__file__).parent / "texts"
HEADINGS = (
    "ФИО",
    "Дата рождения",
    "Организация",
    "Должность",
    "Предмет",
    "Ставка",
    "Дата приёма",
    "Категория",
)


def write_acts(home: Municipality, today: date, *, by: User) -> None:
    """Bring invented orders into the registers of the municipality and of its first school."""
    started = school_year(today).starts_on
    for name, owner, day in (
        ("responsibles.txt", home.node, started + timedelta(days=1)),
        ("young_teachers.txt", home.node, started + timedelta(days=6)),
        ("conference.md", home.node, started - timedelta(days=70)),
        ("internal.txt", home.schools[0], started + timedelta(days=9)),
    ):
        text = _text(
            name,
            department=home.department.name,
            school=home.schools[0].name,
            day=f"{on_weekday(day):%d.%m.%Y}",
        )
        act = import_regulation(text.encode(), name=name, owner=owner, by=by).act
        if name == "conference.md":
            publish_act(act, on=on_weekday(day), address="https://edu.example.org/orders/41", by=by)


def _text(name: str, **told: str) -> str:
    text = (TEXTS / name).read_text(encoding="utf-8")
    return Formatter().vformat(text, (), told)


def collect_papers(accounts: dict[str, User], *, by: User) -> None:
    """Publish the text of a consent once, give it for some, and leave a request about data unanswered."""
    text = current_text(ConsentPurpose.PROCESSING)
    if text is None:
        text = publish_consent_text(ConsentPurpose.PROCESSING, text=_text("consent.txt"), by=by)
        publish_consent_text(ConsentPurpose.SIGNING, text=_text("signing.txt"), by=by)
    for login in ("demo-methodist", "demo-deputy", "demo-director"):
        user = accounts[login]
        if user.person:
            give_consent(user.person, text=text, channel=ConsentChannel.SCREEN, by=user)
    teacher = accounts["demo-teacher"]
    if teacher.person:
        ask_about_data(
            teacher.person, kind=DataRequestKind.RECTIFY, by=teacher,
            words="В карточке прежняя фамилия в документе об образовании. Прошу исправить.",
        )  # fmt: skip


def leave_import_waiting(school: Organisation, *, by: User) -> None:
    """Leave a checked staff list of a school that nobody has applied: new, changed and wrong rows."""
    register = registers()["staff-people"]
    jobs = (
        Employment.objects.filter(organisation=school, ended_on=None, kind="main")
        .select_related("person", "position")
        .order_by("pk")[:6]
    )
    table = StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(HEADINGS)
    for number, job in enumerate(jobs):
        load = "1,5" if number == 1 else f"{job.load}".replace(".", ",")
        writer.writerow([
            job.person.full_name, f"{job.person.born_on:%d.%m.%Y}", school.short_name, job.position.title, "",
            load, f"{job.started_on:%d.%m.%Y}" if job.started_on else "", "",
        ])  # fmt: skip
    writer.writerow(["Ясенева Мария Олеговна", "14.02.2001", school.short_name, "Учитель", "Химия", "1",
                     "01.09.2026", "нет"])  # fmt: skip
    writer.writerow(
        ["Чащин Пётр Ильич", "31.02.1980", school.short_name, "Учитель", "Физика", "1", "", "первая"]
    )
    file = ContentFile(table.getvalue().encode("cp1251"), f"{school.short_name}.csv")
    check_run(create_run(register, file, by=by), by=by, trust_guesses=True)


def invite_guests(home: Municipality, today: date) -> None:
    """Let the centre serve a school of another municipality, where the profile speaks of guests."""
    profile = home.node.profile
    if profile is None or profile.data["municipality"].get("guests", "none") == "none":
        return
    other = create_organisation(
        level=Level.MUNICIPALITY, kind="municipal_okrug", name="Приозёрный муниципальный округ",
        short_name="Приозёрный округ", parent=home.node.parent, timezone=home.node.timezone, by=None,
    )  # fmt: skip
    for number in (1, 2):
        school = create_organisation(
            level=Level.INSTITUTION, kind="secondary_school", parent=other, is_rural=True, by=None,
            name=f"Муниципальное общеобразовательное учреждение «Приозёрная школа № {number}»",
            short_name=f"МОУ «Приозёрная школа № {number}»",
        )  # fmt: skip
        welcome_guest(
            home.centre, organisation=school, since=school_year(today).starts_on,
            ground=f"Соглашение от {school_year(today).starts_on:%d.%m.%Y} № {number}", by=None,
        )  # fmt: skip
