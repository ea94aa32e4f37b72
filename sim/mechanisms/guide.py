r"""Guided talk: topics, what they ask of attention, and the habit that fixed events become."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import clip, normal_quantile, share_done
from sim.kernel.scratch import floats
from sim.parameters import Kind, Parameter
from sim.rng import GROUP, Decision, draw_two, uniform, uniforms
from sim.state.free_time import HOURS_REACH
from sim.state.group import Feed
from sim.state.people import Status

_D_GUIDE = np.int64(Decision.GUIDE)
_MUTED = int(Status.MUTED)
_TALK = int(Feed.TALK)
_PUSH = int(Feed.PUSH)
_PRAISED = 4
"""Index of the draw for praise."""


@kernel
def plan(p, group, lever, key, day, feed):  # type: ignore[no-untyped-def]
    """Settle whether there is a topic, a contest, a team task or a call today, and what the topic is about."""
    group.topic_pull = 0.0
    group.event_pull = 0.0
    events = lever.topics + lever.contests + lever.team_tasks
    if events + lever.calls + group.ritual == 0.0:
        return 0
    share = share_done(group.given_conversation, group.asked_conversation)
    help_share = share_done(group.given_content, group.asked_content)
    u_topic, u_contest, u_team, u_call = uniforms(key, GROUP, day, _D_GUIDE, 0)
    u_hard, u_x, u_y, _d = uniforms(key, GROUP, day, _D_GUIDE, 1)
    group.topics = 1.0 if u_topic < lever.topics * share else 0.0
    group.contests = 1.0 if u_contest < lever.contests * share else 0.0
    group.team_tasks = 1.0 if u_team < lever.team_tasks * share else 0.0
    group.calls = 1.0 if u_call < lever.calls * help_share else 0.0
    group.ritual *= 2.0 ** (-1.0 / p.half_life)
    held = group.topics + group.contests + group.team_tasks > 0.0
    if events > 0.0 and lever.event_fixed > 0.0:
        group.event_pull = p.ritual * group.ritual
        if not held:
            group.ritual *= 1.0 - p.missed
    if group.topics > 0.0:
        group.topic_x = group.topic_breadth * normal_quantile(u_x)
        group.topic_y = group.topic_breadth * normal_quantile(u_y)
        if u_hard < lever.hard_talk:
            group.hard_topics = 1.0
            group.topic_pull = p.hard_pull
            feed[_PUSH, day] += 1.0
        else:
            group.topic_pull = p.pull
        if lever.event_fixed == 0.0:
            group.topic_pull += p.surprise
    return 0


@kernel
def announce(p, group, lever, key, day, rows, keys, status, free_time, trust, fatigue, noticed):  # type: ignore[no-untyped-def]
    """Decide whom today's announcement reaches, and whom it tires."""
    events = group.topics + group.contests + group.team_tasks + group.calls
    if events == 0.0:
        return 0
    hour = int(lever.event_hour) % 24
    weight = p.tires * (events - group.hard_topics) + p.hard_tires * group.hard_topics
    profiles = HOURS_REACH.shape[0]
    reach = floats(2 * profiles)
    for k in range(2 * profiles):
        reach[k] = p.notice * HOURS_REACH[k % profiles, hour] * (1.0 if k < profiles else p.muted_reach)
    luck, _other = floats(rows.size), floats(rows.size)
    draw_two(key, keys, rows, day, _D_GUIDE, luck, _other)
    for m in range(rows.size):
        i = rows[m]
        seen = np.int64(luck[m] < reach[free_time[i] + profiles * (status[i] == _MUTED)])
        fatigue[i] += seen * weight * (1.0 - p.relief_trust * trust[i])
        noticed[i] = min(255, noticed[i] + seen)
    return 0


@kernel
def wind_up(p, group, lever, key, day, visiting, keys, posts, answers, belonging, feed):  # type: ignore[no-untyped-def]
    """Praise speakers, let members' contributions into the feed, and let a fixed event become a habit."""
    if group.topics + group.contests + group.team_tasks + group.member_contents == 0.0:
        return 0
    share = share_done(group.given_conversation, group.asked_conversation)
    if group.topics > 0.0 and lever.praise > 0.0:
        for v in range(group.n_visiting):
            i = visiting[v]
            if posts[i] == 0:
                continue
            u = uniform(key, keys[i], day, _D_GUIDE, _PRAISED)
            if u < lever.praise * share * p.praise_felt:
                answers[i] = min(255, answers[i] + 1)
            elif u >= lever.praise * share:
                belonging[i] = clip(belonging[i] * (1.0 - p.passed_over), 0.0, 1.0)
    feed[_TALK, day] += (p.contribution - 1.0) * group.member_contents
    fresh = 1.0 - (1.0 - p.fresh) ** group.member_contents
    group.novelty += fresh * (1.0 - group.novelty)
    if lever.event_fixed > 0.0 and group.topics + group.contests + group.team_tasks > 0.0 and group.mau > 0.0:
        turnout = min(1.0, group.n_visiting / (p.full_house * group.mau))
        group.ritual += p.growth * turnout * (1.0 - group.ritual)
    return 0


class Guide(Mechanism):
    r"""Topics, what they ask of attention, and the habit that fixed events become (S12, R9, R11, H17, H46).

    On a day with a topic, contest, team task or call an announcement reaches members as a notice (``notice`` times the reach of
    its hour, a fraction of that among the muted) and tires them a little; a topic about the product tires like a push and is
    noise in the feed. What a topic adds to speaking is in ``post``: its pull for those whom it concerns. Topics lie around the
    group's own, spread by ``group.topic_breadth``. Praised speakers feel answered with probability ``praise_felt``; those passed
    over lose a share of belonging. Members' contributions are worth ``contribution`` messages of talk and renew novelty.

    **Ritual.** A fixed event leaves a habit: :math:`R \leftarrow R + g\,\min(1, \frac{visiting}{f\cdot MAU})(1 - R)` when it is held, fading by half
    in ``half_life`` days; on its days :math:`\rho R` is added to the drive to visit, whether or not it will be held. One that
    is not held, for lack of hours, breaks it: :math:`R \leftarrow R(1 - m)`. Events at random times make no habit and need
    the announcement; what comes as a surprise may pull more or less (``surprise``).

    An event takes place with the share of its hours that is given. Switched off, there are no events.
    """

    rows = ("S12", "S43", "R9", "R11", "H17", "H46")
    label = "Guided talk and habit"
    parameters = (
        Parameter(name="pull", default=0.8, low=-0.3, high=2.5, none=0.0, minimum=-10.0, label="Pull of a topic",
                  doc="Rise of the log odds of speaking for those whom the topic concerns; negative if being guided puts off."),
        Parameter(name="hard_pull", default=0.0, low=-1.0, high=1.0, none=0.0, minimum=-10.0, label="Pull of product talk",
                  doc="The same for a topic about the product."),
        Parameter(name="surprise", default=0.0, low=-0.5, high=0.5, none=0.0, minimum=-10.0, label="Pull of surprise",
                  doc="Added when topics come at random times."),
        Parameter(name="notice", default=0.51, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Notice",
                  doc="Probability that a member sees an announcement at their best hour.", source="assumption; as for notices of operators' posts"),
        Parameter(name="muted_reach", default=0.05, low=0.0, high=1.0, none=1.0, kind=Kind.SHARE, label="Reach of the muted",
                  doc="What is left of that for members who muted the group.", source="assumption; uncalibrated on the evidence page"),
        Parameter(name="tires", default=0.2, low=0.0, high=1.0, none=0.0, label="Weight of an announcement",
                  doc="Fatigue added by one that is seen, in pushes."),
        Parameter(name="hard_tires", default=1.15, low=0.0, high=2.0, none=0.0, label="Weight of product talk",
                  doc="The same for a topic about the product.", source="assumption; as for a push"),
        Parameter(name="relief_trust", default=0.3, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Relief by trust",
                  doc="Share of that weight which full trust takes away."),
        Parameter(name="praise_felt", default=0.6, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Praise that is felt",
                  doc="Probability that praise feels like an answer.", source="Deci 1999: praise +.33; size here an assumption"),
        Parameter(name="passed_over", default=0.0, low=-0.01, high=0.05, none=0.0, minimum=-1.0, maximum=1.0, label="Being passed over",
                  doc="Share of belonging that speakers lose who are not praised while others are."),
        Parameter(name="contribution", default=4.0, low=1.0, high=15.0, none=1.0, minimum=1.0, maximum=1000.0, unit="messages", label="Weight of a contribution",
                  doc="Messages of talk that a member's own contribution is, in worth and in attention."),
        Parameter(name="fresh", default=0.03, low=0.0, high=0.12, none=0.0, kind=Kind.SHARE, label="Novelty by contributions",
                  doc="Share of the lost novelty that a member's contribution brings back."),
        Parameter(name="ritual", default=0.8, low=-0.3, high=2.5, none=0.0, minimum=-10.0, label="Pull of the ritual",
                  doc="Rise of log memory on days of a fixed event that has wholly become a habit; negative if routine bores."),
        Parameter(name="growth", default=0.12, low=0.0, high=0.5, none=0.0, kind=Kind.SHARE, label="Growth of the ritual",
                  doc="Share of the way to a full habit that a well attended fixed event goes."),
        Parameter(name="full_house", default=0.25, low=0.1, high=0.6, minimum=0.01, kind=Kind.SHARE, label="Full house",
                  doc="Share of those who came in 30 days at which an event counts as well attended."),
        Parameter(name="missed", default=0.3, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Broken by a missed event",
                  doc="Share of the habit that is lost when a fixed event does not take place."),
        Parameter(name="half_life", default=30.0, low=7.0, high=180.0, minimum=0.1, kind=Kind.DURATION, unit="days", label="Half-life of the ritual",
                  doc="Time in which the habit of fixed events fades by half."),
    )  # fmt: skip
    steps = {
        "plan": Step(plan, Over.GROUP, only_with=("topics", "contests", "team_tasks", "calls")),
        "announce": Step(announce, Over.PRESENT, only_with=("topics", "contests", "team_tasks", "calls")),
        "wind_up": Step(wind_up, Over.GROUP, only_with=("topics", "contests", "team_tasks", "calls")),
    }
