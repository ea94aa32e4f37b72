"""Running a recorded world once more: nothing large is stored, and what is rerun is checked against what was recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.i18n import mark
from sim.results import ResultFolder
from sim.scenario import Scenario, ScenarioError, loads
from sim.scenario.emit import to_yaml
from sim.study.errors import StudyError

if TYPE_CHECKING:
    from sim.engine.network import Evenings
    from sim.results import Block

_CLOSE = 1e-6
"""Relative difference that another processor may make; another course of events differs by whole people."""


def recorded_scenario(folder: ResultFolder, name: str) -> Scenario:
    """Return a scenario of a folder of results as it was run, from the folder's manifest.

    Files that it names (``graph.file``, ``daily``) are looked for in the working folder, in the folder of
    results and above it, and where the scenario was when it was run; the same content comes first, and other
    content is found out by :func:`replayed`.

    Raises
    ------
    ResultError
        If the folder has no such scenario.
    StudyError
        If this version cannot read it, or a file that it names is gone.
    """
    kept = folder.study.scenario(name)
    text = to_yaml(kept.resolved)
    try:
        scenario = loads(text, name=kept.name)
    except ScenarioError as error:
        raise StudyError(
            mark("{folder}: this version cannot read the scenario {name!r} of these results: {reason}"),
            folder=folder.path,
            name=name,
            reason=str(error).splitlines()[0],
        ) from error
    files = _files(kept.resolved)
    if not files:
        return scenario
    there = [
        replace(scenario, file=str(place.resolve() / "scenario.yaml"))
        for place in _places(folder)
        if all((place / file).is_file() for file in files)
    ]
    if not there:
        raise StudyError(
            mark(
                "The scenario {name!r} reads {files}, which is not there; call this in the folder of the scenario."
            ),
            name=name,
            files=", ".join(files),
        )
    return next((each for each in there if each.digest() == kept.digest), there[0])


def replayed(
    folder: ResultFolder, scenario: Scenario, evenings: Evenings, *, world: int, day: int
) -> Iterator[int]:
    """Run a recorded world again up to the evening of ``day``; yield each day that is over and was as recorded.

    Raises
    ------
    ResultError
        If the folder holds no run of this world.
    StudyError
        If a day is not as recorded: other code, a hook, or another machine ran it.
    """
    block = folder.load(scenario.name, [world])
    if folder.study.hook:
        raise StudyError(
            mark(
                "These results were run with a hook, which is not kept with them; use sim.engine.Engine in Python with "
                "the hook."
            )
        )
    for over in evenings.until(day):
        for g, group in enumerate(block.groups):
            measured = evenings.engine.measures(over, group)
            if name := _difference(block, g, over, measured):
                raise StudyError(
                    mark(
                        "World {world} did not run as recorded: {name} of day {day} was {before} and is {now} (code "
                        "{there}, now {here}). Use the version and the machine that made these results, or take the "
                        "scenario itself: sim graph SCENARIO."
                    ),
                    world=world,
                    name=name,
                    day=over,
                    before=f"{block.days[name][0, g, over]:g}",
                    now=f"{measured[name]:g}",
                    there=folder.study.code,
                    here=_code(),
                )
        yield over


def _difference(block: Block, group: int, day: int, measured: Mapping[str, float]) -> str:
    """Name of a measure that is not as recorded; empty if all are. Measures that are new since are passed over."""
    for name, value in measured.items():
        kept = block.days.get(name)
        if kept is not None and not np.isclose(
            kept[0, group, day], value, rtol=_CLOSE, atol=_CLOSE, equal_nan=True
        ):
            return name
    return ""


def _code() -> str:
    from sim.kernel.cache import code_digest  # noqa: PLC0415 - reads every source file

    return code_digest()


def _places(folder: ResultFolder) -> Iterator[Path]:
    """Folders in which files may be that scenarios name."""
    yield from (Path.cwd(), folder.path, folder.path.parent)
    for word in folder.command_words():
        if re.search(r"\.ya?ml$|/|\\", word) and Path(word).parent.is_dir():
            yield Path(word).parent


def _files(resolved: Mapping[str, Any]) -> list[str]:
    """Files that a resolved scenario names."""
    found = []
    for group in resolved["groups"].values():
        if group["graph"]["kind"] == "file":
            found.append(str(group["graph"]["file"]))
        found += [str(channel["daily"]) for channel in group["channels"].values() if channel.get("daily")]
    return found
