"""``sim new``: a starting point for a scenario, a strategy, a mechanism or a measure of one's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from sim.cli.options import one_of, speaking
from sim.cli.output import Output
from sim.i18n import Translate

if TYPE_CHECKING:
    from sim.cli.scaffolding import Scaffold

KINDS = ("scenario", "strategy", "mechanism", "measure")


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "new",
        help=t(
            "Write a starting point that works: a scenario, or a strategy, mechanism or measure with its test. "
            "Nothing that is there is overwritten."
        ),
    )
    @click.argument(
        "kind",
        metavar="KIND",
        callback=one_of(t, KINDS),
        help=t("One of {kinds}.", kinds=t.join(KINDS)),
    )
    @click.argument("name", metavar="NAME", help=t("Its name: small letters, digits and _."))
    @click.option(
        "--into",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=Path(),
        help=t("Folder to write into; by default this one. In a checkout, files go where they belong in it."),
    )
    @speaking(t)
    def new(kind: str, name: str, into: Path, as_json: bool, quiet: bool) -> int:
        from sim.cli.files import made_ready
        from sim.cli.scaffolding import renew, scaffold

        output = Output(t, quiet, as_json)
        made = scaffold(kind, name, into, t)
        made_ready([*made.files, *made.changed], t)
        made.write()
        for path in made.files:
            output.say(t("Written: {file}", file=_short(path)))
        for path in made.changed:
            output.say(t("One line added: {file}", file=_short(path)))
        if made.root is not None:
            renew(made.root)
            output.say(
                t("Brought up to date: the reference in docs/ and {file}", file="scenarios/schema.json")
            )
        steps = _next(kind, made, t)
        for step in ("", *steps):
            output.say(step)
        output.data(
            {
                "kind": kind,
                "name": name,
                "written": [str(path) for path in made.files],
                "changed": [str(path) for path in made.changed],
                "next": steps,
            }
        )
        return 0

    return new


def _next(kind: str, made: Scaffold, t: Translate) -> list[str]:
    """Return what to do now, three lines."""
    first, *more = map(_short, made.files)
    if kind == "scenario":
        return [
            t("See whether it can be run: {command}", command=f"sim check {first}"),
            t(
                "Compare it: {command}",
                command=f"sim compare types/interest_group {first} --worlds 100 --report {made.name}.html",
            ),
            t("Change it: {file}; sim explain NAME says what a key does.", file=first),
        ]
    test = next(name for name in more if Path(name).name.startswith("test_"))
    tried = t("Try it: {command}", command=f"python -m pytest {test}")
    if made.plugins is not None:
        setting = (
            f"set SIM_PLUGINS={made.plugins}" if os.name == "nt" else f'export SIM_PLUGINS="{made.plugins}"'
        )
        seen = f"sim compare types/interest_group {more[0]} --worlds 100 --report {made.name}.html"
        return [
            t("Tell the program of it, in this and every new terminal: {command}", command=setting),
            t("See it: {command}", command=seen),
            t("Change {file}, and its test with it. {tried}", file=first, tried=tried),
        ]
    seen = {
        "strategy": f"sim compare types/interest_group strategies/{made.name} --worlds 100 --report {made.name}.html",
        "mechanism": f"sim run types/interest_group --worlds 100 --set mechanisms.{made.name}.strength=0.1",
        "measure": f"sim compare demo/pushed_hard demo/warmed_up --worlds 100 --report {made.name}.html",
    }[kind]
    rest = "python -m docs.generate, make messages"
    if kind == "measure":
        rest += ", make golden"
    return [
        tried,
        t("See it: {command}", command=seen),
        t("Make {file} yours, then: {command}, make test", file=first, command=rest),
    ]


def _short(path: Path) -> str:
    """Return a path as somebody in this folder would write it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
