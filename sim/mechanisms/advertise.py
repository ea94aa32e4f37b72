r"""Notices and push fatigue: what operators post, whom it reaches, how it tires them."""

from __future__ import annotations

import math

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import binomial_cdf, share_done
from sim.kernel.scratch import floats
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_two
from sim.state.free_time import HOURS_REACH
from sim.state.group import Feed
from sim.state.levers import RULES
from sim.state.people import TINY, Status
from sim.state.rules import in_force

_D_NOTICE = np.int64(Decision.NOTICE)
_MUTED = int(Status.MUTED)
_FOR_QUOTA = RULES.index("push_for_quota")
_CONTENT = int(Feed.CONTENT)
_PUSH = int(Feed.PUSH)


@kernel
def _whole(due, rate):  # type: ignore[no-untyped-def]
    """What is still due and how many whole posts come out of it; the first ever comes at once."""
    if rate <= 0.0:
        return due, 0.0
    due = max(1.0, rate) if due < 0.0 else due + rate
    posts = math.floor(due + 1e-9)
    return due - posts, posts


@kernel
def publish(p, group, lever, day, feed, quality_sum):  # type: ignore[no-untyped-def]
    """Post what the day's schedule and the hours given allow: whole posts, the rest carried in time."""
    share = share_done(group.given_selling, group.asked_selling)
    if lever.closed > 0.0:
        quality_sum[day] = quality_sum[day - 1] if day > 0 else 0.0
        return 0
    rate = (lever.pushes_per_day + group.quota_pushes) * share
    group.due_pushes, pushes = _whole(group.due_pushes, rate)
    share = share_done(group.given_content, group.asked_content)
    group.due_contents, contents = _whole(group.due_contents, lever.contents_per_day * share)
    group.pushes = pushes
    group.contents = contents
    worth = contents * lever.content_quality
    if lever.content_extra > 0.0:
        contents *= 1.0 + lever.content_extra
        worth *= (1.0 + lever.content_extra) ** p.depth
    feed[_CONTENT, day] = contents
    feed[_PUSH, day] = pushes
    before = quality_sum[day - 1] if day > 0 else 0.0
    quality_sum[day] = before + worth + pushes * lever.push_usefulness
    return 0


@kernel
def press(group, day, rules, daily_sales):  # type: ignore[no-untyped-def]
    """Add pushes tomorrow where a quota is in force and the sales of the last seven days are behind it."""
    daily_sales[day] = group.revenue_sales
    group.quota_pushes = 0.0
    for r in range(rules.size):
        if in_force(rules[r], _FOR_QUOTA, day) and in_force(rules[r], _FOR_QUOTA, day + 1):
            sold = 0.0
            for d in range(max(0, day - 6), day + 1):
                sold += daily_sales[d]
            if sold < rules[r].threshold:
                group.quota_pushes += rules[r].amount
    return 0


@kernel
def notify(p, group, lever, key, day, rows, keys, status, free_time, trust, fatigue, noticed, pushed):  # type: ignore[no-untyped-def]
    """Decide which of today's notices reach each member, and let push fatigue grow and fade."""
    keep = 2.0 ** (-1.0 / p.half_life) if p.half_life > 0.0 else 0.0
    pushes = int(group.pushes)
    contents = int(group.contents)
    if pushes + contents == 0:
        for i in rows:
            fatigue[i] = fatigue[i] * keep + TINY
            noticed[i] = 0
            pushed[i] = 0
        return 0
    later = contents // 2 if lever.content_hour_later > 0.0 else 0
    later_hour = int(lever.content_hour_later) % 24
    push_hour = int(lever.push_hour) % 24
    content_hour = int(lever.content_hour) % 24
    weight = p.weight * (1.0 - p.relief_useful * lever.push_usefulness)
    content_weight = p.content_weight * (1.0 - p.relief_useful * lever.content_quality)
    # by profile, for members and then for muted: no content post is seen; at most c of the pushes are felt
    profiles = HOURS_REACH.shape[0]
    no_content = floats(2 * profiles)
    at_most = floats(2 * profiles * pushes)
    for k in range(2 * profiles):
        reach = p.notice if k < profiles else p.notice * p.muted_reach
        no_content[k] = (1.0 - reach * HOURS_REACH[k % profiles, content_hour]) ** (contents - later)
        if later > 0:
            no_content[k] *= (1.0 - reach * HOURS_REACH[k % profiles, later_hour]) ** later
        binomial_cdf(
            pushes, reach * HOURS_REACH[k % profiles, push_hour], at_most[k * pushes : (k + 1) * pushes]
        )
    u_push, u_content = floats(rows.size), floats(rows.size)
    draw_two(key, keys, rows, day, _D_NOTICE, u_push, u_content)
    for m in range(rows.size):  # without branches: whom a notice reaches cannot be foreseen
        i = rows[m]
        k = free_time[i] + profiles * (status[i] == _MUTED)
        seen = np.int64(u_content[m] >= no_content[k])
        felt = np.int64(0)
        for c in range(pushes):
            felt += u_push[m] > at_most[k * pushes + c]
        tiring = (seen * content_weight + felt * weight) * (1.0 - p.relief_trust * trust[i])
        fatigue[i] = fatigue[i] * keep + TINY + tiring
        noticed[i] = min(255, seen + felt)
        pushed[i] = min(255, felt)
    return 0


class Advertise(Mechanism):
    r"""What operators post, whom it reaches, how pushes tire members (D4, R8).

    Where operators work to a quota (S26, D20), sales of the last seven days below the target add pushes on the next day.
    In a group that is closed nothing is posted.

    A long content post asks for more attention and is worth more by its length to the power ``depth``.
    A rate of posts becomes whole posts a day, as far as the hours given allow. Each reaches an unmuted
    member as a notice with probability ``notice`` times the reach of its hour in their free time; a muted
    one with the fraction ``muted_reach``. Fatigue is a leaky accumulator: :math:`F \leftarrow F\,2^{-1/h} +
    w\,(1 - r_u\,useful)(1 - r_t\,trust)\,n` for :math:`n` pushes felt, and less for noticed content; it lowers attendance, leads to
    muting and to leaving, each with its own weight there. That a notice also brings people in is in
    ``attend``. Linear in load with a slow half-life, as in the Pandora experiment (long-run effect about
    three times the one-month effect); the sign of the sum of both effects is not built in. Switched
    off, operators post all the same, but nobody notices and nobody tires.
    """

    rows = ("S17", "S26", "D4", "D20", "D10", "R8", "H8", "H28")
    label = "Notices and push fatigue"
    parameters = (
        Parameter(name="notice", default=0.51, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Notice",
                  doc="Probability that a member sees a notification posted at their best hour.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="muted_reach", default=0.05, low=0.0, high=1.0, none=1.0, kind=Kind.SHARE, label="Reach of the muted",
                  doc="What is left of that for members who muted the group: mentions and private messages.",
                  source="assumption; uncalibrated on the evidence page"),
        Parameter(name="half_life", default=6.9, low=3.0, high=120.0, minimum=0.01, kind=Kind.DURATION, unit="days",
                  label="Half-life of fatigue", doc="Time in which push fatigue fades by half.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="weight", default=1.15, low=0.0, high=2.0, none=0.0, label="Weight of a push",
                  doc="Fatigue added by one push that is felt.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="content_weight", default=0.2, low=0.0, high=1.0, none=0.0, label="Weight of a content notice",
                  doc="Fatigue added by having noticed operators' content on a day."),
        Parameter(name="depth", default=0.5, low=-0.3, high=1.2, none=0.0, minimum=-2.0, maximum=3.0, label="Depth of long content",
                  doc="Power of a content post's length with which its worth rises: 1 in proportion, 0 not at all, negative if nobody finishes it."),
        Parameter(name="relief_useful", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE,
                  label="Relief by usefulness", doc="Share of that weight which a wholly useful push does not have."),
        Parameter(name="relief_trust", default=0.3, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE,
                  label="Relief by trust", doc="Share of that weight which full trust takes away."),
    )  # fmt: skip
    steps = {
        "publish": Step(publish, Over.GROUP, always=True),
        "notify": Step(notify, Over.PRESENT),
        "press": Step(press, Over.GROUP, only_with=("push_for_quota",)),
    }
