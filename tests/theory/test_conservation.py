"""Nobody and nothing is lost: people, hours, money, messages, on each day in each world."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import PORTFOLIO, RICH, check_state, evenings, feed_sums_agree, rows_of, scenario

from sim.engine import simulate
from sim.scenario import catalogue
from sim.state.group import Feed
from sim.state.people import Stage, Status
from sim.state.record import N_CAUSES, TASKS

CAUSES = ("need_ended", "no_value", "pushes", "spam", "overload")
ELSEWHERE = {"closed", "leaves_closed", "refused_full", "joins_team"}
"""Counts of strategies that have tests of their own."""
TEXTS = pytest.mark.parametrize("text", [RICH, PORTFOLIO], ids=["one group", "portfolio"])


def test_there_is_something_to_conserve() -> None:
    """Each count and each cause occurs somewhere in these worlds."""
    block = simulate(scenario(), worlds=40, jobs=2)
    spammed = simulate(scenario(RICH, {"strategies": None, "members.advertisers": 0.5}), worlds=40, jobs=2)
    total = {name: np.nansum(table) + np.nansum(spammed.days[name]) for name, table in block.days.items()}
    cared = {measure.name for measure in catalogue.measures()["care"].measures}
    never = {name for name, value in total.items() if value == 0}
    unused = {f"{what}_{task}" for what in ("hours", "cost") for task in TASKS}
    assert never <= {"silent", "ties_dropped", "ad_dump", "quiet_alive"} | ELSEWHERE | cared | unused
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
            assert sum(record[f"left_{cause}"] for cause in range(1, N_CAUSES)) == record["leaves"]
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
    assert np.all(days["joins_referred"] + days["joins_team"] <= days["joins_own"])
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
    asked = days["hours_asked"] - days["hours_helped"]
    assert np.all(days["hours_given"] <= asked + 1e-9)
    short = asked.sum(axis=1) > there
    assert short.any()
    assert np.allclose(days["hours_given"].sum(axis=1)[short], there)
    assert np.array_equal(fen(days["cost"]), sum(fen(days[f"cost_{task}"]) for task in TASKS))
    for _day, running in evenings(what):
        for record in running.groups:
            for task in TASKS:
                paid = (record[f"given_{task}"] - record[f"helped_{task}"]) * wage + record[f"spent_{task}"]
                assert abs(record[f"cost_{task}"] - paid) <= 0.005 + 1e-9
                assert record[f"given_{task}"] <= record[f"asked_{task}"] + 1e-12


def fen(yuan: object) -> np.ndarray:
    """Amounts in fen; fails unless they are whole."""
    amounts = 100.0 * np.asarray(yuan, float)
    assert np.all(np.abs(amounts - np.rint(amounts)) < 1e-4)
    return np.rint(amounts).astype(np.int64)


@TEXTS
def test_money_to_the_cent(text: str) -> None:
    """What comes in is what members paid; what is left is profit; all in whole fen, every evening."""
    what = scenario(text, {"product.price": 19.99, "product.cycle": 10, "product.quality": 0.4})
    paid = [0] * len(what.groups)
    refunded = 0
    for _day, running in evenings(what):
        for g, record in enumerate(running.groups):
            paid[g] += fen(record["revenue_fees"]) + fen(record["revenue_sales"])
            refunded += fen(record["refunds"])
            spent = running.arrays["spent"][g, rows_of(running, g)]
            assert spent.sum(dtype=np.int64) == paid[g]
            back = fen(record["revenue_fees"]) + fen(record["revenue_sales"]) - fen(record["refunds"])
            assert fen(record["revenue"]) == back
            assert fen(record["profit"]) == back - fen(record["goods"]) - fen(record["cost"])
            assert record["refunds"] <= record["revenue_sales"]
    assert min(paid) > 0
    assert refunded > 0


@TEXTS
def test_the_funnel(text: str) -> None:
    """As many have reached a stage as were counted on reaching it; who bought again has bought, and is activated."""
    what = scenario(text, {"product.price": 19.99, "product.cycle": 5, "mechanisms.buy.close": 0.9})
    names = {"activated": Stage.ACTIVATED, "became_active": Stage.ACTIVE, "bought": Stage.BOUGHT}
    names |= {"bought_again": Stage.BOUGHT_AGAIN, "referred": Stage.REFERRED}
    counted = [dict.fromkeys(names, 0.0) for _ in what.groups]
    sales = np.zeros(len(what.groups))
    for _day, running in evenings(what):
        for g, record in enumerate(running.groups):
            stage, rows = running.arrays["stage"][g, rows_of(running, g)], rows_of(running, g)
            for name, bit in names.items():
                counted[g][name] += record[name]
                assert ((stage & bit) > 0).sum() == counted[g][name], name
            bought = (stage & Stage.BOUGHT) > 0
            purchases = running.arrays["purchases"][g, rows]
            assert np.array_equal(bought, purchases > 0)
            assert np.array_equal((stage & Stage.BOUGHT_AGAIN) > 0, purchases > 1)
            assert not np.any(bought & ((stage & Stage.ACTIVATED) == 0))
            assert np.array_equal(bought, running.arrays["last_purchase"][g, rows] >= 0)
            sales[g] += record["sales"]
            assert purchases.sum(dtype=np.int64) == sales[g]
            assert record["sales_repeat"] == record["sales"] - record["bought"]
            assert not running.arrays["purchase"][g].any()
    assert all(
        group[name] > 0 for group in counted for name in ("activated", "became_active", "bought_again")
    ) or (text == PORTFOLIO)


@pytest.mark.parametrize("first", ["equal", "care", "selling"])
def test_whatever_comes_first_all_hours_are_used_and_no_more(first: str) -> None:
    """And the class that comes first is served first."""
    what = scenario(RICH, {"operators.first_things_first": first, "operators.hours_per_day": 0.9})
    for _day, running in evenings(what):
        record = running.groups[0]
        assert record["hours_given"] <= 0.9 + 1e-9
        if record["hours_asked"] - record["hours_helped"] >= 0.9:
            assert record["hours_given"] == pytest.approx(0.9)
        if first == "equal":
            continue
        later = [task for task, kind in TASKS.items() if kind != first]
        if any(record[f"given_{task}"] - record[f"helped_{task}"] > 1e-9 for task in later):
            earlier = set(TASKS) - set(later)
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
        assert feed[Feed.COMPLAINT] == record["complaints"]
        assert np.all(running.arrays["feed"][0, :, day + 1 :] == 0)
