r"""Reaching out: mentions, private talk, waking the silent, asking back who left."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import clip, divides, divisor, fast_exp, share_done
from sim.kernel.scratch import counts
from sim.parameters import Kind, Parameter
from sim.rng import GROUP, Decision, uniform, uniforms
from sim.state.levers import RULES
from sim.state.people import N_TRACES, TRACE_DAYS, Call, Cause, Role, Status
from sim.state.rules import in_force

_D_REACH = np.int64(Decision.REACH)
_D_RECALL = np.int64(Decision.RECALL)
_MEMBER, _MUTED, _LEFT = int(Status.MEMBER), int(Status.MUTED), int(Status.LEFT)
_NO_VALUE, _OVERLOAD = int(Cause.NO_VALUE), int(Cause.OVERLOAD)
_ORDINARY, _ADVERTISER = int(Role.MEMBER), int(Role.ADVERTISER)
_MENTION, _TALK, _WAKE = int(Call.MENTION), int(Call.TALK), int(Call.WAKE)
_TALK_RULE = RULES.index("talk_privately")
_WAKE_RULE = RULES.index("wake_silent")
_RECALL_RULE = RULES.index("recall_gone")
_LN_2 = 0.6931471805599453
_SOME = 128
"""Members of whom is settled at a time whose turn it is."""


@kernel
def _is_due(p, kind, day, threshold, to_newcomers, join_day, last_visit, last_post):  # type: ignore[no-untyped-def]
    """Whether a member is one to turn to: silent for so long, quiet although they come, or new."""
    if kind == _WAKE:
        return day - max(join_day, last_visit) >= threshold
    if to_newcomers:
        return day - join_day <= threshold
    return day - max(join_day, last_visit) <= p.lately and day - max(join_day, last_post) >= threshold


@kernel
def _turn_to(  # type: ignore[no-untyped-def]
    p, group, key, day, kind, threshold, period, to_newcomers, most, present, keys, status, join_day, last_visit,
    last_post, visits, noticed, called, belonging, trust, fatigue, gratitude,
):  # fmt: skip
    """Turn to at most so many of those who are due, going through the list from a place drawn for the day."""
    n = group.n_present
    start = int(uniform(key, GROUP, day, _D_REACH, 8 + kind) * n)
    today = np.uint64(day)
    turn = divisor(np.uint64(max(1.0, period)))
    turns = counts(_SOME)
    at, left, done = start, n, 0
    while left > 0 and done < most:
        some = present[at : min(at + min(left, _SOME), n)]
        m = 0
        for k in range(some.size):  # without branches: most have no turn today
            turns[m] = some[k]
            m += divides(turn, keys[some[k]] + today)
        left -= some.size
        at = (at + some.size) % n
        for k in range(m):
            i = turns[k]
            if done >= most:
                break
            if called[i] > 0:
                continue
            if not _is_due(p, kind, day, threshold, to_newcomers, join_day[i], last_visit[i], last_post[i]):
                continue
            done += 1
            called[i] = kind
            noticed[i] = min(255, noticed[i] + 1)
            u_answers, u_comes, u_hears, _d = uniforms(key, keys[i], day, _D_REACH, 0)
            patience = fast_exp(-p.worn * fatigue[i])
            away = day - max(join_day[i], last_visit[i])
            if kind == _TALK:
                group.private_talks += 1
                comes = p.come
                if u_answers < p.answers * patience:
                    group.private_answers += 1
                    forward = fast_exp(min(60.0, _LN_2 * group.gratitude_pace * (day - last_visit[i])))
                    gratitude[i] += p.helped * forward
                    trust[i] = clip(trust[i] + p.trust * (1.0 - trust[i]), 0.0, 1.0)
                    belonging[i] = clip(belonging[i] + p.closer * (1.0 - belonging[i]), 0.0, 1.0)
            elif kind == _WAKE:
                group.called_silent += 1
                comes = p.wakes * 2.0 ** (-away / p.forgotten)
            else:
                group.mentioned += 1
                comes = p.come_mentioned
            fatigue[i] += p.tires_public if kind == _MENTION else p.tires
            if u_comes < comes * patience:
                group.woken += kind == _WAKE
                visits[i] = 1
                if status[i] == _MUTED and u_hears < p.hears_again:
                    status[i] = _MEMBER


@kernel
def reach_out(  # type: ignore[no-untyped-def]
    p, group, lever, rules, key, day, present, keys, status, join_day, last_visit, last_post, visits, noticed, called,
    belonging, trust, fatigue, gratitude,
):  # fmt: skip
    """Mention quiet members on a topic, then talk in private and write to the silent, as far as hours last."""
    for r in range(-1, rules.size):
        kind, threshold, period, most, newcomers = _MENTION, p.quiet, 1.0, 0.0, 0.0
        if r < 0:
            share = share_done(group.given_conversation, group.asked_conversation)
            most = lever.mentions * group.topics * share
        else:
            if in_force(rules[r], _TALK_RULE, day):
                kind = _TALK
            elif in_force(rules[r], _WAKE_RULE, day):
                kind = _WAKE
            else:
                continue
            most = rules[r].cap * share_done(group.given_outreach, group.asked_outreach)
            threshold, period, newcomers = rules[r].threshold, rules[r].period, rules[r].amount
        if most > 0.0:
            whole = int(most + uniform(key, GROUP, day, _D_REACH, kind))
            _turn_to(
                p, group, key, day, kind, threshold, period, newcomers > 0.0, whole, present, keys, status, join_day,
                last_visit, last_post, visits, noticed, called, belonging, trust, fatigue, gratitude,
            )  # fmt: skip
    return 0


@kernel
def _ask_back(  # type: ignore[no-untyped-def]
    p, group, key, day, rule, share, keys, channel, role, status, cause, join_day, leave_day, need_days, traces,
    belonging, trust, fatigue, joined,
):  # fmt: skip
    """Ask back at most so many as a rule says, going through all members from a place drawn for the day."""
    u_more, u_start, _c, _d = uniforms(key, GROUP, day, _D_RECALL, 0)
    most = int(rule.cap * share + u_more)
    n = group.n_rows
    today = np.uint64(day)
    turn = divisor(np.uint64(max(1.0, rule.period)))
    turns = counts(_SOME)
    at, left = int(u_start * n), n
    while left > 0 and most > 0:
        some = keys[at : min(at + min(left, _SOME), n)]
        m = 0
        for k in range(some.size):  # without branches: most have no turn today
            turns[m] = at + k
            m += divides(turn, some[k] + today)
        left -= some.size
        at = (at + some.size) % n
        for k in range(m):
            i = turns[k]
            if most <= 0:
                break
            if status[i] != _LEFT or cause[i] < _NO_VALUE or cause[i] > _OVERLOAD:
                continue
            away = day - leave_day[i]
            if away < 1 or away > rule.threshold or day - join_day[i] >= need_days[i]:
                continue
            most -= 1
            group.asked_back += 1
            returns = p.returns * 2.0 ** (-away / p.forgotten) * fast_exp(-p.worn * fatigue[i])
            if uniform(key, keys[i], day, _D_RECALL, 0) >= returns:
                continue
            for t in range(N_TRACES):
                traces[i, t] = traces[i, t] * fast_exp(-away / TRACE_DAYS[t]) + p.first_trace
            belonging[i] *= p.kept
            trust[i] *= p.kept
            fatigue[i] *= p.grudge
            need_days[i] -= day - join_day[i]
            status[i], cause[i] = _MEMBER, 0
            join_day[i], leave_day[i] = day, -1
            role[i] = role[i] if role[i] == _ADVERTISER else _ORDINARY
            joined[channel[i], day] += 1
            group.recalled += 1


@kernel
def recall(  # type: ignore[no-untyped-def]
    p, group, rules, key, day, present, keys, channel, role, status, cause, join_day, leave_day, need_days,
    traces, belonging, trust, fatigue, joined,
):  # fmt: skip
    """Ask back who left for other reasons than a need that ended; whoever comes joins again this evening."""
    share = share_done(group.given_outreach, group.asked_outreach)
    for r in range(rules.size):
        if in_force(rules[r], _RECALL_RULE, day):
            _ask_back(
                p, group, key, day, rules[r], share, keys, channel, role, status, cause, join_day, leave_day,
                need_days, traces, belonging, trust, fatigue, joined,
            )  # fmt: skip
    if group.recalled == 0.0:
        return 0
    group.joins += group.recalled
    group.joins_own += group.recalled
    n = 0
    for i in range(group.n_rows):  # without branches: the present in order of first joining
        present[n] = i
        n += (status[i] == _MEMBER) | (status[i] == _MUTED)
    group.n_present = n
    group.members = n
    return 0


class ReachOut(Mechanism):
    r"""Mentions, private talk, waking the silent, asking back who left (S21, S31, S12, R2, R8, D17).

    Operators go through the list of members from a place drawn for the day, and turn to those who are due, as far as
    hours last: quiet members who still come, or newcomers (private talk); members who have not come for some days,
    muted or not (waking); quiet members on the day of a topic (mentions). Each person's turn comes once in ``period``
    days. What is said to one person gets through muting. They open the group for it with probability
    :math:`a_k e^{-\omega F}`, for the silent times :math:`2^{-days/h}`; a private talk is answered with
    probability :math:`q e^{-\omega F}`, which brings trust and belonging nearer to 1 by a share and counts as help received.
    Each of these tires (``tires``), answered or not, and who was reached reviews the membership, so some leave for it.

    Who left less than so many days ago, for other reasons than a need that ended, may be asked back and returns with
    probability :math:`r\,2^{-days/h} e^{-\omega F}`. It is the same person in the same row: a new membership through the
    channel that once brought them, with the day of joining anew, what is left of memory, trust and belonging, no ties, and the
    need ending on the day on which it would have ended. Counted as joined.
    """

    rows = ("S21", "S31", "S12", "R2", "R8")
    label = "Reaching out"
    parameters = (
        Parameter(name="quiet", default=14.0, low=3.0, high=60.0, minimum=0.0, kind=Kind.DURATION, unit="days", label="Quiet",
                  doc="Days without a message after which a member is mentioned on a topic."),
        Parameter(name="lately", default=14.0, low=3.0, high=60.0, minimum=0.0, kind=Kind.DURATION, unit="days", label="Still comes",
                  doc="A quiet member still comes if they opened the group within this time."),
        Parameter(name="come_mentioned", default=0.2, low=0.0, high=0.6, none=0.0, kind=Kind.SHARE, label="Coming for a mention",
                  doc="Probability that a mention by name makes a member open the group."),
        Parameter(name="come", default=0.25, low=0.0, high=0.7, none=0.0, kind=Kind.SHARE, label="Coming for a private talk",
                  doc="Probability that a private talk makes a member open the group that day."),
        Parameter(name="wakes", default=0.15, low=0.0, high=0.5, none=0.0, kind=Kind.SHARE, label="Waking",
                  doc="Probability that a message to a member who has just fallen silent makes them open the group."),
        Parameter(name="forgotten", default=45.0, low=7.0, high=365.0, minimum=0.1, kind=Kind.DURATION, unit="days", label="Forgotten",
                  doc="Time away in which the chance of waking or of coming back falls by half."),
        Parameter(name="answers", default=0.5, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Answering in private",
                  doc="Probability that a private talk gets an honest answer."),
        Parameter(name="helped", default=1.0, low=0.0, high=4.0, none=0.0, unit="answers", label="Help by a private talk",
                  doc="Answers in the group that a private talk counts as in gratitude."),
        Parameter(name="trust", default=0.1, low=-0.1, high=0.3, none=0.0, minimum=-1.0, maximum=1.0, label="Trust by a private talk",
                  doc="Share of the way to full trust that an answered private talk goes; negative if it is taken for selling."),
        Parameter(name="closer", default=0.05, low=-0.05, high=0.2, none=0.0, minimum=-1.0, maximum=1.0, label="Belonging by a private talk",
                  doc="The same for belonging; negative if the tie to the operator takes the place of ties to members."),
        Parameter(name="tires", default=1.0, low=0.0, high=4.0, none=0.0, label="Weight of a private message",
                  doc="Fatigue added by a private message, in pushes."),
        Parameter(name="tires_public", default=0.4, low=0.0, high=2.0, none=0.0, label="Weight of a mention",
                  doc="Fatigue added by being mentioned by name, in pushes."),
        Parameter(name="worn", default=0.15, low=0.0, high=0.6, none=0.0, label="Worn by pushes",
                  doc="How much less the tired answer and come, per unit of push fatigue."),
        Parameter(name="hears_again", default=0.2, low=0.0, high=0.6, none=0.0, kind=Kind.SHARE, label="Hearing the group again",
                  doc="Probability that a muted member who comes for it takes the muting back."),
        Parameter(name="returns", default=0.08, low=0.0, high=0.4, none=0.0, kind=Kind.SHARE, label="Coming back",
                  doc="Probability that somebody who has just left joins again when asked."),
        Parameter(name="first_trace", default=0.5, low=0.0, high=2.0, none=0.0, label="Trace of coming back",
                  doc="Visits that joining again is worth in memory."),
        Parameter(name="kept", default=0.6, low=0.0, high=1.0, none=1.0, kind=Kind.SHARE, label="Kept while away",
                  doc="Share of belonging and trust that is left after leaving and coming back."),
        Parameter(name="grudge", default=0.5, low=0.0, high=1.0, none=1.0, kind=Kind.SHARE, label="Fatigue kept while away",
                  doc="Share of push fatigue that is left then."),
    )  # fmt: skip
    steps = {
        "reach_out": Step(reach_out, Over.GROUP, only_with=("mentions", "talk_privately", "wake_silent")),
        "recall": Step(recall, Over.GROUP, only_with=("recall_gone",)),
    }
