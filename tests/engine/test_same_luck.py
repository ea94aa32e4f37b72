"""The same luck under every strategy: who comes, who they are, and what happens to them."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import (
    ALONE,
    PORTFOLIO,
    RICH,
    assert_same,
    assert_same_bits,
    differ,
    evenings,
    people,
    scenario,
    visit_days,
)

from sim.engine import simulate

SCREENED = {"strategies.entry_gate.minutes_per_application": 0}


def everybody(what, world=0):
    """Traits by key of all who ever joined."""
    *_, (_, at_end) = evenings(what, world=world)
    return people(at_end)


@pytest.mark.parametrize(
    ("loose", "tight"),
    [
        ({"screening": 0.2}, {"screening": 0.6}),
        ({"fee": 1}, {"fee": 60}),
        ({"application_minutes": 0}, {"application_minutes": 50}),
        ({"screening": 0.1, "fee": 1}, {"screening": 0.5, "fee": 20}),
    ],
    ids=["screening", "fee", "effort", "both"],
)
@pytest.mark.parametrize("world", [0, 1])
def test_a_tighter_gate_lets_in_some_of_the_same_people(loose, tight, world) -> None:
    """They have the same traits and, where nobody depends on anybody, visit on the same days."""

    def gated(values):
        return scenario(
            ALONE, {f"strategies.entry_gate.{name}": value for name, value in values.items()} | SCREENED
        )

    many, few = everybody(gated(loose), world), everybody(gated(tight), world)
    assert 80 < len(few) < len(many)
    assert set(few) < set(many)
    assert all(many[key] == traits for key, traits in few.items())
    many_days, few_days = visit_days(gated(loose), world=world), visit_days(gated(tight), world=world)
    assert all(many_days[key] == days for key, days in few_days.items())
    assert len(set(few_days.values())) > 40, "histories that are all alike would prove nothing"


def test_histories_do_depend_on_others_where_they_are_meant_to() -> None:
    """With the social terms on, the same comparison fails: so it can."""
    social = {"mechanisms.attend.atmosphere": 1.5, "strategies.entry_gate.screening": 0.1} | SCREENED
    many = visit_days(scenario(ALONE, social))
    few = visit_days(scenario(ALONE, social | {"strategies.entry_gate.screening": 0.7}))
    assert any(many[key] != few[key] for key in set(many) & set(few))


def test_more_volume_keeps_the_first_people() -> None:
    """On each day of a fuller channel come those who come through a thinner one, and more behind them."""
    base = {"mechanisms.admit": False, "mechanisms.leave": False}

    def by_day(per_day):
        *_, (_, world) = evenings(scenario(ALONE, base | {"channels.campaign.per_day": per_day}))
        rows = slice(80, int(world.groups[0]["n_rows"]))
        days: dict[int, list[int]] = {}
        keys, joined = world.arrays["keys"][0, rows].tolist(), world.arrays["join_day"][0, rows].tolist()
        for key, day in zip(keys, joined, strict=True):
            days.setdefault(day, []).append(key)
        return days, people(world)

    (thin, thin_people), (full, full_people) = by_day(2), by_day(5)
    assert sum(map(len, thin.values())) < sum(map(len, full.values()))
    assert all(full[day][: len(keys)] == keys for day, keys in thin.items())
    assert all(full_people[key] == traits for key, traits in thin_people.items())


def test_another_channel_brings_others_and_leaves_these_as_they_are() -> None:
    """A person is who came through a channel of a name, wherever it stands in the file or in the alphabet."""
    one = everybody(scenario(ALONE))
    both = everybody(scenario(ALONE, {"channels.a_first_one.per_day": 3}))
    same = {key for key in one if key in both}
    assert same == set(one)
    # the number of the channel moves, nothing else
    assert all(both[key].rpartition(",")[0] == one[key].rpartition(",")[0] for key in same)


def test_founders_are_the_first_n() -> None:
    """A group of 80 founders has the founders of one of 50 among them."""
    fifty = everybody(scenario(ALONE, {"members.initial": 50, "channels": None}))
    eighty = everybody(scenario(ALONE, {"channels": None}))
    assert fifty.items() < eighty.items()


def test_the_order_in_the_file_does_not_matter() -> None:
    """Strategies, spells, channels and groups may stand in any order."""
    head = "horizon: 25d\nmembers: {initial: 40}\n"
    content, gate = (
        "  content: {posts_per_day: 1.3}\n",
        "  entry_gate: {fee: 2, screening: .3, pull_in_per_day: 1}\n",
    )
    rules, early = "  moderation: {strictness: .7}\n", "    - {from: 3, until: 9, pushes_per_day: .7}\n"
    late, sell = "    - {from: 12, pushes_per_day: 2.1}\n", "  selling:\n"
    a, b = "  a: {per_day: 1}\n", "  b: {per_day: 2}\n"
    one = scenario(f"{head}channels:\n{a}{b}strategies:\n{content}{gate}{rules}{sell}{early}{late}")
    other = scenario(f"strategies:\n{sell}{late}{early}{rules}{gate}{content}channels:\n{b}{a}{head}")
    assert_same(simulate(one, worlds=4, jobs=1), simulate(other, worlds=4, jobs=1))


NOTHING = {
    "content": {"posts_per_day": 0},
    "entry_gate": {
        "fee": 0,
        "application_minutes": 0,
        "screening": 0,
        "pull_in_per_day": 0,
        "select_every_days": 0,
    },
    "moderation": {"strictness": 0, "hours_per_day": 0, "strikes": 0},
    "referral": {"ease": 0, "bait_inviter": 0, "bait_invited": 0, "relevance": 0, "seeds": 0},
    "selling": {"pushes_per_day": 0},
}


@pytest.mark.parametrize("strategy", sorted(NOTHING))
def test_a_strategy_that_does_nothing_changes_nothing(strategy) -> None:
    """It may stand in the file: the numbers are those of a file without it."""
    without = scenario(RICH, {f"strategies.{strategy}": None})
    values = {f"strategies.{strategy}.{name}": value for name, value in NOTHING[strategy].items()}
    idle = scenario(RICH, {f"strategies.{strategy}": None} | values)
    before = simulate(without, worlds=3, jobs=1)
    assert_same(before, simulate(idle, worlds=3, jobs=1))
    assert differ(before, simulate(scenario(), worlds=3, jobs=1)), "and doing something does change something"


def test_a_second_group_changes_nothing_in_the_first() -> None:
    """Where operators have hours for all."""
    plenty = {"operators.hours_per_day": 10_000}
    both = simulate(scenario(PORTFOLIO, plenty), worlds=4, jobs=1)
    alone = simulate(
        scenario(
            PORTFOLIO,
            plenty | {"groups": "{main: {strategies: {content: {}, selling: {pushes_per_day: 2}}}}"},
        ),
        worlds=4,
        jobs=1,
    )
    for name, table in alone.days.items():
        assert_same_bits(table[:, 0], both.days[name][:, 0], name)
    assert_same_bits(alone.ended[:, 0], both.ended[:, 0], "ended")
    assert not np.array_equal(both.days["visiting"][:, 0], both.days["visiting"][:, 1])


def test_groups_do_compete_for_hours() -> None:
    """With few hours a second group costs the first some of what it asks for."""
    few = {"operators.hours_per_day": 1}
    both = simulate(scenario(PORTFOLIO, few), worlds=1, jobs=1)
    only = "{main: {strategies: {content: {}, selling: {pushes_per_day: 2}}}}"
    alone = simulate(scenario(PORTFOLIO, few | {"groups": only}), worlds=1, jobs=1)
    assert both.days["hours_given"][0, 0].sum() < alone.days["hours_given"][0, 0].sum()


def test_luck_is_the_groups_name_not_its_place() -> None:
    """Two groups set up alike differ by their names only; a group keeps its luck under other company."""
    text = "horizon: 15d\nmembers: {initial: 30}\noperators: {hours_per_day: 1000}\ngroups: {%s}"
    ab = simulate(scenario(text % "a: {}, b: {}"), worlds=2, jobs=1)
    bc = simulate(scenario(text % "c: {}, b: {}"), worlds=2, jobs=1)
    assert (ab.groups, bc.groups) == (("a", "b"), ("b", "c"))
    for name in ab.days:
        assert_same_bits(ab.days[name][:, 1], bc.days[name][:, 0], name)
    assert not np.array_equal(ab.days["visiting"][:, 0], ab.days["visiting"][:, 1])


def test_titles_and_dates_in_the_same_week_are_not_luck() -> None:
    """Titles change nothing; a later Monday changes nothing but the log's clock."""
    one = simulate(scenario(RICH, {"title": "A"}), worlds=2, jobs=1, events=True)
    other = simulate(scenario(RICH, {"title": "B", "start": "2024-05-06"}), worlds=2, jobs=1, events=True)
    assert_same(one, other)
    assert one.events is not None
    assert other.events is not None
    assert set((other.events.t - one.events.t).tolist()) == {126 * 86_400}
