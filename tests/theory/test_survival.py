"""Needs that end at a constant hazard: geometric survival, whenever people joined."""

from __future__ import annotations

import math

import numpy as np
import pytest
from engine_helpers import scenario

from sim.engine import simulate
from sim.statistics.survival import kaplan_meier

TEXT = """
horizon: 80d
members: {initial: 1500}
channels: {campaign: {per_day: 20}}
strategies: {}
mechanisms:
  admit: {enabled: false}
  leave: {review: 0}
  traits: {need_hazard_spread: 0}
"""
SIGMAS = 5.0


def curve(hazard: float, overrides=None):
    """Kaplan-Meier over all worlds, and the number at risk at each age."""
    what = scenario(TEXT, {"mechanisms.traits.need_hazard": hazard, **(overrides or {})})
    block = simulate(what, worlds=6, jobs=2)
    ended, at_risk = block.ended.sum(axis=(0, 1)), block.at_risk.sum(axis=(0, 1))
    assert np.array_equal(block.days["leaves"], block.days["leaves_need_ended"])
    return kaplan_meier(ended, at_risk), ended, at_risk


@pytest.mark.parametrize("hazard", [0.005, 0.03, 0.2])
def test_survival_is_geometric(hazard: float) -> None:
    """S(n) = exp(-r n) at every age n, within Greenwood's error."""
    survival, ended, at_risk = curve(hazard)
    expected = np.exp(-hazard * np.arange(survival.size))
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(np.where(at_risk > ended, ended / (at_risk * (at_risk - ended)), 0.0))
    error = survival * np.sqrt(greenwood) + 1.0 / at_risk[0]
    seen = at_risk > 200
    assert survival[0] == 1.0
    assert np.all(np.abs(survival - expected)[seen] <= SIGMAS * error[seen] + 1e-12)
    assert error[seen].max() < 0.02, "an error so large would hide anything"


def test_each_age_has_the_same_hazard() -> None:
    """Ended over at risk is 1 - exp(-r) at every age, within binomial error: no memory, no first day apart."""
    hazard = 0.03
    _, ended, at_risk = curve(hazard)
    p = -math.expm1(-hazard)
    ages = np.arange(1, 70)
    z = (ended[ages] - p * at_risk[ages]) / np.sqrt(p * (1 - p) * at_risk[ages])
    assert ended[0] == 0
    assert np.abs(z).max() < 4.5
    assert abs(z.mean()) < SIGMAS / math.sqrt(ages.size)


def test_a_spread_of_hazards_makes_the_survivors_last() -> None:
    """With hazards that differ between people the hazard falls with age, as in every real group."""
    _, ended, at_risk = curve(0.03, {"mechanisms.traits.need_hazard_spread": 1.2})
    early, late = (ended[a:b].sum() / at_risk[a:b].sum() for a, b in ((1, 8), (50, 70)))
    assert early > 1.5 * late


def test_without_a_hazard_nobody_goes() -> None:
    """And nobody is lost from the count."""
    survival, ended, at_risk = curve(0.0)
    assert ended.sum() == 0
    assert np.all(survival[:-1] == 1.0)
    assert np.isnan(survival[-1])  # nobody was there for so long
    assert at_risk[0] > 6 * 1500
