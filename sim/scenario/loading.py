"""Load a scenario: from a name, a path or text, with values put over it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim.scenario import messages
from sim.scenario.building import Built, build
from sim.scenario.explain import explained
from sim.scenario.model import Scenario
from sim.scenario.nodes import Branch, plain
from sim.scenario.overrides import SET, Overrides, apply
from sim.scenario.parsing import parse
from sim.scenario.problems import Place, Problems, Refusal, shown
from sim.scenario.resolver import Resolver, Source, read_chain

TEXT = "<text>"


@dataclass(frozen=True)
class Template:
    """A scenario that is read once, and built again and again with other values put over it.

    Can be sent to other processes: it holds what the files said, not where they are.
    """

    tree: Branch
    source: Source

    @cached_property
    def base(self) -> Scenario:
        """The scenario with nothing put over it."""
        return self.scenario(())

    def said(self) -> dict[str, object]:
        """Return what the files said, as plain values; :func:`template_of` reads it again."""
        content = plain(self.tree)
        assert isinstance(content, dict)
        return content

    def scenario(self, overrides: Overrides) -> Scenario:
        """Return the scenario with values put over it, as :func:`load_scenario` does.

        Raises
        ------
        ScenarioError
            With everything that is wrong.
        """
        problems = Problems()
        built = build(apply(self.tree, overrides, problems), self.source, problems)
        problems.check()
        assert built is not None
        return built.scenario


def load_template(name_or_path: str | os.PathLike[str], overrides: Overrides = ()) -> Template:
    """Read a scenario file and what it extends; see :func:`load_scenario`.

    Raises
    ------
    ScenarioError
        If it, or anything it extends, cannot be read, or an override leads nowhere.
    """
    problems = Problems()
    resolver = Resolver()
    source = _found(resolver, os.fspath(name_or_path), problems)
    tree = read_chain(source, resolver, problems)
    problems.check()
    assert tree is not None
    tree = apply(tree, overrides, problems)
    problems.check()
    return Template(tree, source)


def load_scenario(
    name_or_path: str | os.PathLike[str], overrides: Overrides = (), *, shipped_only: bool = False
) -> Scenario:
    """Load a scenario file.

    Parameters
    ----------
    name_or_path
        A path, with or without ``.yaml``, or a shipped name such as ``types/interest_group``.
    overrides
        ``path=value`` texts, or values by path: put over the scenario in order, read as YAML 1.2.
    shipped_only
        Open nothing but shipped scenarios, whatever the file extends.

    Raises
    ------
    ScenarioError
        With everything that is wrong.

    Examples
    --------
    >>> load_scenario("types/free_group", ["horizon=30d"]).horizon_days
    30
    """
    return _load(os.fspath(name_or_path), overrides, shipped_only=shipped_only).scenario


def loads(
    text: str,
    overrides: Overrides = (),
    *,
    name: str = "text",
    folder: str | os.PathLike[str] | None = None,
    shipped_only: bool = False,
) -> Scenario:
    """Load a scenario from text.

    Parameters
    ----------
    text
        What a scenario file would hold.
    overrides, shipped_only
        As for :func:`load_scenario`.
    name
        Name of the scenario.
    folder
        What ``extends: ./x`` is relative to; without it, such paths are refused.

    Raises
    ------
    ScenarioError
        With everything that is wrong.
    """
    source = Source(TEXT, name, text=text, folder=Path(folder) if folder is not None else None)
    return _built(source, overrides, Resolver(shipped_only=shipped_only)).scenario


def template_of(said: Mapping[str, object], name: str, file: str = "") -> Template:
    """Make a template from what :meth:`Template.said` returned.

    Parameters
    ----------
    said
        Plain values.
    name
        Name of the scenario.
    file
        Where it was read from; what it names is relative to its folder.

    Raises
    ------
    ScenarioError
        If it cannot have been returned by it.
    """
    problems = Problems()
    tree = parse(json.dumps(said), TEXT, problems)
    problems.check()
    assert tree is not None
    return Template(tree, Source(Path(file).name or TEXT, name, folder=Path(file).parent))


def explain_resolved(
    name_or_path: str | os.PathLike[str], overrides: Overrides = (), *, shipped_only: bool = False
) -> str:
    """Return the resolved scenario as YAML, with a comment behind each value: where it came from.

    Raises
    ------
    ScenarioError
        As :func:`load_scenario` does.
    """
    return explained(_load(os.fspath(name_or_path), overrides, shipped_only=shipped_only))


def _load(name: str, overrides: Overrides, *, shipped_only: bool) -> Built:
    resolver = Resolver(shipped_only=shipped_only)
    return _built(_found(resolver, name, Problems()), overrides, resolver)


def _found(resolver: Resolver, name: str, problems: Problems) -> Source:
    """Find a scenario, or say that there is none."""
    try:
        return resolver.find(name)
    except Refusal as refusal:
        problems.refuse(Place(shown(name, 80) or "?"), refusal)
        problems.check()
        raise


def _built(source: Source, overrides: Overrides, resolver: Resolver) -> Built:
    problems = Problems()
    tree = read_chain(source, resolver, problems)
    if tree is None:
        problems.check()
        raise AssertionError("a file that cannot be read is a problem")
    built = build(apply(tree, overrides, problems), source, problems)
    problems.check()
    assert built is not None
    if resolver.shipped_only:
        _refuse_files(built)
    return built


def _refuse_files(built: Built) -> None:
    """Refuse files that are named from outside where only shipped files may be opened."""
    problems = Problems()
    for group in built.scenario.groups:
        named: dict[tuple[str, ...], str] = {("graph", "file"): group.graph.file}
        named |= {("channels", name, "daily"): channel.daily for name, channel in group.channels}
        for trail, file in named.items():
            place = built.places.get(("groups", group.id, *trail))
            if place is not None and file and place.file.startswith((TEXT, SET)):
                problems.add(place, messages.NO_FILES_HERE, value=shown(file))
    problems.check()
