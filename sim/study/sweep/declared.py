"""What a study of many points is: what an operator chooses, what nobody knows, and which of it is run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sim.parameters import Scalar
from sim.scenario import Template, template_of

GRID, LIST, LATIN_HYPERCUBE, SOBOL = "grid", "list", "latin_hypercube", "sobol"
DESIGNS = (GRID, LIST, LATIN_HYPERCUBE, SOBOL)
Overrides = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Level:
    """One setting of a factor: how it is called, the number it stands for if any, and what it puts over a scenario."""

    name: str
    number: float
    """NaN where the setting is no number."""
    overrides: Overrides


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that differs between the points of a study.

    Either ``levels``, or a range from ``low`` to ``high`` of the value at ``path``.
    """

    name: str
    label: str
    unit: str = ""
    path: str = ""
    levels: tuple[Level, ...] = ()
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    """Whether a range is evenly filled in its logarithm."""
    whole: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it is drawn from a range."""
        return not self.levels


@dataclass(frozen=True, slots=True)
class Side:
    """Factors of one kind and how they are combined.

    ``points`` is the number of points of a Latin hypercube or a Sobol sequence; ``listed`` are the points
    of a list, by factor the position of its level.
    """

    factors: tuple[Factor, ...] = ()
    design: str = GRID
    points: int = 0
    listed: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Precision:
    """When enough worlds have been run: the 95 % interval of every point's mean is narrow enough.

    ``half_width`` is a share of the mean's size; worlds are doubled from ``SweepStudy.worlds`` up to ``most_worlds``.
    """

    outcome: str
    half_width: float
    most_worlds: int


@dataclass(frozen=True, slots=True)
class SweepStudy:
    """A study as its file says, checked.

    Every combination of ``strategies`` meets every combination of ``uncertainties`` in every world, so that
    strategies are compared under the same luck and the same doubts.

    Parameters
    ----------
    name
        Name of the file.
    title
        For people.
    bases
        Scenarios, with what the study puts over all of them.
    strategies
        What an operator chooses.
    uncertainties
        What nobody knows.
    worlds
        Worlds of a point, from 0; with a precision the first number tried.
    outcomes
        Columns of the table of runs; the first is what the study is about.
    days
        Measures that are kept day by day.
    """

    name: str
    title: str
    question: str
    bases: tuple[Template, ...]
    strategies: Side
    uncertainties: Side
    worlds: int
    seed: int
    outcomes: tuple[str, ...]
    days: tuple[str, ...] = ()
    precision: Precision | None = None
    file: str = ""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Strategies, then uncertainties."""
        return self.strategies.factors + self.uncertainties.factors

    def resolved(self) -> dict[str, Any]:
        """Return the study in plain values, for the manifest; :func:`study_of` reads it again."""
        return {
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "bases": {
                base.base.name: {"digest": base.base.digest(), "file": base.base.file, "said": base.said()}
                for base in self.bases
            },
            "strategies": _plain_side(self.strategies),
            "uncertainties": _plain_side(self.uncertainties),
            "worlds": self.worlds,
            "seed": self.seed,
            "outcomes": list(self.outcomes),
            "days": list(self.days),
            "precision": None if self.precision is None else asdict(self.precision),
        }


def study_of(resolved: Mapping[str, Any]) -> SweepStudy:
    """Make a study from what :meth:`SweepStudy.resolved` returned.

    Raises
    ------
    KeyError, TypeError, ValueError, ScenarioError
        If it cannot have been returned by it.
    """
    bases = [
        template_of(base["said"], name, str(base["file"])) for name, base in dict(resolved["bases"]).items()
    ]
    precision = resolved["precision"]
    return SweepStudy(
        name=str(resolved["name"]),
        title=str(resolved["title"]),
        question=str(resolved["question"]),
        bases=tuple(bases),
        strategies=_side_of(resolved["strategies"]),
        uncertainties=_side_of(resolved["uncertainties"]),
        worlds=int(resolved["worlds"]),
        seed=int(resolved["seed"]),
        outcomes=tuple(resolved["outcomes"]),
        days=tuple(resolved["days"]),
        precision=None if precision is None else Precision(**precision),
    )


def _plain_side(side: Side) -> dict[str, Any]:
    return {
        "design": side.design,
        "points": side.points,
        "listed": [list(each) for each in side.listed],
        "factors": [_plain_factor(factor) for factor in side.factors],
    }


def _plain_factor(factor: Factor) -> dict[str, Any]:
    head = {"name": factor.name, "label": factor.label, "unit": factor.unit, "path": factor.path}
    if factor.is_range:
        return {**head, "low": factor.low, "high": factor.high, "log": factor.log, "whole": factor.whole}
    levels = [
        {
            "name": level.name,
            "number": level.number if math.isfinite(level.number) else None,
            "overrides": dict(level.overrides),
        }
        for level in factor.levels
    ]
    return {**head, "levels": levels}


def _side_of(plain: Mapping[str, Any]) -> Side:
    factors = tuple(
        Factor(**{**factor, "levels": tuple(_level_of(level) for level in factor.get("levels", ()))})
        for factor in plain["factors"]
    )
    listed = tuple(tuple(int(position) for position in each) for each in plain["listed"])
    return Side(factors, str(plain["design"]), int(plain["points"]), listed)


def _level_of(plain: Mapping[str, Any]) -> Level:
    number = math.nan if plain["number"] is None else float(plain["number"])
    return Level(str(plain["name"]), number, dict(plain["overrides"]))
