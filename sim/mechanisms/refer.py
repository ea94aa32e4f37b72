r"""Referral: which members invite friends, which friends come, and what is paid for it."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import (
    ces,
    clip,
    fast_exp,
    fast_log,
    geometric_quantile,
    normal_quantile,
    saturation,
    share_done,
    whole_fen,
)
from sim.kernel.scratch import PART, counts, floats, words
from sim.parameters import Kind, Parameter
from sim.rng import Decision, chain, draw_two, uniforms, uniforms_inlined
from sim.state.fields import Short
from sim.state.people import Source, Stage, Status
from sim.state.ties import connect, slot_of

_D_REFER = np.int64(Decision.REFER)
_D_INTERESTS = np.int64(Decision.INTERESTS)
_PERSON_DAY = np.int64(-1)
_MOST_ASKED = 60
_INVITED = int(Short.INVITED)
_REFERRED = int(Source.REFERRED)
_STAGE = int(Stage.REFERRED)
_MUTED = int(Status.MUTED)
_LN_2 = 0.6931471805599453
_YUAN = 10.0
"""Bait of this size adds ``bait_response`` log 2 to the response."""
_ALIKE = (0.25, 0.25, 0.25, 0.25)
"""Weights of tie, quality, trust and benefit."""
_LEAST = 1e-6
_ROUNDING = 1.0001
"""What the approximations below may be off, and more."""


@kernel
def _sharers(  # type: ignore[no-untyped-def]
    p, lever, key, day, pace, seeds, visiting, status, keys, join_day, belonging, trust, expectation, gratitude,
    tie_count, sharers, asked,
):  # fmt: skip
    """List which of some visitors invite, by place, and how many friends each; returns how many invite."""
    n = visiting.size
    luck, more = floats(n), floats(n)
    draw_two(key, keys, visiting, day, _D_REFER, luck, more)
    likely = counts(n)
    most = saturation((pace + seeds) * max(1.0, 1.0 + p.gratitude))
    m = 0
    for v in range(n):  # whatever the rest is: most need not be looked at
        i = visiting[v]
        likely[m] = v
        luck[m], more[m] = luck[v], more[v]
        m += (luck[v] < most) & (status[i] <= _MUTED)
    benefit = p.joy + (1.0 - p.joy) * saturation(lever.bait_inviter / p.worth)
    fade = 1.0 / p.half_life if p.half_life > 0.0 else 0.0
    n = m
    tie, back, quality, ceiling = floats(n), floats(n), floats(n), floats(n)
    for v in range(n):  # a mean of powers up to 1 is at most the mean; several members at a time
        i = visiting[likely[v]]
        tie[v] = 0.5 * (belonging[i] + saturation(0.25 * tie_count[i]))
        back[v] = 1.0 + p.gratitude * saturation(gratitude[i])
        quality[v] = clip(expectation[i], 0.0, 1.0)
        mean = 0.25 * (tie[v] + quality[v] + trust[i] + benefit) + _LEAST
        faded = fast_exp(-_LN_2 * fade * (day - join_day[i]))
        ceiling[v] = back[v] * mean * (pace * faded + seeds) * _ROUNDING
    maybe = counts(n)
    m = 0
    for v in range(n):
        maybe[m] = v
        m += luck[v] < ceiling[v]
    n, m = m, 0
    for k in range(n):
        v = maybe[k]
        i = visiting[likely[v]]
        ready = back[v] * ces(tie[v], quality[v], trust[i], benefit, _ALIKE, p.substitution, _LEAST)
        rate = max(0.0, ready) * (pace * 2.0 ** (-fade * (day - join_day[i])) + seeds)
        if luck[v] < saturation(rate):
            sharers[m] = likely[v]
            asked[m] = min(_MOST_ASKED, 1 + geometric_quantile(p.audience - 1.0, more[v]))
            m += 1
    return m


@kernel
def _pace(p, group, lever):  # type: ignore[no-untyped-def]
    """How readily members invite today: what fades with the time since joining, and what does not; 0 and 0 where nobody may."""
    work = share_done(group.given_referral, group.asked_referral)
    if group.n_visiting == 0 or lever.closed > 0.0:
        return 0.0, 0.0
    return p.unpaid + p.pace * lever.invite_ease * work, min(
        1.0, lever.invite_seeds * work / group.n_visiting
    )


@kernel
def _friends(  # type: ignore[no-untyped-def]
    p, lever, key, day, channels, arrived, visiting, keys, interests, found, by, nth,
):  # fmt: skip
    """Leave of those invited, each by a visitor and with a number, whoever comes to the door; returns how many.

    At most a part of them at a time; ``found`` gets their keys.
    """
    source = channels[_REFERRED]
    bait = p.bait_response * fast_log(1.0 + lever.bait_invited / _YUAN)
    doubt = fast_exp(-p.suspicion * fast_log(1.0 + lever.bait_inviter / _YUAN))
    relevant = doubt * (1.0 + bait * lever.bait_relevance)
    any_topic = doubt * bait * (1.0 - lever.bait_relevance)
    response = p.response * (max(0.0, 1.0 - arrived[_REFERRED] / p.pool) if p.pool > 0.0 else 1.0)
    opens = floats(by.size)
    # loops of their own, so that the processor works on several friends at a time
    for friend in range(by.size):
        found[friend] = keys[visiting[by[friend]]]
    for friend in range(by.size):
        found[friend] = chain(found[friend], source.key, day, nth[friend])
    for friend in range(by.size):
        _a, _b, opens[friend], _d = uniforms_inlined(key, found[friend], day, _D_REFER, 0)
    n = 0
    for friend in range(by.size):  # whoever they are: most do not come
        found[n], by[n], opens[n] = found[friend], by[friend], opens[friend]
        n += opens[friend] < response * (relevant + any_topic)
    per = -0.5 / p.reach_of_topic**2
    come = 0
    for friend in range(n):
        i = visiting[by[friend]]
        a, b, _c, _d = uniforms(key, found[friend], _PERSON_DAY, _D_INTERESTS, 0)
        u = source.likeness * interests[i, 0] + source.spread * normal_quantile(a)
        v = source.likeness * interests[i, 1] + source.spread * normal_quantile(b)
        fit = fast_exp(per * (u * u + v * v))
        found[come], by[come] = found[friend], by[friend]
        come += opens[friend] < response * (fit * relevant + any_topic)
    return come


@kernel
def ask(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, channels, rows, status, keys, join_day, interests, belonging, trust, expectation,
    gratitude, tie_count, arrived, asked, brought,
):  # fmt: skip
    """Let today's visitors invite friends: how many each, and how many of those will come to the door."""
    for v in range(rows.size):
        asked[v], brought[v] = 0, 0
    pace, seeds = _pace(p, group, lever)
    if pace + seeds == 0.0:
        return 0
    sharers, many = counts(rows.size), counts(rows.size)
    m = _sharers(
        p, lever, key, day, pace, seeds, rows, status, keys, join_day, belonging, trust, expectation, gratitude, tie_count,
        sharers, many,
    )  # fmt: skip
    found, by, nth = words(PART), counts(PART), counts(PART)
    at = 0
    for s in range(m + 1):
        if s == m or at + many[s] > PART:
            come = _friends(p, lever, key, day, channels, arrived, rows, keys, interests, found, by[:at], nth)
            for k in range(come):
                brought[by[k]] += 1
            at = 0
        for friend in range(many[s] if s < m else 0):
            by[at], nth[at] = sharers[s], friend
            at += 1
        if s < m:
            asked[sharers[s]] = many[s]
    return 0


@kernel
def invite(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, channels, visiting, keys, interests, arrived, asked, brought, invited_key, invited_by,
):  # fmt: skip
    """List the friends who will come to the door.

    Friends of whom the door was closed today wait beside those of today.
    """
    listed = group.n_invited if lever.door_closed > 0.0 else 0
    pace, seeds = _pace(p, group, lever)
    total, come = 0, 0
    for v in range(group.n_visiting if pace + seeds > 0.0 else 0):
        total += asked[v]
        come += brought[v]
    if listed + come > invited_key.size:
        return _INVITED
    if pace + seeds > 0.0:
        group.promised_inviter = whole_fen(lever.bait_inviter)
        group.promised_invited = whole_fen(lever.bait_invited)
        group.invitations = total
    found, by, nth = words(_MOST_ASKED), counts(_MOST_ASKED), counts(_MOST_ASKED)
    for v in range(group.n_visiting if come > 0 else 0):
        if brought[v] == 0:
            continue
        for friend in range(asked[v]):
            by[friend], nth[friend] = v, friend
        n = _friends(
            p,
            lever,
            key,
            day,
            channels,
            arrived,
            visiting,
            keys,
            interests,
            found,
            by[: np.int64(asked[v])],
            nth,
        )
        for k in range(n):
            invited_key[listed + k] = found[k]
            invited_by[listed + k] = visiting[v]
        listed += n
    group.n_invited = listed
    return 0


@kernel
def reward(  # type: ignore[no-untyped-def]
    group, channel, inviter, status, stage, tie_count, tie_to, tie_strength,
):  # fmt: skip
    """Pay the bait for today's newcomers on invitation, and tie them to who brought them."""
    if group.joins_referred == 0.0:
        return 0
    for i in range(group.n_rows - int(group.joins), group.n_rows):
        if channel[i] != _REFERRED:
            continue
        j = np.int64(inviter[i])
        group.spent_referral += group.promised_invited
        if status[j] > _MUTED:
            continue
        group.spent_referral += group.promised_inviter
        if stage[j] & _STAGE == 0:
            stage[j] |= _STAGE
            group.referred += 1
        if slot_of(tie_count, tie_to, i, j) < 0:
            connect(tie_count, tie_to, tie_strength, np.int64(i), j, group.contact)
    return 0


class Refer(Mechanism):
    r"""Members bring friends: who invites, who comes, what it costs (S16, R12, M5).

    A visitor shares an invitation with rate :math:`ready_i\,(u + q\,ease\cdot 2^{-age/h} + seeds/visitors)`, where
    :math:`u`, unpaid word of mouth, fades with age as well, and

    .. math:: ready_i = (1 + \gamma(1 - e^{-G_i})) \left(\tfrac14 (tie^\rho + quality^\rho + trust^\rho + benefit^\rho)\right)^{1/\rho}

    is a CES aggregate: at :math:`\rho = 1` one can stand in for another, towards :math:`\rho = 0` it is a product and whatever
    is missing spoils the rest (H15). Tie is half belonging, half ties inside; quality the value expected of a visit; benefit
    :math:`j + (1-j)(1 - e^{-bait/w})`; :math:`G_i` help received lately. The friends asked are a geometric number. Friend
    :math:`f` has interests :math:`\lambda x_i` plus noise and comes to the door with probability
    :math:`r\,(1 - A/M)\,d\,(fit_f (1 + \rho_b B) + (1 - \rho_b) B)`, :math:`B = v \log(1 + bait_f/10)`, :math:`d` the doubt raised by paid friends,
    :math:`A` friends of :math:`M` who came before:
    bait of relevance :math:`\rho_b` draws more of those whom the topic concerns, irrelevant bait draws anybody (H51). At the door the gate holds for
    them as for others; they know one member. Bait is paid, to both sides in whole fen, when a friend joins.

    Source: Leskovec, Adamic and Huberman 2007 (.2 to 1.1 % of recommendations end in a purchase), Qiu et al. 2016 (80 % of first
    invitations within five days of joining).
    """

    rows = ("S16", "M5", "R12", "H15", "H51", "D18")
    label = "Referral"
    parameters = (
        Parameter(name="unpaid", default=0.0, low=0.0, high=0.3, none=0.0, unit="1/visit", label="Unpaid word of mouth",
                  doc="Invitations shared per visit by a wholly ready member whom nobody asks to."),
        Parameter(name="pace", default=0.6, low=0.0, high=2.0, none=0.0, unit="1/visit", label="Pace of inviting",
                  doc="Invitations shared per visit by a wholly ready newcomer who is asked to in the easiest way."),
        Parameter(name="half_life", default=60.0, low=0.0, high=365.0, none=0.0, kind=Kind.DURATION, unit="days", label="Friends run out",
                  doc="Membership after which a member has half as many friends left to invite; 0 means that they never run out.",
                  source="Qiu et al. 2016: 80 % of first invitations within 5 days of joining; size an assumption"),
        Parameter(name="substitution", default=0.3, low=0.0, high=1.0, minimum=-5.0, maximum=1.0, label="Substitution",
                  doc="Exponent of the aggregate of tie, quality, trust and benefit: 0 is their product, 1 their sum."),
        Parameter(name="joy", default=0.2, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Benefit without bait",
                  doc="Benefit of inviting when nothing is paid for it."),
        Parameter(name="worth", default=10.0, low=2.0, high=50.0, minimum=0.01, kind=Kind.MONEY, unit="yuan", label="Bait that counts",
                  doc="Bait for the inviter that gives 63 % of the benefit that bait can give."),
        Parameter(name="gratitude", default=0.2, low=0.0, high=1.0, none=0.0, minimum=-1.0, label="Weight of gratitude",
                  doc="Rise of readiness in members who were helped a lot lately."),
        Parameter(name="audience", default=8.0, low=1.0, high=30.0, minimum=1.0, unit="people", label="Friends asked at a time",
                  doc="Mean number of friends whom a shared invitation reaches, at most 60."),
        Parameter(name="response", default=0.015, low=0.002, high=0.1, none=None, kind=Kind.SHARE, label="Response",
                  doc="Share of friends asked who come to the door, where the topic concerns them and nothing is offered.",
                  source="Leskovec 2007: .2-1.1 % of recommendations end in a purchase; taken for joining, an assumption"),
        Parameter(name="pool", default=2000, low=0, high=20_000, none=0, kind=Kind.INTEGER, unit="people", label="Friends there are",
                  doc="People whom members know altogether; the response falls as they are used up. 0 means without limit."),
        Parameter(name="bait_response", default=0.5, low=0.0, high=3.0, none=0.0, label="Response to bait",
                  doc="Rise of the response per unit of log(1 + bait for the invited / 10 yuan)."),
        Parameter(name="suspicion", default=0.1, low=-0.2, high=0.5, none=0.0, minimum=-2.0, label="Suspicion of paid friends",
                  doc="Fall of the log response per unit of log(1 + bait for the inviter / 10 yuan); negative if pay convinces."),
        Parameter(name="reach_of_topic", default=1.2, low=0.5, high=3.0, minimum=0.01, label="Reach of the topic",
                  doc="Distance in interests at which an invitation concerns a friend by 61 %."),
        Parameter(name="likeness", default=0.6, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Likeness of friends",
                  doc="How far a friend's interests lie where the inviter's do, rather than at the topic."),
        Parameter(name="spread", default=0.8, low=0.1, high=2.0, minimum=0.01, label="Spread of friends",
                  doc="Standard deviation of friends' interests around that."),
        Parameter(name="advertisers", default=0.01, low=0.0, high=0.1, none=0.0, kind=Kind.SHARE, label="Advertisers among friends",
                  doc="Share of friends who join in order to post advertisements."),
    )  # fmt: skip
    steps = {
        "ask": Step(ask, Over.VISITING, only_with=("invite_ease", "invite_seeds", "p.unpaid")),
        "invite": Step(invite, Over.GROUP, only_with=("invite_ease", "invite_seeds", "p.unpaid")),
        "reward": Step(reward, Over.GROUP, only_with=("invite_ease", "invite_seeds", "p.unpaid")),
    }
