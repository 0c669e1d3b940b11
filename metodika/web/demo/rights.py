"""Who answers for what in the demo: roles of every institution, and an account for each role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from metodika.directory.accounts.models import User
from metodika.directory.accounts.services import create_account
from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.mandates.services import give_mandate, substitute
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.web.demo.crowd import Crowd
from metodika.web.demo.posts import SCHOOLS
from metodika.web.demo.staffing import Team

ENDS_SOON, SUBSTITUTED = timedelta(days=12), timedelta(days=14)
ASSOCIATIONS_A_SCHOOL = 25
YEARS_IN_OFFICE = 2
# In «Методист» as in «Ведущий специалист по методической деятельности».
METHODICAL = "етоди"


@dataclass(frozen=True)
class SignIns:
    """How the accounts of a municipality are called; the first one's have the short names."""

    password: str
    place: str = ""

    @property
    def is_first(self) -> bool:
        """Tell whether these are the sign-ins of the first municipality, its administrator everybody's."""
        return not self.place

    def of(self, login: str) -> str:
        """Return the login of a municipality by the one of the first: demo-town-head by demo-head."""
        return login if self.is_first else login.replace("demo-", f"demo-{self.place}-", 1)


@dataclass(frozen=True)
class SignIn:
    """An account that everybody may try; `role` is a code of the profile's roles."""

    login: str
    role: str
    person: Person
    organisation: Organisation
    only_self: bool = False


class Registry:
    """Gives roles with an act as their ground, counting the acts."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.roles = {role.code: role for role in Role.objects.all()}
        self.since = date(today.year - YEARS_IN_OFFICE, 9, 1)
        self.number = 100

    def give(
        self, person: Person, code: str, organisation: Organisation, *, ends_on: date | None = None,
        only_self: bool = False,
    ) -> Mandate:  # fmt: skip
        """Give a person a role since the first of September of the year before last."""
        self.number += 1
        return give_mandate(
            person, role=self.roles[code], organisation=organisation, starts_on=self.since, ends_on=ends_on,
            only_self=only_self, ground=f"Приказ от {self.since:%d.%m.%Y} № {self.number}-о", by=None,
        )  # fmt: skip


def give_roles(crowd: Crowd, today: date) -> None:
    """Give the roles that come with posts: heads, deputies, methodists, heads of school associations."""
    registry = Registry(today)
    home = crowd.home
    people = Person.objects.in_bulk(crowd.numbers.values())

    def person(key: str) -> Person:
        return people[crowd.numbers[key]]

    for team in crowd.teams:
        organisation = team.organisation
        if organisation == home.department:
            registry.give(person(team.keys[0]), "department_head", home.node)
        if organisation == home.merged or organisation == home.department:
            continue
        head, deputy = team.key_of(head=True), team.key_of(deputy=True)
        registry.give(person(head), "institution_head", organisation)
        # Where there is no deputy, the head does the methodical work as well.
        registry.give(person(deputy or head), "deputy_head", organisation)
        for key in _methodists(team, is_centre=organisation == home.centre):
            # Who keeps the minutes of the council is no methodist besides, to show that role alone.
            if key == secretary_key(crowd):
                continue
            registry.give(person(key), "methodist", home.node)
        for key in _association_heads(team):
            registry.give(person(key), "association_head", organisation)


def secretary_key(crowd: Crowd) -> str:
    """Return who is the secretary of the council: of the centre's staff where it is an office of its own."""
    home = crowd.home
    place = home.centre if home.centre.kind == "methodical_centre" else home.department
    return crowd.team(place).keys[-1]


def _methodists(team: Team, *, is_centre: bool) -> Iterator[str]:
    for key, post in zip(team.keys, team.posts, strict=True):
        if is_centre and METHODICAL in post.position:
            yield key


def _association_heads(team: Team) -> list[str]:
    if team.organisation.kind not in SCHOOLS:
        return []
    teachers = [key for key, post in zip(team.keys, team.posts, strict=True) if post.subjects]
    return teachers[: len(team.keys) // ASSOCIATIONS_A_SCHOOL]


def open_accounts(crowd: Crowd, sign_ins: SignIns, *, today: date) -> dict[str, User]:
    """Make an account for each role, one that ends soon and one that is substituted.

    Returns them by the logins that the first municipality has. The analyst of the first one is the only one:
    he looks at all regions.
    """
    registry = Registry(today)
    accounts = {}
    # A strong hash takes a quarter of a second; these accounts have one password.
    hashed = make_password(sign_ins.password)
    for entry in _sign_ins(crowd):
        if entry.role == "regional_analyst" and not sign_ins.is_first:
            continue
        held = Mandate.objects.as_of(today).filter(
            person=entry.person, role__code=entry.role, organisation=entry.organisation
        )
        if not held.exists():
            ends_on = today + ENDS_SOON if entry.role == "expert" else None
            registry.give(
                entry.person, entry.role, entry.organisation, ends_on=ends_on, only_self=entry.only_self
            )
        accounts[entry.login] = create_account(
            login=sign_ins.of(entry.login), password=sign_ins.password, hashed=hashed, person=entry.person,
            is_administrator=entry.role == "administrator" and sign_ins.is_first,
        )  # fmt: skip
    _substitute(accounts["demo-secretary"], accounts["demo-expert"], today)
    return accounts


def show_all_regions(analyst: User, today: date) -> None:
    """Let the analyst look at every region of the demo."""
    registry = Registry(today)
    person = analyst.person
    if person is None:
        return
    seen = Mandate.objects.as_of(today).filter(person=person, role__code="regional_analyst")
    regions = Organisation.objects.filter(level=Level.REGION)
    for region in regions.exclude(pk__in=seen.values("organisation")).order_by("pk"):
        registry.give(person, "regional_analyst", region)


def _sign_ins(crowd: Crowd) -> Iterator[SignIn]:
    home, numbers = crowd.home, crowd.numbers
    people = Person.objects.in_bulk(numbers.values())
    office, centre, school = crowd.team(home.department), crowd.team(home.centre), _largest_school(crowd)
    taken = {school.key_of(head=True), school.key_of(deputy=True)}
    teachers = [
        key for key, post in zip(school.keys, school.posts, strict=True) if post.subjects and key not in taken
    ]
    # The first teachers lead the associations of the school already.
    teacher, expert, mentor = teachers[-3:]
    region = home.node.parent or home.node
    for login, role, key, organisation in (
        ("demo-admin", "administrator", office.keys[2], home.node),
        ("demo-head", "department_head", office.keys[0], home.node),
        ("demo-methodist", "methodist", _first_methodist(centre), home.node),
        ("demo-director", "institution_head", school.key_of(head=True), school.organisation),
        ("demo-deputy", "deputy_head", school.key_of(deputy=True), school.organisation),
        ("demo-association", "association_head", teachers[0], school.organisation),
        ("demo-secretary", "secretary", secretary_key(crowd), home.node),
        ("demo-teacher", "teacher", teacher, school.organisation),
        ("demo-expert", "expert", expert, home.node),
        ("demo-mentor", "mentor", mentor, school.organisation),
        ("demo-analyst", "regional_analyst", office.keys[1], region),
    ):
        yield SignIn(login, role, people[numbers[key]], organisation, only_self=role == "teacher")


def _first_methodist(centre: Team) -> str:
    found = [key for key, post in zip(centre.keys, centre.posts, strict=True) if METHODICAL in post.position]
    return found[0] if found else centre.keys[1]


def _largest_school(crowd: Crowd) -> Team:
    """Return the school with the most people: there is somebody for each role."""
    schools = [
        team
        for team in crowd.teams
        if team.organisation.kind in SCHOOLS
        and team.key_of(deputy=True)
        and team.organisation not in {crowd.home.merged, crowd.home.centre}
    ]
    return max(schools, key=lambda team: (len(team.keys), -team.organisation.pk))


def _substitute(absent: User, present: User, today: date) -> None:
    if absent.person is None or present.person is None:
        return
    mandate = Mandate.objects.as_of(today).get(person=absent.person, role__code="secretary")
    substitute(
        mandate, person=present.person, starts_on=today, ends_on=today + SUBSTITUTED,
        ground="Заявление об отпуске", by=None,
    )  # fmt: skip
