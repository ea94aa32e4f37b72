r"""Muting: who silences the group without leaving it."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import from_order, in_order, logistic
from sim.kernel.scratch import counts, floats
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_two
from sim.state.people import Status

_D_MUTE = np.int64(Decision.MUTE)
_MEMBER = int(Status.MEMBER)
_MUTED = int(Status.MUTED)


@kernel
def mute(  # type: ignore[no-untyped-def]
    p, key, day, rows, keys, status, visits, noise, overload, belonging, fatigue,
):  # fmt: skip
    """Let those whom the group reached today decide whether to silence it, or to hear it again."""
    u_mute, u_back = floats(rows.size), floats(rows.size)
    draw_two(key, keys, rows, day, _D_MUTE, u_mute, u_back)
    most = np.int32(0)
    for i in rows:
        most = max(most, in_order(fatigue[i]))
    quiet = max(0.0, p.fatigue) * from_order(most) - min(0.0, p.belonging) - p.threshold
    loud = quiet + max(0.0, p.noise_weight) + max(0.0, p.overload)
    # who mutes whatever else is so, at most, and who may hear it again: most need not be looked at
    inverse = 1.0 / p.scale
    at_most, at_most_on_visit = logistic(quiet * inverse + 1e-6), logistic(loud * inverse + 1e-6)
    deciding = counts(rows.size)
    n = 0
    for k in range(rows.size):  # without branches: who decides cannot be foreseen
        i = rows[k]
        deciding[n] = k
        back = (status[i] == _MUTED) & (u_back[k] < p.unmute)
        n += (visits[i] & back) | (u_mute[k] < (at_most_on_visit if visits[i] else at_most))
    for d in range(n):
        k = deciding[d]
        i = rows[k]
        drive = p.fatigue * fatigue[i] - p.belonging * belonging[i] - p.threshold
        unmute = 0.0
        if visits[i]:
            drive += p.noise_weight * noise[k] + p.overload * overload[k]
            unmute = p.unmute * (1.0 - noise[k])
        mutes = (status[i] == _MEMBER) & (u_mute[k] < logistic(drive * inverse))
        unmutes = (status[i] == _MUTED) & (u_back[k] < unmute)
        status[i] = _MUTED if mutes else _MEMBER if unmutes else status[i]
    return 0


class Mute(Mechanism):
    r"""Who silences the group without leaving it (R8, D4, D10).

    On a day on which the group reached a member, they mute it with probability logistic of
    :math:`(m_f F_i + m_n noise + m_o overload - m_b b_i - \theta)/s`, and on a visit hear it again with
    probability ``unmute``, less in a noisy feed. Muted members keep a fraction of reach. No trustworthy
    figure for muting against frequency exists: all of this is uncalibrated, with wide ranges.
    """

    rows = ("R8", "D4", "D10")
    label = "Muting"
    parameters = (
        Parameter(name="threshold", default=5.5, low=3.0, high=9.0, minimum=-100.0, label="Threshold",
                  doc="Drive at which every second member mutes on a day."),
        Parameter(name="scale", default=1.0, low=0.5, high=2.0, minimum=1e-6, label="Noise", doc="Scale of the logistic."),
        Parameter(name="fatigue", default=0.038, low=0.0, high=0.4, none=0.0, label="Weight of fatigue", doc="Rise per unit of push fatigue.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="noise_weight", default=1.5, low=0.0, high=4.0, none=0.0, label="Weight of noise",
                  doc="Rise in a feed that is all pushes and spam."),
        Parameter(name="overload", default=1.5, low=0.0, high=4.0, none=0.0, label="Weight of overload",
                  doc="Rise when there is far too much to read."),
        Parameter(name="belonging", default=1.5, low=0.0, high=4.0, none=0.0, label="Weight of belonging", doc="Fall with full belonging."),
        Parameter(name="unmute", default=0.01, low=0.0, high=0.1, none=0.0, kind=Kind.SHARE, unit="1/visit", label="Hearing it again",
                  doc="Probability per visit that a muted member takes the muting back."),
    )  # fmt: skip
    steps = {"mute": Step(mute, Over.TOUCHED)}
