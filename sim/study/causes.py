"""What may have caused a turning point, and scenarios with that one thing taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sim.contracts import Spell
from sim.scenario import GroupSpec, Scenario
from sim.statistics import PairedDifference, paired_difference
from sim.study.players import REST, Player, coalition
from sim.study.turning_points import Array, Series, TurningPoint, changes_of_gap

LATE = 7
"""Days after a turning point on which its cause may still lie, since a change is seen over two weeks."""
TRIED = 3
"""Causes tried for a turning point, nearest first."""
ENOUGH = 0.5
"""A cause explains a turning point if at least this share of it is gone without the cause."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that happens on a day in one of two scenarios and not likewise in the other.

    ``side`` is 0 or 1; ``kind`` is ``"begins"``, ``"changes"``, ``"ends"`` of a strategy's spell, or ``"rest"``
    for all that differs besides strategies. ``spell`` is the one that begins or is changed to, or that ended.
    """

    side: int
    strategy: str
    kind: str
    day: int
    spell: Spell | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Trial:
    """A cause held to the test: how large the turning point is with and without it, in the same worlds."""

    cause: Cause
    with_it: float
    without_it: float
    removed: PairedDifference
    """With less without, world by world."""

    @property
    def share(self) -> float:
        """Share of the change that is gone without the cause; NaN where there was no change."""
        return self.removed.difference / self.with_it if self.with_it else float("nan")

    @property
    def is_confirmed(self) -> bool:
        """Whether the change is mostly gone without the cause, beyond luck."""
        sure = self.removed.low > 0 or self.removed.high < 0
        return bool(self.share >= ENOUGH and sure)


def causes(a: Scenario, b: Scenario, players: Sequence[Player]) -> tuple[Cause, ...]:
    """List what happens in one of two scenarios and not likewise in the other, by day."""
    found: list[Cause] = []
    for side, (here, there) in enumerate(((a, b), (b, a))):
        others = {_key(spell) for group in there.groups for spell in group.spells}
        for group in here.groups:
            for spell in group.spells:
                if _key(spell) not in others:
                    found += _edges(side, spell, group, here.horizon_days)
    if any(player.name == REST for player in players):
        found.append(Cause(1, REST, "rest", 0))
    seen: dict[tuple[int, str, str, int], Cause] = {}
    for cause in found:
        seen.setdefault((cause.side, cause.strategy, cause.kind, cause.day), cause)
    return tuple(sorted(seen.values(), key=lambda cause: (cause.day, cause.side, cause.strategy)))


def likely(moment: Sequence[TurningPoint], among: Sequence[Cause]) -> tuple[Cause, ...]:
    """Return the causes to try for a turning point: those that had begun, the nearest first, all the rest last."""
    last = max(point.day for point in moment) + LATE
    before = [cause for cause in among if cause.day <= last]
    order = sorted(before, key=lambda cause: (cause.kind == "rest", abs(cause.day - moment[0].day)))
    return tuple(order[:TRIED])


def without(cause: Cause, a: Scenario, b: Scenario, players: Sequence[Player]) -> Scenario:
    """Return the scenario of the cause's side with the cause taken out: what was in force before stays so."""
    if cause.kind == "rest":
        return coalition(a, b, [player.name for player in players if player.name != REST])
    scenario = (a, b)[cause.side]
    groups = tuple(_taken_out(group, cause, scenario.horizon_days) for group in scenario.groups)
    return replace(scenario, groups=groups)


def tried(point: TurningPoint, cause: Cause, series: Series, instead: Array) -> Trial:
    """Hold a turning point against the same worlds without a cause.

    Parameters
    ----------
    point
        The turning point.
    cause
        What was taken out.
    series
        The series in the worlds of the trial.
    instead
        The series of the cause's side without it, shape (worlds, days).
    """
    sides = (instead, series.b) if cause.side == 0 else (series.a, instead)
    with_it = changes_of_gap(series.a, series.b)[:, point.day]
    without_it = changes_of_gap(*sides)[:, point.day]
    return Trial(
        cause,
        float(np.mean(with_it)),
        float(np.mean(without_it)),
        paired_difference(without_it, with_it),
    )


def _key(spell: Spell) -> tuple[Any, ...]:
    return spell.strategy, spell.first_day, spell.end_day, tuple(sorted(spell.values.items()))


def _edges(side: int, spell: Spell, group: GroupSpec, horizon: int) -> list[Cause]:
    """Beginning and end of a spell."""
    same = [other for other in group.spells if other.strategy == spell.strategy]
    follows = any(other.end_day == spell.first_day for other in same)
    edges = [Cause(side, spell.strategy, "changes" if follows else "begins", spell.first_day, spell)]
    if spell.end_day < horizon and not any(other.first_day == spell.end_day for other in same):
        edges.append(Cause(side, spell.strategy, "ends", spell.end_day, spell))
    return edges


def _taken_out(group: GroupSpec, cause: Cause, horizon: int) -> GroupSpec:
    spells = list(group.spells)
    same = [spell for spell in spells if spell.strategy == cause.strategy]
    if cause.kind == "ends":
        for spell in same:
            if spell.end_day == cause.day:
                later = [other.first_day for other in same if other.first_day >= cause.day]
                spells[spells.index(spell)] = replace(spell, end_day=min(later, default=horizon))
    else:
        for spell in same:
            if spell.first_day == cause.day:
                place = spells.index(spell)
                before = next((other for other in same if other.end_day == cause.day), None)
                spells[place : place + 1] = [] if before is None else [replace(spell, values=before.values)]
    return replace(group, spells=tuple(spells))
