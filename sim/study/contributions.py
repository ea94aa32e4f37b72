"""What each change between two scenarios contributes, by Shapley values under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Better, Outcome
from sim.engine.plan import day_measures, run_outcomes
from sim.i18n import mark
from sim.results import Block
from sim.scenario import Scenario
from sim.statistics import PairedDifference, paired_difference, t_quantile
from sim.study.compare import DIFFERENT_HORIZONS
from sim.study.errors import StudyError
from sim.study.players import NO_STRATEGY, Player, coalition, in_mask, players_between
from sim.study.portfolio import over_groups
from sim.study.shapley import coalitions_of, paired_orders, sampled_shapley, shapley

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Run = Callable[[Sequence[Scenario]], Sequence[Block]]

EXACT_PLAYERS = 8
"""Up to so many players all coalitions are run."""
PAIRS = 8
"""Pairs of orders of joining that are drawn where there are more players than that."""

FATIGUE = Outcome(
    name="fatigue_mean",
    label=mark("Push fatigue, all days"),
    doc=mark("Mean push fatigue of members over all days."),
    compute=lambda tables: np.asarray(tables.days["fatigue"].mean(axis=1)),
    unit="level",
    better=Better.LOWER,
    combine="mean",
)
"""Told beside the outcomes of a run: it is how pushes work on everything else."""

SAME_BOTH = mark(
    "{a} and {b} do not differ in anything that could change a result, so there is nothing to share out."
)
ROUNDING = 1e-9


@dataclass(frozen=True)
class Contributions:
    """Outcomes of scenarios between two, in the same worlds, and what each player adds from the first to the second.

    ``values`` has shape (outcomes, coalitions, worlds); coalition c is number ``masks[c]``: player i has
    joined if bit i is set. All coalitions are there, or those of ``orders`` (orders, players) of joining.
    """

    titles: tuple[str, str]
    players: tuple[Player, ...]
    outcomes: tuple[Outcome, ...]
    masks: Ints
    values: Array
    orders: Ints | None = None
    seed: int = 0
    horizon_days: int = 0

    @property
    def worlds(self) -> int:
        """Number of worlds of each coalition."""
        return int(self.values.shape[-1])

    @property
    def is_exact(self) -> bool:
        """Whether all coalitions were run."""
        return self.orders is None

    @cached_property
    def shares(self) -> Array:
        """What each player adds, shape (outcomes, players, worlds); NaN where an outcome is not always known."""
        return self._shared[0]

    @cached_property
    def _shared(self) -> tuple[Array, Array]:
        if self.orders is not None:
            return sampled_shapley(self.values, self.masks, self.orders)
        shares = np.moveaxis(shapley(np.moveaxis(self.values, 1, -1)), -1, 1)
        return shares, np.zeros(shares.shape[:2])

    @property
    def is_alone(self) -> bool:
        """Whether a scenario is held against itself without strategies."""
        return self.titles[0] == NO_STRATEGY

    def place(self, outcome: str) -> int | None:
        """Position of an outcome; None if it is not there."""
        return next((k for k, each in enumerate(self.outcomes) if each.name == outcome), None)

    def level(self, outcome: int, mask: int) -> Array:
        """Values of an outcome in a coalition, shape (worlds,)."""
        return np.asarray(self.values[outcome, int(np.searchsorted(self.masks, mask))])

    @property
    def everyone(self) -> int:
        """Number of the coalition of all."""
        return (1 << len(self.players)) - 1

    def share(self, outcome: int, player: int) -> PairedDifference:
        """Return what a player adds: mean over worlds and 95 % interval, that of the sampling of orders included."""
        found = _from_zero(self.shares[outcome, player])
        return self._widened(found, float(self._shared[1][outcome, player]))

    def total(self, outcome: int) -> PairedDifference:
        """Return the second scenario minus the first."""
        return paired_difference(self.level(outcome, 0), self.level(outcome, self.everyone))

    def together(self, outcome: int) -> PairedDifference | None:
        """Return what all players give together beyond the sum of what each gives alone.

        ``mean_a`` is that sum, ``mean_b`` what they give together. None with fewer than two players, or where
        not every single one was run.
        """
        singles = [1 << place for place in range(len(self.players))]
        if len(singles) < 2 or not np.isin(singles, self.masks).all():
            return None
        none = self.level(outcome, 0)
        summed = sum((self.level(outcome, mask) - none for mask in singles), np.zeros_like(none))
        joint = self.level(outcome, self.everyone) - none
        same = np.isclose(joint, summed, rtol=ROUNDING, atol=ROUNDING)
        return paired_difference(summed, np.where(same, summed, joint))

    def _widened(self, found: PairedDifference, error: float) -> PairedDifference:
        if self.is_exact or found.n < 2:
            return found
        t = t_quantile(0.975, found.n - 1)
        pairs = 0 if self.orders is None else len(self.orders) // 2
        extra = t_quantile(0.975, pairs - 1) * error if pairs > 1 else np.nan
        half = float(np.hypot((found.high - found.low) / 2, extra)) if t else np.nan
        return replace(found, low=found.difference - half, high=found.difference + half)


def _from_zero(values: Array) -> PairedDifference:
    known = np.isfinite(values)
    rounded = np.where(np.abs(values) < ROUNDING, 0.0, values)
    return paired_difference(np.where(known, 0.0, np.nan), rounded)


@dataclass(frozen=True, slots=True)
class Design:
    """Which scenarios between two have to be run: ``scenarios[c]`` is coalition ``masks[c]``."""

    a: Scenario
    b: Scenario
    players: tuple[Player, ...]
    masks: Ints
    scenarios: tuple[Scenario, ...]
    orders: Ints | None


def design(
    a: Scenario, b: Scenario, *, seed: int = 0, exact: int = EXACT_PLAYERS, pairs: int = PAIRS
) -> Design:
    """Find what differs between two scenarios, and list the scenarios between them that have to be run.

    Parameters
    ----------
    a, b
        Of the same horizon.
    seed
        Draws the orders of joining, where not all coalitions are run.
    exact
        Most players of whom all coalitions are run.
    pairs
        Pairs of orders drawn beyond that.

    Raises
    ------
    StudyError
        If the two do not differ, or their horizons do.
    """
    if a.horizon_days != b.horizon_days:
        days = {"days_a": a.horizon_days, "days_b": b.horizon_days}
        raise StudyError(DIFFERENT_HORIZONS, a=a.name, b=b.name, **days)
    players = players_between(a, b)
    if not players:
        raise StudyError(SAME_BOTH, a=a.name, b=b.name)
    n = len(players)
    orders = paired_orders(n, pairs, seed) if n > exact else None
    masks = np.arange(1 << n, dtype=np.int64) if orders is None else coalitions_of(orders)
    ends = {0: a, (1 << n) - 1: b}
    scenarios = tuple(ends.get(int(m)) or coalition(a, b, in_mask(players, int(m))) for m in masks)
    return Design(a, b, players, masks, scenarios, orders)


def contributions_of(plan: Design, blocks: Sequence[Block], *, seed: int) -> Contributions:
    """Put the runs of a design, in its order and of the same worlds, into one table.

    Raises
    ------
    ValueError
        If the worlds differ.
    """
    worlds = blocks[0].worlds
    if not all(np.array_equal(block.worlds, worlds) for block in blocks):
        raise ValueError("the scenarios were not run in the same worlds")
    outcomes = run_outcomes()
    fatigue = next((each for each in day_measures() if each.name == "fatigue"), None)
    values = [np.stack([block.runs[outcome.name] for block in blocks]) for outcome in outcomes]
    if fatigue is not None:
        values.append(np.stack([over_groups(block, fatigue).mean(axis=1) for block in blocks]))
        outcomes = (*outcomes, FATIGUE)
    return Contributions(
        titles=(plan.a.title, plan.b.title),
        players=plan.players,
        outcomes=outcomes,
        masks=plan.masks,
        values=np.stack(values),
        orders=plan.orders,
        seed=seed,
        horizon_days=plan.a.horizon_days,
    )
