"""Builds the demo and tells what is there; called by the command `metodika demo`."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from django.db import connection
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.directory.accounts.models import User
from metodika.directory.accounts.queries import demo_accounts, demo_places
from metodika.directory.accounts.queries.users import DemoAccount
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from metodika.steering.compliance.services import assess_all
from metodika.web.demo.archive import enter_archive
from metodika.web.demo.crowd import settle_people
from metodika.web.demo.emptying import empty_store, empty_tables
from metodika.web.demo.measuring import measure
from metodika.web.demo.models import Build
from metodika.web.demo.people import Inventor
from metodika.web.demo.rights import SignIns, show_all_regions
from metodika.web.demo.sizes import DEMOS, Size
from metodika.web.demo.stands import EVERYWHERE, LOOKING_BACK, WITH_OFFICE, Stand, Step, bells
from metodika.web.demo.tree import Municipality, plant_tree

# Known to everybody on purpose: it opens invented data only.
PASSWORD = "ozero-klen-42"  # noqa: S105 - opens nothing of anybody
# Progress is told so many times at most, however many municipalities there are.
TOLD_EVERY = 10
# Parts of a demo take their invented tax numbers apart from each other.
INN_A_PART = 5_000
# The nightly job assesses the rest of a region.
ASSESSED_AT_ONCE = 5


class HoldsRealData(Exception):  # noqa: N818 - a refusal is called by its claim
    """The database holds somebody's own data; a demo would mix with them."""


def built_size() -> str | None:
    """Return the size of the demo that stands in this database, None when there is none."""
    return Build.objects.values_list("size", flat=True).first()


def holds_real_data() -> bool:
    """Tell whether there is anything that no demo has built."""
    if built_size() is not None:
        return False
    return any(model._default_manager.exists() for model in (User, Person, Organisation))


def accounts() -> list[DemoAccount]:
    """Return the sign-ins of the demo, one for each role."""
    return demo_accounts()


def places() -> list[tuple[str, list[DemoAccount]]]:
    """Return the sign-ins by municipality, under no name those above all of them."""
    return demo_places(accounts())


def clear() -> None:
    """Throw the data of the demo away; HoldsRealData when they are somebody's own."""
    if holds_real_data():
        raise HoldsRealData
    empty_tables()
    empty_store()


def build(
    size: str, say: Callable[[str], None] = print, *, parts: Sequence[Size] = (),
    steps: Sequence[Step] = WITH_OFFICE,
) -> None:  # fmt: skip
    """Build a demo of the size in an empty database, all of it or nothing.

    `say` hears a line of progress now and then; `parts` stand in the place of the size's own, `steps` are
    those of municipalities with sign-ins. HoldsRealData when the database is not empty.
    """
    if built_size() is not None or holds_real_data():
        raise HoldsRealData
    with atomic():
        _build(size, parts or DEMOS[size], steps, timezone.localdate(), say)
        Build.objects.create(size=size)
    _tidy()


def _build(
    size: str, parts: Sequence[Size], steps: Sequence[Step], today: date, say: Callable[[str], None]
) -> None:
    say(_("Building the demo of size %(size)s: municipalities and institutions.") % {"size": size})
    # The people of the first part are the same, whatever stands beside it.
    inventor = Inventor.of(parts[0].code, today)
    stands = [
        _build_part(part, inventor.beside(part.code) if number else inventor, number, steps, say)
        for number, part in enumerate(parts)
    ]
    show_all_regions(stands[0].accounts["demo-analyst"], today)
    _analyse()
    measure(today, zone=zone_of(stands[0].home.node))
    for stand in stands:
        for step in LOOKING_BACK:
            step(stand)
    assess_all(day=today, most=ASSESSED_AT_ONCE)
    for stand in stands:
        bells(stand)
    people = Person.objects.count()
    say(
        ngettext("%(count)d person works here now.", "%(count)d people work here now.", people)
        % {"count": people}
    )


def _build_part(
    part: Size, inventor: Inventor, number: int, steps: Sequence[Step], say: Callable[[str], None]
) -> Stand:
    """Build one part with its towns; somebody may sign in to its first municipality."""
    draw, today = Random(part.code), inventor.today  # noqa: S311 - invented schools, no secrets
    homes = plant_tree(part, draw, today, first_inn=1 + number * INN_A_PART)
    main = _settled(homes[0], inventor)
    main.sign_ins = SignIns(PASSWORD, place=homes[0].node.code if number else "")
    main.scenes = part.scenes
    say(_("%(municipality)s: people and roles are there.") % {"municipality": homes[0].node})
    _analyse()
    for step in steps:
        step(main)
    if part.has_archive:
        enter_archive(main.home, today)
    say(
        _("%(municipality)s: sign-ins, acts, sessions and plans are there.") % {"municipality": homes[0].node}
    )
    for done, home in enumerate(homes[1:], start=2):
        _settled(home, inventor)
        if part.has_archive:
            enter_archive(home, today)
        if done % TOLD_EVERY == 0:
            _analyse()
            say(_("Municipalities ready: %(done)d of %(all)d.") % {"done": done, "all": len(homes)})
    return main


def _settled(home: Municipality, inventor: Inventor) -> Stand:
    stand = Stand(settle_people(home, inventor), inventor.today)
    for step in EVERYWHERE:
        step(stand)
    return stand


def _tidy() -> None:
    """Let counts be read from indexes alone, as on a server that has worked for a day."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _analyse() -> None:
    """Let the planner know the new rows: nothing else tells it before the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
