"""What a folder of a sweep is about: its manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.i18n import mark
from sim.i18n.told import Told
from sim.results.errors import ResultError
from sim.results.json_files import read_json, write_json
from sim.results.manifest import NAME
from sim.results.manifest import SWEEP_FORMAT as FORMAT

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class SweepHead:
    """What decides whether two sweeps may share a folder: scenarios, seed, code, and what is kept.

    ``study`` is the study in full, for people and for reruns; it may grow.
    """

    name: str
    seed: int
    code: str
    bases: Mapping[str, str]
    """Digest of each base scenario by name."""
    outcomes: tuple[str, ...]
    days: tuple[str, ...]
    study: Mapping[str, Any]


def write_head(path: Path, head: SweepHead) -> None:
    """Write what a folder is about, in one step."""
    write_json(path / NAME, {"format": FORMAT, "format_version": FORMAT_VERSION, **_plain(head)})


def read_head(path: Path) -> SweepHead:
    """Read what a folder is about.

    Raises
    ------
    ResultError
        If it holds no sweep, or one that this program cannot read.
    """
    file = path / NAME
    data = read_json(file)
    if (
        not isinstance(data, dict)
        or data.get("format") != FORMAT
        or data.get("format_version") != FORMAT_VERSION
    ):
        raise ResultError(
            mark("{file} is not that of a sweep that this program can read; name another folder."), file=file
        )
    try:
        return SweepHead(
            str(data["name"]), int(data["seed"]), str(data["code"]), dict(data["bases"]),
            tuple(data["outcomes"]), tuple(data["days"]), dict(data["study"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise ResultError(
            mark("{file} lacks something or is garbled: {reason}."), file=file, reason=error
        ) from error


def holds_sweep(path: Path) -> bool:
    """Whether a folder holds a sweep, and not the results of one or several scenarios."""
    try:
        data = json.loads((path / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and data.get("format") == FORMAT


def difference(there: SweepHead, asked: SweepHead) -> Told | None:
    """Say why a sweep cannot go into a folder; None if it can."""
    if dict(there.bases) != dict(asked.bases):
        return Told(
            mark("its scenarios are {there}, or one of them has changed since."), there=", ".join(there.bases)
        )
    if there.seed != asked.seed:
        return Told(
            mark("it was run with seed {there}, and this is seed {asked}."),
            there=there.seed,
            asked=asked.seed,
        )
    if there.code != asked.code:
        return Told(
            mark("it was run by other code ({there}, now {asked})."), there=there.code, asked=asked.code
        )
    if (there.outcomes, there.days) != (asked.outcomes, asked.days):
        return Told(mark("it keeps other outcomes or days."))
    return None


def _plain(head: SweepHead) -> dict[str, Any]:
    return {
        "name": head.name, "seed": head.seed, "code": head.code, "bases": dict(head.bases),
        "outcomes": list(head.outcomes), "days": list(head.days), "study": dict(head.study),
    }  # fmt: skip
