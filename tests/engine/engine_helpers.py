"""What tests of the engine share: scenarios as text, worlds to look into, exact comparison."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numba
import numpy as np

from sim.engine.plan import day_measures, make_plan
from sim.engine.stepper import found, run_days
from sim.engine.world import World
from sim.results.block import Block
from sim.scenario import loads
from sim.scenario.model import Scenario
from sim.state.group import ARRAYS, N_KINDS, Feed
from sim.state.people import FIELDS, VISIT_NAMES, Status
from sim.state.record import SIGNED

INTERPRETED = bool(numba.config.DISABLE_JIT)

RICH = """
horizon: 40d
members: {initial: 60, advertisers: 0.1}
channels:
  campaign: {per_day: 2, advertisers: 0.2, knows_inside: 1}
  word_of_mouth: {per_day: 1, half_life: 20d, imitation: 0.01, pool: 300}
operators: {hours_per_day: 1.5}
product: {price: 29.9, cycle: 10d, quality: 0.5}
strategies:
  content: {posts_per_day: 1.5, money_per_post: 3, asks_for_answers: 0.5}
  entry_gate: {fee: 2, screening: 0.2, pull_in_per_day: 1, application_minutes: 2, select_every_days: 6, select_at_most: 2}
  referral: {ease: 1, bait_inviter: 5, seeds: 2, minutes_per_seed: 2, minutes_per_day: 1}
  moderation: {strictness: 0.8, strikes: 1, hours_per_day: 0.5}
  incentives: {benefit_yuan: 30, benefit_for_speaking: 0.5, points_per_visit: 1, points_per_message: 1, privileges: 0.5, level_gift: 0.5}
  koc: {least_belonging: 0.05, period: 5, stipend: 31}
  removal: {least_match: 0.5, after_days: 5, idle_days: 12, period: 6, most: 2}
  selling:
    - {from: 3, until: 20, pushes_per_day: 2}
    - {from: 25, pushes_per_day: 4, discount: 0.2, hot_item: 0.5, over_promise: 0.2, relevance: 0.3}
mechanisms:
  attend: {threshold: 1.5}
  post: {threshold: 1, first_word: 0.3, published: 0.4}
  converse: {share: 0.6, strangers: 0.5}
  traits: {need_hazard: 0.008, attention: 12}
  moderate: {mistake: 0.1, temptation: 0.4, advertiser: 1}
  roles: {burnout: 0.1}
  advertise: {notice: 0.6}
  leave: {review: 0.3, cost: 0.1, fatigue: 0.08, noise_weight: 0.6, overload: 0.6, value: 0.3, noise: 0.15}
  mute: {threshold: 4}
  buy: {close: 0.8, impulse: 0.2, glance: 0.5}
  refer: {pace: 2, response: 0.1, pool: 100}
"""
"""Everything on, and enough of everything for each kind of count to occur within a few worlds, whatever the defaults."""

CARE = {
    "strategies.onboarding.introductions": 2,
    "strategies.onboarding.introductions_per_day": 3,
    "strategies.conversation.topics_per_week": 3,
    "strategies.conversation.hard_talk": 0.3,
    "strategies.conversation.contests_per_week": 2,
    "strategies.conversation.team_tasks_per_week": 2,
    "strategies.outreach.wakes_per_day": 6,
    "strategies.outreach.wake_days": 5,
    "strategies.outreach.talk_days": 3,
    "strategies.outreach.again_after": 4,
    "strategies.outreach.recalls_per_day": 5,
    "strategies.content.calls_per_week": 3,
    "mechanisms.reach_out.returns": 0.3,
    "operators.hours_per_day": 4,
}
"""What operators do for members, put over the rich scenario: enough of each kind to be counted."""

PORTFOLIO = """
horizon: 25d
members: {initial: 40}
channels: {campaign: {per_day: 2}}
groups:
  main:
    strategies: {content: {}, selling: {pushes_per_day: 2}}
  other:
    members: {initial: 25, advertisers: 0.2}
    channels: {campaign: {per_day: 1}, friends: {per_day: 1}}
    strategies: {moderation: {strictness: 0.9, strikes: 1}}
"""

ALONE = """
horizon: 40d
members: {initial: 80, advertisers: 0}
channels: {campaign: {per_day: 6, advertisers: 0, knows_inside: 0}}
operators: {hours_per_day: 1000}
graph: {kind: none}
strategies: {}
mechanisms:
  admit: {crowd: 0}
  onboard: {sunk_cost: 0, valued: 0}
  attend: {belonging: 0, friends: 0, atmosphere: 0, notice: 0, fatigue: 0}
  feel: {enabled: false}
  mute: {enabled: false}
  tie: {enabled: false}
  leave: {ties: 0, share: 0, value: 0, belonging: 0, fatigue: 0, noise_weight: 0, overload: 0}
"""
"""A group in which nobody's coming and going depends on anybody else."""


def scenario(text: str = RICH, overrides: Mapping[str, Any] | None = None) -> Scenario:
    """Load a scenario from text, values put over it by path."""
    return loads(text, overrides or {})


def made(what: Scenario, *, world: int = 0, seed: int = 0, **options: Any) -> World:
    """Build a world with its members of day 0 in, before the first day."""
    made_world = World(make_plan(what), **options)
    made_world.clear(seed, world)
    found(made_world)
    return made_world


def evenings(what: Scenario, *, world: int = 0, seed: int = 0, **options: Any) -> Iterator[tuple[int, World]]:
    """Run a world day by day; yield each day and the world at its end."""
    running = made(what, world=world, seed=seed, **options)
    for day in range(what.horizon_days):
        run_days(running, day + 1)
        yield day, running


def rows_of(world: World, group: int = 0) -> slice:
    """Return the rows in use."""
    return slice(0, int(world.groups[group]["n_rows"]))


def column(world: World, name: str, group: int = 0) -> np.ndarray[Any, Any]:
    """Return a column of the day table by the name of its measure."""
    return world.out[group, :, [measure.name for measure in day_measures()].index(name)]


def visit_days(what: Scenario, **where: int) -> dict[int, tuple[int, ...]]:
    """Return the days on which each person visited, by key."""
    days: dict[int, list[int]] = {}
    for day, world in evenings(what, **where):
        rows = rows_of(world)
        came = world.arrays["last_visit"][0, rows] == day
        for key, visited in zip(world.arrays["keys"][0, rows].tolist(), came.tolist(), strict=True):
            days.setdefault(key, [])
            if visited:
                days[key].append(day)
    return {key: tuple(when) for key, when in days.items()}


PERSONAL = (
    "interests",
    "attachment",
    "voice",
    "chattiness",
    "attention",
    "means",
    "need_days",
    "free_time",
    "role",
)


def people(world: World) -> dict[int, tuple[Any, ...]]:
    """Return the traits of everybody who ever joined, and when and how they did, by key."""
    rows = rows_of(world)
    columns = [world.arrays[name][0, rows].tolist() for name in (*PERSONAL, "join_day", "channel")]
    return dict(
        zip(world.arrays["keys"][0, rows].tolist(), map(repr, zip(*columns, strict=True)), strict=True)
    )


def bits(array: Any) -> Any:
    """Return an array with floats as the integers of their bits, so that NaN equals NaN and 0 is not -0."""
    array = np.ascontiguousarray(array)
    return array.view(f"i{array.itemsize}") if array.dtype.kind == "f" else array


def assert_same_bits(a: Any, b: Any, what: str) -> None:
    """Fail unless two arrays are the same bit for bit."""
    a, b = np.asarray(a), np.asarray(b)
    assert a.shape == b.shape, what
    assert np.array_equal(bits(a), bits(b)), (
        f"{what} differs first at {np.argwhere(bits(a) != bits(b))[:1].tolist()}"
    )


def assert_same(a: Block, b: Block, worlds: Any = slice(None)) -> None:
    """Fail unless block ``a``, or certain worlds of it, is block ``b`` bit for bit."""
    assert a.worlds[worlds].tolist() == b.worlds.tolist()
    assert a.groups == b.groups
    assert list(a.days) == list(b.days)
    assert list(a.runs) == list(b.runs)
    for name, table in a.days.items():
        assert_same_bits(table[worlds], b.days[name], name)
    for name, values in a.runs.items():
        assert_same_bits(values[worlds], b.runs[name], name)
    assert_same_bits(a.ended[worlds], b.ended, "ended")
    assert_same_bits(a.at_risk[worlds], b.at_risk, "at_risk")
    assert_same_bits(a.cohorts[worlds], b.cohorts, "cohorts")
    assert_same_bits(a.lorenz[worlds], b.lorenz, "lorenz")


def differ(a: Block, b: Block) -> bool:
    """Tell whether two blocks differ in any column of the day table: the test of a test."""
    return any(not np.array_equal(bits(a.days[name]), bits(b.days[name])) for name in a.days)


SCRATCH = {"tally", *VISIT_NAMES}
"""Fields that mean nothing after the step that uses them."""


def assert_same_state(a: World, b: World) -> None:
    """Fail unless two worlds are in the same state, what is scratch or unused apart."""
    assert a.groups.tobytes() == b.groups.tobytes()
    assert_same_bits(a.out, b.out, "day table")
    for field in FIELDS:
        if field.name in SCRATCH or field.name in {
            "touched",
            "gone",
            "present",
            "tie_to",
            "tie_strength",
        }:
            continue
        for g in range(a.n_groups):
            rows = rows_of(a, g)
            assert_same_bits(a.arrays[field.name][g, rows], b.arrays[field.name][g, rows], field.name)
    for field in ARRAYS:
        if field.dims[0] in {"kinds", "days", "ages"}:
            assert_same_bits(a.arrays[field.name], b.arrays[field.name], field.name)
    for g in range(a.n_groups):
        for i in range(rows_of(a, g).stop):
            count = int(a.arrays["tie_count"][g, i])
            for name in ("tie_to", "tie_strength"):
                assert_same_bits(a.arrays[name][g, i, :count], b.arrays[name][g, i, :count], name)


def check_state(world: World) -> None:
    """Fail unless an evening's state is within its limits and its lists and ties are consistent."""
    arrays = world.arrays
    for g in range(world.n_groups):
        record, rows = world.groups[g], rows_of(world, g)
        n = rows.stop
        for name in ("belonging", "trust", "dependence"):
            values = arrays[name][g, rows]
            assert np.all((values >= 0) & (values <= 1)), f"{name}: {values.min()} to {values.max()}"
        for field in FIELDS:
            if field.name == "need_days":  # infinite where the hazard is next to nothing
                assert not np.any(np.isnan(arrays[field.name][g, rows]))
            elif np.dtype(field.dtype).kind == "f" and field.name != "tie_strength":
                assert np.all(np.isfinite(arrays[field.name][g, rows])), field.name
        for name in (
            "traces",
            "post_traces",
            "fatigue",
            "chattiness",
            "attention",
            "means",
            "need_days",
            "fee_paid",
        ):
            assert np.all(arrays[name][g, rows] >= 0), name
        for name in ("noise", "overload"):
            values = arrays[name][g, : int(record["visiting"])]
            assert np.all((values >= 0) & (values <= 1)), name
        _check_record(record)
        assert np.all(arrays["feed"][g] >= 0)
        status = arrays["status"][g, rows]
        present = arrays["present"][g, : int(record["n_present"])]
        assert np.all(np.diff(present.astype(np.int64)) > 0), (
            "present members are listed once, in order of joining"
        )
        is_present = (status == Status.MEMBER) | (status == Status.MUTED)
        assert np.array_equal(np.flatnonzero(is_present), present)
        assert np.all(is_present | (status == Status.LEFT) | (status == Status.REMOVED))
        assert np.array_equal(arrays["leave_day"][g, rows] >= 0, ~is_present)
        assert np.array_equal(arrays["cause"][g, rows] > 0, ~is_present)
        assert len(set(arrays["keys"][g, rows].tolist())) == n
        _check_ties(world, g, is_present)


def _check_record(record: Any) -> None:
    """Check the group's own record: nothing negative, nothing that is no number."""
    for name in record.dtype.names:
        value = float(record[name])
        if name == "load" and math.isnan(value):
            continue  # hours asked for where there are none
        if name in {"gini", "top20_share"}:
            assert np.isnan(value) or -1e-9 <= value <= 1 + 1e-9, f"{name} = {value}"
        elif name not in {"centre_x", "centre_y", "due_pushes", "due_contents"}:
            assert np.isfinite(value), f"{name} = {value}"
            assert value >= 0 or name in SIGNED, f"{name} = {value}"
        else:
            assert np.isfinite(value), f"{name} = {value}"
    for name in ("novelty", "enforcement", "mean_belonging", "mean_trust", "dau_mau"):
        assert float(record[name]) <= 1 + 1e-12, name


def _check_ties(world: World, g: int, is_present: Any) -> None:
    """Check that ties are symmetric with one strength, among the present, without loops and doubles."""
    tie_to, strength = world.arrays["tie_to"][g], world.arrays["tie_strength"][g]
    ties: dict[tuple[int, int], float] = {}
    for i in range(is_present.size):
        count = int(world.arrays["tie_count"][g, i])
        others = tie_to[i, :count].tolist()
        assert len(set(others)) == count
        assert i not in others
        assert count == 0 or (is_present[i] and is_present[others].all())
        ties.update({(i, j): float(s) for j, s in zip(others, strength[i, :count], strict=True)})
    assert all(ties.get((j, i)) == s for (i, j), s in ties.items())


def feed_sums_agree(world: World, g: int, day: int) -> bool:
    """Tell whether the feed's running sums are the sums of the feed."""
    feed, sums = world.arrays["feed"][g], world.arrays["feed_sum"][g]
    assert len(Feed) == N_KINDS
    return bool(np.array_equal(np.cumsum(feed[:, : day + 1], axis=1), sums[:, : day + 1]))
