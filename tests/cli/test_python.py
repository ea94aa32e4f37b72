"""The same from Python: ``sim.simulate``, ``sim.compare`` and the rest."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest


def test_importing_costs_nothing(program_environment):
    code = "import sys, sim; print([name for name in ('numba', 'numpy', 'pydantic') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=program_environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_names():
    import sim

    assert {"simulate", "compare", "load_scenario", "write_report", "Engine", "__version__"} <= set(dir(sim))
    assert sim.__version__
    with pytest.raises(AttributeError, match="nothing_like_this"):
        sim.nothing_like_this  # noqa: B018


def test_simulate_takes_names_and_scenarios(small):
    import sim

    block = sim.simulate(small, worlds=3, seed=2)
    again = sim.simulate(sim.load_scenario(small), worlds=[2], seed=2)
    assert block.worlds.tolist() == [0, 1, 2]
    np.testing.assert_array_equal(block.days["members"][2:], again.days["members"])
    with pytest.raises(Exception, match="at least one world"):
        sim.simulate(small, worlds=0)


def test_a_hook_that_does_nothing_changes_nothing(small):
    import sim

    plain = sim.simulate(small, worlds=2)
    hooked = sim.simulate(small, worlds=2, hook=lambda view: None)
    np.testing.assert_array_equal(plain.days["members"], hooked.days["members"])


def test_compare_and_report(small, calmer, tmp_path):
    import sim

    found = sim.compare([small, calmer], worlds=3)
    assert [arm.name for arm in found.arms] == ["small", "calmer"]
    assert found.worlds == 3
    target = sim.write_report(found, tmp_path / "r.html")
    assert target.stat().st_size > 100_000


def test_one_file_under_two_overrides(small):
    import sim

    arms = [sim.load_scenario(small, [f"members.initial={n}"]) for n in (10, 20)]
    found = sim.compare(arms, worlds=1)
    assert len({arm.name for arm in found.arms}) == 2


def test_a_scenario_given_twice(small):
    import sim
    from sim.study import StudyError

    with pytest.raises(StudyError, match="twice"):
        sim.compare([small, small], worlds=1)
    with pytest.raises(StudyError, match="two scenarios"):
        sim.compare([small])


def test_two_strategies(small, tmp_path):
    import sim

    found = sim.interact(small, "content", "selling", worlds=3)
    assert found.values.shape[1:] == (2, 2, 3)
    text = sim.write_report(found, tmp_path / "r.html", "zh-CN").read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in text
    with pytest.raises(Exception, match="did you mean"):
        sim.interact(small, "contnt", "selling")
