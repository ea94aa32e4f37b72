r"""Ties: they come from answering one another, fade, and carry what friends are worth."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.ahead import AHEAD, ask_for
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp
from sim.kernel.scratch import PART, counts, floats, words
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_each, pair_key
from sim.state.ties import ask_for_displaced, connect, leads, reinforce, slot_of

_D_TIE = np.int64(Decision.TIE)
_WOULD_TIE = 1
"""Noted of an answer that runs along no tie and would make one."""


@kernel
def meet(  # type: ignore[no-untyped-def]
    p, key, day, first_message, end_message, keys, interests, tie_count, tie_to, message_row, message_to,
    message_number, message_slot,
):  # fmt: skip
    """Look up the tie behind each answer, and settle whether the answer would make one between strangers."""
    inverse = -0.5 / p.similarity**2
    n = end_message - first_message
    answering, index, both = counts(n), counts(n), words(n)
    luck, chance = floats(n), floats(n)
    n = 0  # without branches: who answers cannot be foreseen
    for j in range(first_message, end_message):
        answering[n] = j
        n += message_to[j] >= 0
    for a in range(n):
        j = answering[a]
        i, other = np.int64(message_row[j]), np.int64(message_row[message_to[j]])
        both[a] = pair_key(keys[i], keys[other])
        index[a] = message_number[j]
        chance[a] = (interests[i, 0] - interests[other, 0]) ** 2
        chance[a] += (interests[i, 1] - interests[other, 1]) ** 2
        message_slot[j] = 2 * (slot_of(tie_count, tie_to, i, other) + 1)
    for a in range(n):
        chance[a] = p.chance * fast_exp(chance[a] * inverse)
    draw_each(key, both[:n], day, _D_TIE, index, luck)
    for a in range(n):
        message_slot[answering[a]] += luck[a] < chance[a]
    return 0


@kernel
def tie(  # type: ignore[no-untyped-def]
    group, tie_count, tie_to, tie_strength, message_row, message_to, message_slot,
):  # fmt: skip
    """Strengthen or make the tie behind each answer of today, in order of time."""
    answering = counts(min(group.n_messages, PART))
    made = 0
    for first in range(0, group.n_messages, PART):
        n = 0  # without branches: who answers cannot be foreseen
        for j in range(first, min(first + PART, group.n_messages)):
            answering[n] = j
            n += message_to[j] >= 0
        for a in range(-2 * AHEAD, n):
            soon = a + 2 * AHEAD
            if soon < n:
                ask_for(tie_to, message_row[answering[soon]])
                ask_for(tie_to, message_row[message_to[answering[soon]]])
            soon = a + AHEAD
            if 0 <= soon < n and message_slot[answering[soon]] == _WOULD_TIE:
                j = answering[soon]
                ask_for_displaced(tie_count, tie_to, tie_strength, np.int64(message_row[j]))
                ask_for_displaced(tie_count, tie_to, tie_strength, np.int64(message_row[message_to[j]]))
            if a < 0:
                continue
            j = answering[a]
            i, other = np.int64(message_row[j]), np.int64(message_row[message_to[j]])
            here = np.int64(message_slot[j] >> 1) - 1
            # a tie made since may have moved this one, ended it, or be it
            if not leads(tie_count, tie_to, i, here, other):
                here = slot_of(tie_count, tie_to, i, other)
            if here >= 0:
                reinforce(tie_count, tie_to, tie_strength, i, here, group.contact)
            elif message_slot[j] & 1:
                connect(tie_count, tie_to, tie_strength, i, other, group.contact)
                made += 1
    group.ties_made += made
    return 0


@kernel
def signal(group, visiting, posts, tie_count, tie_to, friends_active):  # type: ignore[no-untyped-def]
    """Let every speaker of today be noticed by their friends tomorrow."""
    for i in range(group.n_rows):
        friends_active[i] = 0
    speakers = counts(min(group.n_visiting, PART))
    for first in range(0, group.n_visiting, PART):
        n = 0
        for v in range(first, min(first + PART, group.n_visiting)):  # without branches
            speakers[n] = visiting[v]
            n += posts[visiting[v]] > 0
        for s in range(n):
            ask_for(tie_to, speakers[s])
        for i in speakers[:n]:
            for slot in range(tie_count[i]):
                other = tie_to[i, slot]
                friends_active[other] = min(255, friends_active[other] + 1)
    return 0


class Tie(Mechanism):
    r"""Ties come from answering one another (D8, R3, R9).

    An answer strengthens the tie it runs along; between strangers it makes one with probability
    :math:`q\exp(-|x_i-x_j|^2/2w^2)`. Strength sums contacts that halve every ``half_life`` days. A member
    keeps ``graph.max_ties`` ties; a new one displaces the weakest, on both ends. Friends who speak are
    noticed the day after.
    """

    rows = ("D8", "R3", "R9", "R10")
    label = "Ties"
    parameters = (
        Parameter(name="chance", default=0.856, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Making a tie",
                  doc="Probability that an answer between people alike who have no tie makes one.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="similarity", default=0.8, low=0.2, high=3.0, minimum=0.01, label="Reach of likeness",
                  doc="Distance in interests over which likeness still matters for ties."),
        Parameter(name="half_life", default=60.0, low=10.0, high=365.0, minimum=0.01, kind=Kind.DURATION, unit="days",
                  label="Half-life of a contact", doc="Time in which a contact counts half for a tie's strength."),
    )  # fmt: skip
    steps = {
        "meet": Step(meet, Over.MESSAGES),
        "tie": Step(tie, Over.GROUP, beside=True),
        "signal": Step(signal, Over.GROUP, beside=True),
    }
