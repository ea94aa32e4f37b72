"""Running one world up to a day, and writing the network that is there then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.errors import Refused
from sim.cli.files import made_ready, new_files
from sim.cli.output import Output
from sim.cli.progress import Bar
from sim.cli.running import loaded, say_that_it_compiles
from sim.i18n import Translate

if TYPE_CHECKING:
    from sim.graphs import Network
    from sim.results import ResultFolder
    from sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; see :mod:`sim.cli.commands.graph`."""

    source: str
    day: int
    world: int
    scenario: str | None
    group: str | None
    everyone: bool
    kind: str | None
    out: Path | None
    force: bool
    seed: int | None
    overrides: tuple[str, ...]


def write_network(wanted: Wanted, output: Output) -> None:
    """Write the network, and beside an edge list the table of its members."""
    from sim.engine.network import Evenings
    from sim.graphs import write_graph, write_nodes
    from sim.results.atomic import publish
    from sim.study.replay import replayed

    t = output.t
    folder, scenario, seed = _source(wanted, t)
    if wanted.day >= scenario.horizon_days:
        raise Refused(
            t(
                "--day {day}: {name} ends after day {last}.",
                day=wanted.day,
                name=scenario.name,
                last=scenario.horizon_days - 1,
            )
        )
    group = _one(wanted.group, [each.id for each in scenario.groups], "--group", t)
    kind, out = _place(wanted, scenario, group, t)
    nodes = out.with_name(f"{out.stem}.members.csv") if kind == "edges" else None
    files = [out] if nodes is None else [out, nodes]
    new_files(files, wanted.force, t)
    made_ready(files, t)
    say_that_it_compiles(output, [scenario])
    evenings = Evenings(scenario, world=wanted.world, seed=seed)
    with Bar(wanted.day + 1, output, t("Running days")) as bar:
        days = evenings.until(wanted.day)
        if folder is not None:
            days = replayed(folder, scenario, evenings, world=wanted.world, day=wanted.day)
        for _ in days:
            bar.advance(1)
    network = evenings.network(group, everyone=wanted.everyone)
    publish(out, lambda place: write_graph(place, network, kind))
    if nodes is not None:
        publish(nodes, lambda place: write_nodes(place, network))
    _tell(network, files, folder is not None, wanted, output)


def _source(wanted: Wanted, t: Translate) -> tuple[ResultFolder | None, Scenario, int]:
    """Folder of results if it is one, the scenario, and the seed."""
    path = Path(wanted.source)
    if not path.is_dir():
        if wanted.scenario is not None:
            raise Refused(t("--scenario is for folders of results; {source} is none.", source=wanted.source))
        (scenario,) = loaded([wanted.source], wanted.overrides)
        return None, scenario, wanted.seed or 0
    for option, given in (("--seed", wanted.seed), ("--set", wanted.overrides or None)):
        if given is not None:
            raise Refused(
                t(
                    "{option} is for scenarios; the results in {folder} have theirs.",
                    option=option,
                    folder=path,
                )
            )
    from sim.results import ResultFolder
    from sim.study.replay import recorded_scenario

    folder = ResultFolder(path).open()
    name = _one(wanted.scenario, [each.name for each in folder.study.scenarios], "--scenario", t)
    return folder, recorded_scenario(folder, name), folder.study.seed


def _one(given: str | None, known: Sequence[str], option: str, t: Translate) -> str:
    """Return the one that is asked for, or the only one."""
    if given is None and len(known) == 1:
        return known[0]
    if given is None:
        raise Refused(
            t("There are several: {known}. Name one with {option}.", known=t.join(known), option=option)
        )
    if given not in known:
        raise Refused(
            t(
                "{option} {given}: there is none; there are {known}.",
                option=option,
                given=given,
                known=t.join(known),
            )
        )
    return given


def _place(wanted: Wanted, scenario: Scenario, group: str, t: Translate) -> tuple[str, Path]:
    """Kind of file and where it goes."""
    from sim.graphs.export import KINDS
    from sim.results.parts import slug

    by_ending = {ending: kind for kind, ending in KINDS.items()}
    if wanted.out is None:
        kind = wanted.kind or "graphml"
        several = f"-{slug(group)}" if len(scenario.groups) > 1 else ""
        name = f"{slug(scenario.name)}{several}-world{wanted.world}-day{wanted.day}{KINDS[kind]}"
        return kind, Path(name)
    ending = wanted.out.suffix.lower()
    kind = wanted.kind or by_ending.get(ending, "")
    if by_ending.get(ending) != kind or not kind:
        right = KINDS[kind] if kind else t.join(by_ending)
        raise Refused(t("--out: {file} should end in {ending}.", file=wanted.out, ending=right))
    return kind, wanted.out


def _tell(network: Network, files: Sequence[Path], checked: bool, wanted: Wanted, output: Output) -> None:
    """Say what was written."""
    t = output.t
    n, ties = int(network.ids.size), len(network.pairs)
    if checked:
        output.say(t("World {world} ran as recorded up to day {day}.", world=wanted.world, day=wanted.day))
    output.say(
        t("Members: {n}; ties: {ties}; communities: {communities}", n=t.number(n, 0), ties=t.number(ties, 0),
          communities=t.number(_communities(network), 0))
    )  # fmt: skip
    for file in files:
        output.say(t("Graph: {place}", place=file) if file is files[0] else t("Members: {place}", place=file))
    about = {**network.about, "members": n, "ties": ties, "communities": _communities(network)}
    output.data({**about, "checked": checked, "files": [str(file) for file in files]})


def _communities(network: Network) -> int:
    return len({number for number in network.attributes["community"] if number is not None})
