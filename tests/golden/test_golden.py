"""One small frozen run: nothing changes by accident.

``make golden`` (``pytest tests/golden --update-golden``) writes it anew; then look at the difference.
"""

from __future__ import annotations

import json
import math
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import llvmlite.binding
import numpy as np
import pytest
from engine_helpers import INTERPRETED

from sim.engine import simulate
from sim.results.block import Block
from sim.scenario import loads

GOLDEN = Path(__file__).parent / "interest_group.json"
SCENARIO = """
title: An interest group with everything that operators can do
horizon: 60d
group: {topic_breadth: 0.5}
members: {initial: 80, distance: 0.4}
channels:
  word_of_mouth: {per_day: 1, distance: 0.6, knows_inside: 1}
  public_posts: {per_day: 1, distance: 1.0, advertisers: 0.1}
operators: {hours_per_day: 2}
strategies:
  content: {posts_per_day: 1, quality: 0.7}
  entry_gate: {fee: 1, screening: 0.2}
  moderation: {strictness: 0.5, hours_per_day: 0.3}
  selling:
    - {from: 10, until: 30, pushes_per_day: 0.5}
    - {from: 30, pushes_per_day: 2}
"""
WORLDS = 8
RELATIVE = 1e-9


def machine() -> dict[str, str]:
    """What the last digits depend on: the compiler, its backend, the instruction set."""
    return {
        "machine": platform.machine(),
        "processor": llvmlite.binding.get_host_cpu_name(),
        "system": platform.system(),
        "numba": version("numba"),
        "llvmlite": version("llvmlite"),
        "numpy": version("numpy"),
    }


def summary(block: Block) -> dict[str, Any]:
    """Outcomes of each world; of each measure the mean over worlds on a few days, and the total."""
    days = {name: table[:, 0] for name, table in block.days.items()}
    return {
        "runs": {name: [_plain(x) for x in values] for name, values in block.runs.items()},
        "days": {
            name: {
                **{f"day {day}": _plain(table[:, day].mean()) for day in (0, 6, 29, 59)},
                "total": _plain(table.sum()),
            }
            for name, table in days.items()
        },
        "ended": [int(n) for n in block.ended.sum(axis=(0, 1))],
    }


def _plain(x: float) -> float | None:
    """NaN as null, which JSON has."""
    return None if math.isnan(x) else float(x)


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Places at which two summaries differ by more than :data:`RELATIVE`."""
    if isinstance(expected, dict):
        if not isinstance(found, dict) or expected.keys() != found.keys():
            names = sorted(set(expected) ^ set(found)) if isinstance(found, dict) else found
            return [f"{path}: other entries: {names}"]
        return [line for key in expected for line in differences(expected[key], found[key], f"{path}/{key}")]
    if isinstance(expected, list):
        if len(expected) != len(found):
            return [f"{path}: {len(found)} entries, not {len(expected)}"]
        return [
            line for k, each in enumerate(expected) for line in differences(each, found[k], f"{path}/{k}")
        ]
    if expected is None or found is None:
        return [] if expected is found else [f"{path}: {found}, not {expected}"]
    close = math.isclose(expected, found, rel_tol=RELATIVE, abs_tol=1e-12)
    return [] if close else [f"{path}: {found}, not {expected}"]


def test_the_frozen_run(update_golden: bool) -> None:
    """The numbers are those on record, to nine digits, on the kind of machine that wrote them."""
    found = summary(simulate(loads(SCENARIO), worlds=WORLDS, jobs=1))
    if update_golden:
        text = json.dumps({"machine": machine(), **found}, indent=1, sort_keys=True, allow_nan=False)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
        pytest.skip(f"wrote {GOLDEN.name}")
    if INTERPRETED:
        pytest.skip("frozen with the compiler on")
    expected = json.loads(GOLDEN.read_text(encoding="utf-8"))
    frozen_on = expected.pop("machine")
    if frozen_on != machine():
        pytest.skip(f"frozen on {frozen_on}; this is {machine()}")
    found_lines = differences(expected, json.loads(json.dumps(found)))
    head = "\n".join(found_lines[:20])
    assert not found_lines, f"{len(found_lines)} numbers differ; `make golden` if that is meant:\n{head}"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"x": 1.0}, {"x": 1.0 + 1e-8}),
        ({"x": [1, 2]}, {"x": [1]}),
        ({"x": None}, {"x": 1.0}),
        ({"x": 1}, {"y": 1}),
    ],
)
def test_differences_are_seen(a, b) -> None:
    """The comparison itself."""
    assert differences(a, b)
    assert not differences(a, a)
    assert not differences({"x": 1e6}, {"x": 1e6 + 1e-6})


def test_the_frozen_run_is_worth_freezing() -> None:
    """Much happens in it."""
    days = simulate(loads(SCENARIO), worlds=WORLDS, jobs=1).days
    for name in ("joins", "refused", "leaves", "messages", "spam", "pushes", "contents", "answers", "cost"):
        assert np.nansum(days[name]) > 0, name
