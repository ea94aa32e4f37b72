r"""Delivery: what buyers get, held against what the sale promised."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel, scalar
from sim.kernel.scalars import clip, fast_log, logistic, normal_quantile, share_done
from sim.kernel.scratch import counts
from sim.parameters import Kind, Parameter
from sim.rng import Decision, gamma_draw, uniforms
from sim.state.people import NEVER, Purchase

_D_CUSTOM = np.int64(Decision.CUSTOM)
_D_DELIVERY = np.int64(Decision.DELIVERY)
_PERSON_DAY = np.int64(-1)
_COMPLAINED, _STOPPED = int(Purchase.COMPLAINED), int(Purchase.STOPPED)
_EDGE = 1e-6
_BLOCKS = 8
"""Blocks that a gamma variate may take; those before belong to the rate of needs."""


@scalar
def _stops(key, person, mean, spread):  # type: ignore[no-untyped-def]
    """Chance of this person to stop buying after a purchase: Beta with the given mean and polarisation."""
    if spread <= 0.0 or mean <= 0.0 or mean >= 1.0:
        return mean
    total = 1.0 / min(spread, 1.0 - _EDGE) - 1.0
    stops = gamma_draw(key, person, _PERSON_DAY, _D_CUSTOM, _BLOCKS, mean * total)
    stays = gamma_draw(key, person, _PERSON_DAY, _D_CUSTOM, 2 * _BLOCKS, (1.0 - mean) * total)
    return stops / (stops + stays) if stops + stays > 0.0 else mean


@kernel
def deliver(p, group, lever, product, key, day, rows, keys, trust, expectation, next_need, purchase):  # type: ignore[no-untyped-def]
    """Let today's buyers judge what they got."""
    if product.price <= 0.0:
        return 0
    buyers = counts(rows.size)
    n = 0
    for i in rows:  # without branches: who bought cannot be foreseen
        buyers[n] = i
        n += purchase[i] > 0
    unserved = 1.0 - share_done(group.given_service, group.asked_service)
    promise = min(1.0, product.promise + lever.promise_more)
    for k in range(n):
        i = buyers[k]
        u_quality, u_complains, u_stops, _u = uniforms(key, keys[i], day, _D_DELIVERY, 0)
        gap = product.quality + p.luck * normal_quantile(u_quality) - p.unserved * unserved - promise
        trust[i] = clip(trust[i] + (p.trust_gain if gap > 0.0 else p.trust_loss) * gap, 0.0, 1.0)
        expectation[i] = max(0.0, expectation[i] + p.expectation * gap)
        if u_complains < -p.complaint * gap:
            purchase[i] |= _COMPLAINED
        chance = _stops(key, keys[i], p.stop, p.stop_spread)
        if 0.0 < chance < 1.0 and p.stop_gap != 0.0:
            held = clip(chance, _EDGE, 1.0 - _EDGE)
            chance = logistic(fast_log(held / (1.0 - held)) - p.stop_gap * gap)
        if u_stops < chance:
            purchase[i] |= _STOPPED
            next_need[i] = NEVER
    return 0


class Deliver(Mechanism):
    r"""What buyers get, held against what the sale promised (R7, M7, D19).

    The gap is :math:`g = quality + \sigma z - u\,(1 - served) - promise`: luck, and service that nobody found time for,
    count. It moves trust (losses and gains with a weight each) and what is expected of the group. A buyer
    complains with probability :math:`k\,\max(0, -g)`: the money is paid back in part, the complaint stands in the feed
    that everybody reads, and asks for as much service as a purchase. After each purchase a buyer may stop buying here
    for good, with a chance of their own: :math:`\mathrm{logit}\,p = \mathrm{logit}\,p_i - k_g g`,
    :math:`p_i \sim Beta` with mean ``stop`` and polarisation ``stop_spread`` :math:`= 1/(a + b + 1)`.

    Source: BG/NBD (Fader, Hardie and Lee 2005) for stopping after a purchase; at CDNOW a .793, b 2.426, that is a
    mean of .246 and a polarisation of .237. Switched off, all are content and nobody stops.
    """

    rows = ("R7", "M5", "M7", "D19")
    label = "Delivery"
    parameters = (
        Parameter(name="luck", default=0.15, low=0.0, high=0.4, none=0.0, label="Luck of delivery",
                  doc="Standard deviation of what a buyer gets, on the scale of quality."),
        Parameter(name="unserved", default=0.3, low=0.0, high=0.8, none=0.0, label="Weight of service",
                  doc="Quality that is lost when operators have no time for buyers at all."),
        Parameter(name="trust_gain", default=0.3, low=-0.2, high=1.0, none=0.0, minimum=-5.0, maximum=5.0, label="Trust by delivery",
                  doc="Rise of trust per unit by which delivery exceeds the promise."),
        Parameter(name="trust_loss", default=0.6, low=0.0, high=2.0, none=0.0, maximum=5.0, label="Trust lost by delivery",
                  doc="Fall of trust per unit by which it falls short."),
        Parameter(name="expectation", default=0.2, low=-0.2, high=0.6, none=0.0, minimum=-5.0, maximum=5.0, label="Moved expectation",
                  doc="How far the gap moves what is expected of a visit."),
        Parameter(name="complaint", default=1.0, low=0.0, high=4.0, none=0.0, label="Complaints",
                  doc="Chance of a complaint per unit by which delivery falls short."),
        Parameter(name="stop", default=0.246, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Stopping for good",
                  doc="Mean chance that a buyer whose expectations were just met never buys here again.",
                  source="Fader, Hardie and Lee 2005: CDNOW a .793, b 2.426; range an assumption"),
        Parameter(name="stop_spread", default=0.237, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Spread of stopping",
                  doc="How much buyers differ in it: 0 all alike, 1 each either certain to stop or certain to stay.",
                  source="Fader, Hardie and Lee 2005: CDNOW a .793, b 2.426; range an assumption"),
        Parameter(name="stop_gap", default=2.0, low=-1.0, high=6.0, none=0.0, minimum=-20.0, label="Stopping and delivery",
                  doc="Fall of the log odds of stopping per unit by which delivery exceeds the promise."),
    )  # fmt: skip
    steps = {"deliver": Step(deliver, Over.TOUCHED, only_with=("product.price",))}
