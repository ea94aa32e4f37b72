"""Every corner of the factors' space is built before anything runs: what cannot be a scenario is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from sim.engine.errors import PlanError
from sim.engine.plan import make_plan
from sim.parameters import Scalar
from sim.scenario import ScenarioError
from sim.scenario.problems import Message, Place, Problems
from sim.study.sweep import messages
from sim.study.sweep.declared import Factor, SweepStudy
from sim.study.sweep.points import setting

MOST_CORNERS = 512
"""With more corners than this, every value of every factor is tried alone, and the two extreme corners."""


def check_corners(study: SweepStudy, problems: Problems) -> None:
    """Note corners that cannot be scenarios."""
    for base in study.bases:
        horizon = base.base.horizon_days
        for point in corners(study.factors):
            try:
                scenario = base.scenario(point)
                make_plan(scenario)
            except ScenarioError as error:
                _note(error, study, point, problems)
            except PlanError as error:
                place = Place(study.file)
                problems.add(place, messages.CORNER, said=str(error), advice="", point=_shown(point))
            else:
                if scenario.horizon_days != horizon:
                    problems.add(Place(study.file), messages.HORIZON_FACTOR)
            if problems.full:
                return


def corners(factors: tuple[Factor, ...]) -> Iterator[dict[str, Scalar]]:
    """Yield what is put over a base at each corner."""
    ends = [_ends(factor) for factor in factors]
    count = 1
    for each in ends:
        count *= len(each)
    if count <= MOST_CORNERS:
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


def _joined(parts: tuple[dict[str, Scalar], ...]) -> dict[str, Scalar]:
    return {path: value for part in parts for path, value in part.items()}


def _note(error: ScenarioError, study: SweepStudy, point: dict[str, Scalar], problems: Problems) -> None:
    for each in error.problems:
        problems.add(
            Place(study.file, path=each.path), Message(messages.CORNER.template, messages.CORNER.hint),
            said=each.message(), advice=each.hint(), point=_shown(point),
        )  # fmt: skip


def _shown(point: dict[str, Scalar]) -> str:
    return ", ".join(f"{path}={value}" for path, value in point.items())
