r"""Conversation: when messages are written, and which answer which."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.ahead import AHEAD, ask_for, turns_ahead
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, fast_log, saturation
from sim.kernel.scratch import PART, counts, floats, words
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_each, draw_two, pair_key, uniforms_inlined
from sim.state.clock import D_CLOCK, LATEST, free_second, joining_second
from sim.state.fields import Short
from sim.state.people import Role
from sim.state.ties import slot_of

_D_MESSAGE = np.int64(Decision.MESSAGE)
_D_ANSWER = np.int64(Decision.ANSWER)
_MESSAGES = int(Short.MESSAGES)
_TRIES = 4
_KOC = int(Role.KOC)
_NUMBER, _ROW, _SECOND = 8, 16, 46
"""Where a message is sorted as one number: first bits of its number, its author's row and its second; below is ``back``."""
_BYTE, _ROWS = (1 << 8) - 1, (1 << (_SECOND - _ROW)) - 1
if 1 << (63 - _SECOND) < LATEST:
    raise TypeError("a message does not fit into one number")
_LOW_BITS = 9
"""Bits of a second by which messages are sorted first; the rest has about as many."""
_LOW = (1 << _LOW_BITS) - 1


@kernel
def expect(group, visiting, posts, messages_from, message_row):  # type: ignore[no-untyped-def]
    """Count today's messages, and settle where those of each visitor are written."""
    n = 0
    for v in range(group.n_visiting):
        n += posts[visiting[v]]
    if n > message_row.size:
        return _MESSAGES
    group.n_messages = n
    n = 0
    for v in range(group.n_visiting):
        messages_from[v] = n
        n += posts[visiting[v]]
    return 0


@kernel
def write(  # type: ignore[no-untyped-def]
    p, key, day, rows, keys, role, gratitude, join_day, free_time, posts, messages_from, message_row,
    message_second, message_number, message_back,
):  # fmt: skip
    """Write the messages of each speaker, in the order of visitors: each has a session in their free time.

    Which messages set out to answer, and how far back they look, is settled here as well: it comes from the
    same draw as the time.
    """
    speakers = counts(rows.size)
    n_speakers = 0
    for v in range(rows.size):  # without branches: who speaks cannot be foreseen
        speakers[n_speakers] = rows[v]
        n_speakers += posts[rows[v]] > 0
    speakers = speakers[:n_speakers]
    begin = np.int64(messages_from[0])
    end = begin
    for i in speakers:
        for count in range(posts[i]):
            message_row[end] = i
            message_number[end] = count
            end += 1
    u_hour, u_second = floats(n_speakers), floats(n_speakers)
    draw_two(key, keys, speakers, day, D_CLOCK, u_hour, u_second)
    gap = floats(min(end - begin, PART))
    s, moment = 0, 0.0
    for first in range(begin, end, PART):
        part = slice(first, min(end, first + PART))
        row, number = message_row[part], message_number[part]
        _plan(p, key, day, keys, role, gratitude, row, number, gap, message_back[part])
        for m in range(row.size):
            moment += gap[m]
            if number[m] == 0:
                i = speakers[s]
                moment = float(free_second(free_time[i], u_hour[s], u_second[s]))
                if join_day[i] == day:  # newcomers speak after they have joined
                    moment = max(moment, joining_second(key, keys[i], day, free_time[i]) + 60.0)
                s += 1
            message_second[first + m] = min(int(moment), LATEST - 1)
    return 0


@kernel
def sort(  # type: ignore[no-untyped-def]
    group, message_row, message_second, message_to, message_conv, message_number, message_answered, message_back,
):  # fmt: skip
    """Put today's messages in order of time."""
    n = group.n_messages
    second, row = message_second[:n], message_row[:n]
    number, back = message_number[:n], message_back[:n]
    lists = np.empty((2, n), np.int64)  # at once, since each would be asked for by itself
    order = lists[1]
    order_by_time(second, row, number, back, lists[0], order)
    for at in range(n):
        this = order[at]
        second[at] = this >> _SECOND
        row[at] = (this >> _ROW) & _ROWS
        number[at] = (this >> _NUMBER) & _BYTE
        back[at] = this & _BYTE
        message_answered[at] = 0
        message_to[at] = -1
    before = 0
    for at in range(n):
        before = before if at == 0 or row[at - 1] == row[at] else at - 1
        message_conv[at] = before
    return 0


@kernel
def _plan(p, key, day, keys, role, gratitude, row, number, gap, back):  # type: ignore[no-untyped-def]
    """How long after the one before each message of a part comes, and how far back it looks for one to answer.

    One loop gathers, one draws, so that the processor works on several messages at a time.
    """
    n = row.size
    people, share = words(n), floats(n)
    for m in range(n):
        i = row[m]
        people[m] = keys[i]
        share[m] = p.share + p.role_share * (role[i] >= _KOC)
    if p.gratitude != 0.0:
        for m in range(n):
            share[m] += p.gratitude * saturation(gratitude[row[m]])
    per_skip = 1.0 / fast_log(p.back / (1.0 + p.back)) if p.back > 0.0 else 0.0
    skip = floats(n)
    for m in range(n):
        a, b, c, _d = uniforms_inlined(key, people[m], day, _D_MESSAGE, number[m])
        gap[m] = 1.0 - p.gap * fast_log(a)
        skipped = min(fast_log(1.0 - c) * per_skip, 253.0)
        skip[m] = 1.0 + skipped if b < share[m] else 0.0
    for m in range(n):
        back[m] = np.int64(skip[m])


@kernel
def order_by_time(second, row, number, back, half, order):  # type: ignore[no-untyped-def]
    """Sort messages by second; ``order`` gets all that is said of each in one number.

    A radix sort by the low bits of the second into ``half``, then by the high ones. Messages of one second stay as
    they are: in order of who joined first, then of their numbers.
    """
    n = second.size
    low, high = counts(1 << _LOW_BITS), counts((LATEST >> _LOW_BITS) + 1)
    low[:] = 0
    high[:] = 0
    for m in range(n):
        low[second[m] & _LOW] += 1
        high[second[m] >> _LOW_BITS] += 1
    for slots in (low, high):
        before = np.uint32(0)
        for s in range(slots.size):
            here = slots[s]
            slots[s] = before
            before += here
    for m in range(n):
        slot = second[m] & _LOW
        author = (np.int64(second[m]) << _SECOND) | (np.int64(row[m]) << _ROW)
        half[low[slot]] = author | (np.int64(number[m]) << _NUMBER) | np.int64(back[m])
        low[slot] += 1
    for k in range(n):
        slot = half[k] >> (_SECOND + _LOW_BITS)
        order[high[slot]] = half[k]
        high[slot] += 1


@kernel
def choose(  # type: ignore[no-untyped-def]
    p, group, key, day, first_message, end_message, keys, interests, tie_count, tie_to, message_row, message_second,
    message_to, message_conv, message_number, message_back, spoken, role,
):  # fmt: skip
    """Settle which earlier message each message answers, if any.

    In rounds: whoever has not found one to answer tries the next older message of somebody else. Until
    conversations are numbered, ``message_conv`` holds the latest message before each one that is by somebody else.
    """
    n = end_message - first_message
    window = p.window * 3600.0
    inverse = -0.5 / p.similarity**2
    trying, at = counts(n), counts(n)
    n_left = 0
    for m in range(n):  # without branches: who sets out cannot be foreseen
        back = np.int64(message_back[first_message + m])
        trying[n_left] = first_message + m
        at[n_left] = max(0, first_message + m - back)
        n_left += (back > 0) & (back <= first_message + m)
    both, index = words(n), counts(n)
    chance, more, luck = floats(n), floats(n), floats(n)
    for attempt in range(_TRIES):
        n = 0
        for k in range(n_left):
            j = np.int64(trying[k])
            back = np.int64(at[k])
            back = np.int64(message_conv[back]) if message_row[back] == message_row[j] else back
            trying[n] = j
            at[n] = back
            n += (message_row[back] != message_row[j]) & (message_second[j] - message_second[back] <= window)
        ahead = turns_ahead(n, group.n_rows)
        for k in range(n):
            if k < ahead:
                soon, also = message_row[trying[k + AHEAD]], message_row[at[k + AHEAD]]
                ask_for(keys, soon)
                ask_for(keys, also)
                ask_for(interests, soon)
                ask_for(interests, also)
                ask_for(tie_to, soon)
                ask_for(role, soon)
                ask_for(spoken, also)
            i, other = np.int64(message_row[trying[k]]), np.int64(message_row[at[k]])
            both[k] = pair_key(keys[i], keys[other])
            index[k] = message_number[trying[k]] * _TRIES + attempt
            apart = (interests[i, 0] - interests[other, 0]) ** 2
            apart += (interests[i, 1] - interests[other, 1]) ** 2
            chance[k] = apart
            more[k] = (p.welcome + p.role_welcome * (role[i] >= _KOC)) * (spoken[other] == 0)
            more[k] += 2.0 * (slot_of(tie_count, tie_to, i, other) >= 0)
        for k in range(n):
            chance[k] = p.strangers * fast_exp(chance[k] * inverse) + more[k]
        draw_each(key, both[:n], day, _D_ANSWER, index, luck)
        n_left = 0
        for k in range(n):  # without branches: who finds one cannot be foreseen
            j, last, found = trying[k], np.int64(at[k]), luck[k] < chance[k]
            message_to[j] = last if found else message_to[j]
            trying[n_left] = j
            at[n_left] = last - (last > 0)
            n_left += 0 if found or last == 0 else 1
    return 0


@kernel
def answer(group, message_row, message_to, message_conv, message_answered, answers):  # type: ignore[no-untyped-def]
    """Let answers reach whom they answer, and number the conversations."""
    conversations = group.conversations
    for j in range(group.n_messages):
        found = message_to[j]
        opens = found < 0
        if not opens:
            other = message_row[found]
            message_answered[found] = 1
            answers[other] = min(255, answers[other] + 1)
            group.answered += 1
        message_conv[j] = conversations if opens else message_conv[max(0, found)]
        conversations += opens
    group.conversations = conversations
    return 0


class Converse(Mechanism):
    r"""When messages are written, and which answer which (R3, R9, R12).

    A speaker's messages start at a moment of their free time and follow one another after exponential
    gaps. A message answers an earlier one with probability ``share``, plus ``gratitude`` times
    :math:`1 - e^{-G}` for the help received lately :math:`G` (R12): candidates are tried from the
    latest backwards (a geometric number is skipped), within ``window`` hours; a friend is always
    answered, a stranger with probability ``strangers`` times :math:`\exp(-|x_i - x_j|^2/2w^2)`, plus
    ``welcome`` if they never spoke before; KOCs and managers answer and welcome more. The draw between two people uses both keys.

    Origin: bursts within a session and recency of what is answered (evidence page: burstiness .56-.72,
    clustering of who answers whom 6-69 times chance); 40 % of openers get no reply (Burke 2007).
    """

    rows = ("R3", "R6", "R9", "R12")
    label = "Conversation"
    parameters = (
        Parameter(name="gap", default=180.0, low=30.0, high=900.0, minimum=1.0, unit="s", label="Gap",
                  doc="Mean time between a speaker's messages in a session."),
        Parameter(name="share", default=0.724, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Share of answers",
                  doc="Probability that a message sets out to answer somebody.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="back", default=1.5, low=0.0, high=10.0, none=0.0, maximum=20.0, unit="messages", label="Looking back",
                  doc="Mean number of later messages that are skipped in looking for one to answer."),
        Parameter(name="window", default=6.0, low=1.0, high=24.0, minimum=0.01, unit="h", label="Window",
                  doc="Age beyond which a message is not answered any more."),
        Parameter(name="strangers", default=0.801, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Answering strangers",
                  doc="Probability of answering somebody like oneself with whom there is no tie.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="similarity", default=0.8, low=0.2, high=3.0, minimum=0.01, label="Reach of likeness",
                  doc="Distance in interests over which likeness still matters for answering."),
        Parameter(name="gratitude", default=0.0, low=-0.1, high=0.3, none=0.0, minimum=-1.0, maximum=1.0, label="Answering out of gratitude",
                  doc="Added probability of setting out to answer by those who were helped much lately; negative if the helped only ask."),
        Parameter(name="welcome", default=0.1, low=0.0, high=0.5, none=0.0, kind=Kind.SHARE, label="Welcome",
                  doc="Added probability of answering somebody's very first message."),
        Parameter(name="role_share", default=0.1, low=0.0, high=0.3, none=0.0, kind=Kind.SHARE, label="Answers by role",
                  doc="Rise of the share of answers among messages by KOCs and managers."),
        Parameter(name="role_welcome", default=0.4, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Welcome by role",
                  doc="Rise of that probability for KOCs and managers."),
    )  # fmt: skip
    steps = {
        "expect": Step(expect, Over.GROUP),
        "write": Step(write, Over.VISITING),
        "sort": Step(sort, Over.GROUP),
        "choose": Step(choose, Over.MESSAGES),
        "answer": Step(answer, Over.GROUP),
    }
