r"""Seeing: what a visitor reads, what it is worth to them, what it costs."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.ahead import AHEAD, ask_for, turns_ahead
from sim.kernel.options import inlined, kernel
from sim.kernel.scalars import fast_exp, saturation
from sim.kernel.scratch import floats
from sim.parameters import Kind, Parameter
from sim.state.group import Feed

_TALK = int(Feed.TALK)
_SPAM = int(Feed.SPAM)
_CONTENT = int(Feed.CONTENT)
_PUSH = int(Feed.PUSH)
_ANSWER = int(Feed.ANSWER)
_COMPLAINT = int(Feed.COMPLAINT)


@inlined
def _since(sums, before, until):  # type: ignore[no-untyped-def]
    """Sum of the days after ``before`` up to ``until``; either may lie before day 0."""
    return (sums[until] if until >= 0 else 0.0) - (sums[before] if before >= 0 else 0.0)


@kernel
def see(  # type: ignore[no-untyped-def]
    p, group, lever, day, rows, interests, join_day, last_visit, attention, friends_active, feed, feed_sum,
    quality_sum, value, noise, overload,
):  # fmt: skip
    """Let each visitor read the feed since their last visit.

    Members' talk up to yesterday, operators' posts up to this morning.
    """
    width = p.taste**2
    breadth = width + (group.topic_breadth * (1.0 - lever.focus)) ** 2
    per_talk, per_topic, per_enough = -0.5 / width, -0.5 / breadth, 1.0 / p.enough
    content_weight = p.content_weight * width / breadth
    information = group.need * p.information * (1.0 - p.novelty * (1.0 - group.novelty))
    # what came in the last `back` days, by how far back one reads: talk and spam to yesterday, posts to this morning
    days_back = min(day, int(p.backlog_days))
    talk = floats(days_back + 1)
    spam = floats(days_back + 1)
    posts = floats(days_back + 1)
    quality = floats(days_back + 1)
    yesterday = day - 1
    for back in range(days_back + 1):
        before = yesterday - back
        talk[back] = _since(feed_sum[_TALK], before, yesterday) + _since(feed_sum[_ANSWER], before, yesterday)
        spam[back] = _since(feed_sum[_SPAM], before, yesterday)
        spam[back] += _since(feed_sum[_COMPLAINT], before, yesterday)
        posts[back] = _since(feed_sum[_CONTENT], before, yesterday) + feed[_CONTENT, day]
        posts[back] += _since(feed_sum[_PUSH], before, yesterday) + feed[_PUSH, day]
        quality[back] = _since(quality_sum, before, day)
    real = 1.0 - group.filler
    friends = floats(9)
    for n in range(9):
        friends[n] = p.bonds * saturation(0.5 * n)
    ahead = turns_ahead(rows.size, group.n_rows)
    for v in range(rows.size):
        if v < ahead:
            soon = rows[v + AHEAD]
            ask_for(interests, soon)
            ask_for(attention, soon)
            ask_for(join_day, soon)
            ask_for(last_visit, soon)
        i = rows[v]
        # the last visit read talk up to the day before it, and operators' posts of its own morning
        most = min(day - join_day[i], days_back)
        unread = min(day - last_visit[i], most)
        new_posts = min(yesterday - last_visit[i], most)
        volume = talk[unread] + spam[unread] + posts[new_posts]
        share = attention[i] / volume if volume > attention[i] else 1.0
        x, y = interests[i, 0], interests[i, 1]
        to_topic = fast_exp(per_topic * (x * x + y * y))
        to_talk = fast_exp(per_talk * ((x - group.centre_x) ** 2 + (y - group.centre_y) ** 2))
        useful = share * (to_talk * real * talk[unread] + content_weight * to_topic * quality[new_posts])
        value[v] = information * saturation(useful * per_enough) + friends[min(friends_active[i], 8)]
        useless = max(0.0, posts[new_posts] - quality[new_posts])
        noise[v] = (spam[unread] + useless + group.filler * talk[unread]) / (volume + p.calm)
        overload[v] = 1.0 - share
    return 0


class See(Mechanism):
    r"""What a visitor reads, what it is worth, and what it costs (D4, D10, R3).

    There is one feed. A visitor finds what has come since the last visit (at most ``backlog_days``) and
    reads as far as their attention goes; beyond it is overload, and pushes and spam take their share of
    it; complaints of buyers count as such noise. Worth: :math:`value = need\cdot w\,(1-\nu(1-N))(1-e^{-u/u_0}) + w_b(1-e^{-n/2})` with :math:`u` the
    useful messages read: members' talk weighted by how near it is to the reader's interests, content by
    quality and by :math:`\frac{b^2}{b^2+B^2} e^{-d^2/2(b^2+B^2)}`, which is the mean worth, to a reader at
    distance :math:`d` with taste :math:`b`, of items spread by :math:`B` around the topic. A broad topic thus
    reaches more people and gives each of them less. :math:`N` is the novelty stock, :math:`n` friends who
    spoke yesterday. Noise is spam, talk that says nothing, and what is of no use in operators' posts,
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
