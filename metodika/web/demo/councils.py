"""Councils, associations and groups of the demo: whatever kinds the profile of the municipality names."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from metodika.core.calendar import school_year
from metodika.core.language import Case, decline_phrase
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import ActKind, ActLevel
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.services import create_act
from metodika.directory.staff.models import Subject
from metodika.governance.bodies.lifecycle import Family, Office
from metodika.governance.bodies.models import Body, BodyKind
from metodika.governance.bodies.services import BodyValues, NewBody, NewSeat, found_bodies
from metodika.web.demo.clock import on_weekday
from metodika.web.demo.crowd import Crowd
from metodika.web.demo.posts import SCHOOLS
from metodika.web.demo.sittings import seat_council
from metodika.web.demo.staffing import Team
from metodika.web.demo.themes import theme_of

# From so many teachers on, a subject has an association: in the municipality, in a school.
IN_MUNICIPALITY, IN_SCHOOL = 3, 3
KINDERGARTEN = "kindergarten"
IN_COUNCIL, IN_GROUP = 4, 5
ENDS_SOON = timedelta(days=20)


@dataclass
class Councils:
    """What is founded in one municipality, step by step."""

    crowd: Crowd
    today: date
    kinds: dict[str, BodyKind]
    subjects: dict[str, int] = field(default_factory=dict)
    regulation: Act | None = None
    above: dict[str, Body] = field(default_factory=dict)

    @property
    def since(self) -> date:
        """The first of September of the school year before this one."""
        return date(school_year(self.today).starts_on.year - 1, 9, 1)

    @property
    def teams(self) -> list[Team]:
        """The working institutions with schools first."""
        return [team for team in self.crowd.teams if team.organisation != self.crowd.home.merged]

    def numbers(self, keys: list[str]) -> list[int]:
        """Return the numbers of people by their keys, each once."""
        return list(dict.fromkeys(self.crowd.numbers[key] for key in keys))


def found_councils(crowd: Crowd, today: date) -> None:
    """Found every kind of bodies that the regulation of the municipality names, and those of its schools."""
    profile_id = crowd.home.node.profile_id
    if profile_id is None:
        return
    kinds = {kind.code: kind for kind in BodyKind.objects.in_use().filter(profile=profile_id)}
    # One instance, so that a list of hosts does not read its municipality again and again.
    for team in crowd.teams:
        team.organisation.municipality = crowd.home.node
    made = Councils(crowd, today, kinds, dict(Subject.objects.values_list("title", "pk")))
    made.regulation = act_of(
        crowd.home.node,
        made.since,
        kind=ActKind.REGULATION,
        title="О методических объединениях",
        number="11-п",
    )
    _found_associations(made)
    _found_in_schools(made)
    _found_groups(made)
    council = kinds.get("council")
    if council and council.clause:
        seat_council(crowd, council, made.since, list(made.above.values()))


def act_of(owner: Organisation, day: date, *, kind: str, title: str, number: str) -> Act:
    """Write an invented act into the register of an organisation."""
    level = ActLevel.INSTITUTION if owner.level == Level.INSTITUTION else ActLevel.MUNICIPAL
    values = {
        "kind": kind,
        "issuer": str(owner),
        "issued_on": on_weekday(day),
        "number": number,
        "title": title,
        "level": level,
    }
    return create_act(owner=owner, values=values, by=None)


def _teachers(teams: list[Team]) -> dict[str, list[str]]:
    """Return the keys of the teachers of each subject; who teaches two is counted by the first."""
    found: dict[str, list[str]] = defaultdict(list)
    for team in teams:
        if team.organisation.kind in SCHOOLS:
            for key, post in zip(team.keys, team.posts, strict=True):
                if post.subjects:
                    found[post.subjects[0]].append(key)
    return found


@cache
def _named(title: str, subject: str) -> str:
    words = str(decline_phrase(subject, Case.GENITIVE))
    return f"{title} учителей {words[0].lower()}{words[1:]}"


def _found_associations(made: Councils) -> None:
    kind = made.kinds["association"]
    rows, subjects = [], []
    for subject, keys in _teachers(made.teams).items():
        if len(keys) < IN_MUNICIPALITY:
            continue
        # The last one still waits for its regulation, so that something is owed.
        values = BodyValues(
            short_name=_named(kind.short, subject), starts_on=made.since, regulation=made.regulation
        )
        seats = _seats(made.numbers(keys))
        rows.append(
            NewBody(
                kind,
                made.crowd.home.centre,
                _named(kind.title, subject),
                values,
                (made.subjects[subject],),
                seats,
            )
        )
        subjects.append(subject)
    if rows:
        rows[-1].values["regulation"] = None
    made.above = dict(zip(subjects, found_bodies(rows, by=None), strict=True))


def _seats(people: list[int], *, with_secretary: bool = False) -> tuple[NewSeat, ...]:
    offices = [Office.CHAIR, *([Office.SECRETARY] if with_secretary else [])]
    return tuple(
        NewSeat(person, offices[place] if place < len(offices) else Office.MEMBER)
        for place, person in enumerate(people)
    )


def _found_in_schools(made: Councils) -> None:
    teams = [team for team in made.teams if team.organisation.kind in {*SCHOOLS, KINDERGARTEN}]
    rows = [row for team in teams for row in _of_school(made, team)]
    found_bodies(rows, by=None)


def _of_school(made: Councils, team: Team) -> Iterator[NewBody]:
    school = team.organisation
    order = act_of(
        school, made.since, kind=ActKind.ORDER, title="О методической работе в школе", number="87-о"
    )
    heads = []
    for title, subject, keys in _groups(made, team):
        people = made.numbers(keys)
        heads.append(people[0])
        values = BodyValues(
            starts_on=made.since, regulation=order, created_by_act=order, parent=made.above.get(subject),
            short_name=title,
        )  # fmt: skip
        subjects = (made.subjects[subject],) if subject else ()
        yield NewBody(made.kinds["school_association"], school, title, values, subjects, _seats(people))
    deputy = team.key_of(deputy=True) or team.key_of(head=True)
    people = list(dict.fromkeys([*made.numbers([deputy]), *heads, *made.numbers(team.keys[1:])]))
    values = BodyValues(starts_on=made.since, regulation=order, created_by_act=order)
    seats = _seats(people[: max(IN_COUNCIL, len(heads) + 1)], with_secretary=True)
    kind = made.kinds["school_council"]
    yield NewBody(kind, school, kind.title, values, (), seats, order)


def _groups(made: Councils, team: Team) -> Iterator[tuple[str, str, list[str]]]:
    """Return title, subject and teachers of each association of a school; a small school has one for all."""
    short = made.kinds["school_association"].short
    if team.organisation.kind == KINDERGARTEN:
        yield from _of_kindergarten(short, team)
        return
    by_subject = _teachers([team])
    big = {subject: keys for subject, keys in by_subject.items() if len(keys) >= IN_SCHOOL}
    for subject, keys in big.items():
        yield _named(short, subject), subject, keys
    rest = [key for subject, keys in by_subject.items() if subject not in big for key in keys]
    if len(rest) >= IN_SCHOOL or (rest and not big):
        yield f"{short} учителей-предметников", "", rest


def _of_kindergarten(short: str, team: Team) -> Iterator[tuple[str, str, list[str]]]:
    """Return the associations of a kindergarten: of those who lead the groups, and of everybody else."""
    both: dict[bool, list[str]] = {True: [], False: []}
    for key, post in zip(team.keys[1:], team.posts[1:], strict=True):
        both["оспитател" in post.position].append(key)
    for educators, keys in both.items():
        if len(keys) >= IN_SCHOOL:
            yield f"{short} {'воспитателей' if educators else 'специалистов'}", "", keys


def _found_groups(made: Councils) -> None:
    teachers = made.numbers([key for keys in _teachers(made.teams).values() for key in keys])
    is_town = made.crowd.home.node.kind != "municipal_district"
    rows = []
    for place, kind in enumerate(made.kinds.values()):
        theme = theme_of(kind.code, is_town=is_town)
        if theme is None or not kind.clause or Level.MUNICIPALITY not in kind.levels:
            continue
        values = BodyValues(starts_on=made.since, task=theme.task, level=Level.MUNICIPALITY)
        if Family(kind.family) == Family.ASSOCIATION:
            values["regulation"] = made.regulation
        if not kind.permanent:
            values["ends_on"] = made.today + ENDS_SOON * (place % 3 + 1)
        first = place * IN_GROUP % max(1, len(teachers) - IN_GROUP)
        seats = _seats(teachers[first : first + IN_GROUP])
        rows.append(NewBody(kind, made.crowd.home.centre, f"{kind.title} {theme.name}", values, (), seats))
    found_bodies(rows, by=None)
