"""What is refused, and what is taken from a log by rule."""

import numpy as np
import pytest

from sim.results import EventLog
from sim.study import StudyError
from sim.study.calibration import task
from sim.study.calibration.arrivals import SHARE_SPEAKING, arrivals
from sim.study.calibration.observed import observed


@pytest.mark.parametrize(
    ("members", "days", "word"), [(49, 100, "49 members"), (60, 50, "50.0 days"), (10, 10, "8 weeks")]
)
def test_small_and_short_logs_are_refused_with_the_reason(made_log, members, days, word):
    with pytest.raises(StudyError, match=word):
        observed("chat", made_log(members, days))


def test_fifty_members_and_eight_weeks_are_enough(made_log):
    assert observed("chat", made_log(50, 56.5)).days == 57


def test_an_empty_log_is_refused():
    none = np.zeros(0, np.int32)
    empty = EventLog(none.astype(np.int64), none, np.zeros(0, "U4"), none, none)
    with pytest.raises(StudyError, match="no message"):
        observed("chat", empty)


def test_several_groups_are_refused(made_log):
    from sim.scenario import loads

    two = loads("title: Two\nhorizon: 90d\ngroups: {a: {}, b: {}}\n")
    with pytest.raises(StudyError, match="2 groups"):
        task("chat", made_log(60, 90), two)


def test_a_cut_below_eight_weeks_is_refused(made_log):
    with pytest.raises(StudyError, match="56 days"):
        observed("chat", made_log(60, 200), days=30)


def test_a_log_that_begins_in_mid_life_is_told(made_log):
    found = observed("chat", made_log(80, 100, 4000)).truncation  # all eighty write on the first days
    assert found.is_truncated
    assert found.were_there == 80


def test_a_log_that_begins_with_the_group_is_not():
    days = np.arange(100)
    t = (1_600_000_000 + days * 86_400).astype(np.int64)
    none = np.full(100, -1, np.int32)
    assert not observed(
        "chat", EventLog(t, days.astype(np.int32), np.full(100, "msg"), none, none)
    ).truncation.is_truncated


def test_arrivals_of_a_log_with_joins_are_its_joins(log):
    found = arrivals(observed("chat", log).log)
    assert found.from_joins
    assert found.initial == pytest.approx(90, abs=4)
    assert found.per_day == pytest.approx(2.4, abs=0.5)  # three come to the door, a fifth is refused


def test_prospects_are_those_that_give_the_joins_of_the_log(scenario, log):
    from sim.engine.simulate import simulate

    made = task("chat", log, scenario)
    joins = simulate(made.candidate.scenario, worlds=20, jobs=1).days["joins_own"].mean()
    assert joins == pytest.approx(made.arrivals.per_day, rel=0.1)
    assert made.candidate.scenario.horizon_days == made.seen.days


def test_without_joins_first_messages_stand_for_them(log):
    keep = log.kind == "msg"
    bare = EventLog(log.t[keep], log.user[keep], log.kind[keep], log.target[keep], log.conv[keep])
    seen = observed("chat", bare)
    found = arrivals(seen.log)
    assert not found.from_joins
    after = seen.log.span_days - seen.burn_in_days
    assert found.per_day == pytest.approx(seen.log.is_new.sum() / after / SHARE_SPEAKING)
