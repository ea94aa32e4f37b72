"""Nobody and nothing is lost: people, hours, money, messages, on each day in each world."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import PORTFOLIO, RICH, check_state, evenings, feed_sums_agree, rows_of, scenario

from sim.engine import simulate
from sim.state.group import Feed
from sim.state.people import Status
from sim.state.record import TASKS

CAUSES = ("need_ended", "no_value", "pushes", "spam", "overload")
TEXTS = pytest.mark.parametrize("text", [RICH, PORTFOLIO], ids=["one group", "portfolio"])


def test_there_is_something_to_conserve() -> None:
    """Each count and each cause occurs somewhere in these worlds."""
    block = simulate(scenario(), worlds=40, jobs=2)
    spammed = simulate(scenario(RICH, {"strategies": None, "members.advertisers": 0.5}), worlds=40, jobs=2)
    total = {name: np.nansum(table) + np.nansum(spammed.days[name]) for name, table in block.days.items()}
    never = {name for name, value in total.items() if value == 0}
    unused = {f"{what}_{task}" for what in ("hours", "cost") for task in TASKS}
    assert never <= {"silent", "ties_dropped", "ad_dump", "quiet_alive", "hours_helped"} | unused
    assert len(never & unused) < len(unused)


@TEXTS
@pytest.mark.parametrize("world", range(3))
def test_rows_ties_and_lists(text: str, world: int) -> None:
    """Joined = present + left + removed, in the rows themselves, every evening."""
    for day, running in evenings(scenario(text), world=world):
        check_state(running)
        for g in range(running.n_groups):
            status = running.arrays["status"][g, rows_of(running, g)]
            here = np.isin(status, (Status.MEMBER, Status.MUTED)).sum()
            left, removed = (status == Status.LEFT).sum(), (status == Status.REMOVED).sum()
            record = running.groups[g]
            assert here + left + removed == record["n_rows"]
            assert here == record["n_present"] == record["members"]
            assert (status == Status.MUTED).sum() == record["muted"]
            assert running.arrays["ended"][g].sum() == left + removed
            assert feed_sums_agree(running, g, day)


@TEXTS
def test_the_day_table(text: str) -> None:
    """Flows and stocks agree."""
    what = scenario(text)
    block = simulate(what, worlds=8, jobs=2)
    days = block.days
    initial = np.array([group.members.initial for group in what.groups], float)[:, None]
    before = np.concatenate(
        [np.broadcast_to(initial, (8, *initial.shape)), days["members"][:, :, :-1]], axis=2
    )
    assert np.array_equal(days["members"], before + days["joins"] - days["leaves"])
    assert np.array_equal(days["leaves"], sum(days[f"leaves_{cause}"] for cause in CAUSES) + days["removed"])
    assert np.array_equal(days["joins"], days["joins_own"] + days["joins_pulled"])
    assert np.array_equal(days["prospects"], days["joins"] + days["refused"])
    assert np.array_equal(block.ended.sum(axis=2), days["leaves"].sum(axis=2))
    assert np.array_equal(block.at_risk[:, :, 0], initial[None, :, 0] + days["joins"].sum(axis=2))
    assert np.all(days["muted"] <= days["members"])
    assert np.all(days["visiting"] <= days["reached"])
    assert np.all(days["reached"] <= before + days["joins"])
    assert np.all(days["posters"] <= days["visiting"])
    assert np.all(days["posters"] <= days["messages"])
    assert np.all(days["answered"] <= days["messages"])
    assert np.all(days["talk_removed"] <= days["messages"])
    assert np.all(days["first_answered"] <= days["first_posts"])
    assert np.all(days["first_posts"] <= days["posters"])
    assert np.all(days["visiting"] <= days["mau"])
    assert np.all(days["posters"] <= days["speakers_week"])


@TEXTS
def test_hours_and_money(text: str) -> None:
    """Hours worked are within hours there and hours asked; the cost is wages and what was spent."""
    what = scenario(text)
    there, wage = what.operators.hours_per_day, what.operators.wage
    days = simulate(what, worlds=8, jobs=2).days
    assert np.all(days["hours_given"].sum(axis=1) <= there + 1e-9)
    assert np.all(days["hours_given"] <= days["hours_asked"] + 1e-9)
    short = days["hours_asked"].sum(axis=1) > there
    assert short.any()
    assert np.allclose(days["hours_given"].sum(axis=1)[short], there)
    np.testing.assert_allclose(days["cost"], sum(days[f"cost_{task}"] for task in TASKS), rtol=1e-12)
    for _day, running in evenings(what):
        for record in running.groups:
            spent = sum(float(record[f"spent_{task}"]) for task in TASKS)
            np.testing.assert_allclose(record["cost"], record["hours_given"] * wage + spent, rtol=1e-12)
            for task in TASKS:
                assert record[f"given_{task}"] <= record[f"asked_{task}"] + 1e-12


@pytest.mark.parametrize("first", ["equal", "care", "selling"])
def test_whatever_comes_first_all_hours_are_used_and_no_more(first: str) -> None:
    """And the class that comes first is served first."""
    what = scenario(RICH, {"operators.first_things_first": first, "operators.hours_per_day": 0.9})
    for _day, running in evenings(what):
        record = running.groups[0]
        assert record["hours_given"] <= 0.9 + 1e-9
        if record["hours_asked"] >= 0.9:
            assert record["hours_given"] == pytest.approx(0.9)
        later = {
            "care": ("selling", "recruiting"),
            "selling": ("moderation", "content", "answering", "screening"),
        }
        if first in later and any(record[f"given_{task}"] > 1e-9 for task in later[first]):
            earlier = set(TASKS) - set(later[first])
            assert all(record[f"given_{task}"] == pytest.approx(record[f"asked_{task}"]) for task in earlier)


def test_the_feed_holds_what_was_posted() -> None:
    """Of each kind, on each day: what members and operators posted less what was taken down."""
    for day, running in evenings(scenario()):
        record, feed = running.groups[0], running.arrays["feed"][0, :, day]
        assert feed[Feed.TALK] == record["messages"] - record["talk_removed"]
        assert feed[Feed.SPAM] == record["spam"]
        assert feed[Feed.CONTENT] == record["contents"]
        assert feed[Feed.PUSH] == record["pushes"]
        assert feed[Feed.ANSWER] == record["answers_given"]
        assert np.all(running.arrays["feed"][0, :, day + 1 :] == 0)
