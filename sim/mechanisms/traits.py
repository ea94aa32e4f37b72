r"""Who people are: traits drawn from a person's key."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, fast_log, normal_quantiles
from sim.kernel.scratch import PART, floats
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_four
from sim.state.free_time import SHARES_SUM
from sim.state.people import Role

_D_INTERESTS = np.int64(Decision.INTERESTS)
_D_TRAITS = np.int64(Decision.TRAITS)
_ADVERTISER = int(Role.ADVERTISER)
_MEMBER = int(Role.MEMBER)
_PERSON_DAY = np.int64(-1)


@kernel
def _draw(  # type: ignore[no-untyped-def]
    p, key, channels, begin, end, keys, channel, inviter, role, interests, attachment, voice, chattiness, attention,
    means, need_days, free_time,
):  # fmt: skip
    """Traits of who stands in rows ``begin`` to below ``end``, in loops of their own for what takes long."""
    spread = p.enabled
    n = end - begin
    people = keys[begin:end]
    a, b, c, d = floats(n), floats(n), floats(n), floats(n)
    draw_four(key, people, _PERSON_DAY, _D_INTERESTS, 0, a, b, c, d)
    normal_quantiles(a)
    normal_quantiles(b)
    for k in range(n):
        i = begin + k
        source = channels[channel[i]]
        interests[i, 0] = source.centre_x + source.spread * a[k]
        interests[i, 1] = source.centre_y + source.spread * b[k]
        if source.likeness > 0.0:
            interests[i, 0] += source.likeness * interests[inviter[i], 0]
            interests[i, 1] += source.likeness * interests[inviter[i], 1]
        role[i] = _ADVERTISER if c[k] < source.advertisers else _MEMBER
        profile = 0
        for later in range(SHARES_SUM.size - 1):
            profile += d[k] > SHARES_SUM[later]
        free_time[i] = profile
    draw_four(key, people, _PERSON_DAY, _D_TRAITS, 0, a, b, c, d)
    for normal in (a, b, c, d):
        normal_quantiles(normal)
    for k in range(n):
        i = begin + k
        attachment[i] = spread * p.attachment_spread * a[k]
        voice[i] = spread * p.voice_spread * b[k]
        chattiness[i] = fast_exp(
            p.chattiness_log + spread * p.chattiness_spread * c[k] + p.chattiness_attachment * attachment[i]
        )
        attention[i] = p.attention * fast_exp(spread * p.attention_spread * d[k])
    draw_four(key, people, _PERSON_DAY, _D_TRAITS, 1, a, b, c, d)
    normal_quantiles(a)
    normal_quantiles(b)
    for k in range(n):
        i = begin + k
        means[i] = p.means * fast_exp(spread * p.means_spread * a[k])
        hazard = p.need_hazard * fast_exp(spread * p.need_hazard_spread * b[k])
        need_days[i] = np.float32(-fast_log(c[k]) / hazard) if hazard > 0.0 else np.float32(1e9)


@kernel
def draw_traits(  # type: ignore[no-untyped-def]
    p, group, key, channels, keys, channel, inviter, role, interests, attachment, voice, chattiness, attention,
    means, need_days, free_time,
):  # fmt: skip
    """Give everybody at the door their traits; switched off, all are alike but for their interests."""
    end = group.n_rows + group.n_prospects
    for begin in range(group.n_rows, end, PART):
        _draw(
            p, key, channels, begin, min(end, begin + PART), keys, channel, inviter, role, interests, attachment, voice,
            chattiness, attention, means, need_days, free_time,
        )  # fmt: skip
    return 0


class Traits(Mechanism):
    r"""Who people are: each trait a fixed function of the person's key.

    Interests :math:`x_i \sim N(m_c, \sigma_c^2 I)` around the centre of their channel, at the channel's
    distance from the topic; for a friend whom member :math:`j` brought, around :math:`\lambda x_j` (see ``refer``). Attachment :math:`c_i \sim N(0, \sigma_c)` and voice :math:`v_i \sim N(0,
    \sigma_v)` are lasting inclinations to come and to speak. Chattiness is log-normal and rises with
    attachment: :math:`\log a_i = \mu_a + \sigma_a z + \rho c_i`. Attention and willingness to pay are
    log-normal. The need ends after :math:`T_i = -\log u / r_i` days with :math:`\log r_i \sim N(\log
    r_0, \sigma_r)`: an exit hazard of one's own, independent of everything else.

    Sources: heavy-tailed activity and heterogeneous exit hazards are required by the evidence page
    (Gini .76-.93, Weibull shape .33-.47); starting values are those of its second trial.
    """

    rows = ("R1", "R2")
    label = "Who people are"
    parameters = (
        Parameter(name="attachment_spread", default=2.94, low=0.0, high=3.0, none=0.0, label="Spread of attachment",
                  doc="Standard deviation of members' lasting inclination to come, in log odds.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="voice_spread", default=2.04, low=0.0, high=5.0, none=0.0, label="Spread of voice",
                  doc="Standard deviation of members' lasting inclination to speak, in log odds: large makes many lurkers and a few who carry the talk.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="chattiness_log", default=1.57, low=-1.0, high=2.5, minimum=-5.0, label="Log of chattiness",
                  doc="Log of the median number of further messages on a day on which a member speaks.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="chattiness_spread", default=1.93, low=0.0, high=2.0, none=0.0, maximum=5.0,
                  label="Spread of chattiness", doc="Standard deviation of log chattiness.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="chattiness_attachment", default=0.0238, low=0.0, high=1.4, none=0.0, minimum=-5.0, maximum=5.0,
                  label="Chattiness of the attached", doc="Rise of log chattiness with attachment.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="attention", default=40.0, low=10.0, high=150.0, minimum=0.1, unit="messages/day",
                  label="Attention", doc="Median number of messages a day that a member is ready to read.",
                  source="Ren and Kraut 2014: benefit of information flattens at about 40 messages a day"),
        Parameter(name="attention_spread", default=0.6, low=0.0, high=1.2, none=0.0, maximum=5.0,
                  label="Spread of attention", doc="Standard deviation of log attention."),
        Parameter(name="means", default=50.0, low=10.0, high=500.0, minimum=0.01, kind=Kind.MONEY, unit="yuan",
                  label="Willingness to pay", doc="Median amount at which an entry fee halves nothing but is clearly felt."),
        Parameter(name="means_spread", default=1.0, low=0.0, high=2.0, none=0.0, maximum=5.0,
                  label="Spread of willingness to pay", doc="Standard deviation of its log."),
        Parameter(name="need_hazard", default=0.008, low=0.0, high=0.03, none=0.0, maximum=1.0, unit="1/day",
                  label="Needs end", doc="Median daily hazard with which a member's need for the group ends.",
                  source="calibrated to DuraSpace and zig (experiments/calibration), spread lowered so that a closed group ends; range: assumption"),
        Parameter(name="need_hazard_spread", default=1.6, low=0.0, high=2.0, none=0.0, maximum=5.0,
                  label="Spread of the hazard", doc="Standard deviation of its log between people.",
                  source="calibrated to DuraSpace and zig (experiments/calibration), spread lowered so that a closed group ends; range: assumption"),
    )  # fmt: skip
    steps = {"draw_traits": Step(draw_traits, Over.GROUP, always=True)}
