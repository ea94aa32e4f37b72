r"""Leaving: needs end, or what the group gives no longer outweighs what it asks."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.ahead import AHEAD, ask_for
from sim.kernel.options import kernel, scalar
from sim.kernel.scalars import fast_exp, logistic, saturation
from sim.kernel.scratch import counts, floats
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_two
from sim.state.group import Feed
from sim.state.people import Cause, Role, Status
from sim.state.ties import isolate

_D_LEAVE = np.int64(Decision.LEAVE)
_MUTED = int(Status.MUTED)
_LEFT = int(Status.LEFT)
_KOC = int(Role.KOC)
_NEED_ENDED = int(Cause.NEED_ENDED)
_NO_VALUE = int(Cause.NO_VALUE)
_PUSHES = int(Cause.PUSHES)
_SPAM = int(Cause.SPAM)
_OVERLOAD = int(Cause.OVERLOAD)
_REMOVED = int(Cause.REMOVED)
_CLOSED = int(Cause.CLOSED)
_SUPER = int(Role.SUPER)
_FEED_PUSH = int(Feed.PUSH)
_FEED_SPAM = int(Feed.SPAM)
_LN_2 = 0.6931471805599453


@scalar
def _cause(cost, tired, noisy, loaded, more_pushes):  # type: ignore[no-untyped-def]
    """Cause on record: the largest of the costs; noise counts as what there was more of."""
    if cost >= tired and cost >= noisy and cost >= loaded:
        return _NO_VALUE
    if loaded >= tired and loaded >= noisy:
        return _OVERLOAD
    if tired >= noisy or more_pushes:
        return _PUSHES
    return _SPAM


@kernel
def dissolve(group, lever, present, status, cause):  # type: ignore[no-untyped-def]
    """End all memberships of a group that is closed."""
    if lever.closed == 0.0:
        return 0
    group.closed = 1.0
    for k in range(group.n_present):
        i = present[k]
        if status[i] <= _MUTED:
            status[i] = _LEFT
            cause[i] = _CLOSED
    return 0


@kernel
def expire(day, rows, status, cause, join_day, need_days):  # type: ignore[no-untyped-def]
    """Mark those whose need for the group ends today."""
    for i in rows:
        if day - join_day[i] >= need_days[i] and status[i] <= _MUTED:
            status[i] = _LEFT
            cause[i] = _NEED_ENDED
    return 0


@kernel
def _chances(short, noise):  # type: ignore[no-untyped-def]
    """Turn what is short of a reason to stay into a probability to leave, in place."""
    if noise > 0.0:
        inverse = 1.0 / noise
        for r in range(short.size):
            short[r] = logistic(short[r] * inverse)
    else:
        for r in range(short.size):
            short[r] = 1.0 if short[r] > 0.0 else 0.0


@kernel
def leave(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, rows, keys, status, role, cause, visits, last_visit, tie_count, tie_to, expectation, belonging, fatigue,
    noise, overload, level, effort, feed,
):  # fmt: skip
    """Mark who leaves today and why; others see it only tomorrow."""
    pushes, spam = 0.0, 0.0
    for d in range(max(0, day - 3), day + 1):
        pushes += feed[_FEED_PUSH, d]
        spam += feed[_FEED_SPAM, d] if d < day else 0.0
    u_review, u_leaves = floats(rows.size), floats(rows.size)
    draw_two(key, keys, rows, day, _D_LEAVE, u_review, u_leaves)
    reviewing = counts(rows.size)
    n = 0
    for k in range(rows.size):  # without branches: who reviews cannot be foreseen
        reviewing[n] = k
        n += (u_review[k] < p.review) & (status[rows[k]] <= _MUTED)
    alone, at_most = floats(n), floats(n)
    most = -min(0.0, p.ties) * tie_to.shape[1] - min(0.0, p.share) - min(0.0, p.effort)
    for r in range(n):
        k = reviewing[r]
        i = rows[k]
        gives = p.value * expectation[i] + p.belonging * belonging[i]
        gives += p.level * lever.level_privileges * level[i] + p.role * (role[i] >= _KOC)
        gives += p.super_user * (role[i] == _SUPER)
        on_visit = p.noise_weight * noise[k] + p.overload * overload[k] if visits[i] else 0.0
        alone[r] = p.cost + p.fatigue * fatigue[i] + on_visit - gives
        at_most[r] = alone[r] + most + 1e-9
    _chances(at_most, p.noise)
    m = 0
    for r in range(n):  # whatever their ties are: most stay
        k = reviewing[r]
        reviewing[m], alone[m] = k, alone[r]
        m += u_leaves[k] < at_most[r]
    for r in range(m):
        ask_for(tie_to, rows[reviewing[r]])
    slope = -_LN_2 * group.effort_pace
    for r in range(m):
        i = rows[reviewing[r]]
        active = 0
        for slot in range(tie_count[i]):
            seen = last_visit[tie_to[i, slot]]
            active += (seen >= 0) & (day - seen <= p.active_days)
        share = active / tie_count[i] if tie_count[i] > 0 else 0.0
        alone[r] -= p.ties * active + p.share * share
        if p.effort != 0.0:
            alone[r] -= p.effort * saturation(effort[i] * fast_exp(slope * (day - last_visit[i])))
    short = alone[:m]
    _chances(short, p.noise)
    for r in range(m):
        k = reviewing[r]
        if u_leaves[k] < short[r]:
            i = rows[k]
            noisy = p.noise_weight * noise[k] if visits[i] else 0.0
            loaded = p.overload * overload[k] if visits[i] else 0.0
            status[i] = _LEFT
            cause[i] = _cause(p.cost, p.fatigue * fatigue[i], noisy, loaded, pushes >= spam)
    return 0


@kernel
def depart(  # type: ignore[no-untyped-def]
    group, day, present, gone, status, cause, join_day, leave_day, tie_count, tie_to, tie_strength, ended,
):  # fmt: skip
    """Take those who left or were removed off the list of the present, and end their ties."""
    kept, leaving, muted = 0, 0, 0
    for k in range(group.n_present):  # without branches
        i = present[k]
        present[kept] = i
        gone[leaving] = i
        kept += status[i] <= _MUTED
        leaving += status[i] > _MUTED
        muted += status[i] == _MUTED
    group.n_gone = leaving
    by_cause = counts(_CLOSED + 1)
    by_cause[:] = 0
    if kept == 0:  # nobody is left to have ties
        for i in range(group.n_rows):
            tie_count[i] = 0
    for k in range(leaving):
        i = gone[k]
        if k + 2 * AHEAD < leaving:
            ask_for(tie_to, gone[k + 2 * AHEAD])
            soon = gone[k + AHEAD]
            for slot in range(tie_count[soon]):  # their friends' as well
                ask_for(tie_to, tie_to[soon, slot])
        leave_day[i] = day
        isolate(tie_count, tie_to, tie_strength, status, np.int64(i))
        ended[day - join_day[i]] += 1
        by_cause[cause[i]] += 1
    group.leaves += leaving
    group.left_1 += by_cause[_NEED_ENDED]
    group.left_2 += by_cause[_NO_VALUE]
    group.left_3 += by_cause[_PUSHES]
    group.left_4 += by_cause[_SPAM]
    group.left_5 += by_cause[_OVERLOAD]
    group.left_6 += by_cause[_REMOVED]
    group.left_7 += by_cause[_CLOSED]
    group.n_present = kept
    group.members = kept
    group.muted = muted
    return 0


class Leave(Mechanism):
    r"""Leaving: needs end, or what the group gives no longer outweighs what it asks (D2, D4, D10, D17).

    A member's need ends on a day of its own (see ``traits``); that is the first way out. The second: on a
    day on which the group reached them a member reviews it with probability ``review`` and leaves with
    probability logistic of :math:`(cost + k_f F + k_n noise + k_o overload - b_n n - b_s s - k_v E - k_b b - k_l L)/\epsilon`
    with :math:`n` ties to members active in the last ``active_days`` and :math:`s` their share among all
    ties; count and share are different theories (Garcia et al. 2013; Torok and Kertesz 2017) and both
    weights are parameters; :math:`L` stands for the privileges of a level and for a role. With :math:`\epsilon = 0`, ``review`` = 1 and only :math:`b_n` left, those who stay
    are exactly a k-core. Who does not notice the group does not leave it: they fall silent.

    When a group is closed (S27) all memberships end, also with this mechanism switched off. Super users have privileges to lose, which
    count against leaving (S24).
    With the weight ``effort`` the hours put in lately count too, as :math:`k_e(1 - e^{-hours})` (R13).

    Cause on record: the largest of the costs, where ``cost`` itself stands for too little value.
    """

    rows = ("D2", "D4", "D10", "D17", "R8", "R13")
    label = "Leaving"
    parameters = (
        Parameter(name="review", default=0.25, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, unit="1/day", label="Review",
                  doc="Probability that a member whom the group reached today asks whether to stay."),
        Parameter(name="cost", default=0.1, low=0.0, high=1.0, label="Cost of staying", maximum=1000.0,
                  doc="What a membership asks even when nothing disturbs."),
        Parameter(name="noise", default=0.12, low=0.05, high=0.5, label="Noise",
                  doc="Scale of the logistic; 0 makes leaving certain below the line."),
        Parameter(name="ties", default=0.06, low=0.0, high=0.4, none=0.0, maximum=1000.0, label="Weight of active ties",
                  doc="What each tie to an active member is worth.", source="Garcia et al. 2013 (k-core); size an assumption"),
        Parameter(name="share", default=0.1, low=0.0, high=0.6, none=0.0, label="Weight of the share active",
                  doc="What it is worth when all one's ties are active.", source="Torok and Kertesz 2017; size an assumption"),
        Parameter(name="active_days", default=30.0, low=7, high=90, minimum=0, kind=Kind.DURATION, unit="days", label="Active",
                  doc="A tie counts as active if they visited within this time."),
        Parameter(name="value", default=0.8, low=0.0, high=2.0, none=0.0, label="Weight of value", doc="What the value expected of a visit is worth."),
        Parameter(name="belonging", default=0.6, low=0.0, high=2.0, none=0.0, label="Weight of belonging", doc="What full belonging is worth."),
        Parameter(name="super_user", default=0.1, low=-0.1, high=0.5, none=0.0, minimum=-10.0, label="Worth of being chosen",
                  doc="What being a super user is worth; negative if it is felt as a burden."),
        Parameter(name="level", default=0.1, low=0.0, high=0.5, none=0.0, label="Weight of a level",
                  doc="What each level reached is worth where levels have every privilege."),
        Parameter(name="role", default=0.2, low=-0.5, high=0.8, none=0.0, minimum=-10.0, label="Weight of a role",
                  doc="What being a KOC or manager is worth; negative if the duty drives them out."),
        Parameter(name="effort", default=0.0, low=-0.2, high=0.5, none=0.0, minimum=-10.0, label="Weight of effort",
                  doc="What hours put in lately are worth for staying; negative if effort wears out."),
        Parameter(name="fatigue", default=0.014, low=0.0, high=0.08, none=0.0, label="Weight of fatigue", doc="Cost per unit of push fatigue.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="noise_weight", default=0.23, low=0.0, high=1.0, none=0.0, label="Weight of noise in the feed",
                  doc="Cost of a feed that is all pushes and spam.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="overload", default=0.15, low=0.0, high=1.0, none=0.0, label="Weight of overload",
                  doc="Cost when there is far too much to read.", source="Butler 2001, Jones 2004; size an assumption"),
    )  # fmt: skip
    steps = {
        "dissolve": Step(dissolve, Over.GROUP, always=True, only_with=("closed",)),
        "expire": Step(expire, Over.PRESENT),
        "leave": Step(leave, Over.TOUCHED),
        "depart": Step(depart, Over.GROUP, always=True),
    }
