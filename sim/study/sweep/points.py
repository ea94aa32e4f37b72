"""The points of a study: which settings of its factors are run, in a fixed order, one at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
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
    """

    def __init__(self, study: SweepStudy) -> None:
        self.study = study
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

    def settings(self, point: Point) -> dict[str, float]:
        """Coordinate of each factor: the value in a range, or the position of a level."""
        study = self.study
        values = (*self.choices[point.choice], *self.samples[point.sample])
        return {factor.name: float(value) for factor, value in zip(study.factors, values, strict=True)}

    def overrides(self, point: Point) -> dict[str, Scalar]:
        """Return what the point puts over its base, by path."""
        given: dict[str, Scalar] = {}
        for factor, value in zip(self.study.factors, self.settings(point).values(), strict=True):
            given |= setting(factor, value)
        return given

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
        content = [self._digests[point.base], sorted(self.overrides(point).items())]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]

    @cached_property
    def _digests(self) -> tuple[str, ...]:
        return tuple(base.base.digest() for base in self.study.bases)


def setting(factor: Factor, coordinate: float) -> dict[str, Scalar]:
    """Return what a factor puts over a scenario at a coordinate."""
    if not factor.is_range:
        return dict(factor.levels[int(coordinate)].overrides)
    return {factor.path: int(coordinate) if factor.whole else coordinate}


def coordinates(side: Side, seed: int) -> Array:
    """Combinations of some factors, shape (combinations, factors): positions of levels, or values.

    Without factors there is one combination. A Sobol sequence begins alike however many of its points are
    taken, so it can be extended (Owen-scrambled: Joe and Kuo 2008, SIAM J. Sci. Comput. 30, 2635-2654); a Latin
    hypercube cannot (McKay, Beckman and Conover 1979, Technometrics 21, 239-245).
    """
    if side.design == LIST:
        return np.array(side.listed, np.float64).reshape(len(side.listed), len(side.factors))
    if side.design == GRID:
        axes = [np.arange(len(factor.levels), dtype=np.float64) for factor in side.factors]
        if not axes:
            return np.zeros((1, 0))
        return np.stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")], axis=1)
    return np.stack(
        [_spread(factor, column) for factor, column in zip(side.factors, _unit(side, seed).T, strict=True)],
        axis=1,
    )


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
    if factor.whole:
        return np.minimum(np.floor(factor.low + unit * (factor.high - factor.low + 1)), factor.high)
    if factor.log:
        values: Array = np.exp(np.log(factor.low) + unit * (np.log(factor.high) - np.log(factor.low)))
        return values
    return factor.low + unit * (factor.high - factor.low)
