r"""Regular benefits: packets on announced days, who gets one, and how they wear off."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import saturation, share_done, whole_fen
from sim.kernel.select import kth_largest
from sim.parameters import Kind, Parameter
from sim.rng import Decision
from sim.state.levers import RULES
from sim.state.rules import begins_anew, draw_all

_D_BENEFIT = np.int64(Decision.BENEFIT)
_PACKETS = RULES.index("give_packets")


@kernel
def announce(p, group, rules, day):  # type: ignore[no-untyped-def]
    """Note how much today's packets attract, given their worth, the chance of getting one, and how usual they are."""
    group.benefit_worn *= 2.0 ** (-1.0 / p.recovery)
    for r in range(rules.size):
        rule = rules[r]
        if begins_anew(rule, _PACKETS, day):
            chance = min(1.0, rule.cap / max(1.0, group.benefit_crowd))
            worth = saturation(rule.amount / max(1.0, rule.cap) / p.enough)
            appeal = (1.0 - group.benefit_worn) * worth * chance
            group.benefit += appeal
            group.benefit_for_speaking += appeal * rule.threshold
    return 0


@kernel
def _hand_out(p, group, rule, share, key, day, visiting, keys, posts, belonging, trust):  # type: ignore[no-untyped-def]
    """Let those who came and those who spoke take a packet each as long as there are any."""
    visitors = group.n_visiting
    who, luck, tries = np.empty(visitors, np.uint32), np.empty(visitors), np.empty(visitors)
    draw_all(key, keys, visiting[:visitors], day, _D_BENEFIT, 0, luck)
    draw_all(key, keys, visiting[:visitors], day, _D_BENEFIT, 1, tries)
    n = 0
    for v in range(visitors):  # who does not speak tries for one of the others
        i = visiting[v]
        who[n] = i
        luck[n] = luck[v]
        n += (posts[i] > 0) | (tries[v] >= rule.threshold)
    packets = min(int(rule.cap * share + 0.5), n)
    bar = kth_largest(luck[:n].copy(), packets) if packets > 0 else 2.0
    taken, fresh = 0, 1.0 - group.benefit_worn
    for k in range(n):
        i = who[k]
        if luck[k] >= bar and taken < packets:
            taken += 1
            gain = fresh * p.belonging
            belonging[i] += gain * (1.0 - belonging[i] if gain > 0.0 else belonging[i])
            gain = fresh * p.trust
            trust[i] += gain * (1.0 - trust[i] if gain > 0.0 else trust[i])
        else:
            trust[i] *= 1.0 - p.missed
    group.benefits_taken += taken
    group.spent_incentives += taken * whole_fen(rule.amount / max(1.0, rule.cap))
    group.benefit_crowd = n
    group.benefit_worn += p.wear * (1.0 - group.benefit_worn)


@kernel
def take(p, group, rules, key, day, visiting, keys, posts, belonging, trust):  # type: ignore[no-untyped-def]
    """Give out today's packets, as far as the hours given to incentives last."""
    share = share_done(group.given_incentives, group.asked_incentives)
    if group.benefit_for_speaking > 0.0:
        written = 0
        for v in range(group.n_visiting):
            written += posts[visiting[v]]
        group.empty += p.gaming * saturation(group.benefit_for_speaking) * written
    for r in range(rules.size):
        if begins_anew(rules[r], _PACKETS, day):
            _hand_out(p, group, rules[r], share, key, day, visiting, keys, posts, belonging, trust)
    return 0


class Benefit(Mechanism):
    r"""Packets on announced days, who gets one, and how they wear off (S9, D9, H6).

    On a day with packets of :math:`y` yuan each their appeal is :math:`(1 - W)(1 - e^{-y/y_0})\min(1, packets/wanted)`, with
    :math:`wanted` the number of members who wanted one last time; it brings members in (``attend``, not the muted) and makes
    them speak where a packet is for speakers only (``post``), some of them without anything to say. Chance
    decides who is quick enough. Who gets one may feel more at home, or less; who does not loses a little trust. Each time
    members get used to it, :math:`W \leftarrow W + w(1 - W)`, and :math:`W` fades between times.

    That packets draw bargain hunters from outside is not modelled: nobody comes to the door for them.
    """

    rows = ("S9", "D9", "D18", "H6")
    label = "Regular benefits"
    parameters = (
        Parameter(name="enough", default=2.0, low=0.2, high=20.0, minimum=0.01, kind=Kind.MONEY, unit="yuan", label="Enough",
                  doc="Worth of a packet that has 63 % of the pull of a very large one."),
        Parameter(name="wear", default=0.2, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Wearing off",
                  doc="Share of what is left of the appeal that is lost each time packets are given."),
        Parameter(name="recovery", default=30.0, low=3.0, high=180.0, minimum=0.1, kind=Kind.DURATION, unit="days", label="Recovery",
                  doc="Half-life with which members unlearn what they were used to."),
        Parameter(name="belonging", default=0.01, low=-0.03, high=0.05, none=0.0, minimum=-1.0, maximum=1.0, label="Belonging by a packet",
                  doc="Share of the way to full belonging that a packet goes while it is new; negative if it makes the group a market."),
        Parameter(name="trust", default=0.01, low=-0.03, high=0.05, none=0.0, minimum=-1.0, maximum=1.0, label="Trust by a packet",
                  doc="Share of the way to full trust that a packet goes while it is new; negative if it looks like a bribe."),
        Parameter(name="missed", default=0.01, low=0.0, high=0.05, none=0.0, kind=Kind.SHARE, label="Coming too late",
                  doc="Share of trust lost by who wanted a packet and got none."),
        Parameter(name="gaming", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Empty messages",
                  doc="Share of messages that say nothing on a day with very attractive packets for speakers only."),
    )  # fmt: skip
    steps = {
        "announce": Step(announce, Over.GROUP, only_with=("give_packets",)),
        "take": Step(take, Over.GROUP, only_with=("give_packets",)),
    }
