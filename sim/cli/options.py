"""Options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import rich_click as click

from sim.i18n import Translate, languages, normal

Decorator = Callable[[Any], Any]
Check = Callable[[click.Context, click.Parameter, object], Any]
"""What click calls with a value; returns it read, or refuses it with a sentence."""

MOST_WORLDS = 1_000_000
MOST_JOBS = 1024
MOST_SEED = 2**63 - 1


def whole(t: Translate, low: int, high: int) -> Check:
    """Return a check that a value is a whole number between two bounds."""

    def check(_ctx: click.Context, _param: click.Parameter, value: object) -> int | None:
        if value is None:
            return None
        try:
            number = int(str(value))
        except ValueError:
            raise click.BadParameter(t("{value} is not a whole number", value=value)) from None
        if not low <= number <= high:
            raise click.BadParameter(
                t("{value} is not between {low} and {high}", value=value, low=low, high=high)
            )
        return number

    return check


def one_of(t: Translate, words: Sequence[str]) -> Check:
    """Return a check that a value is one of some words."""

    def check(_ctx: click.Context, _param: click.Parameter, value: object) -> str | None:
        if value is not None and value not in words:
            raise click.BadParameter(t("{value} is none of {known}", value=value, known=t.join(words)))
        return None if value is None else str(value)

    return check


def spoken(t: Translate) -> Check:
    """Return a check that a value is a language that is spoken, under any of its names."""

    def check(_ctx: click.Context, _param: click.Parameter, value: object) -> str | None:
        try:
            return None if value is None else normal(str(value))
        except ValueError:
            known = t.join(languages)
            raise click.BadParameter(
                t("no language {value}; there are {known}", value=value, known=known)
            ) from None

    return check


def together(*decorators: Decorator) -> Decorator:
    """Return one decorator that does what several do, the first one's option being listed first."""
    return lambda function: reduce(lambda inner, wrap: wrap(inner), reversed(decorators), function)


def scenario_argument(t: Translate) -> Decorator:
    """One scenario."""
    return click.argument(
        "scenario", metavar="SCENARIO", help=t("A file, or the name of a shipped scenario.")
    )


def simulating(t: Translate, worlds: int) -> Decorator:
    """Options of commands that run worlds: how many, on how many threads, from which seed, with which values."""
    return together(
        click.option(
            "--worlds",
            metavar="N",
            type=click.UNPROCESSED,
            callback=whole(t, 1, MOST_WORLDS),
            default=worlds,
            show_default=True,
            help=t("How many worlds, each with its own luck, which is the same for every scenario."),
        ),
        click.option(
            "--jobs",
            metavar="N",
            callback=whole(t, 1, MOST_JOBS),
            help=t("Threads; by default one for each processor. Changes no number."),
        ),
        click.option(
            "--seed",
            metavar="N",
            type=click.UNPROCESSED,  # else click's own check, in English, comes first
            callback=whole(t, 0, MOST_SEED),
            default=0,
            show_default=True,
            help=t("Names the family of worlds; the same seed gives the same numbers."),
        ),
        overriding(t),
    )


def running(t: Translate, worlds: int) -> Decorator:
    """Options of commands that run scenarios and keep their results."""
    return together(
        simulating(t, worlds),
        click.option(
            "--out",
            metavar="DIR",
            type=click.Path(path_type=Path),
            help=t("Folder for all results. Made if missing; the same study there is extended."),
        ),
        click.option(
            "--events",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help=t("Write the event log of world 0 to FILE, ending in .csv or .parquet."),
        ),
    )


def reporting(t: Translate) -> Decorator:
    """``--report``, of commands that may also have ``--out``."""
    return click.option(
        "--report",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=t("Write the report, one HTML file, to FILE; by default report.html in the folder of --out."),
    )


def overriding(t: Translate) -> Decorator:
    """``--set``."""
    return click.option(
        "--set",
        "overrides",
        metavar="PATH=VALUE",
        multiple=True,
        help=t(
            "Put a value over the scenario, as in --set members.initial=500; may be repeated, "
            "and applies to every scenario."
        ),
    )


def speaking(t: Translate) -> Decorator:
    """Options of every command: how it speaks."""
    return together(
        click.option("--json", "as_json", is_flag=True, help=t("Print the result as JSON.")),
        click.option("--quiet", is_flag=True, help=t("Print nothing but errors.")),
        language(t),
        click.help_option("--help", "-h", help=t("Show this help.")),
    )


def language(t: Translate) -> Decorator:
    """``--lang``; it has been acted on when commands are built, so it is only checked."""
    return click.option(
        "--lang",
        metavar="|".join(languages),
        callback=spoken(t),
        expose_value=False,
        help=t("Language of results and of this help; by default that of SIM_LANG, else English."),
    )
