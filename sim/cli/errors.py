"""From errors to sentences and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import click

from sim.i18n import Translate

REFUSED = 2
"""Something was asked for that cannot be done; the sentence says what would be right."""
BROKEN = 1
"""The program is at fault."""
INTERRUPTED = 130
"""Ctrl-C, as shells count it."""

EXPECTED = frozenset(
    (
        "ScenarioError",
        "ResultError",
        "StudyError",
        "PlanError",
        "PluginError",
        "GraphError",
        "ChatError",
        "MemoryError",
        "OSError",
    )
)
"""Errors that are about what was asked, by name: importing them would cost what ``--help`` saves."""


class Refused(click.ClickException):
    """What a command itself refuses, in a sentence that is already translated."""

    exit_code = REFUSED


def explained(error: BaseException, t: Translate) -> tuple[int, list[str]]:
    """Return the exit code and the sentences of an error that ended a command."""
    if isinstance(error, click.UsageError):
        return REFUSED, _usage(error, t)
    if isinstance(error, click.ClickException):
        return error.exit_code, [error.format_message()]
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return INTERRUPTED, [t("Interrupted.")]
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & EXPECTED:
        return REFUSED, list(_sentences(error, t))
    return BROKEN, _fault(error, t)


def _sentences(error: BaseException, t: Translate) -> Iterator[str]:
    if isinstance(error, MemoryError):
        yield t("There is not enough memory for this; ask for fewer worlds, members or days.")
    elif isinstance(error, OSError):
        reason = error.strerror or str(error)
        yield f"{os.fspath(error.filename)}: {reason}" if isinstance(error.filename, str) else reason
    elif callable(text := getattr(error, "text", None)):
        yield from str(text(t)).splitlines()
    else:
        yield str(error)


def _usage(error: click.UsageError, t: Translate) -> list[str]:
    """Say in the language asked for what is wrong with the command line."""
    if isinstance(error, click.NoSuchOption):
        sentence = t("There is no option {name}.", name=error.option_name)
        if error.possibilities:
            near = t("Did you mean {names}?", names=t.join(sorted(error.possibilities)))
            sentence = t.sentences((sentence, near))
    elif name := getattr(error, "command_name", None):  # newer versions of click only
        sentence = t("There is no command {name}.", name=name)
        if known := getattr(error, "possibilities", None):
            sentence = t.sentences((sentence, t("Did you mean {names}?", names=t.join(known))))
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        sentence = t("{name} is missing.", name=_name(error.param, error.ctx))
    elif isinstance(error, click.BadOptionUsage):
        sentence = t("{name}: {problem}", name=error.option_name, problem=error.message)
    elif isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.opts else error.param.name
        sentence = t("{name}: {problem}", name=name, problem=error.message)
    else:
        sentence = error.format_message()
    path = error.ctx.command_path if error.ctx else "sim"
    return [sentence, t("See {command} --help.", command=path)]


def _name(parameter: click.Parameter, ctx: click.Context | None) -> str:
    """Return what the help calls a parameter: an option by itself and its value, an argument by its value."""
    value = parameter.make_metavar(ctx) if ctx else str(parameter.name)
    return f"{parameter.opts[0]} {value}" if isinstance(parameter, click.Option) else value


def _fault(error: BaseException, t: Translate) -> list[str]:
    if os.environ.get("SIM_DEBUG"):
        import traceback

        return ["".join(traceback.format_exception(error)).rstrip()]
    said = " ".join(str(error).split())[:300]
    return [
        t("Something went wrong inside the program: {error}", error=f"{type(error).__name__}: {said}"),
        t("Please report it with the command line and what SIM_DEBUG=1 before it prints."),
    ]


def tell(sentences: list[str]) -> None:
    """Print sentences to stderr."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)
