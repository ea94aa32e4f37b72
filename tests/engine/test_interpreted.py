"""The engine with the compiler off: slow, the same model, covered line by line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from engine_helpers import (
    INTERPRETED,
    RICH,
    assert_same,
    assert_same_state,
    check_state,
    evenings,
    made,
    scenario,
)

from sim.engine import simulate, stepper
from sim.state.record import TASKS

pytestmark = [
    pytest.mark.nojit,
    pytest.mark.filterwarnings("ignore:overflow encountered in scalar multiply:RuntimeWarning"),
]
TINY = {"members.initial": 12, "horizon": 5}


def test_every_evening_is_within_limits() -> None:
    """Conservation and limits, in a tiny world."""
    for world in range(3):
        before = 12
        for _day, running in evenings(scenario(RICH, TINY), world=world):
            check_state(running)
            record = running.groups[0]
            assert record["members"] == before + record["joins"] - record["leaves"]
            assert record["hours_given"] <= 1.5 + 1e-9
            assert sum(record[f"given_{task}"] for task in TASKS) == pytest.approx(record["hours_given"])
            before = record["members"]


def test_a_log_hooks_and_steps_change_nothing() -> None:
    """The promises of identity hold within either way of running."""
    what = scenario(RICH, TINY)
    plain = simulate(what, worlds=2, jobs=1)
    assert_same(plain, simulate(what, worlds=2, jobs=2, events=True, hook=lambda view: None))
    through = made(what)
    stepper.run_days(through, 5)
    *_, (_, stepwise) = evenings(what)
    assert_same_state(through, stepwise)


def test_every_step_is_reached() -> None:
    """A longer run in which people are answered, tied, taken down, removed, muted and lost."""
    block = simulate(scenario(RICH, {"members.initial": 30, "horizon": 30}), worlds=1, jobs=1, events=True)
    for name in ("answered", "ties_made", "spam_removed", "leaves", "joins", "answers"):
        assert block.days[name].sum() > 0, name


OTHER_WAY = """
import json, sys, warnings
warnings.simplefilter("ignore")
from sim.engine import simulate
from sim.scenario import loads
block = simulate(loads(sys.stdin.read(), json.loads(sys.argv[1])), worlds=12, jobs=1)
print(json.dumps({name: table[:, 0].tolist() for name, table in block.days.items()}))
"""


@pytest.mark.skipif(INTERPRETED, reason="compares with the compiled run")
def test_interpreted_agrees_with_compiled(root: Path) -> None:
    """Under the same luck nearly every number is the same; what rounding turns over is rare."""
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", OTHER_WAY, json.dumps(TINY)]
    done = subprocess.run(command, input=RICH, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    ours = simulate(scenario(RICH, TINY), worlds=12, jobs=1)
    for name, table in ours.days.items():
        a, b = table[:, 0], np.array(theirs[name], float)
        same = np.isclose(a, b, rtol=1e-5, atol=1e-6, equal_nan=True)
        assert same.mean() > 0.9, name
        if np.isnan(a).all():
            continue
        assert np.nanmean(a) == pytest.approx(np.nanmean(b), rel=0.1, abs=0.5), name
