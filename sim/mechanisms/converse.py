r"""Conversation: when messages are written, and which answer which."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, fast_log
from sim.parameters import Kind, Parameter
from sim.rng import Decision, pair_key, uniform, uniforms_inlined
from sim.state.clock import LATEST, session_second
from sim.state.fields import Short
from sim.state.ties import slot_of

_D_MESSAGE = np.int64(Decision.MESSAGE)
_D_ANSWER = np.int64(Decision.ANSWER)
_MESSAGES = int(Short.MESSAGES)
_TRIES = 4


@kernel
def write(  # type: ignore[no-untyped-def]
    p, group, key, day, visiting, keys, join_day, free_time, posts, message_draft, message_row,
    message_second, message_to, message_number, message_answered, scratch,
):  # fmt: skip
    """List today's messages in order of time: each speaker's session in their free time."""
    n = 0
    for v in range(group.n_visiting):
        n += posts[visiting[v]]
    if n > message_row.size:
        return _MESSAGES
    n = 0
    for v in range(group.n_visiting):
        i = visiting[v]
        if posts[i] == 0:
            continue
        second = float(session_second(key, keys[i], day, free_time[i], join_day[i] == day))
        for m in range(posts[i]):
            if m > 0:
                second += 1.0 - p.gap * fast_log(uniform(key, keys[i], day, _D_MESSAGE, m * 4))
            message_draft[n, 0] = min(int(second), LATEST - 1)
            message_draft[n, 1] = i
            message_draft[n, 2] = m
            n += 1
    group.n_messages = n
    order_by_time(n, message_draft, keys, message_to, scratch)
    for at in range(n):
        m = message_to[at]
        message_second[at] = message_draft[m, 0]
        message_row[at] = message_draft[m, 1]
        message_number[at] = message_draft[m, 2]
        message_answered[at] = 0
    for at in range(n):
        message_to[at] = -1
    return 0


@kernel
def order_by_time(n, draft, keys, order, scratch):  # type: ignore[no-untyped-def]
    """Sort messages by second, then author's key, then number.

    A counting sort by slot of time, then an insertion sort, for which little is left.
    """
    slots = scratch.size - 1
    width = (LATEST + slots - 1) // slots
    for s in range(slots + 1):
        scratch[s] = 0
    for m in range(n):
        scratch[draft[m, 0] // width + 1] += 1
    for s in range(slots):
        scratch[s + 1] += scratch[s]
    for m in range(n):
        slot = draft[m, 0] // width
        order[scratch[slot]] = m
        scratch[slot] += 1
    for at in range(1, n):
        m = order[at]
        k = at - 1
        while k >= 0 and _comes_before(draft, keys, m, order[k]):
            order[k + 1] = order[k]
            k -= 1
        order[k + 1] = m


@kernel
def _comes_before(draft, keys, a, b):  # type: ignore[no-untyped-def]
    """Whether message ``a`` stands before ``b``."""
    if draft[a, 0] != draft[b, 0]:
        return draft[a, 0] < draft[b, 0]
    if draft[a, 1] != draft[b, 1]:
        return keys[draft[a, 1]] < keys[draft[b, 1]]
    return draft[a, 2] < draft[b, 2]


@kernel
def answer(  # type: ignore[no-untyped-def]
    p, group, key, day, keys, interests, tie_count, tie_to, message_row, message_second, message_to,
    message_conv, message_number, message_answered, answers, spoken,
):  # fmt: skip
    """Go through the day's messages in order of time and settle which answer an earlier one."""
    n = group.n_messages
    window = p.window * 3600.0
    per_skip = 1.0 / fast_log(p.back / (1.0 + p.back)) if p.back > 0.0 else 0.0
    width = 2.0 * p.similarity**2
    people = np.empty(n, np.uint64)
    u_answers = np.empty(n)
    u_back = np.empty(n)
    for j in range(n):
        people[j] = keys[message_row[j]]
    for j in range(n):
        _gap, b, c, _d = uniforms_inlined(key, people[j], day, _D_MESSAGE, message_number[j])
        u_answers[j] = b
        u_back[j] = c
    for j in range(n):
        i = np.int64(message_row[j])
        number = int(message_number[j])
        found = -1
        if u_answers[j] < p.share and j > 0:
            back = j - 1 - int(fast_log(1.0 - u_back[j]) * per_skip)
            tries = 0
            while back >= 0 and tries < _TRIES and message_second[j] - message_second[back] <= window:
                other = np.int64(message_row[back])
                if other != i:
                    tries += 1
                    if slot_of(tie_count, tie_to, i, other) >= 0:
                        found = back
                        break
                    apart = (interests[i, 0] - interests[other, 0]) ** 2
                    apart += (interests[i, 1] - interests[other, 1]) ** 2
                    chance = p.strangers * fast_exp(-apart / width)
                    if spoken[other] == 0:
                        chance += p.welcome
                    both = pair_key(keys[i], keys[other])
                    if uniform(key, both, day, _D_ANSWER, number * _TRIES + tries - 1) < chance:
                        found = back
                        break
                back -= 1
        if found >= 0:
            other = message_row[found]
            message_to[j] = found
            message_conv[j] = message_conv[found]
            message_answered[found] = 1
            answers[other] = min(255, answers[other] + 1)
            group.answered += 1
        else:
            message_conv[j] = group.conversations
            group.conversations += 1
    return 0


class Converse(Mechanism):
    r"""When messages are written, and which answer which (R3, R9, R12).

    A speaker's messages start at a moment of their free time and follow one another after exponential
    gaps. A message answers an earlier one with probability ``share``: candidates are tried from the
    latest backwards (a geometric number is skipped), within ``window`` hours; a friend is always
    answered, a stranger with probability ``strangers`` times :math:`\exp(-|x_i - x_j|^2/2w^2)`, plus
    ``welcome`` if they never spoke before. The draw between two people uses both keys.

    Origin: bursts within a session and recency of what is answered (evidence page: burstiness .56-.72,
    clustering of who answers whom 6-69 times chance); 40 % of openers get no reply (Burke 2007).
    """

    rows = ("R3", "R6", "R9")
    label = "Conversation"
    parameters = (
        Parameter(name="gap", default=180.0, low=30.0, high=900.0, minimum=1.0, unit="s", label="Gap",
                  doc="Mean time between a speaker's messages in a session."),
        Parameter(name="share", default=0.6, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Share of answers",
                  doc="Probability that a message sets out to answer somebody."),
        Parameter(name="back", default=1.5, low=0.0, high=10.0, none=0.0, unit="messages", label="Looking back",
                  doc="Mean number of later messages that are skipped in looking for one to answer."),
        Parameter(name="window", default=6.0, low=1.0, high=24.0, minimum=0.01, unit="h", label="Window",
                  doc="Age beyond which a message is not answered any more."),
        Parameter(name="strangers", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Answering strangers",
                  doc="Probability of answering somebody like oneself with whom there is no tie."),
        Parameter(name="similarity", default=0.8, low=0.2, high=3.0, minimum=0.01, label="Reach of likeness",
                  doc="Distance in interests over which likeness still matters for answering."),
        Parameter(name="welcome", default=0.1, low=0.0, high=0.5, none=0.0, kind=Kind.SHARE, label="Welcome",
                  doc="Added probability of answering somebody's very first message."),
    )  # fmt: skip
    steps = {"write": Step(write, Over.GROUP), "answer": Step(answer, Over.GROUP)}
