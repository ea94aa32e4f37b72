r"""Posting: which visitors speak, and how much."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, fast_log, geometric_quantile, logistic, saturation
from sim.kernel.scratch import floats
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_two
from sim.state.group import LIVELY
from sim.state.people import N_POST_TRACES, POST_TRACE_DAYS, Role

_LOG_DAYS = np.log(POST_TRACE_DAYS)
_D_POST = np.int64(Decision.POST)
_MEMBER = int(Role.MEMBER)
_KOC = int(Role.KOC)


@kernel
def post(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, rows, keys, interests, voice, role, chattiness, last_post, post_traces, belonging,
    friends_active, gratitude, value, urge, posts,
):  # fmt: skip
    """Decide who of today's visitors speaks, and how many messages they write."""
    weight = floats(N_POST_TRACES)
    total = 0.0
    for k in range(N_POST_TRACES):
        weight[k] = fast_exp(-p.memory * _LOG_DAYS[k])
        total += weight[k]
    safety = (group.first_posts_answered + 1.0) / (group.first_posts + 2.0)
    lively = saturation(group.atmosphere / LIVELY)
    invited = lever.content_invites * (1.0 if group.contents > 0.0 else 0.0)
    mood = (
        p.safety * (safety - 0.5)
        + p.atmosphere * lively
        + p.invited * invited
        - p.chill * lever.rules
        + p.crisis * group.crisis
        + p.benefit * group.benefit_for_speaking
        - p.threshold
    )
    cap = int(p.cap)
    spur = p.published * lever.super_rule
    inverse = 1.0 / p.noise
    n = rows.size
    memory = floats(n)
    drive = floats(n)
    # loops of their own, so that the processor works on several members at a time
    for m in range(n):
        i = rows[m]
        drive[m] = (
            voice[i] + p.belonging * belonging[i] + p.value * value[m] + mood + p.role * (role[i] >= _KOC)
        )
        drive[m] += spur * (role[i] == _MEMBER)
        memory[m] = p.first_word
        if last_post[i] >= 0:
            age = day - last_post[i]
            for k in range(N_POST_TRACES):
                memory[m] += weight[k] / total * post_traces[i, k] * fast_exp(-age / POST_TRACE_DAYS[k])
    if group.topic_pull != 0.0:
        per_apart = -0.5 / p.topic_reach**2
        for m in range(n):
            i = rows[m]
            apart = (interests[i, 0] - group.topic_x) ** 2 + (interests[i, 1] - group.topic_y) ** 2
            drive[m] += group.topic_pull * fast_exp(per_apart * apart)
    if p.contagion != 0.0 or p.gratitude != 0.0:
        for m in range(n):
            i = rows[m]
            drive[m] += p.contagion * saturation(0.5 * friends_active[i]) + p.gratitude * saturation(
                gratitude[i]
            )
    for m in range(n):
        drive[m] = logistic((fast_log(memory[m]) + drive[m]) * inverse + urge[m])
    u_speaks, u_more = floats(n), floats(n)
    draw_two(key, keys, rows, day, _D_POST, u_speaks, u_more)
    for m in range(n):
        i = rows[m]
        if u_speaks[m] < drive[m]:
            posts[i] = min(cap, 1 + geometric_quantile(chattiness[i], u_more[m]))
        else:
            posts[i] = 0
    return 0


class Post(Mechanism):
    r"""Which visitors speak, and how much (R1, R2, R6).

    .. math:: \mathrm{logit}\,P = (\ln(T_i + t_0) + v_i + \beta b_i + \omega\,value + \sigma(safety - 1/2) + a\,lively
              + \iota\,invited - \chi\,rules + \rho\,\mathbb{1}[role] + \kappa\,crisis + \eta\,benefit - \theta)/s + u_i

    Speaking has a memory of its own: :math:`T_i` sums traces of past days with a message (2, 16, 128
    days), so who never spoke mostly never does. :math:`v_i` is the member's voice, safety the share of
    newcomers' first posts that were answered lately; strict rules chill (Halfaker 2013); a published rule by which
    super users are chosen may spur those not yet chosen, or silence them (S24). :math:`u_i` is what rewards and
    levels urge (``reward``, ``grow``), benefit counts where only those who speak get one. A speaker writes
    one message and a geometric number more with mean chattiness, capped.

    Three more terms are 0 unless something sets them: a guided topic adds its pull times
    :math:`e^{-d^2/2w^2}` for those whose interests lie at :math:`d` from it; contagion adds
    :math:`c(1 - e^{-n/2})` for :math:`n` friends who spoke yesterday, beyond what friends are worth as value
    (R10); reciprocity adds :math:`g(1 - e^{-G})` for the gratitude :math:`G` (R12).

    Evidence: .59-.71 of joiners never speak; Gini .76-.93; one-message share .09-.17.
    """

    rows = ("R1", "R2", "R6", "R9", "R10", "R12", "S12")
    label = "Posting"
    parameters = (
        Parameter(name="threshold", default=4.41, low=0.0, high=6.0, minimum=-100.0, label="Threshold",
                  doc="Log memory of speaking at which a visitor without any other reason speaks every second time.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="noise", default=2.94, low=0.5, high=3.0, minimum=1e-6, label="Noise", doc="Scale of the logistic.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="memory", default=0.695, low=0.2, high=1.2, label="Forgetting",
                  doc="Exponent with which a day of speaking fades.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="first_word", default=0.311, low=0.005, high=1.0, minimum=1e-6, label="First word",
                  doc="Memory of speaking of somebody who never spoke: small makes the first word hard.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="belonging", default=1.36, low=0.0, high=4.0, none=0.0, label="Weight of belonging",
                  doc="What full belonging is worth.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="value", default=1.1, low=0.0, high=2.0, none=0.0, label="Weight of value",
                  doc="What a visit of value 1 is worth.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="safety", default=0.8, low=0.0, high=2.0, none=0.0, label="Weight of safety",
                  doc="Rise with the share of newcomers' first posts that get an answer.",
                  source="Joyce and Kraut 2006: answered 44 -> 56 % post again; size an assumption"),
        Parameter(name="atmosphere", default=0.4, low=0.0, high=2.0, none=0.0, label="Weight of liveliness",
                  doc="What many distinct speakers in the last week are worth: the active draw in the quiet (R10)."),
        Parameter(name="invited", default=0.4, low=0.0, high=1.5, none=0.0, label="Weight of being asked",
                  doc="Rise on days when operators' content asks for answers."),
        Parameter(name="chill", default=0.5, low=0.0, high=1.5, none=0.0, label="Chill of rules",
                  doc="Fall under the strictest rules.", source="Halfaker 2013: strict control lowers newcomer survival; size an assumption"),
        Parameter(name="published", default=0.1, low=-0.3, high=0.6, none=0.0, minimum=-10.0, label="Published rule of selection",
                  doc="Rise for members not yet chosen while a rule for super users is published; negative if being weighed silences."),
        Parameter(name="role", default=1.0, low=-1.0, high=3.0, none=0.0, minimum=-10.0, label="Speaking in a role",
                  doc="Rise for KOCs and managers; negative if the title makes them careful."),
        Parameter(name="crisis", default=0.1, low=-1.0, high=1.0, none=0.0, minimum=-10.0, label="Speaking out of a sense of crisis",
                  doc="Rise when many members were removed lately; negative if that silences those who stay.",
                  source="assumption; the articles claim a rise, and no figure is known"),
        Parameter(name="benefit", default=1.0, low=0.0, high=3.0, none=0.0, label="Speaking for a packet",
                  doc="Rise on days when only those who speak may take a packet."),
        Parameter(name="topic_reach", default=1.0, low=0.3, high=3.0, minimum=0.01, label="Reach of a guided topic",
                  doc="Distance in interests at which a guided topic has lost 39 % of its pull."),
        Parameter(name="contagion", default=0.0, low=-0.5, high=1.5, none=0.0, minimum=-10.0, label="Contagion by friends",
                  doc="Rise when many friends spoke yesterday; negative if others' talk makes one's own needless."),
        Parameter(name="gratitude", default=0.0, low=-0.3, high=1.0, none=0.0, minimum=-10.0, label="Weight of gratitude",
                  doc="Rise with help received lately; negative if who was served stays a consumer."),
        Parameter(name="cap", default=33, low=10, high=60, minimum=1, maximum=250, kind=Kind.INTEGER, unit="messages",
                  label="Most messages a day", doc="Messages beyond this on a day are not written.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
    )  # fmt: skip
    steps = {"post": Step(post, Over.VISITING)}
