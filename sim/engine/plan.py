"""From a scenario to what the kernels read: lever table, rules, parameter records.

Everything here is done once per scenario, before any world exists.
"""

from __future__ import annotations

import calendar
import datetime
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Measure, MeasureFile, Outcome, Step
from sim.engine.daily import read_daily
from sim.engine.day import DAY
from sim.engine.errors import PlanError
from sim.engine.events import STEPS as EVENT_STEPS
from sim.engine.house import STEPS as HOUSE_STEPS
from sim.engine.setting import levers_set
from sim.graphs.build import check_file
from sim.parameters import Parameter, Values
from sim.rng import name_key
from sim.scenario.catalogue import measures, mechanisms, strategies
from sim.scenario.model import GroupSpec, Scenario
from sim.state.levers import LEVER_ROW, LEVERS, RULE_ROW, RULE_SLOTS, RULES, Fold
from sim.state.people import Source
from sim.state.record import RECORD
from sim.state.sections import CHANNEL, OPERATORS, PRODUCT

Records = NDArray[np.void]

CHANNEL_ROW = np.dtype(
    [
        ("key", np.uint64),
        ("initial", np.int64),
        ("centre_x", np.float64),
        ("centre_y", np.float64),
        ("likeness", np.float64),
        *((parameter.name, np.float64) for parameter in CHANNEL.parameters if parameter.is_numeric),
    ]
)
"""Where people come from: founders, people pulled in, friends of members, acquaintances of the team, then the channels by name."""

BASELINES = {lever.name: lever.baseline for lever in LEVERS}
FOLDING = {Fold.SUM: np.add, Fold.MAX: np.maximum, Fold.MIN: np.minimum}

OPERATOR_ROW = np.dtype([(p.name, np.float64) for p in OPERATORS.parameters])
PRODUCT_ROW = np.dtype([(p.name, np.float64) for p in PRODUCT.parameters])


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the day: its name, its kernel, and the mechanism whose parameters it gets."""

    name: str
    step: Step
    mechanism: str | None


@cache
def planned_steps() -> tuple[PlannedStep, ...]:
    """The day's order with every name resolved.

    Raises
    ------
    PlanError
        If the order names a step that nobody declares, or a declared step is missing from it.
    """
    known: dict[str, PlannedStep] = {
        name: PlannedStep(name, step, None) for name, step in {**HOUSE_STEPS, **EVENT_STEPS}.items()
    }
    for name, file in measures().items():
        if file.step is not None:
            known[f"measures.{name}"] = PlannedStep(f"measures.{name}", file.step, None)
    for name, mechanism in mechanisms().items():
        for step_name, step in mechanism.steps.items():
            known[f"{name}.{step_name}"] = PlannedStep(f"{name}.{step_name}", step, name)
    order = [name for name in DAY if name != "record"]
    if missing := sorted(set(order) ^ set(known)):
        raise PlanError(f"engine/day.py and the declared steps differ: {', '.join(missing)}")
    return tuple(known[name] for name in order)


@cache
def step_index(name: str) -> int:
    """Position of a step in the day."""
    return next(i for i, planned in enumerate(planned_steps()) if planned.name == name)


@cache
def day_measures() -> tuple[Measure, ...]:
    """Columns of the day table, in a fixed order."""
    return tuple(measure for file in measures().values() for measure in file.measures)


@cache
def record_columns() -> NDArray[np.int64]:
    """Which field of a group's record each column of the day table is; those of integers as ``~field``.

    Every field takes eight bytes, so that a record can be read as one array of floats and as one of integers.
    """
    places = {
        name: place if RECORD[name] == np.float64 else ~place for place, name in enumerate(RECORD.names or ())
    }
    return np.array([places[measure.source] for measure in day_measures()])


@cache
def run_outcomes() -> tuple[Outcome, ...]:
    """Columns of the run table, in a fixed order."""
    files: list[MeasureFile] = list(measures().values())
    return tuple(outcome for file in files for outcome in file.outcomes)


def parameter_row(parameters: tuple[Parameter, ...]) -> np.dtype[np.void]:
    """Record type of a mechanism's parameters: ``enabled``, then one float64 each."""
    return np.dtype([("enabled", np.float64), *((p.name, np.float64) for p in parameters if p.is_numeric)])


@dataclass(frozen=True)
class Plan:
    """A scenario as the kernels read it; arrays have the groups first.

    ``levers`` (groups, days), ``rules`` (groups, slots), ``channels`` (groups, channels), ``given``
    (groups, channels, days) of prospects, -1 where they are drawn; ``products`` (groups,), ``operators`` (1,), ``parameters[mechanism]`` (groups,), ``off[step]`` (groups,) of 0 or 1, 1 where the
    mechanism is switched off, and ``idle[step]`` likewise, 1 where nothing that the step works on is ever set.
    """

    scenario: Scenario
    levers: Records
    rules: Records
    channels: Records
    given: NDArray[np.int32]
    products: Records
    operators: Records
    parameters: dict[str, Records]
    off: NDArray[np.uint8]
    idle: NDArray[np.uint8]
    graphs: tuple[Values, ...]
    weekday: int
    start_seconds: int

    def steps_used(self, every_lever: bool = False) -> list[int]:
        """Positions in the day of the steps that are called in some group; with a hook, that any lever may need."""
        resting = self.off if every_lever else self.off | self.idle
        return [int(index) for index in np.flatnonzero((resting == 0).any(axis=1))]


def make_plan(scenario: Scenario) -> Plan:
    """Compile a scenario.

    Raises
    ------
    PlanError
        If more rules are in force at once than there are slots, groups differ in ``graph.max_ties`` or
        in whether hours are rationed, word of mouth has no pool, or a file of daily numbers is no such file.
    GraphError
        If a file of acquaintances cannot be used, or does not fit the members of day 0.
    """
    groups = scenario.groups
    if len({group.graph.max_ties for group in groups}) > 1:
        raise PlanError("graph.max_ties differs between groups; the groups of a scenario share one value")
    if len({"operate" in group.disabled for group in groups}) > 1:
        raise PlanError("mechanisms.operate is switched off in some groups only; one team serves all groups")
    for group in groups:
        for name, channel in group.channels:
            if channel.imitation > 0 and channel.pool == 0:
                raise PlanError(f"channels.{name}: word of mouth (imitation) needs a pool to draw from")
    steps = planned_steps()
    start = scenario.start or datetime.date(2024, 1, 1)  # a Monday
    levers = np.stack([_lever_table(group, scenario.horizon_days, start.weekday()) for group in groups])
    off, idle = np.zeros((2, len(steps), len(groups)), np.uint8)
    for g, group in enumerate(groups):
        found = _names_set(group, levers[g])
        for s, planned in enumerate(steps):
            off[s, g] = planned.mechanism in group.disabled and not planned.step.always
            needs = [_is_set(name, planned, group, found) for name in planned.step.only_with]
            idle[s, g] = bool(needs) and not any(needs)
    return Plan(
        scenario=scenario,
        levers=levers,
        rules=_rules(groups),
        channels=_channels(groups),
        given=_given(scenario),
        products=_record(PRODUCT.parameters, PRODUCT_ROW, [group.product for group in groups]),
        operators=_record(OPERATORS.parameters, OPERATOR_ROW, [scenario.operators]),
        parameters={
            name: _mechanism_record(mechanism.parameters, name, groups)
            for name, mechanism in mechanisms().items()
        },
        off=off,
        idle=idle,
        graphs=tuple(_graph(group, scenario) for group in groups),
        weekday=start.weekday(),
        start_seconds=calendar.timegm(start.timetuple()),
    )


def _names_set(group: GroupSpec, levers: Records) -> frozenset[str]:
    """What a step may work on and is set in a group: levers, kinds of rule, the price of a product."""
    moved = {name for name, baseline in BASELINES.items() if (levers[name] != baseline).any()}
    moved |= {RULES[kind] for _first, _end, kind, *_ in _rules_of(group)}
    return frozenset(moved | ({"product.price"} if group.product.price > 0 else set()))


def _is_set(name: str, planned: PlannedStep, group: GroupSpec, found: frozenset[str]) -> bool:
    """Whether something that a step works on is ever set in a group; ``events`` is known to the world only.

    Raises
    ------
    PlanError
        If nothing has that name.
    """
    if name.startswith("p."):
        return bool(group.mechanisms[str(planned.mechanism)][name[2:]] != 0)
    if name not in {*BASELINES, *RULES, "product.price", "events"}:
        raise PlanError(f"step {planned.name}: nothing is called {name!r}")
    return name in found


def _graph(group: GroupSpec, scenario: Scenario) -> Values:
    """The graph section, with a file named relative to the scenario's folder made absolute; the file is read."""
    if group.graph.kind != "file":
        return group.graph
    if not group.graph.file:
        check_file(group.graph, 0)
    graph = Values({**group.graph, "file": str(scenario.graph_path(group))})
    check_file(graph, int(group.members.initial))
    return graph


def _lever_table(group: GroupSpec, days: int, weekday: int) -> Records:
    """Fold what the strategies set, in order of their names, so that order in the file cannot matter."""
    table = np.zeros(days, LEVER_ROW)
    for lever in LEVERS:
        table[lever.name] = lever.baseline
    folds = {lever.name: lever.fold for lever in LEVERS}
    for spell in sorted(group.spells, key=lambda s: (s.strategy, s.first_day)):
        when = slice(spell.first_day, spell.end_day)
        for name, value in levers_set(replace(spell, begins_on=weekday)):
            table[name][when] = FOLDING[folds[name]](table[name][when], value)
    return table


def _rules(groups: tuple[GroupSpec, ...]) -> Records:
    """Rules of all groups, padded to the group with most; unused rows are never in force."""
    found = [list(_rules_of(group)) for group in groups]
    table = np.zeros((len(groups), max(1, *(len(rows) for rows in found))), RULE_ROW)
    for g, rows in enumerate(found):
        table[g, : len(rows)] = rows
        for first_day in {first for first, *_ in rows}:
            kinds = Counter(kind for first, end, kind, *_ in rows if first <= first_day < end)
            for kind, in_force in kinds.items():
                if in_force > RULE_SLOTS:
                    raise PlanError(
                        f"group {groups[g].id}: more than {RULE_SLOTS} rules {RULES[kind]} at once, {in_force} on day "
                        f"{first_day}; use fewer strategies or shorter spells"
                    )
    return table


def _rules_of(group: GroupSpec) -> Iterator[tuple[int, int, int, float, float, float, float]]:
    """The rules that a group's strategies lay down, as rows of ``RULE_ROW``."""
    for spell in sorted(group.spells, key=lambda s: (s.strategy, s.first_day)):
        for rule in strategies()[spell.strategy]().rules(spell.values):
            if rule.kind not in RULES:
                raise PlanError(
                    f"strategy {spell.strategy}: no kind of rule {rule.kind!r}; there is {', '.join(RULES)}"
                )
            kind = RULES.index(rule.kind)
            cap = min(rule.cap, 1e9)
            yield spell.first_day, spell.end_day, kind, rule.threshold, cap, rule.period, rule.amount


def _direction(name: str, distance: float) -> tuple[float, float]:
    """Centre of a channel's people: at its distance from the topic, in a direction of its own."""
    angle = 2.0 * math.pi * int(name_key(f"direction/{name}")) / 2.0**64
    return distance * math.cos(angle), distance * math.sin(angle)


def _channels(groups: tuple[GroupSpec, ...]) -> Records:
    """Rows of everybody's sources, padded to the group with most channels."""
    table = np.zeros((len(groups), Source.NAMED + max(len(group.channels) for group in groups)), CHANNEL_ROW)
    for g, group in enumerate(groups):
        members, pulled = group.members, group.mechanisms["arrive"]
        _fill(table[g, Source.FOUNDERS], "founders", members.distance, members.spread, members.advertisers)
        table[g, Source.FOUNDERS]["initial"] = members.initial
        _fill(
            table[g, Source.PULLED],
            "pulled",
            pulled.pulled_distance,
            pulled.pulled_spread,
            pulled.pulled_advertisers,
        )
        friends = group.mechanisms["refer"]
        _fill(table[g, Source.REFERRED], "referred", 0.0, friends.spread, friends.advertisers)
        table[g, Source.REFERRED]["likeness"] = friends.likeness
        _fill(table[g, Source.TEAM], "team", pulled.team_distance, pulled.team_spread, 0.0)
        table[g, Source.TEAM]["knows_inside"] = pulled.team_knows
        for c, (name, values) in enumerate(group.channels):
            row = table[g, Source.NAMED + c]
            for parameter in CHANNEL.parameters:
                if parameter.is_numeric:
                    row[parameter.name] = parameter.as_number(values[parameter.name])
            _fill(row, f"channel/{name}", values.distance, values.spread, values.advertisers)
    return table


def _given(scenario: Scenario) -> NDArray[np.int32]:
    """Prospects that channels give day by day, shape (groups, channels, days); -1 where they are drawn."""
    most = max(len(group.channels) for group in scenario.groups)
    table = np.full((len(scenario.groups), Source.NAMED + most, scenario.horizon_days), -1, np.int32)
    for g, group in enumerate(scenario.groups):
        for c, (name, values) in enumerate(group.channels):
            if (path := scenario.daily_path(values)) is not None:
                numbers = read_daily(path, f"channels.{name}.daily")[: scenario.horizon_days]
                table[g, Source.NAMED + c, : numbers.size] = numbers
    return table


def _fill(row: np.void, name: str, distance: float, spread: float, advertisers: float) -> None:
    """Set what every source of people has."""
    row["key"] = name_key(name)
    row["centre_x"], row["centre_y"] = _direction(name, distance)
    row["distance"], row["spread"], row["advertisers"] = distance, spread, advertisers


def _record(parameters: tuple[Parameter, ...], dtype: np.dtype[np.void], values: list[Values]) -> Records:
    """Numbers of some parameters as records, one for each of ``values``."""
    table = np.zeros(len(values), dtype)
    for row, given in zip(table, values, strict=True):
        for parameter in parameters:
            if parameter.is_numeric:
                row[parameter.name] = parameter.as_number(given[parameter.name])
    return table


def _mechanism_record(parameters: tuple[Parameter, ...], name: str, groups: tuple[GroupSpec, ...]) -> Records:
    """A mechanism's parameters in every group, with its switch."""
    table = _record(parameters, parameter_row(parameters), [group.mechanisms[name] for group in groups])
    table["enabled"] = [name not in group.disabled for group in groups]
    return table
