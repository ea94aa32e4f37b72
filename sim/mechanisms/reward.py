r"""Rewards for speaking: what they urge, what they buy, and what they leave behind."""

from __future__ import annotations

import math

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, peak, saturation, share_done
from sim.kernel.scratch import floats
from sim.kernel.select import kth_largest
from sim.parameters import Kind, Parameter
from sim.rng import Decision
from sim.state.levers import RULES
from sim.state.people import POST_TRACE_DAYS, Role, Status
from sim.state.rules import draw_all, falls_due, in_force, list_speakers

_D_REWARD = np.int64(Decision.REWARD)
_TOP = RULES.index("reward_top")
_MUTED = int(Status.MUTED)
_KOC = int(Role.KOC)
_TRACE = 1
"""The trace of speaking of 16 days, from which the pace of late is read."""
_TRACE_DAYS = float(POST_TRACE_DAYS[_TRACE])


@kernel
def promise(p, group, rules, day):  # type: ignore[no-untyped-def]
    """Note what the reward in prospect is worth to a member who is near it."""
    yuan = 0.0
    for r in range(rules.size):
        if in_force(rules[r], _TOP, day):
            yuan += rules[r].amount
    group.reward_appeal = p.drive * saturation(yuan / p.enough)
    if group.reward_bar == 0.0:
        group.reward_bar = p.first_bar
    return 0


@kernel
def strive(  # type: ignore[no-untyped-def]
    p, group, day, rows, role, chattiness, last_visit, last_post, post_traces, dependence, urge,
):  # fmt: skip
    """Urge today's visitors to speak by the reward in prospect; hold back those who came to depend on rewards."""
    if group.reward_appeal == 0.0 and group.rewarded_ever == 0:
        return 0
    pace_of_fading = -math.log(2.0) / p.half_life
    n = rows.size
    fading, pull = floats(n), floats(n)
    appeal, bar = group.reward_appeal, group.reward_bar
    # a loop that writes nothing to members, so that the processor works on several at a time
    for k in range(n):
        i = rows[k]
        away = day - last_visit[i] if last_visit[i] >= 0 else 0
        fading[k] = fast_exp(pace_of_fading * away)
        lately = post_traces[i, _TRACE] if last_post[i] >= 0 else 0.0
        lately *= fast_exp(-(day - last_post[i]) / _TRACE_DAYS) / _TRACE_DAYS
        chance = peak((p.hope + (1.0 + chattiness[i]) * lately) / bar)
        pull[k] = appeal * chance * (role[i] < _KOC)
    for k in range(n):
        i = rows[k]
        dependence[i] *= fading[k]
        urge[k] += pull[k] - p.crowding * dependence[i]
    return 0


@kernel
def _reward_top(  # type: ignore[no-untyped-def]
    p, group, rule, share, key, day, keys, status, role, dependence, send_row, send_count, send_start, tally,
):  # fmt: skip
    """Reward those who wrote most messages in the period; of equals those whom chance puts first."""
    speakers = list_speakers(group, day, rule.period, send_row, send_count, send_start, tally)
    score = np.empty(speakers.size)
    draw_all(key, keys, speakers, day, _D_REWARD, 0, score)
    n = 0
    for k in range(speakers.size):
        i = speakers[k]
        speakers[n] = i
        score[n] = tally[i] + score[k]
        tally[i] = 0
        n += (status[i] <= _MUTED) & (role[i] < _KOC)
    wanted = min(int(min(rule.cap, max(1.0, rule.threshold * n)) * share + 0.5), n)
    if wanted == 0:
        return
    bar = kth_largest(score[:n].copy(), wanted)
    for k in range(n):
        if score[k] >= bar and wanted > 0:
            i = speakers[k]
            wanted -= 1
            dependence[i] += p.dependence * (1.0 - dependence[i])
            group.rewarded += 1
            group.rewarded_ever += 1
            group.spent_incentives += rule.amount
    group.reward_bar = max(math.floor(bar), 1.0) / min(30.0, max(1.0, rule.period))


@kernel
def pay(  # type: ignore[no-untyped-def]
    p, group, lever, rules, key, day, visiting, keys, status, role, posts, urge, dependence, send_row, send_count,
    send_start, tally,
):  # fmt: skip
    """Count what was written for a reward and says nothing; on the last day of a period, pay."""
    if group.reward_appeal > 0.0 or lever.points_per_message > 0.0:
        for v in range(group.n_visiting):
            i = visiting[v]
            if posts[i] > 0 and role[i] < _KOC:
                moved = max(0.0, urge[v] + p.crowding * dependence[i])
                group.empty += p.gaming * saturation(moved) * posts[i]
    share = share_done(group.given_incentives, group.asked_incentives)
    for r in range(rules.size):
        if falls_due(rules[r], _TOP, day, rules[r].period):
            _reward_top(
                p, group, rules[r], share, key, day, keys, status, role, dependence, send_row, send_count,
                send_start, tally,
            )  # fmt: skip
    return 0


class Reward(Mechanism):
    r"""Rewards for speaking: what they urge, what they buy, and what they leave behind (S8, D9, H5).

    While a reward of :math:`y` yuan is in prospect, it adds :math:`a(1 - e^{-y/y_0})\,\frac{4x}{(1 + x)^2}` to a visitor's log
    odds of speaking, with :math:`x` their messages a day of late over what last sufficed: most for those near the bar, little for
    those who cannot reach it or are far above. Each reward moves dependence :math:`d` towards 1; it fades with a half-life
    and takes :math:`\kappa d` off the log odds of speaking, whether or not rewards go on. Against that stands the habit:
    whoever spoke for a reward has spoken, and speaking leaves its trace. Of the messages that rewards and points added, about
    :math:`1 - e^{-u}` of what somebody wrote whose log odds they raised by :math:`u`, a share says nothing: filler that is noise to
    readers. Which of these wins is left to the run.

    Source: Deci, Koestner and Ryan 1999, 128 studies: free-choice behaviour after contingent rewards d = -.40, -.36, -.28; -.28
    is .5 in log odds. Rewards beyond the hours given to incentives are not paid.
    """

    rows = ("S8", "D9", "H5", "H37")
    label = "Rewards for speaking"
    parameters = (
        Parameter(name="drive", default=0.8, low=0.0, high=2.0, none=0.0, unit="log odds", label="Pull of a reward",
                  doc="Rise of the log odds of speaking of a visitor who is near a large reward."),
        Parameter(name="enough", default=20.0, low=1.0, high=100.0, minimum=0.01, kind=Kind.MONEY, unit="yuan", label="Enough",
                  doc="Reward that has 63 % of the pull of a very large one."),
        Parameter(name="first_bar", default=0.5, low=0.1, high=5.0, minimum=0.001, unit="messages/day", label="Bar expected at first",
                  doc="Messages a day that members think a reward takes before any was paid."),
        Parameter(name="hope", default=0.02, low=0.0, high=0.2, none=0.0, unit="messages/day", label="Hope of the silent",
                  doc="Messages a day that somebody who never spoke sees themselves writing."),
        Parameter(name="dependence", default=0.3, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Dependence by a reward",
                  doc="Share of the way to full dependence that one reward goes."),
        Parameter(name="half_life", default=60.0, low=7.0, high=365.0, minimum=0.1, kind=Kind.DURATION, unit="days",
                  label="Half-life of dependence", doc="Time in which dependence on rewards fades by half."),
        Parameter(name="crowding", default=0.5, low=0.0, high=1.0, none=0.0, unit="log odds", label="Crowding out",
                  doc="Fall of the log odds of speaking under full dependence.",
                  source="Deci, Koestner and Ryan 1999: d = -.28 for performance-contingent rewards, .5 in log odds; that this is full dependence an assumption"),
        Parameter(name="gaming", default=0.3, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Empty messages",
                  doc="Share of the messages written for a reward or for points that say nothing."),
    )  # fmt: skip
    steps = {
        "promise": Step(promise, Over.GROUP, only_with=("reward_top", "recruit_koc", "level_points")),
        "strive": Step(strive, Over.VISITING, only_with=("reward_top", "recruit_koc", "level_points")),
        "pay": Step(pay, Over.GROUP, only_with=("reward_top", "points_per_message")),
    }
