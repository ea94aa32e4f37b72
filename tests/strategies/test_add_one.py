"""Do it yourself: a new strategy is one file, one scenario, one test; nothing else is touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine import simulate
from sim.scenario import loads

STRATEGY = '''"""Open doors: people are pulled in, a rising number a day."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Parameter, Values


class OpenDoors(Strategy):
    """Pull in more people every day (S2).

    Fills the group fast, with people who did not ask for it.
    """

    rows = ("S2",)
    label = "Open doors"
    parameters = (
        Parameter(name="rise", default=2.0, low=0.0, high=5.0, none=0.0, label="Rise", doc="More people a day."),
    )
    writes = ("pulled_per_day",)

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set a number that rises with the days of the spell."""
        return {"pulled_per_day": values.rise * (spell.days - spell.first_day)}
'''
SCENARIO = """title: Open doors
horizon: 6d
members: {initial: 12}
operators: {hours_per_day: 100}
strategies:
  open_doors: {rise: 3, from: 1}
"""
COUNT = """
import json, sys
from sim.engine import simulate
from sim.engine.plan import make_plan
from sim.scenario import ScenarioError, catalogue, load_scenario
what = load_scenario(sys.argv[1])
block = simulate(what, worlds=2, jobs=1)
off = simulate(load_scenario(sys.argv[1], ["strategies.open_doors.rise=0"]), worlds=2, jobs=1)
try:
    load_scenario(sys.argv[1], ["strategies.open_doors.rice=1"])
    complaint = ""
except ScenarioError as error:
    complaint = str(error)
print(json.dumps({
    "found": list(catalogue.strategies()),
    "lever": make_plan(what).levers[0]["pulled_per_day"].tolist(),
    "pulled": block.days["joins_pulled"].sum(axis=(0, 1)).tolist(),
    "off": off.days["joins_pulled"].sum(),
    "complaint": complaint,
}))
"""


@pytest.fixture
def checkout(tmp_path: Path, root: Path) -> Path:
    """A copy of what is needed, in which nothing that is there already is edited."""
    target = tmp_path / "checkout"
    ignore = shutil.ignore_patterns("__pycache__", "_shipped")
    shutil.copytree(root / "sim", target / "sim", ignore=ignore)
    shutil.copytree(root / "scenarios", target / "scenarios", ignore=ignore)
    shutil.copy(root / "pyproject.toml", target)
    return target


def python(checkout: Path, *arguments: str, **more: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(checkout), **more}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def add(checkout: Path) -> Path:
    """Drop in the strategy and its scenario."""
    (checkout / "sim/strategies/open_doors.py").write_text(STRATEGY, encoding="utf-8")
    file = checkout / "scenarios/demo/open_doors.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return file


@pytest.mark.slow
def test_a_new_strategy_is_found_validated_compiled_and_changes_the_result(checkout: Path) -> None:
    """Through loading and engine, in a fresh interpreter."""
    file = add(checkout)
    simulate(loads("horizon: 1d"), worlds=1, jobs=1)  # compiled, if it was not yet
    said = json.loads(python(checkout, "-c", COUNT, str(file)))
    assert "open_doors" in said["found"]
    assert said["lever"] == [0, 0, 3, 6, 9, 12]
    assert said["pulled"][:2] == [0, 0]
    assert sum(said["pulled"]) > 20
    assert said["off"] == 0
    assert "rise" in said["complaint"]


@pytest.mark.slow
def test_the_commands_know_it(checkout: Path, root: Path) -> None:
    """``sim list``, ``sim explain``, ``sim check`` and ``sim schema``, with nothing registered by hand."""
    if not (root / "sim" / "cli" / "__main__.py").exists():
        pytest.skip("no command line yet")
    add(checkout)

    def sim(*arguments: str) -> str:
        return python(checkout, "-m", "sim.cli", *arguments, SIM_CACHE_DIR=str(checkout.parent / "cache"))

    listed = json.loads(sim("list", "strategies", "--json"))
    assert "open_doors" in [each["name"] for each in listed]
    scenarios = json.loads(sim("list", "scenarios", "--json"))
    assert "demo/open_doors" in [each["name"] for each in scenarios]
    assert "rise" in sim("explain", "open_doors")
    sim("check", "demo/open_doors")
    assert "open_doors" in sim("schema")
