"""Steps that nothing in a scenario needs are neither compiled nor called, and no number depends on that."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import CARE, RICH, made, scenario

from sim.engine import plan
from sim.engine.stepper import run_days
from sim.engine.world import World
from sim.scenario import catalogue, loads

PLAIN = "horizon: 40d\nmembers: {initial: 60}\nchannels: {search: {per_day: 3}}"
SOLD = PLAIN + "\nproduct: {price: 50, cycle: 10d}"
CASES = {"plain": (PLAIN, {}), "with a product": (SOLD, {}), "rich": (RICH, {}), "care": (RICH, CARE)}
CASES |= {name: (SOLD, {f"strategies.{name}": {}}) for name in catalogue.strategies()}
CASES["koc"][1]["strategies.koc.stipend"] = 300
UNSEEN = {"reward_bar"}
"""Prepared by a kernel for its own next call, and read by nobody else."""


@pytest.mark.parametrize("case", CASES)
def test_calling_idle_steps_changes_nothing(case: str) -> None:
    """A world in which every step is called ends like one in which the idle ones are not."""
    what = scenario(*CASES[case])
    spared, called = made(what), made(what, levers=plan.make_plan(what).levers)
    assert (spared.off != called.off).any()
    for world in (spared, called):
        run_days(world, what.horizon_days)
    assert spared.out.tobytes() == called.out.tobytes()
    for name in spared.groups.dtype.names:
        if name not in UNSEEN:
            np.testing.assert_array_equal(spared.groups[name], called.groups[name], name)
    n = int(spared.groups[0]["n_rows"])
    for name in ("status", "belonging", "trust", "fatigue", "traces", "post_traces", "expectation", "tie_to"):
        np.testing.assert_array_equal(spared.arrays[name][0, :n], called.arrays[name][0, :n], name)


def test_a_plain_group_needs_less_than_a_rich_one() -> None:
    """And with a hook, which may set any lever, everything but what is switched off."""
    plain, rich = plan.make_plan(loads(PLAIN)), plan.make_plan(scenario())
    assert set(plain.steps_used()) < set(rich.steps_used()) < set(rich.steps_used(every_lever=True))
    names = {plan.planned_steps()[index].name for index in plain.steps_used()}
    assert "attend.attend" in names
    assert not names & {"buy.buy", "roles.hold", "guide.plan", "log_events"}


def test_only_a_world_that_keeps_events_logs_them() -> None:
    """The log's kernel is off in all others."""
    made_plan = plan.make_plan(loads(PLAIN))
    log = plan.step_index("log_events")
    assert World(made_plan).off[log].all()
    assert not World(made_plan, keep_events=True).off[log].any()


def test_a_name_that_leads_nowhere_is_refused() -> None:
    """A misspelt lever is an error when the scenario is planned."""
    step = plan.planned_steps()[0]
    group = loads(PLAIN).groups[0]
    with pytest.raises(plan.PlanError, match="nothing is called 'toppics'"):
        plan._is_set("toppics", step, group, frozenset())
