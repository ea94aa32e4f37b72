r"""Advertisements by members, rules, and moderators: spam invites spam unless someone removes it."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp
from sim.kernel.scratch import PART, counts, floats, words
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_each, draw_two, uniform
from sim.state.group import Feed
from sim.state.levers import RULES
from sim.state.people import Cause, Role, Status
from sim.state.rules import in_force

_D_SPAM = np.int64(Decision.SPAM)
_D_MODERATE = np.int64(Decision.MODERATE)
_SPAM = int(Feed.SPAM)
_TALK = int(Feed.TALK)
_ADVERTISER = int(Role.ADVERTISER)
_REMOVED = int(Status.REMOVED)
_FOR_STRIKES = RULES.index("remove_for_strikes")
_CAUSE_REMOVED = int(Cause.REMOVED)


@kernel
def tempt(p, group, lever, key, day, rows, keys, role, belonging, noise, spams):  # type: ignore[no-untyped-def]
    """Decide who of today's visitors posts an advertisement."""
    deterred = 1.0 - p.deterrence * lever.rules * group.enforcement
    luck, _other = floats(rows.size), floats(rows.size)
    draw_two(key, keys, rows, day, _D_SPAM, luck, _other)
    n = rows.size
    rate = floats(n)
    for k in range(n):
        i = rows[k]
        rate[k] = p.temptation * noise[k] * (1.0 - belonging[i]) + p.advertiser * (role[i] == _ADVERTISER)
    for k in range(n):
        none = fast_exp(-rate[k] * deterred)
        one = rate[k] * deterred * none
        rate[k] = (1.0 if luck[k] >= none else 0.0) + (1.0 if luck[k] >= none + one else 0.0)
    for k in range(n):
        spams[rows[k]] = np.int64(rate[k])
    return 0


@kernel
def _remove(group, key, day, limit, cap, visiting, keys, strikes, status, cause):  # type: ignore[no-untyped-def]
    """Remove today's visitors with too many strikes; if they are more than the cap, chance decides."""
    due = np.empty(group.n_visiting, np.uint32)
    n = 0
    for v in range(group.n_visiting):
        due[n] = visiting[v]
        n += (strikes[visiting[v]] >= limit) & (status[visiting[v]] != _REMOVED)
    luck = np.zeros(n)
    if n > cap - group.removed:
        for k in range(n):
            luck[k] = uniform(key, keys[due[k]], day, _D_MODERATE, 4)
    while n > 0 and group.removed < cap:
        least = n - 1
        for k in range(n - 1 if luck[least] > 0.0 else 0):
            least = k if luck[k] < luck[least] else least
        i = due[least]
        status[i] = _REMOVED
        cause[i] = _CAUSE_REMOVED
        group.removed += 1
        n -= 1
        due[least], luck[least] = due[n], luck[n]


@kernel
def _take_down(  # type: ignore[no-untyped-def]
    group, key, day, catch, mistake, rows, keys, posts, spams, strikes, taken_down, wronged,
):  # fmt: skip
    """Take down advertisements of some visitors with a probability, and honest messages by mistake."""
    writers, index, people, luck = counts(rows.size), counts(rows.size), words(rows.size), floats(rows.size)
    n = 0
    for i in rows:  # without branches: who writes cannot be foreseen
        writers[n] = i
        n += (posts[i] > 0) | (spams[i] > 0)
    for w in range(n):
        people[w] = keys[writers[w]]
        index[w] = 3
    draw_each(key, people[:n], day, _D_MODERATE, index, luck)
    for w in range(n):
        i = writers[w]
        caught = 0
        for m in range(int(spams[i])):
            if uniform(key, keys[i], day, _D_MODERATE, m) < catch:
                caught += 1
        wrongly = int(posts[i] * mistake + luck[w])
        if caught + wrongly == 0:
            continue
        spams[i] -= caught
        taken_down[i] = caught
        wronged[i] = min(255, wrongly)
        strikes[i] = min(255, strikes[i] + caught + wrongly)
        group.spam_removed += caught
        group.talk_removed += wrongly


@kernel
def moderate(  # type: ignore[no-untyped-def]
    p, group, lever, rules, key, day, visiting, keys, posts, spams, strikes, taken_down, wronged, status, cause,
    feed,
):  # fmt: skip
    """Take down what breaks the rules, as far as the hours given last; remove repeat offenders."""
    written, adverts = 0, 0
    for v in range(group.n_visiting):
        written += posts[visiting[v]]
        adverts += spams[visiting[v]]
    talk, spam = float(written), float(adverts)
    volume = talk + spam
    read = 0.0
    if p.enabled > 0.0 and group.given_moderation > 0.0:
        read = min(1.0, group.given_moderation * p.per_hour / max(volume, 1.0))
    catch = read * (1.0 - (1.0 - lever.rules) ** 2)
    mistake = read * p.mistake * lever.rules**2
    if catch > 0.0 or mistake > 0.0:
        for first in range(0, group.n_visiting, PART):
            _take_down(
                group, key, day, catch, mistake, visiting[first : min(first + PART, group.n_visiting)], keys, posts,
                spams, strikes, taken_down, wronged,
            )  # fmt: skip
    if p.enabled > 0.0:
        for r in range(rules.size):
            if in_force(rules[r], _FOR_STRIKES, day):
                _remove(
                    group, key, day, rules[r].threshold, rules[r].cap, visiting, keys, strikes, status, cause
                )
    group.spam = spam - group.spam_removed
    group.messages = talk
    feed[_TALK, day] = talk - group.talk_removed
    feed[_SPAM, day] = group.spam
    now = group.spam_removed / spam if spam > 0.0 else catch
    group.enforcement += (now - group.enforcement) * 0.2
    return 0


class Moderate(Mechanism):
    r"""Spam invites spam unless someone removes it, and every rule has a price (S6, D3).

    A visitor posts a Poisson number (at most two) of advertisements with rate :math:`(r_a\,\mathbb{1}[advertiser]
    + \tau\,noise_i(1 - b_i))(1 - \delta\,rules\cdot enforcement)`: some joined for it, others are tempted
    by the noise they see, the less they belong. Moderators read what their hours allow; what they read
    they take down with probability :math:`1-(1-rules)^2` if it is spam and, by mistake, with
    :math:`m\,rules^2` if it is not. Whoever was taken down too often is removed (a rule lever), guilty or
    not. Deterrence works only as far as rules are enforced; that strict rules chill is in ``post``, that
    losing an honest message costs trust in ``feel``.

    Switched off, nothing is taken down and nobody removed; what members post, advertisements too, goes on; without
    advertisers and temptation set both rates to 0.
    """

    rows = ("S6", "S10", "D3", "D6", "H3", "H53")
    label = "Spam and moderation"
    parameters = (
        Parameter(name="advertiser", default=0.6, low=0.0, high=2.0, none=0.0, unit="1/visit", label="Advertisers' rate",
                  doc="Advertisements per visit by members who joined in order to advertise."),
        Parameter(name="temptation", default=0.15, low=0.0, high=0.6, none=0.0, unit="1/visit", label="Temptation",
                  doc="Advertisements per visit by a member without belonging, in a feed that is nothing but noise."),
        Parameter(name="deterrence", default=0.8, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Deterrence",
                  doc="Share of advertisements that strict rules, wholly enforced, prevent."),
        Parameter(name="per_hour", default=300.0, low=60.0, high=1000.0, minimum=1.0, unit="1/h", label="Messages read an hour",
                  doc="Messages that a moderator can check in an hour."),
        Parameter(name="mistake", default=0.03, low=0.0, high=0.15, none=0.0, kind=Kind.SHARE, label="Mistakes",
                  doc="Share of honest messages that the strictest moderators take down by mistake."),
    )  # fmt: skip
    steps = {
        "tempt": Step(tempt, Over.VISITING, always=True),
        "moderate": Step(moderate, Over.GROUP, always=True),
    }
