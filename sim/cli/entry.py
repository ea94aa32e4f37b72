"""The program ``sim``: builds the commands in the language asked for, runs one, ends with an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click as plain_click
import rich_click as click

from sim.cli import language
from sim.cli.errors import REFUSED, explained, tell
from sim.cli.options import language as lang_option
from sim.i18n import Translate, languages

COMMANDS = (
    "run",
    "compare",
    "contribute",
    "interact",
    "plan",
    "sweep",
    "results",
    "verify",
    "archive",
    "export",
    "graph",
    "patterns",
    "calibrate",
    "check",
    "list",
    "explain",
    "scenario",
    "schema",
    "import",
    "describe",
    "new",
)
"""In the order of the help; each is a module of ``sim.cli.commands``, under :data:`MODULES` where Python has the word."""
SELDOM = (100_000, 50, 50)
"""When Python looks for garbage: at its own pace, looking takes a twentieth of the time of a comparison."""
MODULES = {"list": "list_", "import": "import_"}


class Program(click.RichGroup):
    """All commands, in the order of :data:`COMMANDS`; errors become sentences here."""

    t: Translate

    def list_commands(self, ctx: plain_click.Context) -> list[str]:
        """Return the names as they are to be listed."""
        del ctx
        return list(self.commands)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override] # noqa: ANN401
        """Run the command of ``args`` and leave with its exit code."""
        extra["standalone_mode"] = False
        try:
            code = self._run(args, prog_name, extra)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
            code = 0
        sys.exit(code)

    def _run(self, args: Sequence[str] | None, prog_name: str | None, extra: dict[str, Any]) -> int:
        try:
            if name := language.unknown(os.environ):
                known = self.t.join(languages)
                problem = self.t("no language {value}; there are {known}", value=name, known=known)
                tell([self.t("{name}: {problem}", name=language.VARIABLE, problem=problem)])
                return REFUSED
            given = super().main(args, prog_name or "sim", **extra)
        except SystemExit as leaving:
            return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        except BrokenPipeError:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, people get a sentence
            code, sentences = explained(error, self.t)
            tell(sentences)
            return code
        return given if isinstance(given, int) else 0


def program(t: Translate) -> Program:
    """Build all commands in the language of ``t``."""

    @click.group(
        "sim",
        cls=Program,
        help=t(
            "Simulates online communities under operating strategies, every strategy under the same luck."
        ),
        epilog=t(
            "Anything asked for as a scenario is a file, or the name of a shipped one: sim list scenarios."
        ),
        context_settings={"max_content_width": 100},
    )
    @click.rich_config(help_config=_words(t))
    @lang_option(t)
    @click.option(
        "--version",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help=t("Show the version."),
    )
    @click.help_option("--help", "-h", help=t("Show this help."))
    def sim() -> None:
        pass

    assert isinstance(sim, Program)
    sim.t = t
    for name in COMMANDS:
        module = import_module(f"sim.cli.commands.{MODULES.get(name, name)}")
        sim.add_command(module.command(t), name)
    return sim


def _words(t: Translate) -> click.RichHelpConfiguration:
    """Return rich-click's own words in the language of ``t``."""
    return click.RichHelpConfiguration(
        arguments_panel_title=t("Arguments"),
        options_panel_title=t("Options"),
        commands_panel_title=t("Commands"),
        default_string="\\" + t("[default: {}]"),
        required_short_string="*",
        required_long_string="\\" + t("[required]"),
        show_arguments=True,
    )


def _version(ctx: plain_click.Context, param: plain_click.Parameter, asked: bool) -> None:
    """Print the version and leave, if that is asked for."""
    del param
    if asked:
        from sim import __version__

        print(f"sim {__version__}")
        ctx.exit()


def _forget_output() -> None:
    """Nobody reads on: let nothing be written at exit either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``sim`` with the arguments of the command line, or those given."""
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)  # what is left at the end goes with the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without the signs of a table shows a ?
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    program(language.spoken(given, os.environ)).main(given, "sim")
