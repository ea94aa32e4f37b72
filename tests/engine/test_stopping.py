"""A day may be stopped before one of its steps; going on gives the numbers of running through."""

from __future__ import annotations

from engine_helpers import assert_same_state, check_state, made, scenario

from sim.engine.stepper import run_days, run_until


def test_stopping_changes_nothing() -> None:
    through, stopped = made(scenario()), made(scenario())
    for day in range(12):
        run_days(through, day + 1)
        for step in ("attend.attend", "tie.tie", "log_events"):
            run_until(stopped, day + 1, step)
            assert stopped.progress[0] == day
        run_days(stopped, day + 1)
    assert_same_state(through, stopped)
    check_state(stopped)
