"""Where scenario files are: shipped ones by name from anywhere, others by path."""

from __future__ import annotations

import difflib
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sim.scenario import messages
from sim.scenario.nodes import Leaf
from sim.scenario.parsing import parse
from sim.scenario.problems import Place, Problems, Refusal, shown
from sim.scenario.reading import read_text

ENDINGS = (".yaml", ".yml")


_HEAD = 10
"""Lines of a file in which its remarks are looked for."""


class ShippedScenario(NamedTuple):
    """A scenario of the gallery: its name for ``extends`` and commands, its title, its file."""

    name: str
    title: str
    file: Path

    @property
    def remarks(self) -> str:
        """Comments at the head of the file, those for editors apart: what the scenario is for."""
        lines = self.file.read_text(encoding="utf-8").splitlines()
        head = [line[1:].strip() for line in lines[:_HEAD] if line.startswith("#")]
        return " ".join(line for line in head if not line.startswith("yaml-language-server"))


@cache
def shipped_root() -> Path:
    """Folder of the shipped scenarios: package data, else the checkout's ``scenarios/``."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_shipped" / "scenarios"
    return packaged if packaged.is_dir() else package.parent / "scenarios"


def shipped_names() -> dict[str, Path]:
    """Shipped scenarios, types included: file by name without ending, sorted by name."""
    root = shipped_root()
    files = (path for path in root.rglob("*.yaml") if path.is_file())
    return dict(sorted((path.relative_to(root).with_suffix("").as_posix(), path) for path in files))


def shipped_scenarios() -> tuple[ShippedScenario, ...]:
    """Shipped scenarios with their titles, types included, sorted by name."""
    return tuple(ShippedScenario(name, _title(path) or name, path) for name, path in shipped_names().items())


def _title(path: Path) -> str:
    """Return the title in a file; empty if it has none or cannot be read."""
    problems = Problems()
    text = read_text(path, path.name, problems)
    tree = parse(text, path.name, problems) if text else None
    title = tree.entries.get("title") if tree else None
    return str(title.value) if isinstance(title, Leaf) and isinstance(title.value, str) else ""


def find_scenario(name_or_path: str | os.PathLike[str], *, shipped_only: bool = False) -> Path:
    """Find a scenario file, from any current folder.

    Parameters
    ----------
    name_or_path
        A path, with or without ``.yaml``, or the name of a shipped scenario such as
        ``types/interest_group``. An existing file is taken before a shipped name.
    shipped_only
        Refuse paths.

    Raises
    ------
    ScenarioError
        If there is none; near names are suggested.
    """
    name = os.fspath(name_or_path)
    problems = Problems()
    try:
        return locate(name, shipped_only=shipped_only)
    except Refusal as refusal:
        problems.refuse(Place(shown(name, 80) or "?"), refusal)
        problems.check()
        raise


def locate(name: str, *, shipped_only: bool = False) -> Path:
    """Find a scenario file as :func:`find_scenario` does.

    Raises
    ------
    Refusal
        If there is none.
    """
    if not shipped_only and (found := existing_file(Path(name))):
        return found
    shipped = shipped_names()
    bare = _bare(name)
    if bare in shipped:
        return shipped[bare]
    if shipped_only and _is_file(Path(name)):
        raise Refusal(messages.SHIPPED_ONLY, name=shown(name, 80))
    raise _missing(name, list(shipped))


def existing_file(path: Path) -> Path | None:
    """Return the file at ``path``, with an ending added if need be.

    Raises
    ------
    Refusal
        If something else than an ordinary file is there.
    """
    if _is_file(path):
        return path
    for ending in ENDINGS:
        if path.name and _is_file(candidate := path.with_name(path.name + ending)):
            return candidate
    return None


def _missing(name: str, candidates: list[str]) -> Refusal:
    """Say what is there instead of a file, or which name was meant."""
    path = Path(name)
    try:
        if path.is_dir():
            return Refusal(messages.DIRECTORY, name=shown(name, 80))
        if path.exists():
            return Refusal(messages.NOT_REGULAR, name=shown(name, 80))
    except (OSError, ValueError):
        pass
    near = near_names(_bare(name), candidates)
    if near and not name.startswith("."):
        return Refusal(messages.NO_FILE_NEAR, name=shown(name, 80), nearest=", ".join(near))
    if path.suffix in ENDINGS or len(path.parts) > 1:
        beside = difflib.get_close_matches(path.name, _files_in(path.parent), n=3)
        message = messages.NO_PATH_NEAR if beside else messages.NO_PATH
        nearest = ", ".join(shown(str(path.with_name(each)), 80) for each in beside)
        return Refusal(message, name=shown(name, 80), nearest=nearest)
    return Refusal(messages.NO_FILE, name=shown(name, 80))


def _files_in(folder: Path) -> list[str]:
    """Return the scenario files of a folder; none if it cannot be read."""
    try:
        return sorted(each.name for each in folder.iterdir() if each.suffix in ENDINGS)
    except (OSError, ValueError):
        return []


def near_names(name: str, candidates: list[str]) -> list[str]:
    """Return up to three candidates like ``name``, whole or by their last part."""
    if not 0 < len(name) <= 100:
        return []
    near = difflib.get_close_matches(name, candidates, n=3)
    last = {candidate.rsplit("/", 1)[-1]: candidate for candidate in reversed(candidates)}
    near += [last[part] for part in difflib.get_close_matches(name.rsplit("/", 1)[-1], list(last), n=3)]
    return list(dict.fromkeys(near))[:3]


def _bare(name: str) -> str:
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
