r"""Arrivals: how many people come to the door, and through which channel."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, normal_quantile, poisson_quantile
from sim.parameters import Kind, Parameter
from sim.rng import GROUP, Decision, chain, uniform
from sim.state.fields import Short
from sim.state.people import Source

_D_ARRIVALS = np.int64(Decision.ARRIVALS)
_D_PURPOSE = np.int64(Decision.PURPOSE)
_PERSON_DAY = np.int64(-1)
_ROWS = int(Short.ROWS)
_FOUNDERS = int(Source.FOUNDERS)
_PULLED = int(Source.PULLED)


@kernel
def found(group, key, channels, keys, channel, inviter):  # type: ignore[no-untyped-def]
    """Put the members of day 0 at the door, once, and draw how real this group's own purpose is."""
    if group.founded == 1:
        return 0
    if channels[_FOUNDERS].initial > keys.size:
        return _ROWS
    group.founded = 1
    group.need *= fast_exp(
        group.need_spread * normal_quantile(uniform(key, GROUP, _PERSON_DAY, _D_PURPOSE, 0))
    )
    for n in range(channels[_FOUNDERS].initial):
        keys[n] = chain(GROUP, channels[_FOUNDERS].key, -1, n)
        channel[n] = _FOUNDERS
        inviter[n] = -1
    group.n_prospects = channels[_FOUNDERS].initial
    return 0


@kernel
def arrive(group, lever, key, day, channels, keys, channel, inviter, prospect_count, arrived, given):  # type: ignore[no-untyped-def]
    """Draw how many come through each channel, then write their keys behind the members' rows."""
    total = 0
    expected = 0.0
    for c in range(_PULLED, channels.size):
        source = channels[c]
        if c == _PULLED:
            share = group.given_recruiting / group.asked_recruiting if group.asked_recruiting > 0.0 else 1.0
            rate = lever.pulled_per_day * share
        else:
            rate = source.per_day
            if source.half_life > 0.0:
                rate *= 2.0 ** (-day / source.half_life)
            rate += source.imitation * group.n_present
            if source.pool > 0.0:
                rate *= max(0.0, 1.0 - arrived[c] / source.pool)
        count = poisson_quantile(rate, uniform(key, source.key, day, _D_ARRIVALS, 0))
        if given[c, day] >= 0:
            count = given[c, day]
            rate = float(count)
        elif source.pool > 0.0:
            count = min(count, int(source.pool) - arrived[c])
        prospect_count[c] = count
        if c > _PULLED:
            expected += rate
        total += count
    first = group.n_rows
    if first + total > keys.size:
        return _ROWS
    group.expected = expected
    i = first
    for c in range(_PULLED, channels.size):
        for n in range(prospect_count[c]):
            keys[i] = chain(GROUP, channels[c].key, day, n)
            channel[i] = c
            inviter[i] = -1
            i += 1
        arrived[c] += prospect_count[c]
        group.spent_recruiting += channels[c].cost * prospect_count[c]
    group.n_prospects = total
    group.prospects = total
    return 0


class Arrive(Mechanism):
    r"""How many people come to the group's door each day, and through which channel.

    Each channel brings a Poisson number of prospects with rate :math:`(v\,2^{-t/h} + q N_t)(1 - A_t/M)`:
    a volume that halves every :math:`h` days, word of mouth from the :math:`N_t` members, and a pool of
    :math:`M` people of whom :math:`A_t` have come (Bass 1969 when all prospects join). The number is the
    inverse CDF of one uniform, so a larger volume keeps the first people and adds more. Operators may
    also pull people in unasked (S2). The n-th prospect of a channel and day is the same person in every
    scenario. A channel may instead be given its numbers day by day (``daily``), as a real log shows them:
    then nothing is drawn on those days. What a prospect costs is booked when they come to the door. Switched off, nobody new comes; the members of day 0 are there all the same.
    """

    rows = ("S29", "S2", "D14")
    label = "Arrivals"
    parameters = (
        Parameter(name="pulled_distance", default=1.4, low=0.0, high=3.0, none=0.0,
                  label="Distance of people pulled in",
                  doc="Mean distance from the topic of the people whom operators add without asking."),
        Parameter(name="pulled_spread", default=0.8, low=0.1, high=2.0, label="Spread of people pulled in",
                  doc="Standard deviation of their interests."),
        Parameter(name="pulled_advertisers", default=0.03, low=0.0, high=0.2, none=0.0, kind=Kind.SHARE,
                  label="Advertisers among people pulled in",
                  doc="Share of them who post advertisements."),
    )  # fmt: skip
    steps = {"found": Step(found, Over.GROUP, always=True), "arrive": Step(arrive, Over.GROUP)}
