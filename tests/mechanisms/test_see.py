"""What a visitor reads: every message once, members' talk a day late, operators' posts at once."""

from __future__ import annotations

import numpy as np
import pytest

from sim.mechanisms.see import See, see
from sim.parameters import Values
from sim.state.group import N_KINDS, Feed
from sim.state.levers import LEVER_ROW
from sim.state.record import RECORD

DAYS = 12
TALK = np.arange(1.0, DAYS + 1)
"""Messages by members on each day."""


def noise_of(last_visit: int, day: int, *, join_day: int = 0, kind: Feed = Feed.SPAM) -> float:
    """Messages of a kind that a visitor finds, told from the noise of a feed of nothing else."""
    values = Values.of(See.parameters)
    names = [p.name for p in See.parameters]
    p = np.zeros(1, [("enabled", float), *((name, float) for name in names)]).view(np.recarray)
    for name in names:
        p[name] = float(values[name])
    p["calm"] = 1.0
    group = np.zeros(1, RECORD).view(np.recarray)
    group["need"] = group["topic_breadth"] = 1.0
    feed = np.zeros((N_KINDS, DAYS))
    feed[kind, : day + (kind in (Feed.CONTENT, Feed.PUSH))] = TALK[
        : day + (kind in (Feed.CONTENT, Feed.PUSH))
    ]
    quality = np.zeros(DAYS)
    value, noise, overload = np.zeros(1, np.float32), np.zeros(1, np.float32), np.zeros(1, np.float32)
    see(
        p[0], group[0], np.zeros(1, LEVER_ROW).view(np.recarray)[0], day, np.zeros(1, np.uint32), np.zeros((1, 2), np.float32), np.array([join_day], np.int16),
        np.array([last_visit], np.int16), np.array([1e6], np.float32), np.zeros(1, np.uint8), feed,
        np.cumsum(feed, axis=1), quality, value, noise, overload,
    )  # fmt: skip
    return float(noise[0] / (1.0 - noise[0]))


@pytest.mark.nojit
def test_a_daily_visitor_reads_exactly_yesterday() -> None:
    """Not nothing, and nothing twice."""
    for day in range(2, DAYS):
        assert noise_of(day - 1, day) == pytest.approx(TALK[day - 1], rel=1e-5)


@pytest.mark.nojit
def test_after_a_pause_one_reads_what_came_since_up_to_the_backlog() -> None:
    """Visited on day 5, back on day 8: days 5, 6 and 7; after long, the last three days."""
    assert noise_of(5, 8) == pytest.approx(TALK[5:8].sum(), rel=1e-5)
    assert noise_of(1, 11) == pytest.approx(TALK[8:11].sum(), rel=1e-5)


@pytest.mark.nojit
def test_a_newcomer_reads_from_the_day_of_joining_on() -> None:
    """What was written before is not shown to them."""
    assert noise_of(-1, 6, join_day=6) == 0.0
    assert noise_of(6, 7, join_day=6) == pytest.approx(TALK[6], rel=1e-5)


@pytest.mark.nojit
def test_operators_posts_are_read_on_the_day() -> None:
    """Pushes of this morning, and those since the last visit, each once."""
    assert noise_of(7, 8, kind=Feed.PUSH) == pytest.approx(TALK[8], rel=1e-5)
    assert noise_of(5, 8, kind=Feed.PUSH) == pytest.approx(TALK[6:9].sum(), rel=1e-5)
