r"""Admission: who wants in at the price asked, and whom the gate lets in."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, fast_log, logistic, normal_quantile, poisson_quantile, saturation
from sim.parameters import Parameter
from sim.rng import Decision, uniforms
from sim.state.group import LIVELY
from sim.state.people import Source

_D_ADMIT = np.int64(Decision.ADMIT)
_FOUNDERS = int(Source.FOUNDERS)
_PULLED = int(Source.PULLED)


@kernel
def admit(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, channels, keys, channel, inviter, role, interests, attachment, voice, chattiness,
    attention, means, need_days, free_time, fee_paid, joined,
):  # fmt: skip
    """Move the admitted to the rows right behind the members; the refused take no row.

    Switched off, everybody at the door gets in and nobody pays.
    """
    n_rows = group.n_rows
    to = n_rows
    crowd = p.crowd * saturation(group.atmosphere / LIVELY)
    fee = lever.entry_fee
    effort = p.effort_cost * lever.entry_minutes / 30.0
    asked, given = group.asked_screening, group.given_screening
    read_share = given / asked if asked > 0.0 else 1.0
    asked, given = group.asked_onboarding, group.given_onboarding
    told = lever.briefing * (given / asked if asked > 0.0 else 1.0)
    for i in range(n_rows, n_rows + group.n_prospects):
        source = channel[i]
        paid = 0.0
        if source > _PULLED and p.enabled > 0.0:
            u_wants, u_read, u_error, u_known = uniforms(key, keys[i], day, _D_ADMIT, 0)
            distance = interests[i, 0] ** 2 + interests[i, 1] ** 2
            fit = fast_exp(-0.5 * distance / p.reach_of_topic**2)
            known = poisson_quantile(channels[source].knows_inside, u_known)
            wish = (
                p.willing
                + p.eagerness * group.need * fit
                + p.friends * fast_log(1.0 + known)
                + crowd
                - p.price * fast_log(1.0 + fee / means[i])
                - effort
            )
            if told > 0.0:
                wish -= p.told * told * (1.0 - fit)
            if u_wants >= logistic(wish):
                continue
            if lever.screening > 0.0 and (
                u_read >= read_share or fit + p.screening_error * normal_quantile(u_error) < lever.screening
            ):
                continue
            paid = fee
        if to != i:
            keys[to] = keys[i]
            channel[to] = source
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
        fee_paid[to] = paid
        to += 1
        joined[source, day] += 1
        if source == _PULLED:
            group.joins_pulled += 1
        elif source != _FOUNDERS:
            group.joins_own += 1
    group.joins = to - n_rows
    group.refused = group.n_prospects - group.joins
    group.n_rows = to
    group.n_prospects = 0
    return 0


class Admit(Mechanism):
    r"""Who wants in at the price asked, and whom the gate lets in (S1, S2).

    A prospect applies with probability logistic of :math:`w_0 + w_n\,need\cdot fit_i + w_k \log(1 + k_i) +
    w_c (1 - e^{-speakers/10}) - w_p \log(1 + fee/means_i) - w_e\,minutes/30`: concave in the number of
    friends inside (Backstrom 2006), drawn by a lively group, put off by fees and effort. Those who need
    it most mind least, so a price selects, with error. Screening admits whoever *seems* to match:
    :math:`fit_i + \epsilon \ge strictness`, with :math:`\epsilon \sim N(0, \sigma)`; an application that
    nobody has the time to read is refused. Who was briefed beforehand (S7) applies the less the worse they match:
    :math:`- w_t\,briefed\,(1 - fit)`. People pulled in are not asked. Nothing is ever gained but
    who comes in: whether that is worth the joins lost is left to the run.

    :math:`fit_i = \exp(-|x_i|^2 / 2 b^2)`.
    """

    rows = ("S1", "S2", "H2", "H11", "D6")
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
    )  # fmt: skip
    steps = {"admit": Step(admit, Over.GROUP, always=True)}
