"""Patterns of members against cases worked out by hand."""

import numpy as np
import pytest

from sim.patterns import Unknown, prepare
from sim.patterns.bursts import burstiness, gaps
from sim.patterns.cohorts import (
    active_in_week,
    cohort,
    horizon,
    ladder,
    reactivation_exponent,
    retention_exponent,
)
from sim.patterns.concentration import gini_of_messages, lorenz, one_message_share, share_of_top
from sim.patterns.lifetimes import durations, gone_within_a_day, survival_at
from sim.patterns.lurkers import lurkers
from sim.patterns.stickiness import dau_mau
from sim.results import EventLog


def test_only_messages_count_and_members_are_who_writes(made):
    log = made([(0, 7), (1, 3, -1, "join"), (2, 9), (3, 5, -1, "push"), (4, 7)])
    assert log.members == 2
    assert log.names.tolist() == [7, 9]
    assert log.count.tolist() == [2, 1]
    assert log.span_days == 4.0


def test_a_first_message_at_the_end_of_the_burn_in_is_new(made):
    log = made([(0, 0), (9.99, 1), (10, 2), (20, 0)], burn_in=10)
    assert log.is_new.tolist() == [False, False, True]


def test_durations_and_departures(made):
    # 120 days, so who is silent for more than min(30, 20) = 20 days has departed
    log = made([(0, 0), (0.5, 0), (10, 1), (15, 1), (95, 2), (100.5, 2), (60, 3), (120, 3)])
    found = durations(log)
    assert found.days.tolist() == [0.5, 5.0, 5.5, 60.0]
    assert found.departed.tolist() == [True, True, False, False]
    assert gone_within_a_day(log) == 0.25
    # Kaplan-Meier: 3/4 after .5 days, 3/4 x 2/3 after 5
    assert survival_at(log, 1) == pytest.approx(3 / 4)
    assert survival_at(log, 5) == pytest.approx(1 / 2)
    assert survival_at(log, 60) == pytest.approx(1 / 2)
    with pytest.raises(Unknown, match="180 days"):
        survival_at(log, 180)


def test_the_horizon_of_cohorts():
    assert [horizon(days) for days in (100, 180, 181, 300, 301)] == [10, 10, 16, 16, 26]


def test_active_weeks_are_counted_from_a_members_own_first_message(made):
    # 100 days: 10 weeks are looked at, 11 weeks of record are needed (77 days)
    rows = [(0, 0), (7, 0), (13.9, 0), (28, 0), (20, 1), (33.9, 1), (24, 2), (100, 0)]
    log = made(rows)
    active = cohort(log).active
    assert active.shape == (2, 11)  # member 2 came too late
    assert np.flatnonzero(active[0]).tolist() == [0, 1, 4]
    assert np.flatnonzero(active[1]).tolist() == [0, 1]
    assert active_in_week(log, 1) == 1.0
    assert active_in_week(log, 4) == 0.5
    with pytest.raises(Unknown, match="10 weeks"):
        active_in_week(log, 13)
    # shares 1 and 1/2 in weeks 1 and 4
    assert retention_exponent(log) == pytest.approx(np.log(2) / np.log(4))


def test_the_ladder_counts_silent_weeks(made):
    log = made([(0, 0), (7, 0), (28, 0), (100, 1)])
    found = ladder(log)  # active in weeks 0, 1, 4 of 10
    assert found.at_risk[:7].tolist() == [3, 2, 2, 1, 1, 1, 0]
    assert found.returned[:4].tolist() == [1, 0, 1, 0]
    with pytest.raises(Unknown, match="silences"):
        reactivation_exponent(log)


def test_concentration(made):
    log = made([(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 2), (6, 3), (7, 3), (8, 3), (9, 3)])
    assert share_of_top(log, 0.01) == pytest.approx(0.4)
    assert share_of_top(log, 0.5) == pytest.approx(0.7)
    assert gini_of_messages(log) == pytest.approx(0.25)
    assert one_message_share(log) == 0.25
    senders, written = lorenz(log)
    assert senders.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert written == pytest.approx([0, 0.1, 0.3, 0.6, 1])


def test_gaps_do_not_cross_members(made):
    assert gaps(made([(0, 0), (1, 1), (3, 0), (7, 1)])).tolist() == [3 * 86_400, 6 * 86_400]


def test_even_gaps_have_burstiness_minus_one(made):
    assert burstiness(made([(day, 0) for day in range(50)])) == pytest.approx(-1.0)
    with pytest.raises(Unknown, match="50 messages"):
        burstiness(made([(day, 0) for day in range(49)]))


def test_burstiness_by_hand(made):
    # 25 gaps of one day and 24 of three: the mean over members is of one member
    days = np.cumsum([0, *([1, 3] * 24), 1])
    gap = np.diff(days)
    expected = (gap.std() - gap.mean()) / (gap.std() + gap.mean())
    assert burstiness(made([(int(day), 0) for day in days])) == pytest.approx(expected)


def test_posting_by_chance_has_burstiness_near_zero():
    rng = np.random.default_rng(1)
    t = np.sort(rng.integers(0, 400 * 86_400, 40_000)).astype(np.int64)
    none = np.full(t.size, -1, np.int32)
    log = prepare(
        EventLog(t, rng.integers(0, 40, t.size).astype(np.int32), np.full(t.size, "msg"), none, none), 0
    )
    assert burstiness(log) == pytest.approx(0.0, abs=0.02)


def test_dau_mau(made):
    # two members every day, a third only on day 0: shares of days 30 to 39 are all 1
    rows = sorted([(day, who) for day in range(40) for who in (0, 1)] + [(0, 2)])
    assert dau_mau(made(rows)) == 1.0
    # a third member once every 30 days is in every month, and speaks on one of 30 days
    rows = sorted([(day, who) for day in range(91) for who in (0, 1)] + [(0, 2), (30, 2), (60, 2), (90, 2)])
    at_month_end = 3 / 61
    assert dau_mau(made(rows)) == pytest.approx(2 / 3 + at_month_end / 3)
    with pytest.raises(Unknown, match="31 days"):
        dau_mau(made([(day, 0) for day in range(30)]))


def test_lurkers(made):
    rows = [(0, 0, -1, "join"), (1, 0), (1, 1, -1, "join"), (2, 1, -1, "join"), (2, 2, -1, "join"), (3, 9)]
    assert lurkers(made(rows)) == pytest.approx(2 / 3)
    with pytest.raises(Unknown, match="joins"):
        lurkers(made([(0, 0), (1, 1)]))


def test_a_log_without_messages_says_so(made):
    with pytest.raises(Unknown, match="no message"):
        made([(0, 0, -1, "join")])
