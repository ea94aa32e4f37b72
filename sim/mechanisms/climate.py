r"""Climate: the group's novelty stock, what the talk is about, and how safe it is to speak."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import clip
from sim.parameters import Kind, Parameter

_FIXED = 65_536.0


@kernel
def climate(p, group, lever, visiting, interests, posts, answers, spoken):  # type: ignore[no-untyped-def]
    """Bring the group's stocks from this morning to tomorrow's. Sums over members are of integers.

    Switched off, the stocks stay as they are; who spoke is noted all the same.
    """
    firsts, firsts_answered, speakers = 0, 0, 0
    sum_x, sum_y = 0, 0
    for v in range(group.n_visiting):
        i = visiting[v]
        if posts[i] == 0:
            continue
        speakers += 1
        sum_x += int(interests[i, 0] * _FIXED)
        sum_y += int(interests[i, 1] * _FIXED)
        if spoken[i] == 0:
            firsts += 1
            if answers[i] > 0:
                firsts_answered += 1
            spoken[i] = 2 if answers[i] > 0 else 1
    group.first_posts_today = firsts
    group.first_answered_today = firsts_answered
    if p.enabled == 0.0:
        return 0
    group.filler += 0.2 * (group.empty / max(group.empty, group.messages, 1.0) - group.filler)
    keep = 2.0 ** (-1.0 / p.memory)
    group.first_posts = group.first_posts * keep + firsts
    group.first_posts_answered = group.first_posts_answered * keep + firsts_answered
    if speakers > 0:
        pace = 1.0 - keep ** min(speakers, 50)
        group.centre_x += pace * (sum_x / _FIXED / speakers - group.centre_x)
        group.centre_y += pace * (sum_y / _FIXED / speakers - group.centre_y)
    fresh = p.content * group.contents * lever.content_quality
    fresh += p.newcomers * group.joins / max(1.0, 0.01 * group.n_present)
    fresh += p.talk * speakers / max(1.0, 0.01 * group.n_present)
    change = fresh * (1.0 - group.novelty) - p.fading * group.novelty
    group.novelty = clip(group.novelty + change, 0.0, 1.0)
    return 0


class Climate(Mechanism):
    r"""The group's novelty stock, what the talk is about, how safe it is to speak (D1, D17, R6, R15).

    Novelty falls by a share a day and is replenished by content (times quality), by new people and by
    different people speaking, each as a share of members:
    :math:`N \leftarrow N + (k_c\,content\cdot q + k_n\,new + k_t\,speakers)(1 - N) - \lambda N`. The centre of the talk
    follows the interests of those who speak. Safety is the share of newcomers' first posts answered
    lately, filler the share of talk that was written for a reward and says nothing.

    Origin: without needs that end and novelty that is used up, attendance by memory alone settles at a
    few actives for ever and nothing ever dies (tried, see the design notes).
    """

    rows = ("D1", "D9", "R6", "R15")
    label = "Novelty and climate"
    parameters = (
        Parameter(name="fading", default=0.02, low=0.0, high=0.08, none=0.0, kind=Kind.SHARE, unit="1/day", label="Fading of novelty",
                  doc="Share of the novelty stock that is used up in a day."),
        Parameter(name="content", default=0.03, low=0.0, high=0.12, none=0.0, label="Novelty by content",
                  doc="Replenishment by a content post of full quality."),
        Parameter(name="newcomers", default=0.004, low=0.0, high=0.02, none=0.0, label="Novelty by new people",
                  doc="Replenishment by newcomers who are one in a hundred of the members."),
        Parameter(name="talk", default=0.001, low=0.0, high=0.01, none=0.0, label="Novelty by talk",
                  doc="Replenishment by speakers who are one in a hundred of the members."),
        Parameter(name="memory", default=14.0, low=3.0, high=60.0, minimum=0.1, kind=Kind.DURATION, unit="days", label="Memory of the group",
                  doc="Half-life of what the group remembers of answered newcomers and of its topics."),
    )  # fmt: skip
    steps = {"climate": Step(climate, Over.GROUP, always=True)}
