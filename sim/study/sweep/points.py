"""The points of a study: which settings of its factors are run, in a fixed order, one at a time."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Scalar
from sim.scenario import Scenario
from sim.study.sweep.declared import GRID, LIST, SOBOL, Factor, Side, SweepStudy

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a study.

    ``number`` counts from 0 through the design; ``base``, ``choice`` and ``sample`` are the positions of its
    scenario, of its combination of strategies and of its combination of uncertainties.
    """

    number: int
    base: int
    choice: int
    sample: int


class Points:
    """All points of a study; coordinates are arrays, so a million of them take megabytes.

    Parameters
    ----------
    study
        Its factors and designs.
    digests
        Of the study's bases, in their order, as an archive has them; else those of the scenarios as they are now,
        which change with the defaults of the program.
    """

    def __init__(self, study: SweepStudy, digests: Sequence[str] = ()) -> None:
        self.study = study
        self._given = tuple(digests)
        self.choices = coordinates(study.strategies, study.seed)
        self.samples = coordinates(study.uncertainties, study.seed + 1)

    def __len__(self) -> int:
        return len(self.study.bases) * len(self.choices) * len(self.samples)

    def __getitem__(self, number: int) -> Point:
        if not 0 <= number < len(self):
            raise IndexError(number)
        rest, sample = divmod(number, len(self.samples))
        base, choice = divmod(rest, len(self.choices))
        return Point(number, base, choice, sample)

    def __iter__(self) -> Iterator[Point]:
        return (self[number] for number in range(len(self)))

    def overrides(self, point: Point) -> dict[str, Scalar]:
        """Return what the point puts over its base, by path."""
        return _put_over(self.study.strategies, self.choices[point.choice]) | _put_over(
            self.study.uncertainties, self.samples[point.sample]
        )

    def positions(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """Base, choice and sample of some points, each of shape (points,)."""
        return np.unravel_index(numbers, (len(self.study.bases), len(self.choices), len(self.samples)))

    def scenario(self, point: Point) -> Scenario:
        """Return the scenario of a point.

        Raises
        ------
        ScenarioError
            If its values cannot stand together.
        """
        return self.study.bases[point.base].scenario(self.overrides(point))

    def key(self, point: Point) -> str:
        """Sixteen hex digits that name a point by what it is, not by where in the design it stands."""
        return _name([self._digests[point.base], sorted(self.overrides(point).items())], 16)

    @cached_property
    def sample_keys(self) -> tuple[str, ...]:
        """Eight hex digits a combination of uncertainties, which name it by what it is."""
        side = self.study.uncertainties
        return tuple(_name(sorted(_put_over(side, sample).items()), 8) for sample in self.samples)

    @cached_property
    def _digests(self) -> tuple[str, ...]:
        return self._given or tuple(base.base.digest() for base in self.study.bases)


def _name(content: object, digits: int) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:digits]


def _put_over(side: Side, values: Array) -> dict[str, Scalar]:
    """Return what a combination of factors puts over a scenario."""
    given: dict[str, Scalar] = {}
    for factor, value in zip(side.factors, values.tolist(), strict=True):
        given |= setting(factor, value)
    return given


def size(side: Side) -> int:
    """How many combinations of its factors a side asks for, without making them."""
    if side.design == LIST:
        return len(side.listed)
    return math.prod(len(factor.levels) for factor in side.factors) if side.design == GRID else side.points


def setting(factor: Factor, coordinate: float) -> dict[str, Scalar]:
    """Return what a factor puts over a scenario at a coordinate."""
    if not factor.is_range:
        return dict(factor.levels[int(coordinate)].overrides)
    return {factor.path: int(coordinate) if factor.whole else coordinate}


def coordinates(side: Side, seed: int) -> Array:
    """Combinations of some factors, shape (combinations, factors): positions of levels, or values.

    Without factors there is one combination. A Sobol sequence begins alike however many of its points are
    taken, so it can be extended (Owen-scrambled: Joe and Kuo 2008, SIAM J. Sci. Comput. 30, 2635-2654); a Latin
    hypercube cannot (McKay, Beckman and Conover 1979, Technometrics 21, 239-245). Where whole numbers or levels
    make two points of such a design the same, it is taken once: there may be fewer than were asked for.
    """
    if side.design == LIST:
        return np.array(side.listed, np.float64).reshape(len(side.listed), len(side.factors))
    if side.design == GRID:
        axes = [np.arange(len(factor.levels), dtype=np.float64) for factor in side.factors]
        if not axes:
            return np.zeros((1, 0))
        return np.stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")], axis=1)
    columns = zip(side.factors, _unit(side, seed).T, strict=True)
    spread = np.stack([_spread(factor, column) for factor, column in columns], axis=1)
    if all(factor.is_range and not factor.whole for factor in side.factors):
        return spread
    _, first = np.unique(spread, axis=0, return_index=True)
    return spread[np.sort(first)]


def _unit(side: Side, seed: int) -> Array:
    """Points of the unit cube, shape (points, factors)."""
    from scipy.stats import qmc  # noqa: PLC0415 - slow to import, and only designs need it

    if side.design == SOBOL:
        sampler = qmc.Sobol(len(side.factors), scramble=True, rng=seed)
        whole = sampler.random_base2(max(0, (side.points - 1).bit_length()))
        return np.asarray(whole[: side.points])
    return np.asarray(qmc.LatinHypercube(len(side.factors), rng=seed).random(side.points))


def _spread(factor: Factor, unit: Array) -> Array:
    """Values of a factor at places of the unit interval."""
    if not factor.is_range:
        return np.minimum(np.floor(unit * len(factor.levels)), len(factor.levels) - 1)
    top = factor.high + 1 if factor.whole else factor.high
    if factor.log:
        values: Array = np.exp(np.log(factor.low) + unit * (np.log(top) - np.log(factor.low)))
    else:
        values = factor.low + unit * (top - factor.low)
    return np.clip(np.floor(values), factor.low, factor.high) if factor.whole else values
