r"""Joining in: contests and relays, team tasks, calls for members' own contributions, being named."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import clip, fast_exp, fast_log, logistic, saturation, whole_fen
from sim.parameters import Kind, Parameter
from sim.rng import Decision, pair_key, uniform
from sim.state.group import Feed
from sim.state.people import Call
from sim.state.rules import draw_all
from sim.state.ties import connect, reinforce, slot_of

_D_JOIN_IN = np.int64(Decision.JOIN)
_PUSH = int(Feed.PUSH)
_MENTION = int(Call.MENTION)
_MOST = 250
"""Messages of a member a day."""
_CONTEST, _TEAMS, _NAMED, _GIVES, _TEAM = 0, 1, 2, 3, 4
"""Which of the draws is for taking part in what; the last is for which team."""


@kernel
def _contest(p, group, lever, key, day, visiting, keys, belonging, posts, effort, feed, luck, chance):  # type: ignore[no-untyped-def]
    """Let visitors enter the contest; each entry is a message."""
    half_hours = lever.contest_minutes / 30.0
    mood = p.contest + p.prize * fast_log(1.0 + lever.contest_prize / 50.0) - p.complexity * half_hours
    draw_all(key, keys, visiting[: group.n_visiting], day, _D_JOIN_IN, _CONTEST, luck)
    for v in range(group.n_visiting):
        chance[v] = logistic(mood + p.belonging * belonging[visiting[v]])
    for v in range(group.n_visiting):
        i = visiting[v]
        if luck[v] < chance[v]:
            posts[i] = min(_MOST, posts[i] + 1)
            effort[i] += lever.contest_minutes / 60.0
            belonging[i] = clip(belonging[i] * (1.0 - p.disappointment), 0.0, 1.0)
            group.contest_entries += 1
    feed[_PUSH, day] += p.loud * group.contest_entries
    if group.contest_entries > 0.0:
        group.spent_conversation += whole_fen(lever.contest_prize)


@kernel
def _team(  # type: ignore[no-untyped-def]
    p, group, key, day, members, keys, interests, tie_count, tie_to, tie_strength,
):  # fmt: skip
    """Tie the members of one team to each other, as far as they are alike."""
    for a in range(members.size):
        for b in range(a):
            i, other = np.int64(members[a]), np.int64(members[b])
            apart = (interests[i, 0] - interests[other, 0]) ** 2 + (
                interests[i, 1] - interests[other, 1]
            ) ** 2
            chance = p.team_tie * fast_exp(-0.5 * apart / p.similarity**2)
            pair = pair_key(min(keys[i], keys[other]), max(keys[i], keys[other]))
            if uniform(key, pair, day, _D_JOIN_IN, 0) >= chance:
                continue
            group.team_ties += 1
            mine = slot_of(tie_count, tie_to, i, other)
            if mine < 0:
                connect(tie_count, tie_to, tie_strength, i, other, group.contact)
            else:
                reinforce(tie_count, tie_to, tie_strength, i, mine, group.contact)


@kernel
def _teams(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, visiting, keys, interests, belonging, fatigue, effort, tie_count, tie_to, tie_strength,
    luck, chance,
):  # fmt: skip
    """Ask visitors to work together, and put those who agree into teams at random."""
    drive = p.team - p.complexity * lever.team_minutes / 30.0
    agreed = np.empty(group.n_visiting, np.uint32)
    draw_all(key, keys, visiting[: group.n_visiting], day, _D_JOIN_IN, _TEAMS, luck)
    for v in range(group.n_visiting):
        chance[v] = logistic(drive + p.belonging * belonging[visiting[v]])
    n = 0
    for v in range(group.n_visiting):
        i = visiting[v]
        if luck[v] < chance[v]:
            agreed[n] = i
            n += 1
        else:
            fatigue[i] += p.asked
    if n < 2:
        return
    n_teams = max(1, int(n / max(2.0, lever.team_size) + 0.5))
    end = np.zeros(n_teams + 1, np.int64)
    place = np.empty(n, np.int64)
    draw_all(key, keys, agreed[:n], day, _D_JOIN_IN, _TEAM, luck)
    for m in range(n):
        place[m] = int(luck[m] * n_teams)
        end[place[m] + 1] += 1
    for t in range(n_teams):
        end[t + 1] += end[t]
    start = end[:n_teams].copy()
    by_team = np.empty(n, np.uint32)
    for m in range(n):
        by_team[start[place[m]]] = agreed[m]
        start[place[m]] += 1
        i = agreed[m]
        effort[i] += lever.team_minutes / 60.0
        belonging[i] = clip(belonging[i] + p.team_belonging, 0.0, 1.0)
    for t in range(n_teams):
        _team(
            p, group, key, day, by_team[end[t] : end[t + 1]], keys, interests, tie_count, tie_to, tie_strength
        )


@kernel
def join_in(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, visiting, keys, interests, voice, belonging, fatigue, gratitude, effort, called, posts,
    tie_count, tie_to, tie_strength, feed,
):  # fmt: skip
    """Let today's visitors answer to their name, contribute, enter the contest, work in teams."""
    if group.mentioned + group.calls + group.contests + group.team_tasks == 0.0:
        return 0
    n = group.n_visiting
    if group.mentioned > 0.0:
        for v in range(n):
            i = visiting[v]
            if (called[i] & _MENTION) > 0 and uniform(key, keys[i], day, _D_JOIN_IN, _NAMED) < p.named:
                posts[i] = max(1, posts[i])
    luck, chance = np.empty(n), np.empty(n)
    if group.calls > 0.0:
        draw_all(key, keys, visiting[:n], day, _D_JOIN_IN, _GIVES, luck)
        effort_cost = p.complexity * p.call_minutes / 30.0
        for v in range(n):  # a loop of its own, so that the processor works on several visitors at a time
            i = visiting[v]
            drive = p.call + voice[i] + p.gratitude * saturation(gratitude[i]) + p.belonging * belonging[i]
            chance[v] = logistic(drive - effort_cost)
        for v in range(n):
            i = visiting[v]
            if luck[v] < chance[v]:
                posts[i] = min(_MOST, posts[i] + 1)
                effort[i] += p.call_minutes / 60.0
                group.member_contents += 1
    if group.contests > 0.0:
        _contest(p, group, lever, key, day, visiting, keys, belonging, posts, effort, feed, luck, chance)
    if group.team_tasks > 0.0:
        _teams(
            p, group, lever, key, day, visiting, keys, interests, belonging, fatigue, effort, tie_count, tie_to,
            tie_strength, luck, chance,
        )  # fmt: skip
    return 0


class JoinIn(Mechanism):
    r"""Contests and relays, team tasks, members' own contributions, being named (S20, S36, S43, S12, H37, H52).

    Each visitor takes part with a probability logistic of :math:`a_k + w_b b_i - c\,minutes/30`: complexity lowers
    taking part. A contest adds :math:`w_p\log(1 + prize/50)`; an entry is a message, every entry is also ``loud``
    messages of no use to the others, and all but nobody wins (``disappointment``). On a call for contributions the
    voice counts in full, and :math:`w_g(1 - e^{-G})` for gratitude :math:`G`; a contribution is a message of a larger
    weight (see ``guide``). Those who agree to a team task are put at random into teams of about the size asked; two
    team mates get a tie, or strengthen theirs, with probability :math:`q\exp(-|x_i - x_j|^2/2w^2)` drawn from both keys;
    those who do not agree were asked for nothing and tire. Who is mentioned by name and comes speaks with probability
    ``named``. Effort adds up in hours.
    """

    rows = ("S20", "S36", "S43", "S12", "R13", "H37", "H52")
    label = "Joining in"
    parameters = (
        Parameter(name="contest", default=-1.5, low=-4.0, high=1.0, minimum=-20.0, label="Inclination to contests",
                  doc="Log odds that a visitor enters a contest without prize or effort."),
        Parameter(name="prize", default=0.4, low=-0.2, high=1.0, none=0.0, minimum=-10.0, label="Weight of the prize",
                  doc="Rise with the log of 1 + prize / 50 yuan; negative if a prize makes it look like advertising."),
        Parameter(name="loud", default=0.5, low=0.0, high=2.0, none=0.0, maximum=100.0, unit="messages", label="Loudness of an entry",
                  doc="Messages of no use that an entry is for all others."),
        Parameter(name="disappointment", default=0.0, low=-0.02, high=0.05, none=0.0, minimum=-1.0, maximum=1.0, label="Disappointment",
                  doc="Share of belonging that entrants lose; negative if taking part is what counts."),
        Parameter(name="complexity", default=0.8, low=0.0, high=2.5, none=0.0, label="Weight of complexity",
                  doc="Fall of the log odds of taking part per half hour that it takes."),
        Parameter(name="belonging", default=1.0, low=0.0, high=3.0, none=0.0, label="Weight of belonging",
                  doc="Rise with full belonging."),
        Parameter(name="team", default=-1.0, low=-4.0, high=1.0, minimum=-20.0, label="Inclination to team tasks",
                  doc="Log odds that a visitor agrees to a team task that takes no time."),
        Parameter(name="team_tie", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Tie of team mates",
                  doc="Probability that two team mates wholly alike are tied, or tied more strongly."),
        Parameter(name="similarity", default=1.2, low=0.2, high=3.0, minimum=0.01, label="Reach of likeness",
                  doc="Distance in interests over which likeness still matters for that."),
        Parameter(name="team_belonging", default=0.0, low=-0.05, high=0.1, none=0.0, minimum=-1.0, maximum=1.0, label="Belonging by team work",
                  doc="Belonging gained by a team task; negative if others leave one with the work."),
        Parameter(name="asked", default=0.2, low=0.0, high=1.0, none=0.0, label="Bother of being asked",
                  doc="Fatigue of visitors who do not agree to a team task, in pushes."),
        Parameter(name="call", default=-2.5, low=-6.0, high=0.0, minimum=-20.0, label="Inclination to contribute",
                  doc="Log odds that a visitor of middling voice contributes something on a call, effort apart."),
        Parameter(name="call_minutes", default=30.0, low=5.0, high=120.0, maximum=1440.0, unit="min", label="Effort of a contribution",
                  doc="Time that a contribution takes a member."),
        Parameter(name="gratitude", default=0.0, low=-0.5, high=1.5, none=0.0, minimum=-10.0, label="Weight of gratitude",
                  doc="Rise of contributing with help received lately."),
        Parameter(name="named", default=0.4, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Answering to one's name",
                  doc="Probability that who was mentioned by name and comes says something."),
    )  # fmt: skip
    steps = {"join_in": Step(join_in, Over.GROUP, only_with=("topics", "contests", "team_tasks", "calls"))}
