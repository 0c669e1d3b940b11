"""How the command talks to people: its help, its refusals and its exit codes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from django.utils.translation import gettext as _

REFUSED = 1
LAST_PORT = 65535


class Port(click.ParamType[int]):
    """A number of a port that a machine can have."""

    name = "port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        if str(value).isascii() and str(value).isdigit() and 0 < int(value) <= LAST_PORT:
            return int(value)
        sentence = _("A port is a number from 1 to %(last)s, not %(value)s.")
        raise click.UsageError(sentence % {"last": LAST_PORT, "value": value}, ctx)


class _Paper(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        ours = {"Options": _("Options"), "Commands": _("Commands")}
        with super().section(ours.get(name, name)):
            yield


class _Context(click.Context):
    formatter_class = _Paper


class Command(click.Command):
    """One command that explains itself in the language of the installation."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, described in our words."""
        return _in_our_words(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; more of them than are asked for are refused by name."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left:
            raise click.UsageError(_("Too much was given: %(words)s.") % {"words": " ".join(left)}, ctx)
        return left


class Group(click.Group):
    """Commands that explain themselves; a wrong one ends with a sentence, never with a traceback."""

    context_class = _Context
    command_class = Command
    group_class = type

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, described in our words."""
        return _in_our_words(super().get_help_option(ctx))

    def main(self, *args: Any, **more: Any) -> Any:
        """Run what was asked and end the process: 0 done, 1 refused, 2 asked in a wrong way."""
        try:
            code = super().main(*args, **more | {"standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as nothing:
            nothing.show()
            sys.exit(nothing.exit_code)
        except click.UsageError as error:
            _show_wrong_way(error)
            sys.exit(error.exit_code)
        except click.ClickException as refusal:
            _show(refusal.format_message())
            sys.exit(refusal.exit_code)
        except click.Abort:
            click.echo(_("Stopped."), err=True)
            sys.exit(REFUSED)
        sys.exit(code if isinstance(code, int) else 0)


def _in_our_words(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = _("Show this and do nothing.")
    return option


def _show(sentence: str) -> None:
    click.echo(_("Error: %(sentence)s") % {"sentence": sentence}, err=True)


def _show_wrong_way(error: click.UsageError) -> None:
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
    _show(_wrong_way(error))
    if error.ctx is not None:
        click.echo(_("How to ask: %(command)s --help") % {"command": error.ctx.command_path}, err=True)


def _wrong_way(error: click.UsageError) -> str:
    match error:
        case click.NoSuchCommand():
            return _("There is no command %(name)s.") % {"name": error.command_name}
        case click.NoSuchOption():
            return _("There is no option %(name)s.") % {"name": error.option_name}
        case click.MissingParameter(param=click.Parameter() as param):
            return _("%(name)s is missing.") % {"name": _called(param)}
        case click.BadOptionUsage():
            return _("The option %(name)s needs a value.") % {"name": error.option_name}
        case click.BadParameter(param=click.Parameter() as param):
            return _not_taken(param)
    return error.format_message()


def _not_taken(param: click.Parameter) -> str:
    told = {"name": _called(param)}
    if isinstance(param.type, click.Choice):
        told["choices"] = ", ".join(map(str, param.type.choices))
        return _("%(name)s takes one of these: %(choices)s.") % told
    if isinstance(param.type, click.DateTime):
        return _("%(name)s takes a date like 2026-09-01 or 01.09.2026.") % told
    return _("%(name)s does not take this value.") % told


def _called(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()
