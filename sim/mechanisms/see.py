r"""Seeing: what a visitor reads, what it is worth to them, what it costs."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, saturation
from sim.parameters import Kind, Parameter
from sim.state.group import Feed

_TALK = int(Feed.TALK)
_SPAM = int(Feed.SPAM)
_CONTENT = int(Feed.CONTENT)
_PUSH = int(Feed.PUSH)
_ANSWER = int(Feed.ANSWER)


@kernel
def see(  # type: ignore[no-untyped-def]
    p, group, day, rows, interests, join_day, last_visit, attention, friends_active, feed, feed_sum,
    quality_sum, value, noise, overload,
):  # fmt: skip
    """Let each visitor read the feed since their last visit.

    Members' talk up to yesterday, operators' posts up to this morning.
    """
    width = p.taste**2
    breadth = width + group.topic_breadth**2
    topical = width / breadth
    novelty = 1.0 - p.novelty * (1.0 - group.novelty)
    contents_today, pushes_today = feed[_CONTENT, day], feed[_PUSH, day]
    quality_today = quality_sum[day]
    for i in rows:
        # the last visit read talk up to the day before it, and operators' posts of its own morning
        oldest = max(join_day[i] - 1, day - 1 - int(p.backlog_days))
        talk, spam = 0.0, 0.0
        start = max(last_visit[i] - 1, oldest)
        if start < day - 1:
            talk = feed_sum[_TALK, day - 1] + feed_sum[_ANSWER, day - 1]
            spam = feed_sum[_SPAM, day - 1]
            if start >= 0:
                talk -= feed_sum[_TALK, start] + feed_sum[_ANSWER, start]
                spam -= feed_sum[_SPAM, start]
        content, push, quality = contents_today, pushes_today, quality_today
        start = max(int(last_visit[i]), oldest)
        if day > 0:
            content += feed_sum[_CONTENT, day - 1]
            push += feed_sum[_PUSH, day - 1]
        if start >= 0:
            content -= feed_sum[_CONTENT, start]
            push -= feed_sum[_PUSH, start]
            quality -= quality_sum[start]
        volume = talk + spam + content + push
        budget = attention[i]
        share = 1.0 if volume <= budget else budget / volume
        x, y = interests[i, 0], interests[i, 1]
        to_topic = fast_exp(-0.5 * (x * x + y * y) / breadth) * topical
        apart = (x - group.centre_x) ** 2 + (y - group.centre_y) ** 2
        to_talk = fast_exp(-0.5 * apart / width)
        useful = share * (to_talk * talk + p.content_weight * to_topic * quality)
        information = saturation(useful / p.enough)
        bonds = saturation(0.5 * friends_active[i])
        value[i] = group.need * p.information * novelty * information + p.bonds * bonds
        noise[i] = (spam + max(0.0, push + content - quality)) / (volume + p.calm)
        overload[i] = 1.0 - share
    return 0


class See(Mechanism):
    r"""What a visitor reads, what it is worth, and what it costs (D4, D10, R3).

    There is one feed. A visitor finds what has come since the last visit (at most ``backlog_days``) and
    reads as far as their attention goes; beyond it is overload, and pushes and spam take their share of
    it. Worth: :math:`value = need\cdot w\,(1-\nu(1-N))(1-e^{-u/u_0}) + w_b(1-e^{-n/2})` with :math:`u` the
    useful messages read: members' talk weighted by how near it is to the reader's interests, content by
    quality and by :math:`\frac{b^2}{b^2+B^2} e^{-d^2/2(b^2+B^2)}`, which is the mean worth, to a reader at
    distance :math:`d` with taste :math:`b`, of items spread by :math:`B` around the topic. A broad topic thus
    reaches more people and gives each of them less. :math:`N` is the novelty stock, :math:`n` friends who
    spoke yesterday. Noise is spam and what is of no use in operators' posts,
    over all there was and a few messages of calm.

    Source: Ren and Kraut 2014 (benefit of information flattens at about 40 messages a day); Butler 2001
    and Jones 2004 (volume pulls both ways).
    """

    rows = ("R3", "R4", "D10", "D11", "T6")
    label = "What a visit gives"
    parameters = (
        Parameter(name="taste", default=1.0, low=0.3, high=2.0, minimum=0.01, label="Breadth of taste",
                  doc="Distance in interests at which a message has lost 39 % of its worth to a reader."),
        Parameter(name="information", default=0.8, low=0.0, high=1.5, none=0.0, label="Worth of information",
                  doc="Value of a visit in which there is all the information one could want."),
        Parameter(name="bonds", default=0.3, low=0.0, high=1.0, none=0.0, label="Worth of friends",
                  doc="Value of a visit in which many friends have spoken."),
        Parameter(name="enough", default=13.0, low=4.0, high=40.0, minimum=0.01, unit="messages", label="Enough",
                  doc="Useful messages that give 63 % of the worth of information.",
                  source="Ren and Kraut 2014: flat at about 40 messages, three times this"),
        Parameter(name="content_weight", default=6.0, low=0.0, high=20.0, none=0.0, unit="messages",
                  label="Worth of a content post", doc="Useful messages that a content post of full quality is worth."),
        Parameter(name="novelty", default=0.8, low=0.0, high=1.0, none=0.0, maximum=1.0, label="Weight of novelty",
                  doc="Share of the worth of information that is lost when nothing is new any more."),
        Parameter(name="backlog_days", default=3, low=1, high=14, minimum=1, maximum=365, kind=Kind.INTEGER, unit="days", label="Backlog",
                  doc="Days of messages that a member scrolls back at most."),
        Parameter(name="calm", default=5.0, low=1.0, high=20.0, minimum=0.01, unit="messages", label="Calm",
                  doc="Messages below which pushes and spam do not yet look like much of what there is."),
    )  # fmt: skip
    steps = {"see": Step(see, Over.VISITING)}
