"""Measures of activity and inequality against plain recounts over the whole state or the event log."""

from __future__ import annotations

import math

import numpy as np
import pytest
from engine_helpers import RICH, column, evenings, rows_of, scenario

from sim.contracts import RunTables
from sim.engine import simulate
from sim.measures.silence import alive, first_silence, terminal_silence
from sim.state.group import WINDOW
from sim.statistics import inequality

LONG = {"horizon": 100, "members.initial": 50, "strategies.moderation": None, "members.advertisers": 0}


@pytest.fixture(scope="module")
def history():
    """Per day: who visited, who spoke and how much, by row; and the world at the end."""
    what = scenario(RICH, LONG)
    visits, posts = [], []
    for day, world in evenings(what, world=1):
        n = rows_of(world).stop
        visits.append({int(i) for i in np.flatnonzero(world.arrays["last_visit"][0, :n] == day)})
        first, tail = int(world.arrays["send_start"][0, day % 32]), int(world.groups[0]["sends_tail"])
        rows = world.arrays["send_row"][0, first:tail].tolist()
        counts = world.arrays["send_count"][0, first:tail].tolist()
        posts.append(dict(zip(rows, counts, strict=True)))
    return visits, posts, world


def test_visits(history) -> None:
    """Daily and monthly visitors, and their ratio."""
    visits, _posts, world = history
    assert [len(each) for each in visits] == column(world, "visiting").tolist()
    monthly = [len(set.union(*visits[max(0, d - WINDOW + 1) : d + 1])) for d in range(len(visits))]
    assert monthly == column(world, "mau").tolist()
    ratio = [len(v) / m if m else 0.0 for v, m in zip(visits, monthly, strict=True)]
    np.testing.assert_allclose(column(world, "dau_mau"), ratio)


def test_speakers(history) -> None:
    """Speakers of the day and of the week; messages add up."""
    _visits, posts, world = history
    assert [len(each) for each in posts] == column(world, "posters").tolist()
    assert [sum(each.values()) for each in posts] == column(world, "messages").tolist()
    weekly = [len(set().union(*posts[max(0, d - 6) : d + 1])) for d in range(len(posts))]
    assert weekly == column(world, "speakers_week").tolist()
    silent = [d >= 6 and n < 2 for d, n in enumerate(weekly)]
    assert silent == (column(world, "silent") > 0).tolist()


def test_inequality_of_talk(history) -> None:
    """Top fifth and Gini of the trailing 30 days, renewed on the last day of each week, held in between."""
    _visits, posts, world = history
    gini, top = column(world, "gini"), column(world, "top20_share")
    assert np.isnan(gini[:6]).all()
    for day in range(6, len(posts)):
        if day % 7 != 6:
            assert gini[day] == gini[day - 1]
            assert top[day] == top[day - 1]
            continue
        total: dict[int, int] = {}
        for each in posts[max(0, day - WINDOW + 1) : day + 1]:
            for row, count in each.items():
                total[row] = total.get(row, 0) + count
        counts = np.sort(np.array(list(total.values()), float))
        n = counts.size
        assert n > 2
        expected = 2 * (np.arange(1, n + 1) * counts).sum() / (n * counts.sum()) - (n + 1) / n
        assert gini[day] == pytest.approx(expected)
        assert top[day] == pytest.approx(counts[n - math.ceil(n / 5) :].sum() / counts.sum())


def test_the_statistic_is_that_of_the_library(history) -> None:
    """What the kernel counts is what ``sim.statistics.inequality`` defines, for reports and real chats alike."""
    _visits, posts, world = history
    day = 97
    total: dict[int, int] = {}
    for each in posts[day - WINDOW + 1 : day + 1]:
        for row, count in each.items():
            total[row] = total.get(row, 0) + count
    counts = list(total.values())
    assert column(world, "gini")[day] == pytest.approx(float(inequality.gini(counts)))
    assert column(world, "top20_share")[day] == pytest.approx(float(inequality.top_share(counts, 0.2)))


def test_feelings_are_means_over_the_present(history) -> None:
    """Belonging, trust and fatigue of those present on the last evening."""
    _visits, _posts, world = history
    rows = world.arrays["present"][0, : int(world.groups[0]["n_present"])]
    for name in ("belonging", "trust", "fatigue"):
        mean = world.arrays[name][0, rows].astype(float).mean()
        assert column(world, name)[-1] == pytest.approx(mean)


def tables(silent, closed_from=None):
    """Run tables of worlds that are silent on certain days, and closed from one on."""
    days = np.array(silent, float)
    closed = np.zeros_like(days)
    if closed_from is not None:
        closed[:, closed_from:] = 1
    nothing = np.zeros((days.shape[0], days.shape[1] + 1))
    return RunTables({"silent": days, "closed": closed}, nothing, nothing)


@pytest.mark.nojit
@pytest.mark.parametrize(
    ("silent_from", "silent_until", "first", "terminal", "alive_at_end"),
    [(None, None, np.nan, np.nan, 1), (6, 20, 0, 0, 0), (10, 12, 4, np.nan, 1), (10, 20, 4, 4, 0)],
)
def test_silence(silent_from, silent_until, first, terminal, alive_at_end) -> None:
    """First and terminal silence are told apart; a week counts from its first day."""
    days = np.zeros((1, 20))
    if silent_from is not None:
        days[0, silent_from:silent_until] = 1
    found = tables(days)
    np.testing.assert_equal(first_silence(found), [first])
    np.testing.assert_equal(terminal_silence(found), [terminal])
    assert alive(found).tolist() == [alive_at_end]


@pytest.mark.nojit
def test_a_group_woken_again_has_a_first_and_a_later_terminal_silence() -> None:
    days = np.zeros((1, 30))
    days[0, 8:12] = days[0, 20:] = 1
    assert first_silence(tables(days)).tolist() == [2]
    assert terminal_silence(tables(days)).tolist() == [14]


@pytest.mark.nojit
def test_a_group_that_was_closed_is_neither_alive_nor_silent_for_good() -> None:
    """A week of silence before it was closed is one all the same."""
    days = np.zeros((1, 30))
    days[0, 10:20] = 1
    closed = tables(days, 20)
    assert first_silence(closed).tolist() == [4]
    assert np.isnan(terminal_silence(closed)).all()
    assert np.isnan(alive(closed)).all()


def test_a_dead_group_is_silent() -> None:
    """Nobody speaks: silent from the first week on; never where everybody does."""
    mute = simulate(scenario(RICH, {"horizon": 20, "mechanisms.post": False}), worlds=2, jobs=1)
    assert mute.days["silent"][:, 0].tolist() == [[0] * 6 + [1] * 14] * 2
    assert mute.runs["first_silence"].tolist() == mute.runs["terminal_silence"].tolist() == [0, 0]
    assert mute.runs["alive_end"].tolist() == [0, 0]
    loud = simulate(scenario(RICH, {"horizon": 20, "mechanisms.post.threshold": -9}), worlds=2, jobs=1)
    assert not loud.days["silent"].any()
    assert loud.runs["alive_end"].tolist() == [1, 1]
