"""The manifest: what a folder of results is about, and everything that must not be in its tables."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from sim.i18n import mark
from sim.results.errors import ResultError
from sim.results.json_files import read_json, write_json
from sim.results.study import Study, StudyScenario

NAME = "manifest.json"
FORMAT = "community-sim results"
SWEEP_FORMAT = "community-sim sweep"
FORMAT_VERSION = 1
PACKAGES = ("community-sim", "numpy", "numba", "llvmlite", "mesa", "networkx", "pyarrow")


class Manifest:
    """``manifest.json`` in memory.

    ``format``, ``format_version``, ``kind``, ``seed``, ``code``, ``hook``, ``created``,
    ``updated`` (UTC), ``scenarios`` (name, title, digest, horizon_days, groups, worlds done as
    first-last pairs, resolved) and ``sessions``: one entry each time that runs were added, with
    the command line, host, machine, Python and package versions, times and seconds.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._started = time.monotonic()
        self._new_session = session()
        self._session: dict[str, Any] | None = None

    @classmethod
    def of(cls, study: Study) -> Manifest:
        """Begin the manifest of a new folder."""
        now = _now()
        head = {"format": FORMAT, "format_version": FORMAT_VERSION, "created": now, "updated": now}
        return cls({**head, **_plain_study(study, {}), "sessions": []})

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder.

        Raises
        ------
        ResultError
            If there is none, it cannot be understood, or a later version wrote it.
        """
        path = folder / NAME
        data = read_json(path)
        if isinstance(data, dict) and data.get("format") == SWEEP_FORMAT:
            raise ResultError(
                mark(
                    "{folder} holds a sweep: `sim results {folder} --to FILE` writes its rows for other programs."
                ),
                folder=folder,
            )
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ResultError(f"{path} was not written by this program; name another folder.")
        if data.get("format_version") != FORMAT_VERSION:
            found = data.get("format_version")
            raise ResultError(
                f"{path} has format version {found}, and this program reads version {FORMAT_VERSION}; "
                "use the program that wrote it, or name another folder."
            )
        return cls(data)

    def study(self) -> Study:
        """Return what the folder is about."""
        try:
            list(self.data["sessions"])
            scenarios = tuple(
                StudyScenario(
                    name=str(entry["name"]),
                    title=str(entry["title"]),
                    digest=str(entry["digest"]),
                    resolved=dict(entry["resolved"]),
                    horizon_days=int(entry["horizon_days"]),
                    groups=tuple(str(group) for group in entry["groups"]),
                )
                for entry in self.data["scenarios"]
            )
            data = self.data
            return Study(
                str(data["kind"]), int(data["seed"]), str(data["code"]), scenarios, str(data["hook"])
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ResultError(
                f"The {NAME} of these results lacks something or is garbled: {error}."
            ) from error

    def update(self, study: Study, worlds: Mapping[str, Iterable[int]], *, added: bool) -> None:
        """Take over titles and the worlds done; ``added`` says that this process added runs."""
        self.data.update(_plain_study(study, worlds))
        self.data["updated"] = _now()
        if not added:
            return
        if self._session is None:
            self._session = self._new_session
            self.data["sessions"].append(self._session)
        self._session["updated"] = self.data["updated"]
        self._session["seconds"] = round(time.monotonic() - self._started, 1)

    def write(self, folder: Path) -> None:
        """Write the manifest in one step."""
        write_json(folder / NAME, self.data, _plain)


def ranges(worlds: Iterable[int]) -> list[list[int]]:
    """Write worlds as pairs of first and last: 0, 1, 2, 5 is ``[[0, 2], [5, 5]]``."""
    pairs: list[list[int]] = []
    for world in sorted(worlds):
        if pairs and pairs[-1][1] == world - 1:
            pairs[-1][1] = world
        else:
            pairs.append([world, world])
    return pairs


def _plain_study(study: Study, worlds: Mapping[str, Iterable[int]]) -> dict[str, Any]:
    scenarios = [
        {
            "name": scenario.name,
            "title": scenario.title,
            "digest": scenario.digest,
            "horizon_days": scenario.horizon_days,
            "groups": list(scenario.groups),
            "worlds": ranges(worlds.get(scenario.name, ())),
            "resolved": scenario.resolved,
        }
        for scenario in study.scenarios
    ]
    head = {"kind": study.kind, "seed": study.seed, "code": study.code, "hook": study.hook}
    return {**head, "scenarios": scenarios}


def session() -> dict[str, Any]:
    """Describe this process: when it began, its command, machine and packages."""
    return {
        "started": _now(),
        "command": sys.argv,
        "host": platform.node(),
        "machine": platform.machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _plain(value: object) -> object:
    """Write NumPy numbers, and mappings and lists of our own, as JSON's."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be written to {NAME}")
