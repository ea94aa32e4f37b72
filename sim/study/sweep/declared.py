"""What a study of many points is: what an operator chooses, what nobody knows, and which of it is run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.parameters import Scalar
from sim.scenario import Template

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
        """Return the study in plain values, for the manifest."""
        return {
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "bases": {
                base.plain.name: {"digest": base.plain.digest(), **base.plain.resolved()} for base in self.bases
            },
            "strategies": _plain_side(self.strategies),
            "uncertainties": _plain_side(self.uncertainties),
            "worlds": self.worlds,
            "seed": self.seed,
            "outcomes": list(self.outcomes),
            "days": list(self.days),
            "precision": None if self.precision is None else {
                "outcome": self.precision.outcome,
                "half_width": self.precision.half_width,
                "most_worlds": self.precision.most_worlds,
            },
        }  # fmt: skip

    def digest(self) -> str:
        """Sixteen hex digits of everything that decides which runs are made; words do not count."""
        content = self.resolved()
        for words in ("name", "title", "question"):
            del content[words]
        for base in content["bases"].values():
            base.pop("title")
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _plain_side(side: Side) -> dict[str, Any]:
    factors = {
        factor.name: {
            "label": factor.label,
            "unit": factor.unit,
            **(
                {"path": factor.path, "low": factor.low, "high": factor.high, "log": factor.log, "whole": factor.whole}
                if factor.is_range
                else {"path": factor.path, "levels": {level.name: dict(level.overrides) for level in factor.levels}}
            ),
        }
        for factor in side.factors
    }  # fmt: skip
    return {
        "design": side.design,
        "points": side.points,
        "listed": [list(each) for each in side.listed],
        "factors": factors,
    }
