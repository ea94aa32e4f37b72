"""Where study files are: shipped ones by name, others by path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sim.scenario import ScenarioError
from sim.scenario.locate import existing_file, near_names, shipped_root
from sim.scenario.nodes import Leaf, Node
from sim.scenario.parsing import parse
from sim.scenario.problems import Place, Problems, shown
from sim.scenario.reading import read_text
from sim.study.sweep import messages


@cache
def studies_root() -> Path:
    """Folder of the shipped studies."""
    return shipped_root().parent / "experiments"


def shipped_studies() -> dict[str, Path]:
    """Shipped studies: file by name without ending, sorted by name."""
    files = (path for path in (studies_root() / "sweeps").glob("*.yaml") if path.is_file())
    return dict(sorted((f"sweeps/{path.stem}", path) for path in files))


def is_study(name: str) -> bool:
    """Whether a name or a file is a study's and not a scenario's: a study has a ``base``."""
    if name.removesuffix(".yaml") in shipped_studies():
        return True
    return Path(name).is_file() and "base" in _entries(Path(name))


def title_of(path: Path) -> str:
    """Title of a study; the file's name if it has none or cannot be read."""
    title = _entries(path).get("title")
    return str(title.value) if isinstance(title, Leaf) and title.value else path.stem


def _entries(path: Path) -> Mapping[str, Node]:
    """Return what a file says at its top; nothing if it cannot be read."""
    problems = Problems()
    text = read_text(path, path.name, problems)
    tree = parse(text, path.name, problems) if text is not None else None
    return {} if tree is None else tree.entries


def find_study(name: str) -> Path:
    """Return the file of a study.

    Raises
    ------
    ScenarioError
        If there is none; near names are suggested.
    """
    if found := existing_file(Path(name)):
        return found
    shipped = shipped_studies()
    for candidate in (name.removesuffix(".yaml"), f"sweeps/{name.removesuffix('.yaml')}"):
        if candidate in shipped:
            return shipped[candidate]
    problems = Problems()
    near = near_names(name, list(shipped))
    message = messages.NO_STUDY_NEAR if near else messages.NO_STUDY
    problems.add(Place(shown(name, 80) or "?"), message, name=shown(name, 80), nearest=", ".join(near))
    problems.check()
    raise ScenarioError([])
