r"""Reciprocity and effort: help received and hours put in are remembered for a while."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, saturation
from sim.kernel.scratch import counts
from sim.parameters import Kind, Parameter

_LN_2 = 0.6931471805599453


@kernel
def fade(group, day, rows, last_visit, gratitude, effort):  # type: ignore[no-untyped-def]
    """Bring visitors' gratitude and effort from their last visit to this morning."""
    per_gratitude, per_effort = -_LN_2 * group.gratitude_pace, -_LN_2 * group.effort_pace
    for i in rows:
        away = day - last_visit[i]
        gratitude[i] *= fast_exp(per_gratitude * away)
        effort[i] *= fast_exp(per_effort * away)
    return 0


@kernel
def earn(p, rows, posts, answers, expectation, gratitude, effort):  # type: ignore[no-untyped-def]
    """Add today's answers and messages of those who spoke."""
    speakers = counts(rows.size)
    n = 0
    for i in rows:  # without branches: who spoke cannot be foreseen
        speakers[n] = i
        n += posts[i] > 0
    hours = p.minutes / 60.0
    for s in range(n):
        i = speakers[s]
        gratitude[i] += answers[i]
        effort[i] += hours * posts[i]
    if p.gain != 0.0:
        for i in rows:
            expectation[i] = max(0.0, expectation[i] + p.gain * saturation(effort[i]))
    return 0


class Reciprocate(Mechanism):
    r"""Help received and hours put in are remembered for a while (R12, R13, H49).

    Gratitude :math:`G` counts answers received, effort :math:`H` hours: ``minutes`` a message, and what tasks, contests and
    contributions take. Both fade by half in their half-lives and are kept as on the last visit, brought forward when the
    member visits. What they lead to is a weight of each reader, 0 by default: speaking (``post``), answering
    (``converse``), staying (``leave``), contributing (``join_in``), buying (``buy``), and here a sense of gain: each visit
    raises what is expected of visits by :math:`g(1 - e^{-H})`. Only inviting (``refer``) has a small weight by default.
    Switched off, messages and answers count for nothing, and what tasks, purchases and private talks add does not fade.
    """

    rows = ("R12", "R13", "H49")
    label = "Reciprocity and effort"
    parameters = (
        Parameter(name="gratitude_half_life", default=14.0, low=2.0, high=90.0, minimum=0.1, kind=Kind.DURATION, unit="days",
                  label="Half-life of gratitude", doc="Time in which help received counts half."),
        Parameter(name="effort_half_life", default=30.0, low=5.0, high=180.0, minimum=0.1, kind=Kind.DURATION, unit="days",
                  label="Half-life of effort", doc="Time in which an hour put in counts half."),
        Parameter(name="minutes", default=1.5, low=0.0, high=10.0, none=0.0, maximum=600.0, unit="min", label="Minutes per message",
                  doc="Effort that a message is."),
        Parameter(name="gain", default=0.0, low=-0.01, high=0.02, none=0.0, minimum=-1.0, maximum=1.0, label="Sense of gain by effort",
                  doc="Rise of what is expected of a visit, per visit of somebody who put in many hours; negative if effort asks for more in return."),
    )  # fmt: skip
    steps = {"fade": Step(fade, Over.VISITING), "earn": Step(earn, Over.VISITING)}
