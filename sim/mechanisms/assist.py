r"""Operators' answers: who of those left without an answer gets one from an operator."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scratch import PART, counts, floats, words
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_each
from sim.state.group import Feed

_D_OPERATOR = np.int64(Decision.OPERATOR)
_ANSWER = int(Feed.ANSWER)


@kernel
def assist(  # type: ignore[no-untyped-def]
    p, group, key, day, keys, spoken, message_row, message_number, message_to, message_answered, answers, feed,
):  # fmt: skip
    """Answer, first come first served, what nobody else answered, as far as the hours given last."""
    capacity = group.given_answering * p.per_hour
    backlog = group.unanswered
    left = max(0.0, capacity - backlog)
    waiting = max(0.0, backlog - capacity)
    asked = backlog
    room = min(group.n_messages, PART)
    alone, index, people, luck = counts(room), counts(room), words(room), floats(room)
    for first in range(0, group.n_messages, PART):
        n = 0  # without branches: who is left without cannot be foreseen
        for j in range(first, min(first + PART, group.n_messages)):
            alone[n] = j
            n += (message_answered[j] == 0) & (message_to[j] < 0)
        for k in range(n):
            people[k] = keys[message_row[alone[k]]]
            index[k] = message_number[alone[k]]
        draw_each(key, people[:n], day, _D_OPERATOR, index, luck)
        wanting = 0
        for k in range(n):  # without branches, too
            j = alone[k]
            alone[wanting] = j
            wanting += luck[k] < (p.newcomers if spoken[message_row[j]] == 0 else p.questions)
        for k in range(wanting):
            asked += 1.0
            if left >= 1.0:
                j = alone[k]
                i = message_row[j]
                left -= 1.0
                message_answered[j] = 2
                answers[i] = min(255, answers[i] + 1)
                group.answers_given += 1
            else:
                waiting += 1.0
    group.unanswered = waiting * p.patience
    feed[_ANSWER, day] = group.answers_given
    load = asked / capacity if capacity > 0.0 else (0.0 if asked == 0.0 else 2.0)
    group.answer_delay = p.handling / (1.0 - min(load, 0.98)) / 24.0
    return 0


class Assist(Mechanism):
    r"""Operators answer what nobody else answered, within the hours given (R5, S21 in part, D12).

    Each message that neither answers nor is answered wants an operator with probability ``questions``
    (``newcomers`` for a first word). ``per_hour`` answers fit into an hour. What is not answered on the
    day waits; of those waiting, the share ``patience`` still wants an answer tomorrow and is served
    first, without effect on the day's talk. The delay is that of a queue, :math:`h/(1 - load)`.
    """

    rows = ("R5", "D12", "R12")
    label = "Operators' answers"
    parameters = (
        Parameter(name="questions", default=0.3, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Questions",
                  doc="Share of unanswered openers that call for an answer by the operators."),
        Parameter(name="newcomers", default=0.9, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="First words",
                  doc="The same share among first messages of newcomers."),
        Parameter(name="per_hour", default=12.0, low=4.0, high=40.0, minimum=0.1, unit="1/h", label="Answers an hour",
                  doc="Answers that an operator gives in an hour."),
        Parameter(name="handling", default=0.3, low=0.05, high=2.0, minimum=0.001, unit="h", label="Handling",
                  doc="Hours until an answer when there is no queue."),
        Parameter(name="patience", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Patience",
                  doc="Share of those waiting who still want their answer on the next day."),
    )  # fmt: skip
    steps = {"assist": Step(assist, Over.GROUP)}
