"""The people of the demo: staff lists of whole municipalities, leaves, namesakes, a merger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from metodika.core.calendar import school_year
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.services import merge_organisations
from metodika.directory.staff.lifecycle import LeaveKind
from metodika.directory.staff.models import Employment
from metodika.directory.staff.services import RosterRow, apply_roster, send_on_leave
from metodika.web.demo.people import Inventor
from metodika.web.demo.staffing import Team, jobs_elsewhere, team_of
from metodika.web.demo.tree import Municipality

# One of so many people is on a long leave.
ON_LEAVE = 40
LEAVES = (LeaveKind.PARENTAL, LeaveKind.PARENTAL, LeaveKind.MATERNITY, LeaveKind.LONG, LeaveKind.MILITARY)
NAMESAKES = 3
CLUBS = frozenset({"additional_education", "sports_school", "arts_school"})


@dataclass
class Crowd:
    """A settled municipality: its teams and the numbers of its people by their keys."""

    home: Municipality
    teams: list[Team]
    numbers: dict[str, int] = field(default_factory=dict)

    def team(self, organisation: Organisation) -> Team:
        """Return the people of an institution."""
        return next(team for team in self.teams if team.organisation.pk == organisation.pk)


def settle_people(home: Municipality, inventor: Inventor) -> Crowd:
    """Invent everybody who works in a municipality, with leaves, and carry out the merger."""
    teams = [
        team_of(one, people, inventor, has_methodists=one == home.centre and one.kind != "methodical_centre")
        for one, people in zip(home.institutions, home.people, strict=True)
    ]
    _double(teams)
    rows = [row for team in teams for row in team.rows]
    rows += jobs_elsewhere([team for team in teams if team.organisation != home.merged], inventor)
    crowd = Crowd(home, teams, dict(apply_roster(rows, by=None).people))
    _send_on_leave(crowd.teams, inventor)
    _merge(home, inventor.today)
    return crowd


def _double(teams: Sequence[Team]) -> None:
    """Turn a few people into second records of others, as two lists of one town write them."""
    gardens = [team for team in teams if team.organisation.kind == "kindergarten"]
    clubs = [team for team in teams if team.organisation.kind in CLUBS]
    originals = [
        row for row in _ordinary(gardens) if "ё" in f"{row.person['last_name']}{row.person['patronymic']}"
    ]
    for original, copy in zip(originals[:NAMESAKES], reversed(_ordinary(clubs)), strict=False):
        names = ("last_name", "first_name", "patronymic")
        copy.person |= {name: original.person[name].replace("ё", "е") for name in names}
        copy.person |= {name: original.person[name] for name in ("born_on", "gender", "email")}
        copy.person |= {"snils": ""}


def _ordinary(teams: Sequence[Team]) -> list[RosterRow]:
    return [row for team in teams for row in team.rows if row.person and not row.employment["is_head"]]


def _send_on_leave(teams: Sequence[Team], inventor: Inventor) -> None:
    draw, long_ago = inventor.random, inventor.today - timedelta(days=400)
    absent = [
        row.employment_id
        for team in teams
        for row, post in zip(team.rows, team.posts, strict=False)
        if row.employment_id and not post.is_head and row.employment["started_on"] < long_ago
        and draw.random() < 1 / ON_LEAVE
    ]  # fmt: skip
    for job in Employment.objects.filter(pk__in=absent).order_by("pk"):
        since = inventor.today - timedelta(days=draw.randrange(20, 300))
        send_on_leave(
            job, kind=draw.choice(LEAVES), since=since,
            until=since + timedelta(days=draw.choice((140, 365, 540))), by=None,
        )  # fmt: skip


def _merge(home: Municipality, today: date) -> None:
    if home.merged is None:
        return
    day = school_year(today).starts_on
    merge_organisations(
        home.merged, successor=home.schools[0], on=day, by=None,
        ground=f"Постановление администрации от {day - timedelta(days=80):%d.%m.%Y} № 214",
    )  # fmt: skip
