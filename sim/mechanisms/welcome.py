r"""Welcome: what is done for newcomers, and for members who do not know each other yet."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.ahead import ask_for
from sim.kernel.options import kernel
from sim.kernel.scalars import clip, fast_exp, logistic, saturation, share_done
from sim.kernel.scratch import PART, counts, floats, words
from sim.parameters import Kind, Parameter
from sim.rng import GROUP, Decision, draw_blocks, pair_key, uniform, uniforms
from sim.state.alike import ask_for_few, most_alike
from sim.state.group import Feed
from sim.state.people import N_TRACES, Source
from sim.state.ties import connect

_D_WELCOME = np.int64(Decision.WELCOME)
_PULLED = int(Source.PULLED)
_PUSH = int(Feed.PUSH)
_FIRST_TRY = 8
"""Draws below are for other matters."""
_TRIES = 8
"""Draws for one introduction: two blocks of four."""
_AT_ONCE = PART // _TRIES
"""Introductions that are made together."""


@kernel
def _introduce(  # type: ignore[no-untyped-def]
    p, group, key, day, who, luck, number, pool, n_pool, keys, interests, last_visit, fatigue, tie_count, tie_to,
    tie_strength,
):  # fmt: skip
    """Propose to each of ``who`` the most alike of a few members of ``pool`` who came lately; tie them if both accept."""
    n = who.size
    tries, lately, found = floats(_TRIES), counts(n * _TRIES), counts(n)
    for m in range(n):  # who is proposed is looked up for all, before any is tied
        draw_blocks(key, luck[m], day, _D_WELCOME, (_FIRST_TRY + number[m] * _TRIES) // 4, tries)
        for draw in range(_TRIES):
            lately[m * _TRIES + draw] = pool[int(tries[draw] * n_pool)]
    for m in range(n):
        at = m * _TRIES
        end = at
        for draw in range(_TRIES):  # without branches: who came lately cannot be foreseen
            j = lately[m * _TRIES + draw]
            lately[end] = j
            end += (j != who[m]) & (last_visit[j] >= 0) & (day - last_visit[j] <= p.lately)
        found[m] = end - at
        ask_for(tie_to, who[m])
        ask_for_few(interests, lately[at:end])
    for m in range(n):
        i = np.int64(who[m])
        proposed = lately[m * _TRIES : m * _TRIES + found[m]]
        best, nearest = most_alike(tie_count, tie_to, interests, i, proposed)
        if best < 0:
            continue
        fatigue[best] += p.bother
        chance = p.accept * fast_exp(-0.5 * nearest / p.similarity**2)
        if uniform(key, pair_key(keys[i], keys[best]), day, _D_WELCOME, 0) < chance:
            connect(tie_count, tie_to, tie_strength, i, best, group.contact)
            group.introduced += 1


@kernel
def welcome(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, keys, channel, belonging, trust, expectation, feed,
):  # fmt: skip
    """Welcome and brief today's newcomers, as far as hours last."""
    if lever.welcome + lever.briefing == 0.0:
        return 0
    share = share_done(group.given_onboarding, group.asked_onboarding)
    for i in range(group.n_rows - int(group.joins), group.n_rows):
        u_welcome, u_told, _c, _d = uniforms(key, keys[i], day, _D_WELCOME, 0)
        if u_welcome < lever.welcome * share:
            belonging[i] = clip(belonging[i] + p.belonging, 0.0, 1.0)
            trust[i] = clip(trust[i] + p.trust, 0.0, 1.0)
            group.welcomed += 1
        if channel[i] > _PULLED and u_told < lever.briefing * share and group.usual_value > 0.0:
            expectation[i] += p.honesty * (group.usual_value - expectation[i])
    feed[_PUSH, day] += p.clutter * group.welcomed
    return 0


@kernel
def introduce(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, present, visiting, keys, interests, last_visit, fatigue, tie_count, tie_to, tie_strength,
):  # fmt: skip
    """Introduce today's newcomers to members, then visitors to each other, as far as hours last."""
    if lever.introductions + lever.introductions_per_day == 0.0:
        return 0
    share = share_done(group.given_onboarding, group.asked_onboarding)
    n_before = group.n_present - int(group.joins)
    who, number, luck = counts(_AT_ONCE), counts(_AT_ONCE), words(_AT_ONCE)
    m = 0
    for i in range(group.n_rows - int(group.joins), group.n_rows):
        _a, _b, u_more, _d = uniforms(key, keys[i], day, _D_WELCOME, 0)
        for once in range(int(lever.introductions * share + u_more) if n_before > 0 else 0):
            who[m], luck[m], number[m] = i, keys[i], once
            m += 1
            if m == _AT_ONCE:
                _introduce(
                    p, group, key, day, who, luck, number, present, n_before, keys, interests, last_visit, fatigue,
                    tie_count, tie_to, tie_strength,
                )  # fmt: skip
                m = 0
    _introduce(
        p, group, key, day, who[:m], luck, number, present, n_before, keys, interests, last_visit, fatigue, tie_count,
        tie_to, tie_strength,
    )  # fmt: skip
    n = group.n_visiting
    wanted = (
        int(lever.introductions_per_day * share + uniform(key, GROUP, day, _D_WELCOME, 0)) if n > 1 else 0
    )
    for first in range(0, wanted, _AT_ONCE):
        m = min(_AT_ONCE, wanted - first)
        for k in range(m):
            at = int(uniform(key, GROUP, day, _D_WELCOME, 1 + (first + k + 1) * _TRIES * 2) * n)
            who[k], number[k] = visiting[at], first + k
        for k in range(m):
            luck[k] = pair_key(keys[who[k]], np.uint64(number[k] + 1))
        _introduce(
            p, group, key, day, who[:m], luck, number, visiting, n, keys, interests, last_visit, fatigue, tie_count,
            tie_to, tie_strength,
        )  # fmt: skip
    return 0


@kernel
def first_task(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, keys, voice, visits, value, belonging, posts, effort, traces,
):  # fmt: skip
    """Let newcomers who opened the group do their first task, or not: it is a first message to all.

    Where newcomers are briefed, note what a visit is worth: that is what they are told.
    """
    n = group.n_visiting
    if lever.briefing > 0.0 and n > 0:
        worth = 0.0
        for v in range(n):
            worth += value[v]
        group.usual_value = (
            worth / n if group.usual_value == 0.0 else 0.9 * group.usual_value + 0.1 * worth / n
        )
    minutes = lever.first_task_minutes
    if minutes <= 0.0:
        return 0
    half_hours = minutes / 30.0
    kept = max(0.0, 1.0 - p.deterred * saturation(half_hours))
    for i in range(group.n_rows - int(group.joins), group.n_rows):
        if visits[i] == 0:
            continue
        u = uniform(key, keys[i], day, _D_WELCOME, 3)
        if u < logistic(p.ease + voice[i] - p.effort_cost * half_hours):
            posts[i] = max(1, posts[i])
            effort[i] += minutes / 60.0
            belonging[i] = clip(belonging[i] + p.done, 0.0, 1.0)
        else:
            for k in range(N_TRACES):
                traces[i, k] *= kept
    return 0


class Welcome(Mechanism):
    r"""What is done for newcomers, and for members who do not know each other yet (S7, S35, D7, D8, R6).

    A newcomer is welcomed by name with the share asked, as far as hours last: belonging and trust start a
    little higher (or lower: both may be negative), and everybody else has ``clutter`` messages more to skip. Who
    was briefed starts from an expectation nearer to what a visit has been worth lately:
    :math:`E \leftarrow E + h(\bar v - E)`; whom that puts off is in ``admit``. The first task is a message to the
    group: it is done with probability logistic of :math:`a + voice_i - c\,minutes/30`, and then is a first word like
    any other, which others may answer; who does not do it keeps :math:`1 - r(1 - e^{-minutes/30})` of the trace of
    joining (Drenner 2008: more entry work, fewer stay, those who do contribute more).

    An introduction proposes the most alike of a few members who came lately; it makes a tie with probability
    :math:`q\exp(-|x_i-x_j|^2/2w^2)`, drawn from both keys, and bothers whom it was proposed to. Newcomers get
    theirs on joining; introductions a day among visitors are how founders and everybody else come by them: the
    members of day 0 are not introduced on the way in.
    """

    rows = ("S7", "S35", "D7", "D8", "R6", "H16", "H36")
    label = "Welcome and introductions"
    parameters = (
        Parameter(name="belonging", default=0.05, low=-0.05, high=0.2, none=0.0, minimum=-1.0, maximum=1.0, label="Belonging by a welcome",
                  doc="Belonging gained by being welcomed by name; negative if it embarrasses."),
        Parameter(name="trust", default=0.03, low=-0.05, high=0.15, none=0.0, minimum=-1.0, maximum=1.0, label="Trust by a welcome",
                  doc="Trust gained by it; negative if it seems a routine."),
        Parameter(name="clutter", default=0.5, low=0.0, high=2.0, none=0.0, maximum=100.0, unit="messages", label="Clutter of a welcome",
                  doc="Messages of no use that a welcome is for all others."),
        Parameter(name="honesty", default=0.7, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Honesty of the briefing",
                  doc="Share of the way from what is expected to what a visit is worth that a briefing goes."),
        Parameter(name="ease", default=-0.5, low=-3.0, high=2.0, minimum=-20.0, label="Ease of the first task",
                  doc="Log odds that a newcomer of middling voice does a first task that takes no time."),
        Parameter(name="effort_cost", default=1.0, low=0.0, high=3.0, none=0.0, label="Weight of its effort",
                  doc="Fall of these log odds per half hour.", source="Drenner 2008: more entry work, fewer finish; size is an assumption"),
        Parameter(name="done", default=0.03, low=-0.05, high=0.2, none=0.0, minimum=-1.0, maximum=1.0, label="Belonging by the first task",
                  doc="Belonging gained by having done it; negative if it feels like a chore."),
        Parameter(name="deterred", default=0.2, low=-0.2, high=0.8, none=0.0, minimum=-1.0, maximum=1.0, label="Put off by the first task",
                  doc="Share of the trace of joining that those lose who do not do a long first task.",
                  source="Drenner 2008: more entry work, fewer finish; size is an assumption"),
        Parameter(name="accept", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Accepting an introduction",
                  doc="Probability that an introduction makes a tie between people wholly alike."),
        Parameter(name="similarity", default=0.8, low=0.2, high=3.0, minimum=0.01, label="Reach of likeness",
                  doc="Distance in interests over which likeness still matters for it."),
        Parameter(name="lately", default=7.0, low=1.0, high=30.0, minimum=0.0, kind=Kind.DURATION, unit="days", label="Lately",
                  doc="Members are proposed if they opened the group within this time."),
        Parameter(name="bother", default=0.1, low=0.0, high=1.0, none=0.0, label="Bother of an introduction",
                  doc="Fatigue of the member whom a newcomer is introduced to, in pushes."),
    )  # fmt: skip
    steps = {
        "welcome": Step(welcome, Over.GROUP, only_with=("welcome", "briefing")),
        "introduce": Step(
            introduce, Over.GROUP, only_with=("introductions", "introductions_per_day"), beside=True
        ),
        "first_task": Step(first_task, Over.GROUP, only_with=("first_task_minutes", "briefing")),
    }
