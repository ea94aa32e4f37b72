r"""Onboarding: how a membership starts."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import clip, fast_log, poisson_quantile
from sim.kernel.scratch import PART, counts, floats
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_blocks, uniform
from sim.state.alike import ask_for_few, most_alike
from sim.state.people import N_TRACES, NO_NEED, Source, Status
from sim.state.ties import connect

_D_GATE = np.int64(Decision.GATE)
_D_ADMIT = np.int64(Decision.ADMIT)
_D_ONBOARD = np.int64(Decision.ONBOARD)
_MEMBER = int(Status.MEMBER)
_MUTED = int(Status.MUTED)
_KNOWN = 3
"""Index of the admission draw that says how many members somebody knows."""
_ASKED = 1
"""Index of the draw at the gate that says whether somebody pulled in was asked."""
_TRIES = 8
"""Draws for one acquaintance: two blocks of four."""
_AT_ONCE = PART // _TRIES
"""Acquaintances that are made together."""
_FOUNDERS = int(Source.FOUNDERS)
_PULLED = int(Source.PULLED)
_TEAM = int(Source.TEAM)


@kernel
def onboard(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, keys, channel, means, status, cause, strikes, spoken,
    join_day, leave_day, last_visit, last_post, fee_paid, traces, post_traces, belonging, trust,
    expectation, fatigue, stage, gratitude, effort, dependence, duty, level, points, purchases, last_purchase, spent, present, tie_count,
    early_visits, next_need,
):  # fmt: skip
    """Open the memberships of today's newcomers.

    Switched off, they come with no trace, belonging, trust or expectation.
    """
    for i in range(group.n_rows - int(group.joins), group.n_rows):
        status[i] = _MEMBER
        cause[i] = 0
        strikes[i] = 0
        spoken[i] = 0
        join_day[i] = day
        leave_day[i] = -1
        last_visit[i] = -1
        last_post[i] = -1
        fatigue[i] = 0.0
        tie_count[i] = 0
        unasked = channel[i] == _PULLED
        if unasked and lever.asked_first > 0.0:
            unasked = uniform(key, keys[i], day, _D_GATE, _ASKED) >= lever.asked_first
        asked = 0.0 if unasked else p.enabled
        start = p.enabled * (1.0 if not unasked else p.pulled_factor)
        for k in range(N_TRACES):
            traces[i, k] = start * p.first_trace
        for k in range(post_traces.shape[1]):
            post_traces[i, k] = 0.0
        commitment = p.sunk_cost * fast_log(1.0 + fee_paid[i] / means[i])
        valued = p.valued * lever.screening if channel[i] != _FOUNDERS else 0.0
        belonging[i] = clip(asked * (p.belonging + commitment + valued), 0.0, 1.0)
        trust[i] = start * p.trust
        if channel[i] == _TEAM:
            trust[i] = p.enabled * clip(p.trust + p.team_trust, 0.0, 1.0)
        expectation[i] = p.enabled * p.promise
        stage[i] = 0
        gratitude[i] = 0.0
        effort[i] = 0.0
        dependence[i] = 0.0
        duty[i] = 0.0
        level[i] = 0
        points[i] = 0
        purchases[i] = 0
        last_purchase[i] = -1
        next_need[i] = NO_NEED
        early_visits[i] = 0
        spent[i] = np.int64(fee_paid[i] * 100.0 + 0.5)
        group.revenue_fees += spent[i] / 100.0
        present[group.n_present] = i
        group.n_present += 1
    return 0


@kernel
def _acquaint(  # type: ignore[no-untyped-def]
    group, key, day, n_before, who, number, keys, interests, status, tie_count, tie_to, tie_strength,
):  # fmt: skip
    """Tie each of ``who`` to the most alike of some members; those are looked up for all before any is tied."""
    n = who.size
    tries, drawn, found = floats(_TRIES), counts(n * _TRIES), counts(n)
    for m in range(n):
        draw_blocks(key, keys[who[m]], day, _D_ONBOARD, number[m] * _TRIES // 4, tries)
        for draw in range(_TRIES):
            drawn[m * _TRIES + draw] = int(tries[draw] * n_before)
    for m in range(n):
        at = m * _TRIES
        end = at
        for draw in range(_TRIES):  # without branches
            j = drawn[m * _TRIES + draw]
            drawn[end] = j
            end += (status[j] == _MEMBER) | (status[j] == _MUTED)
        found[m] = end - at
        ask_for_few(interests, drawn[at:end])
    for m in range(n):
        i = np.int64(who[m])
        proposed = drawn[m * _TRIES : m * _TRIES + found[m]]
        best, _nearest = most_alike(tie_count, tie_to, interests, i, proposed)
        if best >= 0:
            connect(tie_count, tie_to, tie_strength, i, best, group.contact)


@kernel
def acquaint(  # type: ignore[no-untyped-def]
    group, key, day, channels, keys, channel, interests, status, tie_count, tie_to, tie_strength,
):  # fmt: skip
    """Tie newcomers to the members they know: of four members drawn, the one most like them."""
    n_before = group.n_rows - int(group.joins)
    if n_before <= 0:
        return 0
    who, number = counts(_AT_ONCE), counts(_AT_ONCE)
    m = 0
    for i in range(n_before, group.n_rows):
        source = channels[channel[i]]
        known = poisson_quantile(source.knows_inside, uniform(key, keys[i], day, _D_ADMIT, _KNOWN))
        for friend in range(known):
            who[m], number[m] = i, friend
            m += 1
            if m == _AT_ONCE:
                _acquaint(
                    group, key, day, n_before, who, number, keys, interests, status, tie_count, tie_to,
                    tie_strength,
                )  # fmt: skip
                m = 0
    _acquaint(
        group, key, day, n_before, who[:m], number, keys, interests, status, tie_count, tie_to, tie_strength
    )
    return 0


class Onboard(Mechanism):
    r"""How a membership starts: a first trace, some trust, an expectation, the friends already inside.

    Who came by themselves opens the group on the day of joining. Joining itself leaves a trace of
    ``first_trace`` visits.
    Belonging starts at :math:`b_0 + s \log(1 + fee/means) + v\cdot strictness`: sunk cost and the feeling
    of having been chosen, both of which may be nil. People pulled in unasked start without belonging and
    with a fraction of trace and trust. Expectation starts at what the group promises. Acquaintances
    inside: a Poisson number by channel, each the most similar of four members drawn.
    """

    rows = ("D6", "D7", "R7", "S2")
    label = "Onboarding"
    parameters = (
        Parameter(name="first_trace", default=1.02, low=0.0, high=3.0, none=0.0, label="First trace",
                  doc="Weight of joining in the memory that later visits come from, in visits.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="pulled_factor", default=0.5, low=0.0, high=1.0, none=1.0, kind=Kind.SHARE,
                  label="Start of people pulled in",
                  doc="First trace and trust of people pulled in unasked, relative to those who came themselves."),
        Parameter(name="belonging", default=0.15, low=0.0, high=0.5, none=0.0, kind=Kind.SHARE,
                  label="Belonging at the start", doc="Belonging of somebody who came by themselves."),
        Parameter(name="sunk_cost", default=0.05, low=-0.1, high=0.3, none=0.0, minimum=-1.0, label="Commitment by the fee",
                  doc="Belonging gained per unit of log(1 + fee / means); negative if paying makes people demanding."),
        Parameter(name="valued", default=0.05, low=-0.1, high=0.3, none=0.0, minimum=-1.0, label="Being chosen",
                  doc="Belonging gained through strict screening; negative if it puts off those who passed."),
        Parameter(name="trust", default=0.5, low=0.2, high=0.8, kind=Kind.SHARE, label="Trust at the start",
                  doc="Trust in the operators on joining."),
        Parameter(name="team_trust", default=0.15, low=-0.2, high=0.4, none=0.0, minimum=-1.0, maximum=1.0,
                  label="Trust of the team's contacts", doc="Trust that acquaintances of the team have beyond that; negative if they feel used."),
        Parameter(name="promise", default=0.5, low=0.0, high=1.0, maximum=5.0, label="Promise",
                  doc="Value that a visit is expected to have on joining."),
    )  # fmt: skip
    steps = {
        "onboard": Step(onboard, Over.GROUP, always=True),
        "acquaint": Step(acquaint, Over.GROUP, beside=True),
    }
