r"""Feeling: what a visit leaves behind in memory, belonging, trust and expectation."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.ahead import AHEAD, ask_for, turns_ahead
from sim.kernel.options import kernel
from sim.kernel.scalars import clip, fast_exp, saturation
from sim.kernel.scratch import counts
from sim.parameters import Kind, Parameter
from sim.state.people import N_POST_TRACES, N_TRACES, POST_TRACE_DAYS


@kernel
def feel(  # type: ignore[no-untyped-def]
    p, group, lever, day, rows, interests, value, noise, overload, answers, taken_down, wronged,
    posts, tie_count, traces, post_traces, last_visit, last_post, belonging, trust, expectation,
):  # fmt: skip
    """Write today's visit into each visitor's memory and feelings.

    Switched off, every visit counts alike and feelings stay as they are.
    """
    on = p.enabled
    warmth = p.warmth * lever.content_warmth if group.contents > 0.0 else 0.0
    quality = lever.content_quality if group.contents > 0.0 else 0.0
    per_apart, per_tie = -0.5 / p.likeness_reach**2, 1.0 / p.enough_ties
    to_talkers, to_ties = 1.0 - p.through_ties, p.through_ties
    ahead = turns_ahead(rows.size, group.n_rows)
    for v in range(rows.size):
        if v < ahead:
            soon = rows[v + AHEAD]
            ask_for(traces, soon)
            ask_for(interests, soon)
            ask_for(tie_count, soon)
            ask_for(belonging, soon)
            ask_for(trust, soon)
            ask_for(expectation, soon)
        i = rows[v]
        gain = value[v] - p.cost_noise * noise[v] - p.cost_overload * overload[v]
        surprise = value[v] - expectation[i]
        weight = 1.0 + on * (p.gain * (gain - p.par) + p.surprise * surprise)
        answered = 1.0 if answers[i] > 0 else 0.0
        weight = clip(weight, 0.0, 3.0) + on * p.answered * answered
        for k in range(N_TRACES):
            traces[i, k] += weight
        last_visit[i] = day
        x, y = interests[i, 0], interests[i, 1]
        likeness = fast_exp(per_apart * ((x - group.centre_x) ** 2 + (y - group.centre_y) ** 2))
        home = to_ties * saturation(tie_count[i] * per_tie) + to_talkers * likeness
        kept = 1.0 - on * p.trust_taken_down * (taken_down[i] + wronged[i] > 0)
        belonging[i] = kept * (
            belonging[i] + on * p.belonging_rate * (home * (1.0 - noise[v]) - belonging[i])
        )
        standing = 0.5 + p.trust_quality * quality + p.trust_answered * answered - p.trust_noise * noise[v]
        trust[i] = kept * (trust[i] + on * p.trust_rate * (clip(standing, 0.0, 1.0) - trust[i]))
        goal = (1.0 - p.outside_share) * value[v] + p.outside_share * p.outside
        expectation[i] += on * p.adaptation * (goal - expectation[i])
    if warmth != 0.0:
        for i in rows:
            belonging[i] = clip(belonging[i] + on * p.belonging_rate * warmth, 0.0, 1.0)
    speakers = counts(rows.size)
    n = 0
    for i in rows:  # without branches: who spoke cannot be foreseen
        speakers[n] = i
        n += posts[i] > 0
    for s in range(n):
        i = speakers[s]
        answered = 1.0 if answers[i] > 0 else 0.0
        heard = clip(1.0 + on * (p.answered_speaking * answered - p.ignored * (1.0 - answered)), 0.0, 3.0)
        age = day - last_post[i] if last_post[i] >= 0 else 0
        for k in range(N_POST_TRACES):
            post_traces[i, k] = post_traces[i, k] * fast_exp(-age / POST_TRACE_DAYS[k]) + heard
        last_post[i] = day
    return 0


class Feel(Mechanism):
    r"""What a visit leaves behind: memory, belonging, trust, expectation (R4, R5, R7).

    The trace of a visit weighs :math:`1 + g(value - c_n noise - c_o overload - v_0) + h(value - E_i)`, held
    between 0 and 3, plus a boost when one was answered: what gives much is remembered, what falls
    behind expectation fades. Speaking leaves its own trace, larger when heard, smaller when ignored.
    Belonging moves towards a mix of ties and likeness to those who talk, less what is noise; trust
    towards what quality and answers earn and noise costs; expectation towards a mix of what was found
    and of what can be had elsewhere. Only visitors feel: who stays away keeps what they had.

    Full adaptation to one's own experience would erase lasting quality, hence the outside option.
    """

    rows = ("R4", "R5", "R7", "D7", "D8")
    label = "What a visit leaves behind"
    parameters = (
        Parameter(name="gain", default=0.799, low=0.0, high=3.0, none=0.0, label="Weight of the gain",
                  doc="How much more a visit is remembered per unit of value above par.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="surprise", default=0.5, low=0.0, high=2.0, none=0.0, label="Weight of surprise",
                  doc="How much more it is remembered per unit of value above expectation."),
        Parameter(name="par", default=0.4, low=0.0, high=0.8, label="Par", doc="Value at which a visit is remembered as any other."),
        Parameter(name="cost_noise", default=0.6, low=0.0, high=1.5, none=0.0, label="Cost of noise",
                  doc="Value lost in a feed that is all pushes and spam."),
        Parameter(name="cost_overload", default=0.4, low=0.0, high=1.5, none=0.0, label="Cost of overload",
                  doc="Value lost when nearly nothing of it can be read.",
                  source="Butler 2001, Jones 2004: overload drives members out; size an assumption"),
        Parameter(name="answered", default=0.224, low=0.0, high=1.0, none=0.0, label="Being answered",
                  doc="Added memory of a visit on which one was answered.", source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="answered_speaking", default=0.0853, low=0.0, high=1.0, none=0.0, label="Being heard",
                  doc="Added memory of speaking when answered.", source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="ignored", default=0.887, low=0.0, high=1.0, none=0.0, label="Being ignored",
                  doc="Lost memory of speaking when nobody answers.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="belonging_rate", default=0.05, low=0.0, high=0.3, none=0.0, kind=Kind.SHARE, label="Pace of belonging",
                  doc="Share of the way that belonging moves in one visit."),
        Parameter(name="through_ties", default=0.6, low=0.0, high=1.0, kind=Kind.SHARE, label="Belonging through ties",
                  doc="Share of belonging that comes from ties; the rest from likeness to those who talk."),
        Parameter(name="enough_ties", default=4.0, low=1.0, high=12.0, minimum=0.1, unit="people", label="Enough ties",
                  doc="Ties that give 63 % of what ties can give."),
        Parameter(name="likeness_reach", default=1.0, low=0.3, high=3.0, minimum=0.01, label="Reach of likeness",
                  doc="Distance in interests over which one still feels among one's own."),
        Parameter(name="warmth", default=0.3, low=-0.3, high=1.0, none=0.0, minimum=-10.0, label="Belonging by warm content",
                  doc="What content that speaks to feelings adds to what belonging moves towards; negative if it seems put on."),
        Parameter(name="trust_rate", default=0.05, low=0.0, high=0.3, none=0.0, kind=Kind.SHARE, label="Pace of trust",
                  doc="Share of the way that trust moves in one visit."),
        Parameter(name="trust_quality", default=0.4, low=0.0, high=0.6, none=0.0, label="Trust by quality",
                  doc="What content of full quality earns."),
        Parameter(name="trust_answered", default=0.2, low=0.0, high=0.6, none=0.0, label="Trust by answers",
                  doc="What being answered earns."),
        Parameter(name="trust_noise", default=0.5, low=0.0, high=1.0, none=0.0, label="Trust lost by noise",
                  doc="What a feed of nothing but pushes and spam costs."),
        Parameter(name="trust_taken_down", default=0.2, low=0.0, high=0.6, none=0.0, kind=Kind.SHARE,
                  label="Lost by being taken down", doc="Share of trust and belonging lost when a message of one's own is taken down."),
        Parameter(name="adaptation", default=0.08, low=0.0, high=0.4, none=0.0, kind=Kind.SHARE, label="Pace of expectation",
                  doc="Share of the way that expectation moves in one visit."),
        Parameter(name="outside_share", default=0.5, low=0.1, high=0.9, kind=Kind.SHARE, label="Weight of what is elsewhere",
                  doc="Share of expectation that comes from elsewhere; with 0 lasting quality would be forgotten."),
        Parameter(name="outside", default=0.35, low=0.0, high=0.8, maximum=5.0, label="What is elsewhere",
                  doc="Value of a visit to what else one might open."),
    )  # fmt: skip
    steps = {"feel": Step(feel, Over.VISITING, always=True)}
