"""The tree of the demo: municipalities of profiles, invented ones, and their institutions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.services import (
    Details,
    NewOrganisation,
    add_alias,
    create_organisations,
    make_partner,
    rename_organisation,
)
from metodika.directory.profiles.services import load_profile
from metodika.web.demo.people import words
from metodika.web.demo.places import WEIGHTS, Place, invented_inn, places
from metodika.web.demo.posts import SCHOOLS
from metodika.web.demo.sizes import Size, shared_out

LEAST_PEOPLE = 3
# A municipality of a profile is a town; the invented ones beside it are of every size.
HOME_SHARE, SMALLEST_TOWN, LARGEST_TOWN = 2.0, 0.35, 1.9
OFFICES = ("education_department", "methodical_centre")


@dataclass
class Municipality:
    """A municipality with its institutions; `people` says how many work in each."""

    node: Organisation
    department: Organisation
    centre: Organisation
    institutions: list[Organisation] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    merged: Organisation | None = None

    @property
    def schools(self) -> list[Organisation]:
        """Return the working schools, the first one the best known."""
        return [one for one in self.institutions if one.kind in SCHOOLS and one != self.merged]


def plant_tree(size: Size, draw: Random, today: date, *, first_inn: int = 1) -> list[Municipality]:
    """Load the profiles of a size and add its institutions; return the municipalities, the main one first.

    Invented INN are counted from `first_inn`.
    """
    homes = [_home(code) for code in size.profiles]
    homes += _towns(homes[0].node, size.towns)
    weights = [HOME_SHARE] * len(size.profiles)
    weights += [draw.uniform(SMALLEST_TOWN, LARGEST_TOWN) for _town in range(size.towns)]
    institutions = shared_out(size.institutions, weights, least=6)
    for home, wanted in zip(homes, institutions, strict=True):
        _settle(home, wanted, Random(draw.random()), size, first_inn)  # noqa: S311 - invented schools
        first_inn += wanted + 1
    _share_people(homes, size.people)
    for home in homes[: len(size.profiles)]:
        _tell_history(home, today)
    return homes


def _home(code: str) -> Municipality:
    profile = load_profile(code, by=None)
    node = Organisation.objects.get(profile=profile, level=Level.MUNICIPALITY)
    bodies = {one.code: one for one in Organisation.objects.filter(parent=node, level=Level.INSTITUTION)}
    department = bodies[f"{node.code}-department"]
    centre = bodies.get(f"{node.code}-centre", department)
    home = Municipality(node, department, centre)
    home.institutions = list(dict.fromkeys([department, centre]))
    return home


def _towns(main: Organisation, wanted: int) -> list[Municipality]:
    """Add invented towns that live by the profile of the main one: its kinds of bodies are theirs too."""
    towns = [_town(number, name, main) for number, name in enumerate(words("towns")[:wanted], start=1)]
    nodes = create_organisations(towns, by=None)
    offices = create_organisations([_office(node, kind) for node in nodes for kind in OFFICES], by=None)
    homes = []
    for number, node in enumerate(nodes):
        department, centre = offices[2 * number : 2 * number + 2]
        homes.append(Municipality(node, department, centre, [department, centre]))
    return homes


def _town(number: int, name: str, main: Organisation) -> NewOrganisation:
    return NewOrganisation(
        level=Level.MUNICIPALITY, kind="urban_district", name=f"городской округ {name}", short_name=name,
        parent=main.parent,
        details=Details(timezone="Asia/Yekaterinburg", code=f"town-{number}", profile=main.profile),
    )  # fmt: skip


def _office(node: Organisation, kind: str) -> NewOrganisation:
    full, short = {
        "education_department": (f"Управление образования, {node.name}", "Управление образования"),
        "methodical_centre": (f"МКУ «Информационно-методический центр», {node.name}", "МКУ «ИМЦ»"),
    }[kind]
    return NewOrganisation(level=Level.INSTITUTION, kind=kind, name=full, short_name=short, parent=node)


def _settle(home: Municipality, wanted: int, draw: Random, size: Size, first_inn: int) -> None:
    planned = places(draw, wanted=wanted - len(home.institutions) - 1, is_rural=size.is_rural)
    # One more school: it has been merged into the first one since.
    planned.append(_to_be_merged())
    made = create_organisations(
        [_new(place, home.node, inn) for inn, place in enumerate(planned, start=first_inn)], by=None
    )
    home.merged = made[-1]
    branch = create_organisations([_branch(made[0])], by=None)
    home.institutions += [*made, *branch]


def _to_be_merged() -> Place:
    return Place(
        "basic_school",
        "Муниципальное бюджетное общеобразовательное учреждение «Начальная и основная школа «Росток»",
        "МБОУ «Школа «Росток»",
        is_small=True,
    )


def _new(place: Place, node: Organisation, inn: int) -> NewOrganisation:
    return NewOrganisation(
        level=Level.INSTITUTION, kind=place.kind, name=place.full, short_name=place.short, parent=node,
        opened_on=date(1960 + inn % 50, 9, 1),
        details=Details(
            inn=invented_inn(inn), website=f"https://{place.kind.replace('_', '-')}-{inn}.example.org",
            email=f"office{inn}@example.org", is_rural=place.is_rural, is_small=place.is_small,
            address=f"{node.short_name}, ул. {words('villages')[inn % 40]}, д. {1 + inn % 60}",
        ),
    )  # fmt: skip


def _branch(school: Organisation) -> NewOrganisation:
    return NewOrganisation(
        level=Level.INSTITUTION, kind="basic_school", name=f"Филиал «Ключи» ({school.name})",
        short_name=f"Филиал «Ключи», {school.short_name}", parent=school, opened_on=date(2012, 9, 1),
        details=Details(inn=school.inn, is_rural=True, is_small=True, is_branch=True),
    )  # fmt: skip


def _share_people(homes: Sequence[Municipality], people: int) -> None:
    everywhere = [one for home in homes for one in home.institutions]
    parts = iter(shared_out(people, [_weight(one) for one in everywhere], least=LEAST_PEOPLE))
    for home in homes:
        home.people = [next(parts) for _one in home.institutions]


def _weight(one: Organisation) -> float:
    return WEIGHTS.get(one.kind, 20) * (0.35 if one.is_small or one.is_branch else 1)


def _tell_history(home: Municipality, today: date) -> None:
    """Rename one school, give another its everyday names, and add partners of the municipality."""
    schools = home.schools
    renamed = schools[1] if len(schools) > 1 else schools[0]
    name = "имени первых учителей"
    rename_organisation(
        renamed, full=f"{renamed.name} {name}", short=f"{renamed.short_name} {name}",
        on=date(today.year - 1, 9, 1), by=None,
    )  # fmt: skip
    add_alias(schools[0], text="Первая школа", by=None)
    for partner, kind in (
        ("Краеведческий музей", "culture"),
        ("Педагогический колледж", "college"),
        ("Совет ветеранов педагогического труда", "public_association"),
    ):
        make_partner(name=partner, municipality=home.node, kind=kind, by=None)
