"""Who arrives: taken from the log by a stated rule, not searched for; ``docs/calibration.md`` has the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from sim.i18n import Translate, mark
from sim.parameters import Scalar, Values
from sim.patterns import Log
from sim.scenario import Scenario
from sim.state.sections import CHANNEL
from sim.study.calibration.observed import DAY, Observed
from sim.study.errors import StudyError

SHARE_SPEAKING = 0.35
"""Of joiners, the share that ever writes, where the log does not show joins; ``evidence/README.md``: lurkers .59-.71."""
ENOUGH_JOINS = 30
FIRST_DAYS = 30
LEAST_INITIAL = 2
TRIAL_DAYS, TRIAL_WORLDS = 120, 8
LEAST_ADMITTED = 0.05
CHANNEL_NAME = "log"
"""Name of the channel that is added to a scenario without any."""

ONE_GROUP = mark("{name} has {n} groups, and a log is of one; calibrate a scenario with one group.")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a log says of arrivals.

    Parameters
    ----------
    per_day
        Newcomers a day, silent ones included.
    initial
        Members on the first day.
    share_speaking
        Of joiners, the share that ever writes.
    from_joins
        Whether the log shows joins; otherwise first messages stand for them.
    """

    per_day: float
    initial: int
    share_speaking: float
    from_joins: bool

    def text(self, t: Translate) -> str:
        """Say what was taken from the log, and how."""
        values = {
            "per_day": t.number(self.per_day, 2),
            "initial": t.number(self.initial, 0),
            "share": t.percent(self.share_speaking),
        }
        if self.from_joins:
            return t(
                "Arrivals are those of the log: {per_day} joins a day after the burn-in; {initial} members at the start, of whom those who never joined but write are scaled up by the {share} of joiners who ever write.",
                **values,
            )
        return t(
            "Arrivals are estimated, since the log shows no joins: first messages a day after the burn-in, over the {share} of joiners who ever write, give {per_day} a day, and {initial} members at the start.",
            **values,
        )


def arrivals(log: Log) -> Arrivals:
    """Estimate arrivals from a prepared log."""
    after = max((log.t1 - log.t0) / DAY - log.burn_in_days, 1.0)
    border = log.t0 + log.burn_in_days * DAY
    joiner, joined = _first_joins(log)
    if joiner.size >= ENOUGH_JOINS:
        share = float(np.clip(np.mean(np.isin(joiner, log.names)), 0.05, 1.0))
        per_day = float(np.sum(joined >= border)) / after
        founders = max(0.0, float(np.sum(joined < log.t0 + DAY)) - per_day)
        early = log.names[log.first < log.t0 + FIRST_DAYS * DAY]
        there = founders + float(np.sum(~np.isin(early, joiner))) / share
        return Arrivals(per_day, max(LEAST_INITIAL, round(there)), share, from_joins=True)
    speaking = float(np.sum(log.is_new)) / after
    early_writers = float(np.sum(log.first < log.t0 + FIRST_DAYS * DAY))
    there = max(0.0, early_writers - FIRST_DAYS * speaking) / SHARE_SPEAKING
    return Arrivals(
        speaking / SHARE_SPEAKING, max(LEAST_INITIAL, round(there)), SHARE_SPEAKING, from_joins=False
    )


def _first_joins(log: Log) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Members who are seen to join before they write, and when: who wrote before is only coming back."""
    is_join = log.events.kind == "join"
    user, at = np.unique(log.events.user[is_join].astype(np.int64), return_index=True)
    when = log.events.t[is_join][at].astype(np.int64)
    wrote = np.full(user.size, np.iinfo(np.int64).max)
    place = np.searchsorted(log.names, user)
    known = np.isin(user, log.names)
    wrote[known] = log.first[place[known]]
    is_first = when <= wrote
    return user[is_first], when[is_first]


def prepared(scenario: Scenario, seen: Observed, found: Arrivals) -> Scenario:
    """Return the scenario over the days of the log, with its arrivals; its channels keep their proportions.

    A channel's ``per_day`` counts who comes to the door, a log who is let in: it is raised by the
    share that the scenario refuses, and lowered by those whom its strategies pull in, both measured
    in a few worlds.

    Raises
    ------
    StudyError
        If it has several groups.
    """
    if len(scenario.groups) != 1:
        raise StudyError(ONE_GROUP, name=scenario.name, n=len(scenario.groups))
    made = _over_days(scenario, seen.days, found.initial)
    admitted, pulled = _door(_with_prospects(made, found.per_day))
    return _with_prospects(made, max(0.0, found.per_day - pulled) / admitted)


def _door(scenario: Scenario) -> tuple[float, float]:
    """Return the share of prospects that is let in, and people pulled in a day."""
    trial = replace(scenario, horizon_days=min(scenario.horizon_days, TRIAL_DAYS))
    trial = _over_days(trial, trial.horizon_days, None)
    days = import_module("sim.engine").simulate(trial, worlds=TRIAL_WORLDS, seed=0, jobs=1).days
    prospects, own = float(days["prospects"].sum()), float(days["joins_own"].sum())
    pulled = float(days["joins_pulled"].sum()) / (TRIAL_WORLDS * trial.horizon_days)
    return (max(own / prospects, LEAST_ADMITTED) if prospects > 0 and own > 0 else 1.0), pulled


def _with_prospects(scenario: Scenario, per_day: float) -> Scenario:
    (group,) = scenario.groups
    channels = dict(group.channels) or {CHANNEL_NAME: Values.of(CHANNEL.parameters)}
    total = sum(float(values["per_day"]) for values in channels.values())
    changed = []
    for name, values in sorted(channels.items()):
        share = float(values["per_day"]) / total if total > 0 else 1 / len(channels)
        changed.append((name, _with(values, per_day=round(per_day * share, 6))))
    return replace(scenario, groups=(replace(group, channels=tuple(changed)),))


def _over_days(scenario: Scenario, days: int, initial: int | None) -> Scenario:
    """Return the scenario over some days; spells that lasted to its end do so again."""
    (group,) = scenario.groups
    spells = tuple(
        replace(spell, end_day=days if spell.end_day >= scenario.horizon_days else min(spell.end_day, days))
        for spell in group.spells
        if spell.first_day < days
    )
    members = group.members if initial is None else _with(group.members, initial=initial)
    return replace(scenario, horizon_days=days, groups=(replace(group, members=members, spells=spells),))


def _with(values: Values, **changed: Scalar) -> Values:
    return Values({**values, **changed})
