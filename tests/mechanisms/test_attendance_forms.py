"""Two forms of attendance: memory that fades as a power, and habit over a rate of one's own."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import ALONE, assert_same, check_state, evenings, scenario, visit_days

from sim.engine import simulate

HABIT = {"mechanisms.attend.form": "habit"}


def test_parameters_of_the_other_form_do_nothing() -> None:
    """Bit for bit, both ways."""
    for form, others in (("memory", ("habit_base", "habit_scale")), ("habit", ("memory", "memory_scale"))):
        plain = {"mechanisms.attend.form": form}
        changed = plain | {f"mechanisms.attend.{name}": 0.4 for name in others}
        blocks = [simulate(scenario(overrides=over), worlds=2, jobs=1) for over in (plain, changed)]
        assert_same(*blocks)


def test_the_form_changes_who_comes() -> None:
    memory, habit = (simulate(scenario(overrides=o), worlds=2, jobs=1).days["visiting"] for o in ({}, HABIT))
    assert not np.array_equal(memory, habit)


def test_numbers_are_within_limits() -> None:
    for _day, world in evenings(scenario(overrides=HABIT)):
        check_state(world)


@pytest.mark.parametrize(("base", "expected"), [(1.0, 0.5), (0.25, 0.2)])
def test_without_habit_the_rate_is_constant(base, expected) -> None:
    """Logit of P is ln(base) - threshold: with noise 1 and no threshold P = base / (1 + base), on any day of life."""
    what = scenario(ALONE, HABIT | {
        "mechanisms.attend.habit_base": base, "mechanisms.attend.habit_scale": 0, "mechanisms.attend.threshold": 0,
        "mechanisms.attend.noise": 1, "mechanisms.attend.purpose": 0, "mechanisms.traits.attachment_spread": 0, "mechanisms.traits.need_hazard": 0,
        "mechanisms.leave.review": 0, "members.initial": 400, "channels.campaign.per_day": 0, "horizon": "56d",
    })  # fmt: skip
    block = simulate(what, worlds=2, jobs=1)
    share = block.days["visiting"][:, 0] / block.days["members"][:, 0]
    early, late = share[:, :28].mean(), share[:, 28:].mean()
    assert early == pytest.approx(late, abs=0.01)
    assert early == pytest.approx(expected, abs=0.04)  # the weekday of each profile bends it a little


def test_habit_makes_visits_follow_visits() -> None:
    """After a visit yesterday more come than in general, which without habit is not so."""

    def excess(scale: float) -> float:
        over = HABIT | {
            "mechanisms.attend.habit_base": 0.2, "mechanisms.attend.habit_scale": scale, "mechanisms.attend.threshold": 2.5,
            "mechanisms.attend.noise": 1,
            "mechanisms.traits.attachment_spread": 0, "mechanisms.traits.need_hazard": 0, "mechanisms.leave.review": 0,
            "members.initial": 300, "channels.campaign.per_day": 0, "horizon": "42d",
        }  # fmt: skip
        came = np.zeros((300, 42), bool)
        for row, days in zip(came, visit_days(scenario(ALONE, over)).values(), strict=True):
            row[list(days)] = True
        settled = came[:, 14:]
        return float(settled[:, 1:][settled[:, :-1]].mean() - settled.mean())

    assert excess(2.0) > 0.07
    assert abs(excess(0.0)) < 0.03
