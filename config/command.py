"""The command `metodika`: everything that is done to an installation from outside the browser."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - texts need the catalogue, which needs the settings
from django.core.management import call_command  # noqa: E402 - as above
from django.utils import timezone, translation  # noqa: E402 - as above
from django.utils.translation import gettext as _  # noqa: E402 - as above
from django.utils.translation import ngettext  # noqa: E402 - as above

from config import console, processes  # noqa: E402 - as above
from metodika.core.access import RuleBroken  # noqa: E402 - as above
from metodika.core.database.backup import make_backup, restore_backup  # noqa: E402 - as above
from metodika.core.database.folder import data_folder  # noqa: E402 - as above
from metodika.core.imports.command import run_import  # noqa: E402 - as above
from metodika.core.imports.queries import outcome_titles  # noqa: E402 - as above
from metodika.core.imports.registry import registers  # noqa: E402 - as above
from metodika.core.jobs.worker import run_worker  # noqa: E402 - as above
from metodika.directory.accounts.services import create_administrator  # noqa: E402 - as above
from metodika.directory.profiles.services import load_profile  # noqa: E402 - as above
from metodika.directory.regulations.queries import cited_words, read_source, register_for  # noqa: E402 - as above
from metodika.directory.regulations.rules import Reading, as_json  # noqa: E402 - as above
from metodika.directory.regulations.services import import_regulation  # noqa: E402 - as above
from metodika.planning.plans import queries as plans  # noqa: E402 - as above
from metodika.planning.plans.lifecycle import PlanKind  # noqa: E402 - as above
from metodika.planning.plans.services import Head, import_plan, imported_from  # noqa: E402 - as above
from metodika.web.demo.sizes import DEMOS, USUAL  # noqa: E402 - as above

translation.activate(os.environ.get("METODIKA_LANGUAGE", settings.LANGUAGE_CODE))

DEFAULT_PORT = 8000


class ReadableFile(click.Path):
    """A file that is there and may be read; else one sentence in the language of the command."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        path = Path(value)
        if path.exists() and not path.is_file():
            raise click.ClickException(_("%(file)s is not a file. Name a file.") % {"file": path})
        if not path.exists():
            raise click.ClickException(_("There is no file %(file)s. Check its name.") % {"file": path})
        if not os.access(path, os.R_OK):
            raise click.ClickException(_("You may not read the file %(file)s.") % {"file": path})
        return path


FILE = ReadableFile()
NEW_FILE = click.Path(path_type=Path, dir_okay=False)
DAY = click.DateTime(["%Y-%m-%d", "%d.%m.%Y"])


@click.group(cls=console.Group, help=_("Metodika, the working system of a municipal methodical service."))
def main() -> None:
    """Hold the commands together."""


@main.command(help=_("Build five municipalities to look at and open them in the browser."))
@click.option(
    "--size", type=click.Choice(tuple(DEMOS), case_sensitive=False),
    help=_("Five municipalities unless told otherwise; or two, or one, from the smallest to a whole region."),
)  # fmt: skip
@click.option("--port", type=console.Port(), default=DEFAULT_PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--fresh", is_flag=True, help=_("Throw the demo's data away and build it anew."))
def demo(size: str | None, port: int, host: str, fresh: bool) -> None:
    """Build the demo when it is not there yet, start everything and print the sign-ins."""
    os.environ["METODIKA_DEMO"] = "1"
    settings.DEMO = True
    processes.refuse_taken(host, port)
    processes.know_address(host, port)
    with processes.database():
        processes.prepare()
        _fill_demo(size, fresh=fresh)
        sys.exit(processes.run(port=port, host=host, greet=lambda: _greet_demo(host, port)))


def _fill_demo(size: str | None, *, fresh: bool) -> None:
    from metodika.web.demo import builder  # noqa: PLC0415 - heavy, and only the demo needs it

    known = builder.built_size()
    if known is None and builder.holds_real_data():
        raise click.ClickException(
            _("%(folder)s holds a working installation. Set METODIKA_DATA to another folder.")
            % {"folder": data_folder()}
        )
    wanted = (size or known or USUAL).upper()
    if known == wanted and not fresh:
        return
    if known is not None:
        click.echo(_("The data of the demo are being thrown away."))
        builder.clear()
    # It names addresses of pages, which the server loads as well.
    processes.load_pages()
    # It prints papers: what prints must not be here when the server is forked.
    processes.do_apart(lambda: builder.build(wanted, say=click.echo))


def _greet_demo(host: str, port: int) -> None:
    from metodika.web.demo import builder  # noqa: PLC0415 - heavy, and only the demo needs it

    click.echo("")
    click.echo(_("Metodika is open at %(address)s") % {"address": f"http://{host}:{port}/"})
    click.echo(_("Choose a role on the sign-in page, or sign in by hand with the password %(password)s:") % {
        "password": builder.PASSWORD
    })  # fmt: skip
    for number, (place, accounts) in enumerate(builder.places()):
        if number > 1:
            logins = {"place": place, "login": accounts[0].login}
            click.echo(_("%(place)s: the same roles, %(login)s and so on.") % logins)
            continue
        if place:
            click.echo(f"{place}:")
        for account in accounts:
            click.echo(f"  {account.login:<24} {account.title}")
    click.echo(_("Ctrl-C stops everything."))


@main.command(help=_("Serve the installation: database, web server and worker."))
@click.option("--port", type=console.Port(), default=DEFAULT_PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Start everything for real data, unless something makes that unsafe."""
    processes.refuse_taken(host, port)
    with processes.database():
        reasons = processes.reasons_not_to_serve()
        if reasons:
            raise click.ClickException("\n".join(reasons))
        processes.prepare()
        address = {"address": f"http://{host}:{port}/"}
        sys.exit(
            processes.run(
                port=port, host=host, greet=lambda: click.echo(_("Metodika is open at %(address)s") % address)
            )
        )


@main.command(help=_("Do the background work; `serve` starts one by itself."))
def worker() -> None:
    """Run jobs until stopped."""
    with processes.database():
        click.echo(_("The worker does the background work. Ctrl-C stops it."))
        run_worker()
        click.echo(_("Stopped."))


@main.command(help=_("Check the code and the settings of the installation."))
def check() -> None:
    """Run the startup checks and say what would keep `serve` from starting; exit code 1 if anything does."""
    with processes.database():
        call_command("check")
        reasons = processes.reasons_not_to_serve()
    for reason in reasons:
        click.echo(reason)
    sys.exit(1 if reasons else 0)


@main.command(help=_("Bring the tables to the state of the code."))
def migrate() -> None:
    """Apply the migrations."""
    with processes.database():
        call_command("migrate", interactive=False)


@main.group(help=_("Administrators of the installation."))
def admin() -> None:
    """Hold the commands about administrators."""


@admin.command("create", help=_("Create an account that may do everything."))
@click.option("--login", prompt=_("Login"))
@click.option("--email", default="", prompt=_("E-mail (may stay empty)"))
@click.password_option(prompt=_("Password"), confirmation_prompt=_("Password once more"))
def admin_create(login: str, email: str, password: str) -> None:
    """Create an administrator."""
    with _talking():
        create_administrator(login=login, email=email, password=password)
        click.echo(_("The administrator %(login)s can sign in now.") % {"login": login})


@main.group(help=_("Profiles: what a municipality words its own way."))
def profile() -> None:
    """Hold the commands about profiles."""


@profile.command("load", help=_("Check a profile and load it; NAME is its folder or its name in profiles/."))
@click.argument("name")
def profile_load(name: str) -> None:
    """Load a profile."""
    with _talking():
        loaded = load_profile(name, by=None)
        click.echo(_("The profile %(name)s is loaded.") % {"name": loaded})


@main.group(help=_("Regulations: acts with their trees of clauses."))
def regulation() -> None:
    """Hold the commands about regulations."""


@regulation.command("import", help=_("Turn a text (.txt, .md, .docx) into an act with its tree of clauses."))
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help=_("Only show what was understood."))
@click.option("--json", "as_data", is_flag=True, help=_("Print the tree and the cited acts as JSON."))
@click.option("--owner", default="", help=_("Code of the municipality or institution whose act it is."))
def regulation_import(file: Path, dry_run: bool, as_data: bool, owner: str) -> None:
    """Import a regulation, or show what was understood."""
    try:
        reading = read_source(file.read_bytes(), file.name)
    except RuleBroken as error:
        raise click.ClickException(str(error)) from error
    if not dry_run:
        with _talking():
            imported = import_regulation(
                file.read_bytes(), name=file.name, owner=register_for(reading, code=owner), by=None
            )
            words = _("Imported: %(act)s") if imported.is_new else _("There already: %(act)s")
            click.echo(words % {"act": imported.act}, err=as_data)
    if as_data:
        click.echo(json.dumps(as_json(reading, _), ensure_ascii=False, indent=1))
    else:
        _show_reading(reading)


def _show_reading(reading: Reading) -> None:
    depths: dict[str | None, int] = {None: -1}
    for node in reading.nodes:
        depths[node.key] = depths[node.parent] + 1
        click.echo(f"{'  ' * depths[node.key]}{node.label} {node.text}".rstrip())
    click.echo("")
    for citation in reading.citations:
        click.echo(_("Cites: %(act)s") % {"act": cited_words(citation)})
    for doubt in reading.doubts:
        click.echo(_("Look here: %(sentence)s") % {"sentence": doubt.told(_)})


@main.group(help=_("Plans and road maps."))
def plan() -> None:
    """Hold the commands about plans."""


@plan.command("import", help=_("Turn a table (.docx, .xlsx, .txt) into a draft of a plan."))
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help=_("Only show what was understood."))
@click.option("--owner", default="", help=_("Code of the municipality or institution whose plan it is."))
@click.option("--from", "first", default=None, type=DAY, help=_("First day of the plan, as 2026-09-01."))
@click.option("--to", "last", default=None, type=DAY, help=_("Last day of the plan."))
def plan_import(file: Path, dry_run: bool, owner: str, first: Any, last: Any) -> None:
    """Import a road map, or show what was understood."""
    try:
        reading = plans.read_table(file.read_bytes(), file.name)
    except (RuleBroken, OSError) as error:
        raise click.ClickException(str(error)) from error
    period = plans.proposed_period(reading, today=timezone.localdate())
    head = Head(
        PlanKind.ROAD_MAP, reading.title[:500] or file.stem, first.date() if first else period.starts_on,
        last.date() if last else period.ends_on,
    )  # fmt: skip
    for line in plans.understood(reading, head.starts_on, head.ends_on):
        click.echo(line)
    if dry_run:
        return
    with _talking():
        table = imported_from(file.read_bytes(), name=file.name, by=None)
        place = plans.owner_of(table.reading, code=owner)
        click.echo(
            _("Imported: %(plan)s") % {"plan": import_plan(table, organisation=place, head=head, by=None)}
        )


@main.group(help=_("People and their jobs."))
def staff() -> None:
    """Hold the commands about staff."""


@staff.command("import", help=_("Bring a staff list (xlsx, xls, ods, csv) into the register of people."))
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help=_("Only check the file and say what would change."))
def staff_import(file: Path, dry_run: bool) -> None:
    """Import a staff list; exit code 1 when not one of its rows could be taken."""
    with _talking():
        report = run_import(registers()["staff-people"], file, dry_run=dry_run)
        if report.refusal:
            raise click.ClickException(report.refusal)
        for outcome, title in outcome_titles().items():
            click.echo(f"{title}: {report.counts.get(outcome, 0)}")
        for number, problem in report.problems:
            click.echo(_("Row %(number)s: %(problem)s") % {"number": number, "problem": problem})
        if dry_run:
            click.echo(_("Nothing is written yet."))
        elif report.applied:
            click.echo(_("The list is in the register."))
        else:
            click.echo(_("There is nothing to write: no row of the file is new or changed."))
    sys.exit(0 if report.rows_taken else 1)


@main.command(help=_("Write the database and the uploads into one file."))
@click.argument("file", type=NEW_FILE)
def backup(file: Path) -> None:
    """Make a backup."""
    with _talking(migrated=False):
        try:
            manifest = make_backup(file)
        except OSError as error:
            words = {"file": file, "reason": error.strerror}
            raise click.ClickException(_("%(file)s cannot be written: %(reason)s") % words) from error
        rows = sum(manifest["tables"].values())
        click.echo(
            ngettext("%(file)s holds %(count)d row.", "%(file)s holds %(count)d rows.", rows)
            % {"file": file, "count": rows}
        )


@main.command(help=_("Bring a backup back."))
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help=_("Put it in the place of the data that are there."))
def restore(file: Path, replace: bool) -> None:
    """Restore a backup."""
    with _talking(migrated=False):
        manifest = restore_backup(file, replace=replace)
        click.echo(_("Restored the backup of %(moment)s.") % {"moment": manifest["made_at"]})


class _talking:  # noqa: N801 - reads as a phrase where it is used
    """A database for the block; a refusal inside becomes one sentence and exit code 1."""

    def __init__(self, *, migrated: bool = True) -> None:
        self.database = processes.database()
        self.migrated = migrated

    def __enter__(self) -> None:
        self.database.__enter__()
        if self.migrated:
            call_command("migrate", interactive=False, verbosity=0)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self.database.__exit__(kind, error, trace)
        if isinstance(error, RuleBroken):
            raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
