"""Who works where: rows of a staff list for institutions that stand already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from metodika.core.calendar import school_year
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.lifecycle import EducationLevel, EmploymentKind, QualificationCategory
from metodika.directory.staff.services import RosterRow
from metodika.web.demo.people import YOUNG_SHARE, Inventor
from metodika.web.demo.posts import SCHOOLS, Post, posts_of

YOUNG_YEARS = 3
WITH_DEGREE, LAST_SPECIALISTS = 0.78, 2013
# Of a hundred people: so many work in one more place, in two more, and teach besides leading.
ELSEWHERE, IN_TWO_MORE, LEADERS_TEACHING = 0.07, 0.015, 0.6
CATEGORIES = (
    (0.30, QualificationCategory.HIGHEST),
    (0.66, QualificationCategory.FIRST),
    (0.82, QualificationCategory.COMPLIANCE),
)
OFFICE_KINDS = frozenset({"education_department", "methodical_centre"})


@dataclass
class Team:
    """One institution's people as they go into the staff list; keys name the people."""

    organisation: Organisation
    keys: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    rows: list[RosterRow] = field(default_factory=list)

    def key_of(self, *, head: bool = False, deputy: bool = False) -> str:
        """Return the key of the head or the first deputy, "" when there is none."""
        for key, post in zip(self.keys, self.posts, strict=True):
            if (head and post.is_head) or (deputy and post.is_deputy):
                return key
        return ""


def team_of(
    organisation: Organisation, people: int, inventor: Inventor, *, has_methodists: bool = False
) -> Team:
    """Invent the people of an institution, each with a main job."""
    team = Team(organisation)
    for number, post in enumerate(posts_of(organisation.kind, people, has_methodists=has_methodists)):
        key = f"{organisation.pk}-{number}"
        young = 0.0 if post.is_head or post.is_deputy else YOUNG_SHARE
        person = inventor.person(women=post.women, young=young)
        team.keys.append(key)
        team.posts.append(post)
        team.rows.append(_main_job(key, organisation, post, person, inventor))
    team.rows += _second_jobs_here(team, inventor)
    return team


def jobs_elsewhere(teams: Sequence[Team], inventor: Inventor) -> Iterator[RosterRow]:
    """Let some teachers work in one or two more institutions of their kind."""
    draw = inventor.random
    schools = [team.organisation for team in teams if team.organisation.kind in SCHOOLS]
    gardens = [team.organisation for team in teams if team.organisation.kind == "kindergarten"]
    for team in teams:
        near = schools if team.organisation.kind in SCHOOLS else gardens
        others = [one for one in near if one.pk != team.organisation.pk]
        if team.organisation.kind in OFFICE_KINDS or not others:
            continue
        for key, post, row in zip(team.keys, team.posts, team.rows, strict=False):
            luck = draw.random()
            if post.is_head or post.is_deputy or luck > ELSEWHERE:
                continue
            wanted = 2 if luck < IN_TWO_MORE and len(others) > 1 else 1
            for place in draw.sample(others, wanted):
                yield _part_time(key, place, post, row)


def _main_job(
    key: str, organisation: Organisation, post: Post, person: dict[str, Any], inventor: Inventor
) -> RosterRow:
    draw = inventor.random
    since: date = person["teaching_experience_since"]
    is_young = since > inventor.today - timedelta(days=YOUNG_YEARS * 365)
    started = since if is_young else _between(since, inventor)
    return RosterRow(
        key=key,
        person=person,
        organisation_id=organisation.pk,
        position=post.position,
        position_category=post.category.value,
        employment={
            "kind": EmploymentKind.MAIN.value, "is_head": post.is_head, "started_on": started,
            "load": Decimal(draw.choice(("1.00", "1.00", "1.00", "1.25", "1.50", "0.75"))),
            "hours": Decimal(str(post.hours + draw.choice((-2, 0, 0, 1, 3)))) if post.hours else None,
        },
        subjects=post.subjects or None,
        qualification=None if is_young or organisation.kind in OFFICE_KINDS else _category(inventor),
        education=_education(person, inventor),
    )  # fmt: skip


def _between(since: date, inventor: Inventor) -> date:
    """Return a first day of work: usually a first of September between the first job and now."""
    days = (inventor.today - since).days
    day = since + timedelta(days=int(days * inventor.random.random()))
    in_september = date(day.year, 9, 1)
    return in_september if since <= in_september <= inventor.today else day


def _category(inventor: Inventor) -> tuple[str, date | None, str] | None:
    luck = inventor.random.random()
    for share, category in CATEGORIES:
        if luck < share:
            day = inventor.today - timedelta(days=inventor.random.randrange(40, 1700))
            number = inventor.random.randrange(100, 900)
            return category.value, day, f"Приказ от {day:%d.%m.%Y} № {number}-Д"
    return None


def _education(person: dict[str, Any], inventor: Inventor) -> dict[str, Any]:
    draw = inventor.random
    finished = max(person["teaching_experience_since"].year, person["born_on"].year + 19)
    if draw.random() < WITH_DEGREE:
        level = EducationLevel.BACHELOR if finished > LAST_SPECIALISTS else EducationLevel.SPECIALIST
        school = "Областной педагогический университет"
    else:
        level, school = EducationLevel.VOCATIONAL, "Областной педагогический колледж"
    return {
        "level": level.value, "institution": school, "speciality": "Педагогическое образование",
        "finished_in": finished, "is_pedagogical": True,
    }  # fmt: skip


def _second_jobs_here(team: Team, inventor: Inventor) -> Iterator[RosterRow]:
    """Let leaders of schools teach a few hours: both a leader and a teacher."""
    if team.organisation.kind not in SCHOOLS:
        return
    subjects = [post.subjects for post in team.posts if post.subjects] or [("История",)]
    for key, post in zip(team.keys, team.posts, strict=True):
        if (post.is_head or post.is_deputy) and inventor.random.random() < LEADERS_TEACHING:
            yield RosterRow(
                key=key, organisation_id=team.organisation.pk, position="Учитель",
                position_category="teaching", subjects=inventor.random.choice(subjects),
                employment={"kind": EmploymentKind.INTERNAL.value, "hours": Decimal(8),
                            "started_on": school_year(inventor.today).starts_on},
            )  # fmt: skip


def _part_time(key: str, place: Organisation, post: Post, main: RosterRow) -> RosterRow:
    return RosterRow(
        key=key, organisation_id=place.pk, position=post.position, position_category=post.category.value,
        subjects=post.subjects or None,
        employment={"kind": EmploymentKind.EXTERNAL.value, "load": Decimal("0.50"), "hours": Decimal(9),
                    "started_on": main.employment["started_on"]},
    )  # fmt: skip
