r"""Admission: who wants in at the price asked, and whom the gate lets in."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import (
    clip,
    fast_exp,
    fast_log,
    logistic,
    normal_quantile,
    poisson_quantile,
    saturation,
    share_done,
)
from sim.parameters import Parameter
from sim.rng import Decision, uniforms
from sim.state.group import LIVELY
from sim.state.levers import NO_LIMIT
from sim.state.people import Source

_D_ADMIT = np.int64(Decision.ADMIT)
_D_GATE = np.int64(Decision.GATE)
_NOT_APPROACHED, _TURNED_AWAY = 1, 2
_FOUNDERS = int(Source.FOUNDERS)
_PULLED = int(Source.PULLED)
_REFERRED = int(Source.REFERRED)
_TEAM = int(Source.TEAM)
_NAMED = int(Source.NAMED)


@kernel
def _passed_over(p, key, person, day, fit, known, aim, invitation_only):  # type: ignore[no-untyped-def]
    """1 if recruiting does not approach them, 2 if they are turned away for knowing nobody inside, else 0."""
    if aim > 0.0:
        u_reached, u_aim, _v, _w = uniforms(key, person, day, _D_GATE, 1)
        seems = clip(fit + p.aim_error * normal_quantile(u_aim), 0.0, 1.0)
        if u_reached < aim * (1.0 - seems):
            return _NOT_APPROACHED
    if known == 0 and invitation_only > 0.0:
        u_gate, _u, _v, _w = uniforms(key, person, day, _D_GATE, 0)
        if u_gate < invitation_only:
            return _TURNED_AWAY
    return 0


@kernel
def _move(  # type: ignore[no-untyped-def]
    i, to, keys, channel, inviter, role, interests, attachment, voice, chattiness, attention, means, need_days, free_time,
):  # fmt: skip
    """Copy who stands in row ``i`` to row ``to``."""
    keys[to] = keys[i]
    channel[to] = channel[i]
    inviter[to] = inviter[i]
    role[to] = role[i]
    interests[to, 0] = interests[i, 0]
    interests[to, 1] = interests[i, 1]
    attachment[to] = attachment[i]
    voice[to] = voice[i]
    chattiness[to] = chattiness[i]
    attention[to] = attention[i]
    means[to] = means[i]
    need_days[to] = need_days[i]
    free_time[to] = free_time[i]


@kernel
def _gate(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, source, person, knows_inside, brought, x, y, means, crowd, read_share, aim, told,
):  # fmt: skip
    """0 if somebody at the door applies and passes the gate, 1 if they were not even approached, else 2."""
    u_wants, u_read, u_error, u_known = uniforms(key, person, day, _D_ADMIT, 0)
    distance = x**2 + y**2
    fit = fast_exp(-0.5 * distance / p.reach_of_topic**2)
    known = poisson_quantile(knows_inside, u_known) + np.int64(brought)
    over = _passed_over(
        p, key, person, day, fit, known, aim if source >= _NAMED else 0.0, lever.invitation_only
    )
    if over > 0:
        return over
    wish = (
        p.willing
        + p.eagerness * group.need * fit
        + p.friends * fast_log(1.0 + known)
        + crowd
        - p.price * fast_log(1.0 + lever.entry_fee / means)
        - p.effort_cost * lever.entry_minutes / 30.0
    )
    if lever.seats < NO_LIMIT:
        wish += p.scarcity * group.n_present / lever.seats
    if source == _REFERRED:
        wish += p.bait * fast_log(1.0 + group.promised_invited / means)
    if told > 0.0:
        wish -= p.told * told * (1.0 - fit)
    if u_wants >= logistic(wish):
        return _TURNED_AWAY
    error = p.screening_error * max(0.0, 1.0 - p.proof * lever.entry_proof)
    if lever.screening > 0.0 and (
        u_read >= read_share or fit + error * normal_quantile(u_error) < lever.screening
    ):
        return _TURNED_AWAY
    return 0


@kernel
def admit(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, channels, keys, channel, inviter, role, interests, attachment, voice, chattiness,
    attention, means, need_days, free_time, fee_paid, joined,
):  # fmt: skip
    """Move the admitted to the rows right behind the members; the refused take no row.

    Switched off, everybody at the door gets in and nobody pays, as far as there are seats.
    """
    n_rows = group.n_rows
    to = n_rows
    crowd = p.crowd * saturation(group.atmosphere / LIVELY)
    read_share = share_done(group.given_screening, group.asked_screening)
    aim = lever.targeting * share_done(group.given_positioning, group.asked_positioning)
    told = lever.briefing * share_done(group.given_onboarding, group.asked_onboarding)
    missed = 0
    for i in range(n_rows, n_rows + group.n_prospects):
        source = channel[i]
        paid = 0.0
        unasked = source == _PULLED
        if unasked and lever.asked_first > 0.0:
            _u, u_asked, _v, _w = uniforms(key, keys[i], day, _D_GATE, 0)
            unasked = u_asked >= lever.asked_first
        if source != _FOUNDERS and not unasked and p.enabled > 0.0:
            knows, x, y = channels[source].knows_inside, interests[i, 0], interests[i, 1]
            out = _gate(
                p, group, lever, key, day, source, keys[i], knows, inviter[i] >= 0, x, y, means[i], crowd, read_share, aim, told,
            )  # fmt: skip
            if out > 0:
                missed += out == _NOT_APPROACHED
                continue
            paid = lever.entry_fee
        if source != _FOUNDERS and group.n_present + (to - n_rows) >= lever.seats:
            group.refused_full += 1
            continue
        if to != i:
            _move(
                i, to, keys, channel, inviter, role, interests, attachment, voice, chattiness, attention, means, need_days,
                free_time,
            )  # fmt: skip
        fee_paid[to] = paid
        to += 1
        joined[source, day] += 1
        group.joins_pulled += unasked
        group.joins_own += source != _FOUNDERS and not unasked
        group.joins_referred += source == _REFERRED
        group.joins_team += source == _TEAM
    group.joins = to - n_rows
    group.prospects -= missed
    group.refused += group.n_prospects - missed - group.joins
    group.n_rows = to
    group.n_prospects = 0
    return 0


class Admit(Mechanism):
    r"""Who wants in at the price asked, and whom the gate lets in (S1, S2).

    A prospect applies with probability logistic of :math:`w_0 + w_n\,need\cdot fit_i + w_k \log(1 + k_i) +
    w_c (1 - e^{-speakers/10}) + w_s\,taken - w_p \log(1 + fee/means_i) - w_e\,minutes/30`: concave in the number of
    friends inside (Backstrom 2006), drawn by a lively group, put off by fees and effort. Those who need
    it most mind least, so a price selects, with error. Screening admits whoever *seems* to match:
    :math:`fit_i + \epsilon \ge strictness`, with :math:`\epsilon \sim N(0, \sigma)`; an application that
    nobody has the time to read is refused. Who was briefed beforehand (S7) applies the less the worse they match:
    :math:`- w_t\,briefed\,(1 - fit)`. Proof of what an applicant has done lowers the error. People pulled in are not asked, unless
    the gate says so (S2): then those who do not want to, stay out. By invitation only, who knows nobody inside is turned away. When all
    seats are taken nobody more gets in; the share taken may attract or repel (S5), with weight :math:`w_s`. Bait for friends whom a member
    invited (S16) weighs like a negative price: most with those of little means. With targeting (S3) a prospect who
    seems far from the topic is not even approached, with probability targeting times (1 - seeming match). Nothing is ever gained but
    who comes in: whether that is worth the joins lost is left to the run.

    :math:`fit_i = \exp(-|x_i|^2 / 2 b^2)`.
    """

    rows = ("S1", "S2", "S3", "S5", "S16", "H2", "H11", "D6")
    label = "Admission"
    parameters = (
        Parameter(name="willing", default=0.0, low=-2.0, high=2.0, minimum=-20.0, label="Willingness",
                  doc="Log odds that a prospect without need, friends inside or price applies."),
        Parameter(name="eagerness", default=1.5, low=0.0, high=4.0, none=0.0, label="Weight of the need",
                  doc="Rise of the log odds of applying with need times match."),
        Parameter(name="reach_of_topic", default=1.2, low=0.5, high=3.0, minimum=0.01, label="Reach of the topic",
                  doc="Distance in interests at which the match has fallen to 61 %."),
        Parameter(name="friends", default=0.7, low=0.0, high=2.0, none=0.0, label="Weight of friends inside",
                  doc="Rise of the log odds with the log of 1 + friends inside.",
                  source="Backstrom 2006: joining is concave in friends inside; size is an assumption"),
        Parameter(name="crowd", default=0.3, low=-0.5, high=1.0, none=0.0, minimum=-10.0, label="Weight of liveliness",
                  doc="Rise of the log odds in a lively group; negative if crowds put people off."),
        Parameter(name="price", default=1.0, low=0.0, high=3.0, none=0.0, label="Weight of the fee",
                  doc="Fall of the log odds with the log of 1 + fee / willingness to pay."),
        Parameter(name="effort_cost", default=0.6, low=0.0, high=2.0, none=0.0, label="Weight of effort",
                  doc="Fall of the log odds per half hour of work asked before joining.",
                  source="Drenner 2008: more entry work, fewer finish; size is an assumption"),
        Parameter(name="told", default=0.6, low=-1.0, high=2.0, none=0.0, minimum=-10.0, label="Put off by the truth",
                  doc="Fall of the log odds of those without match who were told beforehand what the group is; negative if being told attracts them."),
        Parameter(name="screening_error", default=0.2, low=0.0, high=0.6, none=0.0, label="Screening error",
                  doc="Standard deviation of the error with which operators see a prospect's match."),
        Parameter(name="proof", default=0.5, low=-0.2, high=0.9, none=0.0, minimum=-2.0, maximum=1.0, label="Worth of proof",
                  doc="Share of the screening error that full proof of work takes away; negative if proofs mislead."),
        Parameter(name="scarcity", default=0.2, low=-0.8, high=0.8, none=0.0, minimum=-10.0, label="Weight of scarcity",
                  doc="Rise of the log odds of applying when all seats are taken; negative if full groups put people off."),
        Parameter(name="bait", default=0.5, low=0.0, high=2.0, none=0.0, label="Weight of bait",
                  doc="Rise of the log odds with the log of 1 + bait / willingness to pay, for friends of members."),
        Parameter(name="aim_error", default=0.3, low=0.0, high=1.0, none=0.0, label="Error of targeting",
                  doc="Standard deviation of the error with which recruiting sees the match of strangers."),
    )  # fmt: skip
    steps = {"admit": Step(admit, Over.GROUP, always=True)}
