"""A pool, advertising and word of mouth alone: Bass's curve."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import scenario

from sim.engine import simulate

TEXT = """
horizon: 80d
members: {initial: 0}
channels: {market: {knows_inside: 0}}
graph: {kind: none}
strategies: {}
mechanisms:
  admit: {enabled: false}
  leave: {review: 0}
  traits: {need_hazard: 0}
"""
WORLDS = 24


def bass(volume: float, imitation: float, pool: float, days: int, half_life: float = 0.0) -> np.ndarray:
    """Adopters by day in expectation: A += (v 2^(-t/h) + q A)(1 - A / M)."""
    total, curve = 0.0, []
    for day in range(days):
        fade = 2.0 ** (-day / half_life) if half_life else 1.0
        total += (volume * fade + imitation * total) * max(0.0, 1.0 - total / pool)
        curve.append(total)
    return np.array(curve)


def members(volume: float, imitation: float, pool: float, half_life: float = 0.0) -> np.ndarray:
    """Members by world and day."""
    given = {"per_day": volume, "imitation": imitation, "pool": pool, "half_life": half_life}
    what = scenario(TEXT, {f"channels.market.{name}": value for name, value in given.items()})
    block = simulate(what, worlds=WORLDS, jobs=2)
    assert np.array_equal(block.days["members"], np.cumsum(block.days["joins"], axis=2))
    assert np.array_equal(block.days["prospects"], block.days["joins"])
    return block.days["members"][:, 0]


@pytest.mark.parametrize(
    ("volume", "imitation", "pool", "half_life"),
    [(20, 0.15, 2000, 0), (5, 0.3, 1000, 0), (40, 0.0, 1500, 0), (40, 0.0, 1500, 15)],
    ids=["both", "imitation", "advertising", "fading advertising"],
)
def test_the_mean_follows_the_difference_equation(volume, imitation, pool, half_life) -> None:
    """Within five standard errors of the mean and one per cent of the pool, which is for the curvature."""
    found = members(volume, imitation, pool, half_life)
    expected = bass(volume, imitation, pool, 80, half_life)
    error = found.std(axis=0, ddof=1) / np.sqrt(WORLDS)
    assert np.all(np.abs(found.mean(axis=0) - expected) <= 5 * error + 0.01 * pool)
    assert found.max() <= pool


def test_the_peak_is_where_bass_says() -> None:
    """t* = ln(q / p) / (p + q), with p = v / M; a whole pool is used up."""
    volume, imitation, pool = 10, 0.2, 5000
    found = members(volume, imitation, pool)
    joins = np.diff(found.mean(axis=0), prepend=0.0)
    p = volume / pool
    peak = np.log(imitation / p) / (p + imitation)
    smooth = np.convolve(joins, np.ones(5) / 5, mode="same")
    # a discrete day compounds less than continuous time: the peak comes somewhat later
    assert peak - 1 <= smooth.argmax() <= peak * 1.2 + 2
    assert found[:, -1].min() > 0.99 * pool


def test_without_imitation_or_volume_nobody_comes() -> None:
    """A pool alone moves nobody, nor does word of mouth without a mouth."""
    assert members(0, 0.3, 1000).max() == 0
    assert members(0, 0.0, 1000).max() == 0
