"""Comparisons of made-up runs whose truth is known."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.contracts import Better, Measure, Outcome
from sim.results import Block
from sim.study import StudyError, ahead_text, comparison, difference_text, number_text, table_rows
from sim.study.portfolio import over_groups

MEMBERS = Measure(name="members", label="Members", doc="", unit="people")
VISITS = Measure(name="p_visit", label="Share visiting", doc="", unit="share")


def outcome(name: str, better: Better = Better.NEITHER) -> Outcome:
    return Outcome(
        name=name, label=name.title(), doc="", unit="yuan", better=better, compute=lambda t: t.ended[:, 0]
    )


OUTCOMES = [outcome("profit", Better.HIGHER), outcome("churn", Better.LOWER), outcome("size")]


def made(worlds=range(10), shift: float = 0.0, groups: int = 1, days: int = 3) -> Block:
    w = np.array(list(worlds), np.int64)
    shape = (w.size, groups, days)
    value = w.astype(np.float64) + shift
    ended = np.zeros((w.size, groups, days + 1))
    ended[:, :, 0] = 5
    at_risk = np.full_like(ended, 5.0)
    at_risk[:, :, 0] = 10
    return Block(
        worlds=w,
        groups=tuple(f"g{k}" for k in range(groups)),
        days={"members": np.full(shape, 10.0), "p_visit": np.full(shape, 0.2)},
        runs={"profit": value.copy(), "churn": value.copy(), "size": value.copy()},
        ended=ended,
        at_risk=at_risk,
    )


def compare(*scenarios: tuple[str, Block], **options):
    given = {
        "seed": 7,
        "horizon": 3,
        "version": "0",
        "code": "c",
        "measures": [MEMBERS, VISITS],
        "outcomes": OUTCOMES,
    }
    return comparison([(name, name.upper(), block) for name, block in scenarios], **(given | options))


def test_a_constant_gain_is_found_exactly() -> None:
    result = compare(("a", made()), ("b", made(shift=2.0)))
    profit, churn, size = result.paired
    for paired in (profit, churn, size):
        assert (paired.a, paired.b, paired.worlds) == ("a", "b", 10)
        assert (paired.difference, paired.low, paired.high) == (2, 2, 2)
        assert (paired.mean_a, paired.mean_b) == (4.5, 6.5)
    assert (profit.ahead, profit.behind) == (10, 0)
    assert (churn.ahead, churn.behind) == (0, 10)
    assert (size.ahead, size.behind) == (10, 0)
    assert (result.worlds, result.seed, result.horizon_days) == (10, 7, 3)
    assert result.changes == ((), ())


def test_against_itself_nobody_is_ahead() -> None:
    for paired in compare(("a", made()), ("b", made())).paired:
        assert (paired.ahead, paired.behind, paired.difference) == (0, 0, 0)


def test_worlds_are_matched_by_number_whatever_their_order() -> None:
    result = compare(("a", made(range(8))), ("b", made([9, 7, 5, 3], shift=1.0)))
    assert result.worlds == 3
    np.testing.assert_array_equal(result.arms[0].runs["profit"], [3, 5, 7])
    assert (result.paired[0].low, result.paired[0].high) == (1, 1)


def test_outcomes_that_do_not_exist_are_dropped_and_counted() -> None:
    a, b = made(), made(shift=1.0)
    b.runs["profit"][:4] = np.nan
    a.runs["profit"][9] = np.nan
    result = compare(("a", a), ("b", b))
    profit, churn = result.paired[:2]
    assert (profit.worlds, profit.ahead, churn.worlds) == (5, 5, 10)
    assert (profit.difference, profit.mean_a) == (1, 6)
    row = table_rows(result)[0]
    assert row.worlds == (9, 6)
    assert row.means == (4.0, 7.5)


def test_an_outcome_that_never_exists() -> None:
    b = made()
    b.runs["profit"][:] = np.nan
    result = compare(("a", made()), ("b", b))
    assert result.paired[0].worlds == 0
    assert math.isnan(table_rows(result)[0].means[1])
    assert difference_text(result.paired[0]) == "-"


def test_every_arm_is_held_against_the_first() -> None:
    result = compare(("a", made()), ("b", made(shift=1)), ("c", made(shift=3)))
    assert [(p.outcome, p.a, p.b, p.difference) for p in result.paired[:2]] == [
        ("profit", "a", "b", 1), ("profit", "a", "c", 3),
    ]  # fmt: skip
    rows = table_rows(result)
    assert [row.outcome for row in rows] == ["profit", "churn", "size"]
    assert rows[0].label == "Profit" and rows[0].unit == "yuan" and rows[0].better is Better.HIGHER
    assert [paired.b for paired in rows[0].against] == ["b", "c"]
    assert rows[1].against[1].outcome == "churn"


def test_one_scenario_alone_is_an_arm_without_pairs() -> None:
    result = compare(("a", made()))
    assert len(result.arms) == 1 and result.paired == ()


def test_survival_is_of_the_groups_together() -> None:
    block = made(groups=2)
    block.ended[:, 1, 0] = 0
    block.at_risk[:, 1, :] = 10
    arm = compare(("a", block)).arms[0]
    np.testing.assert_allclose(arm.survival, 0.75)  # 5 of 20 end at once, then none


def test_counts_are_summed_and_shares_weighted_by_members() -> None:
    block = made(groups=2)
    block.days["members"][:, 1] = 30.0
    block.days["p_visit"][:, 1] = 0.6
    arm = compare(("a", block)).arms[0]
    np.testing.assert_allclose(arm.days["members"], 40)
    np.testing.assert_allclose(arm.days["p_visit"], (10 * 0.2 + 30 * 0.6) / 40)


@pytest.mark.parametrize("unit", ["", "share", "level", "days mean"])
def test_units_that_are_averaged(unit) -> None:
    np.testing.assert_allclose(over_groups(made(groups=3), replace(VISITS, unit=unit)), 0.2)


def test_units_that_are_summed() -> None:
    np.testing.assert_allclose(over_groups(made(groups=3), replace(VISITS, unit="hours")), 0.6)


def test_what_does_not_exist_has_no_weight_and_empty_groups_count_alike() -> None:
    block = made([0], groups=2)
    block.days["members"][0] = [[10, 0, 0], [30, 0, 0]]
    block.days["p_visit"][0] = [[np.nan, 0.1, np.nan], [0.6, 0.3, np.nan]]
    np.testing.assert_allclose(over_groups(block, VISITS), [[0.6, 0.2, np.nan]])


def test_a_single_group_is_passed_on_bit_for_bit() -> None:
    block = made()
    assert over_groups(block, VISITS).base is block.days["p_visit"]


def test_different_horizons_are_refused() -> None:
    with pytest.raises(StudyError, match="a runs 3 days and b 5; give them the same horizon"):
        compare(("a", made()), ("b", made(days=5)))


def test_other_refusals() -> None:
    with pytest.raises(StudyError, match="no scenario"):
        compare()
    with pytest.raises(StudyError, match="Two scenarios are called 'a'"):
        compare(("a", made()), ("a", made()))
    with pytest.raises(StudyError, match="no world in common"):
        compare(("a", made([0, 1])), ("b", made([2])))
    with pytest.raises(StudyError, match="do not have 'gone'"):
        compare(("a", made()), outcomes=[outcome("gone")])
    with pytest.raises(StudyError, match="not 9"):
        compare(("a", made()), horizon=9)
    with pytest.raises(ValueError, match="changes of 1"):
        compare(("a", made()), ("b", made()), changes=[()])


def test_texts() -> None:
    result = compare(("a", made()), ("b", made(shift=2.0)))
    assert ahead_text(result.paired[0]) == "ahead in 10 of 10"
    assert difference_text(result.paired[0]) == "+2.00 (+2.00 to +2.00)"
    alone = compare(("a", made([0])), ("b", made([0], shift=-1)))
    assert difference_text(alone.paired[0]) == "-1.00"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (1234567.8, "1,234,568"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"),
        (0.1234, "0.123"), (0.01234, "0.012"), (-0.00001, "0"), (-4.5, "-4.50"), (math.nan, "-"),
        (math.inf, "-"), (99.99, "100.0"),
    ],
)  # fmt: skip
def test_numbers(value, text) -> None:
    assert number_text(value) == text


JOINS = [Measure(name=name, label=name, doc="", unit="people") for name in ("joins", "leaves", "members")]


def with_weeks(block: Block) -> Block:
    """Two groups whose cohorts and curves differ; one has three times the members."""
    days = {name: np.ones((10, 2, 14)) for name in ("joins", "leaves", "members")}
    days["members"] = np.array([30.0, 10.0])[:, None] * np.ones((10, 2, 14))
    cohorts = np.array([[[4.0, 1], [3, 0]], [[2, 1], [1, 0]]]) * np.ones((10, 1, 1, 1))
    curves = np.array([0.2, 0.6])[:, None] * np.ones((10, 2, 20))
    ended = np.zeros((10, 2, 15))
    return replace(block, days=days, cohorts=cohorts, lorenz=curves, ended=ended, at_risk=ended + 1)


def test_cohorts_are_added_over_groups_and_curves_are_averaged_by_members() -> None:
    block = with_weeks(made(groups=2))
    (arm, _) = compare(("a", block), ("b", block), horizon=14, measures=JOINS).arms
    assert arm.cohorts[0].tolist() == [[6, 2], [4, 0]]
    assert arm.sizes[0].tolist() == [
        14 + 40,
        14,
    ]  # the members of day 0 are 30 + 10, for one came and one left
    assert arm.lorenz[0, 0] == pytest.approx(0.75 * 0.2 + 0.25 * 0.6)


def test_a_group_in_which_nobody_spoke_has_no_curve_and_does_not_count() -> None:
    block = with_weeks(made(groups=2))
    block.lorenz[0, 1] = np.nan
    block.lorenz[1] = np.nan
    (arm, _) = compare(("a", block), ("b", block), horizon=14, measures=JOINS).arms
    assert arm.lorenz[0, 0] == pytest.approx(0.2)
    assert np.isnan(arm.lorenz[1]).all()


def test_runs_that_kept_no_cohorts_are_compared_without() -> None:
    (arm, _) = compare(("a", made()), ("b", made())).arms
    assert arm.cohorts is None
    assert arm.sizes is None
    assert arm.lorenz is None
