"""Where study files are: shipped ones by name, others by path."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.scenario import ScenarioError
from sim.scenario.locate import existing_file, near_names, shipped_root
from sim.scenario.problems import Place, Problems, shown
from sim.study.sweep import messages


@cache
def studies_root() -> Path:
    """Folder of the shipped studies."""
    return shipped_root().parent / "experiments"


def shipped_studies() -> dict[str, Path]:
    """Shipped studies: file by name without ending, sorted by name."""
    files = (path for path in (studies_root() / "sweeps").glob("*.yaml") if path.is_file())
    return dict(sorted((f"sweeps/{path.stem}", path) for path in files))


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
