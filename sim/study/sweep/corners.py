"""Every corner of the factors' space is built before anything runs: what cannot be a scenario is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from sim.engine.errors import PlanError
from sim.engine.plan import make_plan
from sim.parameters import Scalar
from sim.scenario import ScenarioError, Template
from sim.scenario.problems import Place, Problems
from sim.study.sweep import messages
from sim.study.sweep.declared import Factor, SweepStudy
from sim.study.sweep.points import setting

MOST_CORNERS = 512
"""With more corners than this, every value of every factor is tried alone, and the two extreme corners."""


def check_corners(study: SweepStudy, problems: Problems) -> None:
    """Note what is wrong at corners that cannot be scenarios, each thing once, at the first corner that has it."""
    told: set[tuple[str, str]] = set()
    for base in study.bases:
        horizon = base.base.horizon_days
        for point in corners(study.factors):
            for path, said, advice in _wrong(base, point, horizon):
                if (path, said) not in told:
                    told.add((path, said))
                    place = Place(study.file, path=path)
                    problems.add(place, messages.CORNER, said=said, advice=advice, point=_shown(point))
            if problems.full:
                return


def _wrong(base: Template, point: dict[str, Scalar], horizon: int) -> Iterator[tuple[str, str, str]]:
    """Yield path, sentence and advice of what is wrong at a corner."""
    try:
        scenario = base.scenario(point)
        make_plan(scenario)
    except ScenarioError as error:
        for each in error.problems:
            yield each.path, each.message(), each.hint()
    except PlanError as error:
        yield "", str(error), ""
    else:
        if scenario.horizon_days != horizon:
            yield "horizon", messages.HORIZON_FACTOR.template, messages.HORIZON_FACTOR.hint


def corners(factors: tuple[Factor, ...]) -> Iterator[dict[str, Scalar]]:
    """Yield what is put over a base at each corner, and one value from within each range."""
    ends = [_ends(factor) for factor in factors]
    for factor in factors:
        if factor.is_range:
            yield setting(factor, _within(factor))
    if prod(map(len, ends)) <= MOST_CORNERS:
        for corner in product(*ends):
            yield _joined(corner)
        return
    for each in ends:
        yield from each
    yield _joined(tuple(each[0] for each in ends))
    yield _joined(tuple(each[-1] for each in ends))


def _ends(factor: Factor) -> list[dict[str, Scalar]]:
    """Return what a factor can be: all its levels, or both ends of its range."""
    if factor.is_range:
        return [setting(factor, factor.low), setting(factor, factor.high)]
    return [setting(factor, position) for position in range(len(factor.levels))]


def _within(factor: Factor) -> float:
    """Return a value of a range that is neither end: what is fine at the ends, such as whole days, may fail there."""
    value = factor.low + 0.382 * (factor.high - factor.low)
    return float(round(value)) if factor.whole else value


def _joined(parts: tuple[dict[str, Scalar], ...]) -> dict[str, Scalar]:
    return {path: value for part in parts for path, value in part.items()}


def _shown(point: dict[str, Scalar]) -> str:
    return ", ".join(f"{path}={value}" for path, value in point.items())
