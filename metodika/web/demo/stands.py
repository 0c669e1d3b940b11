"""A municipality of the demo while it is being built, and the steps that build it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from metodika.directory.accounts.models import User
from metodika.web.demo.aims import name_priorities, set_goals
from metodika.web.demo.analyses import analyse_year
from metodika.web.demo.assignments import give_assignments
from metodika.web.demo.collecting import hold_campaigns
from metodika.web.demo.councils import found_councils
from metodika.web.demo.crowd import Crowd
from metodika.web.demo.effects import act_and_look
from metodika.web.demo.events import hold_events
from metodika.web.demo.evidence import freeze_evidence
from metodika.web.demo.jobs import read_what_is_old
from metodika.web.demo.measuring import approve_indicators
from metodika.web.demo.papers import collect_papers, invite_guests, leave_import_waiting, write_acts
from metodika.web.demo.past import enter_past_years, name_own_indicator
from metodika.web.demo.rights import SignIns, give_roles, open_accounts
from metodika.web.demo.sessions import hold_sessions
from metodika.web.demo.tree import Municipality
from metodika.web.demo.upwards import go_up
from metodika.web.demo.years import plan_years


@dataclass
class Stand:
    """A settled municipality; `accounts` are its sign-ins by the names they have in the first one."""

    crowd: Crowd
    today: date
    sign_ins: SignIns = field(default_factory=lambda: SignIns(""))
    scenes: int | None = None
    accounts: dict[str, User] = field(default_factory=dict)

    @property
    def home(self) -> Municipality:
        """Return the municipality with its institutions."""
        return self.crowd.home


def roles(stand: Stand) -> None:
    """Give the roles that come with posts."""
    give_roles(stand.crowd, stand.today)


def bodies(stand: Stand) -> None:
    """Found the councils, associations and groups that the regulation names."""
    found_councils(stand.crowd, stand.today)


def sign_ins(stand: Stand) -> None:
    """Open an account for each role."""
    stand.accounts = open_accounts(stand.crowd, stand.sign_ins, today=stand.today)


def papers(stand: Stand) -> None:
    """Fill the registers of acts, consents and requests."""
    administrator = stand.accounts["demo-admin"]
    write_acts(stand.home, stand.today, by=administrator)
    invite_guests(stand.home, stand.today)
    collect_papers(stand.accounts, by=administrator)


def assignments(stand: Stand) -> None:
    """Give assignments and lead each of them to another state."""
    give_assignments(stand.home, stand.accounts, stand.today)


def sessions(stand: Stand) -> None:
    """Hold the sessions of last school year and of this one."""
    hold_sessions(stand.home, stand.accounts, stand.today, scenes=stand.scenes)
    if stand.scenes is None:
        go_up(stand.home, stand.accounts, stand.today)


def goals(stand: Stand) -> None:
    """Set goals with targets, and write down what comes first: sessions consider it."""
    set_goals(stand.home, stand.accounts, stand.today)
    name_priorities(stand.home, stand.accounts, stand.today)


def plans(stand: Stand) -> None:
    """Plan the years and mark what daily work has done."""
    plan_years(stand.home, stand.accounts, stand.today)


def events(stand: Stand) -> None:
    """Hold the events of a year, and announce what is ahead."""
    hold_events(stand.home, stand.accounts, stand.today, few=stand.scenes is not None)


def campaigns(stand: Stand) -> None:
    """Ask institutions what the system does not hold, and look at their sites and documents."""
    hold_campaigns(stand.home, stand.accounts, stand.today, few=stand.scenes is not None)


def indicators(stand: Stand) -> None:
    """Approve what is measured, and what is to be reached."""
    name_own_indicator(stand.home, stand.accounts, stand.today)
    approve_indicators(stand.home, stand.accounts, stand.today)


def bells(stand: Stand) -> None:
    """Let only the latest notices be unread, once the jobs stored so far have told people."""
    read_what_is_old.defer(accounts=[account.pk for account in stand.accounts.values()])


def reports(stand: Stand) -> None:
    """Enter what the reports of past years say."""
    enter_past_years(stand.home, stand.accounts, stand.today)


def analyses(stand: Stand) -> None:
    """Find what the values mean, seal a note and recommend; nothing where nothing was computed."""
    analyse_year(stand.home, stand.accounts, stand.today)


def effects(stand: Stand) -> None:
    """Take measures and decisions on what was found, and compute what came of them."""
    act_and_look(stand.home, stand.accounts, stand.today)


def evidence(stand: Stand) -> None:
    """Freeze what proves last year."""
    freeze_evidence(stand.home, stand.accounts, stand.today)


def waiting_import(stand: Stand) -> None:
    """Leave a staff list that nobody has applied."""
    leave_import_waiting(stand.home.schools[0], by=stand.accounts["demo-methodist"])


Step = Callable[[Stand], None]
# Everywhere; and where somebody may sign in. An area adds a line here for what it shows.
EVERYWHERE: tuple[Step, ...] = (roles, bodies)
WITH_OFFICE: tuple[Step, ...] = (
    sign_ins,
    papers,
    assignments,
    goals,
    sessions,
    events,
    plans,
    campaigns,
    indicators,
    waiting_import,
)
# What needs values: after the indicators of all municipalities have been computed.
LOOKING_BACK: tuple[Step, ...] = (reports, analyses, effects, evidence)
