"""The event log is what an export of a real chat would be."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from engine_helpers import PORTFOLIO, RICH, evenings, scenario
from scipy import stats

from sim.engine import events as engine_events
from sim.engine import simulate
from sim.state.free_time import HOURS

DAY = 86_400
MONDAY = int(datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC).timestamp())
WORLDS = range(6)


def logged(text=RICH, overrides=None, world=0):
    """The log of one world as records, with its block."""
    what = scenario(text, overrides)
    block = simulate(what, worlds=[world], jobs=1, events=True)
    log = block.events
    assert log is not None
    table = np.rec.fromarrays(
        [log.t, log.user, log.kind, log.target, log.conv], names="t,user,kind,target,conv"
    )
    return block, table


def operators_of(log):
    """The one user who pushes."""
    users = set(log.user[log.kind == "push"].tolist())
    assert len(users) == 1
    return users.pop()


@pytest.mark.parametrize("text", [RICH, PORTFOLIO], ids=["one group", "portfolio"])
@pytest.mark.parametrize("world", WORLDS)
def test_form(text, world) -> None:
    """Integers; in order of time; the kinds there are; users and targets numbered as they appear."""
    _block, log = logged(text, world=world)
    assert log.t.dtype == np.int64
    assert np.all(np.diff(log.t) >= 0)
    assert set(log.kind.tolist()) == {"join", "msg", "push", "leave"}
    met = np.stack([log.user, log.target], axis=1).ravel()
    met = met[met >= 0]
    _, first = np.unique(met, return_index=True)
    assert np.all(np.diff(first) > 0), "smaller numbers appear first"
    assert set(met.tolist()) == set(range(met.max() + 1))
    assert np.all(log.user >= 0)
    assert np.all(log.target[log.kind == "join"] == -1)
    assert np.all(log.target >= -1)
    assert np.all(log.user != log.target)


@pytest.mark.parametrize("world", WORLDS)
def test_counts_are_those_of_the_day_table(world) -> None:
    """Joins with founders, leaves, pushes with content and answers, messages with what members advertised."""
    block, log = logged(world=world)
    days = {name: table[0, 0] for name, table in block.days.items()}
    count = {kind: int((log.kind == kind).sum()) for kind in ("join", "msg", "push", "leave")}
    assert count["join"] == 60 + days["joins"].sum()
    assert count["leave"] == days["leaves"].sum()
    assert count["push"] == (days["pushes"] + days["contents"] + days["answers"]).sum()
    assert days["answers"].sum() > 0
    assert days["contents"].sum() > 0
    talk = (log.kind == "msg") & (log.conv >= 0)
    assert talk.sum() == days["messages"].sum()
    assert ((log.kind == "msg") & (log.target >= 0)).sum() == days["answered"].sum()


def test_advertisements_taken_down_are_in_the_log() -> None:
    """Members posted them: a chat's export has them, and so has the count of what members wrote."""
    for world in WORLDS:
        block, log = logged(world=world)
        total = sum(block.days[name].sum() for name in ("messages", "spam", "spam_removed"))
        assert block.days["spam_removed"].sum() > 0
        assert (log.kind == "msg").sum() == total


def test_advertisements_that_stood_are_in_the_log() -> None:
    """At least these: where nobody moderates, they are all there are."""
    block, log = logged(overrides={"strategies.moderation": None})
    assert block.days["spam"].sum() > 10
    assert (log.kind == "msg").sum() == (block.days["messages"] + block.days["spam"]).sum()


@pytest.mark.parametrize("world", WORLDS)
def test_an_answer_comes_after_what_it_answers(world) -> None:
    """In the same conversation, by somebody else, within the window (6 h) or, by operators, after their queue."""
    _block, log = logged(world=world, overrides={"mechanisms.converse.window": 6})
    operators = operators_of(log)
    answers = log[((log.kind == "msg") | (log.kind == "push")) & (log.target >= 0)]
    assert len(answers) > 20
    for answer in answers:
        before = log[
            (log.conv == answer.conv)
            & (log.user == answer.target)
            & (log.t <= answer.t)
            & (log.kind == "msg")
        ]
        assert len(before) > 0
        if answer.user != operators:
            assert answer.t - before.t.max() <= 6 * 3600
        else:
            assert answer.t - before.t.min() >= 60


@pytest.mark.parametrize("world", WORLDS)
def test_joining_comes_first(world) -> None:
    """Everybody but the operators joins once, before anything else they do or that is done to them."""
    _block, log = logged(world=world)
    operators = operators_of(log)
    joined = log[log.kind == "join"]
    assert len(set(joined.user.tolist())) == len(joined)
    when = dict(zip(joined.user.tolist(), joined.t.tolist(), strict=True))
    assert set(log.user.tolist()) - set(when) == {operators}
    for event in log:
        if event.user != operators:
            assert event.t >= when[event.user]
        if event.target not in {-1, operators}:
            assert event.t >= when[event.target]


def early_leaves(overrides, worlds):
    """Leaves, and those of them after which their member still writes."""
    leaves, early = 0, 0
    for world in worlds:
        _block, log = logged(overrides=overrides, world=world)
        left = log[log.kind == "leave"]
        assert len(set(left.user.tolist())) == len(left), "nobody leaves twice"
        last = {}
        for event in log[log.kind == "msg"]:
            last[event.user] = event.t
        leaves += len(left)
        early += sum(last.get(event.user, event.t) > event.t for event in left)
    return leaves, early


def test_leaving_comes_last_for_those_who_talk() -> None:
    """Nobody writes after having left, on an ordinary evening."""
    quiet = {
        "members.advertisers": 0,
        "channels.campaign.advertisers": 0,
        "mechanisms.moderate.temptation": 0,
    }
    quiet |= {
        "mechanisms.leave.cost": 0.9,
        "mechanisms.leave.review": 0.5,
        "channels.word_of_mouth.advertisers": 0,
        "mechanisms.arrive.pulled_advertisers": 0,
    }
    leaves, early = early_leaves({**quiet, "mechanisms.converse.gap": 1}, range(12))
    assert leaves > 200
    assert early == 0


def test_leaving_comes_last_for_those_who_advertise() -> None:
    """Nobody advertises after having left or having been removed."""
    often = {"mechanisms.moderate.advertiser": 2, "members.advertisers": 0.9, "mechanisms.leave.cost": 0.9}
    leaves, early = early_leaves(
        {**often, "strategies.moderation": None, "mechanisms.converse.gap": 1}, range(12)
    )
    assert leaves > 200
    assert early == 0


def test_leaving_comes_last_for_those_who_talk_past_midnight() -> None:
    """A session of the evening before may end after midnight; leaving waits for it."""
    talkers = {"mechanisms.converse.gap": 5000, "mechanisms.post.threshold": -5, "mechanisms.leave.cost": 0.9}
    leaves, early = early_leaves(
        {**talkers, "mechanisms.attend.threshold": -20, "mechanisms.leave.review": 0.5}, range(12)
    )
    assert leaves > 200
    assert early == 0


def test_founders_join_on_day_0_and_nothing_is_before_it() -> None:
    """Day 0 is a Monday, 1 January 2024, unless the scenario says otherwise."""
    _block, log = logged()
    assert log.t[0] >= MONDAY
    assert ((log.kind == "join") & (log.t < MONDAY + DAY)).sum() >= 60
    _block, later = logged(overrides={"start": "2025-03-08"})
    start = int(datetime.datetime(2025, 3, 8, tzinfo=datetime.UTC).timestamp())
    assert start <= later.t[0] < start + DAY


def test_the_hours_follow_free_time() -> None:
    """Joining and starting to speak: by the profile of the member, chi-square over the hours of the day."""
    what = scenario(
        "horizon: 8d\nmembers: {initial: 3000}\nchannels: {}",
        {"mechanisms.attend.threshold": -5, "mechanisms.post.threshold": -2, "mechanisms.leave": False},
    )
    *_, (_, world) = evenings(what, keep_events=True)
    n = int(world.groups[0]["n_events"])
    t, user, kind = world.arrays["events"][0, :n, :3].astype(np.int64).T
    profile = world.arrays["free_time"][0, np.maximum(user, 0)]
    founders = (kind == engine_events.JOIN) & (t < DAY)
    # the first message of a member on a day after the first; a session runs on, so the rest drift later
    talk = np.flatnonzero((kind == engine_events.MSG) & (t >= DAY))
    later = t[talk] // DAY
    _, first = np.unique(later * 100_000 + user[talk], return_index=True)
    starts = np.zeros(n, bool)
    starts[talk[first]] = True
    for which, enough in ((founders, 250), (starts, 1000)):
        for number, shares in enumerate(HOURS):
            hours = t[which & (profile == number)] % DAY // 3600
            assert hours.size > enough
            observed = np.bincount(hours, minlength=24)
            if which is starts:
                continue_night = observed[:3].sum() / hours.size  # sessions that ran past midnight
                assert abs(continue_night - shares[:3].sum()) < 0.05
            pooled = shares * hours.size >= 5
            if which is founders:
                p = stats.chisquare(
                    np.append(observed[pooled], observed[~pooled].sum() + 1e-9),
                    np.append(shares[pooled], shares[~pooled].sum() + 1e-12) * hours.size,
                    sum_check=False,
                ).pvalue
                assert p > 1e-5, (number, p)
            else:
                assert np.abs(observed / hours.size - shares).max() < 0.04


def weekly(block):
    """Visits on each day of the run, all worlds."""
    return block.days["visiting"][:, 0].sum(axis=0)


def test_the_week_follows_free_time() -> None:
    """Fewer visits at the weekend, wherever it falls."""
    text = "horizon: 21d\nmembers: {initial: 400}\nchannels: {}"
    steady = {"mechanisms.leave": False, "mechanisms.traits.need_hazard": 0, "mechanisms.attend.threshold": 2}
    monday = weekly(simulate(scenario(text, steady), worlds=8, jobs=1))
    saturday = weekly(simulate(scenario(text, {**steady, "start": "2024-01-06"}), worlds=8, jobs=1))
    for visits, weekend in ((monday, [12, 13]), (saturday, [14, 15])):
        around = [weekend[0] - 2, weekend[0] - 1, weekend[1] + 1, weekend[1] + 2]
        assert visits[weekend].mean() < 0.97 * visits[around].mean()
