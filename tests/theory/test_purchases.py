"""Needs alone, always reached, always bought: the BG/NBD model of repeat purchases."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import evenings, made, rows_of, scenario
from scipy.special import hyp2f1

from sim.engine.stepper import run_days

MEMBERS = 3000
DAYS = 273
TEXT = f"""
horizon: {DAYS}d
members: {{initial: {MEMBERS}, advertisers: 0}}
graph: {{kind: none}}
strategies: {{}}
product: {{price: 10}}
mechanisms:
  attend: {{threshold: -100}}
  traits: {{need_hazard: 0}}
  post: {{enabled: false}}
  tie: {{enabled: false}}
  mute: {{enabled: false}}
  leave: {{review: 0}}
  buy: {{close: 1, fit: 0, trust: 0, proof: 0, price: 0, fatigue: 0, impulse: 0, patience: 0}}
  deliver: {{stop: 0}}
"""
"""Everybody comes every day, nobody leaves, whoever needs something buys it."""

R, ALPHA, A, B = 0.243, 7 * 4.414, 0.793, 2.426
"""CDNOW (Fader, Hardie and Lee 2005), alpha in days."""


def purchases(days: int = DAYS, **given: object) -> np.ndarray:
    """Purchases of each member."""
    over = {name.replace("__", "."): value for name, value in given.items()}
    world = made(scenario(TEXT, {"horizon": days, **over}))
    run_days(world, days)
    return world.arrays["purchases"][0, rows_of(world)].astype(int)


def needs(r: float, alpha: float) -> dict[str, float]:
    """Settings under which rates of need are Gamma(r, alpha), alpha in days."""
    return {"product__cycle": alpha / r, "mechanisms__buy__need_spread": r**-0.5}


def stops(a: float, b: float) -> dict[str, float]:
    """Settings under which the chance to stop after a purchase is Beta(a, b)."""
    given = {"stop": a / (a + b), "stop_spread": 1 / (a + b + 1), "stop_gap": 0, "luck": 0}
    return {f"mechanisms__deliver__{name}": value for name, value in given.items()}


def close_to(found: np.ndarray, expected: float, slack: float = 0.0) -> bool:
    """Whether a mean is within four standard errors, and a share for a day being no moment."""
    error = found.std(ddof=1) / np.sqrt(found.size)
    return bool(abs(found.mean() - expected) <= 4 * error + slack * expected)


@pytest.mark.parametrize(("r", "alpha"), [(R, ALPHA), (1.0, 60.0), (4.0, 400.0)])
@pytest.mark.parametrize("days", [90, DAYS])
def test_needs_alone_are_negative_binomial(r, alpha, days) -> None:
    """P(0) = (alpha / (alpha + t))^r exactly, E = r t / alpha but for two needs on one day."""
    found = purchases(days, **needs(r, alpha))
    assert close_to(found == 0, (alpha / (alpha + days)) ** r)
    assert close_to(found, r * days / alpha, slack=(r + 1) / alpha / 2)


@pytest.mark.parametrize(("a", "b"), [(A, B), (2.0, 3.0)])
def test_with_stopping_they_are_bg_nbd(a, b) -> None:
    """Expected purchases in t of somebody who just came: Fader, Hardie and Lee 2005, equation 9."""
    found = purchases(**needs(R, ALPHA), **stops(a, b))
    z = DAYS / (ALPHA + DAYS)
    expected = (a + b - 1) / (a - 1) * (1 - (ALPHA / (ALPHA + DAYS)) ** R * hyp2f1(R, b, a + b - 1, z))
    assert close_to(found, expected, slack=(R + 1) / ALPHA / 2)
    assert close_to(found == 0, (ALPHA / (ALPHA + DAYS)) ** R)


def test_all_alike_are_poisson_and_stop_geometrically() -> None:
    """Without spreads: P(0) = exp(-t / cycle); with stopping, 1 / stop purchases in the end."""
    alike = {"mechanisms__buy__need_spread": 0, "product__cycle": 40}
    found = purchases(**alike)
    assert close_to(found == 0, np.exp(-DAYS / 40))
    assert close_to(found, DAYS * (1 - np.exp(-1 / 40)))
    ends = {"mechanisms__deliver__stop": 0.5, "mechanisms__deliver__stop_spread": 0, "product__cycle": 1}
    found = purchases(**alike | ends, mechanisms__deliver__stop_gap=0)
    assert close_to(found, 2.0)
    assert close_to(found == 1, 0.5)


def test_needs_come_whatever_is_done_about_them() -> None:
    """The day of the next need is the same whether the last was served here, elsewhere, or nothing was said."""
    worlds = []
    for close in (1, 0):
        *_, (day, world) = evenings(
            scenario(TEXT, {"horizon": 60, "product.cycle": 15, "mechanisms.buy.close": close})
        )
        worlds.append(world.arrays["next_need"][0, rows_of(world)])
    bought, never = worlds
    waiting = never <= day  # opened today, and nobody sold anything
    assert 0 < waiting.sum() < MEMBERS / 4
    assert np.array_equal(bought[~waiting], never[~waiting])


def test_with_price_0_nothing_is_sold() -> None:
    """And no need is ever looked at."""
    *_, (_day, world) = evenings(scenario(TEXT, {"horizon": 20, "product.price": 0}))
    rows = rows_of(world)
    assert not world.arrays["purchases"][0, rows].any()
    assert np.all(world.arrays["next_need"][0, rows] == -1)
    assert world.groups[0]["revenue"] == world.groups[0]["service_due"] == 0
