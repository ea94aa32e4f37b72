r"""Arrivals: how many people come to the door, and through which channel."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, normal_quantile, poisson_quantile, share_done
from sim.parameters import Kind, Parameter
from sim.rng import GROUP, Decision, chain, uniform
from sim.state.fields import Short
from sim.state.people import Source

_D_ARRIVALS = np.int64(Decision.ARRIVALS)
_D_PURPOSE = np.int64(Decision.PURPOSE)
_PERSON_DAY = np.int64(-1)
_ROWS = int(Short.ROWS)
_D_GATE = np.int64(Decision.GATE)
_WAITS = 2
"""Index of the draw at the gate that says whether somebody still waits."""
_FOUNDERS = int(Source.FOUNDERS)
_PULLED = int(Source.PULLED)
_REFERRED = int(Source.REFERRED)
_TEAM = int(Source.TEAM)


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
def _count(aim, group, lever, key, day, channels, prospect_count, arrived, given):  # type: ignore[no-untyped-def]
    """How many come through each channel today, into ``prospect_count``; returns how many were to be expected."""
    expected = 0.0
    for c in range(_PULLED, channels.size):
        source = channels[c]
        if c == _PULLED:
            share = share_done(group.given_recruiting, group.asked_recruiting)
            rate = lever.pulled_per_day * share
        elif c == _TEAM:
            share = share_done(group.given_operation, group.asked_operation)
            rate = lever.team_contacts * share
        else:
            rate = source.per_day
            if source.half_life > 0.0:
                rate *= 2.0 ** (-day / source.half_life)
            rate += source.imitation * group.n_present
            if source.pool > 0.0:
                rate *= max(0.0, 1.0 - arrived[c] / source.pool)
            rate *= aim
        count = poisson_quantile(rate, uniform(key, source.key, day, _D_ARRIVALS, 0))
        if c == _REFERRED:
            count = group.n_invited
            rate = float(count)
        elif given[c, day] >= 0:
            count = given[c, day]
            rate = float(count)
        elif source.pool > 0.0:
            count = min(count, int(source.pool) - arrived[c])
        prospect_count[c, day] = count
        if c > _PULLED:
            expected += rate
    return expected


@kernel
def _fill(  # type: ignore[no-untyped-def]
    p, group, key, day, since, channels, keys, channel, inviter, prospect_count, invited_key, invited_by,
):  # fmt: skip
    """Write the keys of those who came since the door was last open and still wait."""
    i = group.n_rows
    for c in range(_PULLED, channels.size):
        if c == _REFERRED:
            for n in range(group.n_invited):
                keys[i] = invited_key[n]
                channel[i] = c
                inviter[i] = invited_by[n]
                i += 1
            continue
        for d in range(since, day + 1):
            stays = (1.0 - p.impatience) ** (day - d)
            for n in range(prospect_count[c, d]):
                person = chain(GROUP, channels[c].key, d, n)
                if d < day and uniform(key, person, d, _D_GATE, _WAITS) >= stays:
                    group.refused += 1
                    continue
                keys[i] = person
                channel[i] = c
                inviter[i] = -1
                i += 1
    group.n_prospects = i - group.n_rows


@kernel
def arrive(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, channels, keys, channel, inviter, prospect_count, arrived, given, invited_key, invited_by,
):  # fmt: skip
    """Draw how many come through each channel, then write their keys behind the members' rows.

    While the door is closed nobody gets a row; when it opens, those who still wait come in one go.
    """
    if lever.closed > 0.0:
        group.expected = 0.0
        group.n_invited = 0
        group.open_from = day + 1
        return 0
    share = share_done(group.given_positioning, group.asked_positioning)
    aim = 1.0 + p.redirected * lever.targeting * share
    expected = _count(aim, group, lever, key, day, channels, prospect_count, arrived, given)
    opens = lever.door_closed == 0.0
    since = group.open_from
    if opens:
        total = 0
        for c in range(_PULLED, channels.size):
            for d in range(day if c == _REFERRED else since, day + 1):
                total += prospect_count[c, d]
        if group.n_rows + total > keys.size:
            return _ROWS
        group.prospects = total
        group.open_from = day + 1
    group.expected = expected
    for c in range(_PULLED, channels.size):
        if c != _REFERRED or opens:
            arrived[c] += prospect_count[c, day]
        group.spent_recruiting += channels[c].cost * prospect_count[c, day] / aim
    group.spent_operation += lever.contact_bounty * prospect_count[_TEAM, day]
    if not opens:
        return 0
    _fill(
        p, group, key, day, since, channels, keys, channel, inviter, prospect_count, invited_key, invited_by
    )
    return 0


class Arrive(Mechanism):
    r"""How many people come to the group's door each day, and through which channel.

    Each channel brings a Poisson number of prospects with rate :math:`(v\,2^{-t/h} + q N_t)(1 - A_t/M)`:
    a volume that halves every :math:`h` days, word of mouth from the :math:`N_t` members, and a pool of
    :math:`M` people of whom :math:`A_t` have come (Bass 1969 when all prospects join). The number is the
    inverse CDF of one uniform, so a larger volume keeps the first people and adds more. Operators may
    also pull people in unasked (S2). The n-th prospect of a channel and day is the same person in every
    scenario. A channel may instead be given its numbers day by day (``daily``), as a real log shows them:
    then nothing is drawn on those days. What a prospect costs is booked when they come to the door.

    Friends whom members invited (``refer``) and acquaintances whom the team asked (S39) come as well. With
    staggered entry (S1) prospects wait while the door is closed, and each day of waiting loses the share
    ``impatience`` of them; friends of members wait for one another. Targeting (S3) spends the same money on more contacts, of whom
    those far from the topic are passed over (``admit``). To a group that is closed nobody comes. Switched off, nobody new comes; the members of day 0 are there all the same.
    """

    rows = ("S29", "S2", "S3", "S39", "D14")
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
        Parameter(name="team_distance", default=0.3, low=0.0, high=2.0, none=0.0, label="Distance of the team's contacts",
                  doc="Mean distance from the topic of acquaintances whom the team asks to join."),
        Parameter(name="team_spread", default=0.5, low=0.1, high=2.0, label="Spread of the team's contacts",
                  doc="Standard deviation of their interests."),
        Parameter(name="team_knows", default=2.0, low=0.0, high=6.0, none=0.0, maximum=20.0, unit="people",
                  label="Members whom the team's contacts know", doc="Mean number of members that such an acquaintance knows."),
        Parameter(name="redirected", default=0.5, low=0.0, high=2.0, none=0.0, label="Effort set free by targeting",
                  doc="Share by which the number of contacts rises with full targeting, at the same cost."),
        Parameter(name="impatience", default=0.05, low=0.0, high=0.4, none=0.0, kind=Kind.SHARE, unit="1/day",
                  label="Impatience", doc="Share of those waiting at a closed door who are lost each day."),
    )  # fmt: skip
    steps = {"found": Step(found, Over.GROUP, always=True), "arrive": Step(arrive, Over.GROUP)}
