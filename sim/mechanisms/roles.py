r"""Roles: members who become KOCs or managers, the hours they give, and how they burn out."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.ahead import AHEAD, ask_for
from sim.kernel.options import kernel, written_out
from sim.kernel.scalars import fast_exp, fast_log, saturation, share_done
from sim.kernel.select import kth_largest
from sim.parameters import Kind, Parameter
from sim.rng import Decision, uniform
from sim.state.levers import RULES
from sim.state.people import Role, Status
from sim.state.record import HELPED
from sim.state.rules import falls_due, in_force, list_speakers

_D_ROLE = np.int64(Decision.ROLE)
_ACCEPTS, _QUITS, _FIRST = 0, 1, 2
_RECRUIT = RULES.index("recruit_koc")
_PROMOTE = RULES.index("promote_manager")
_MUTED = int(Status.MUTED)
_MEMBER, _KOC, _MANAGER = int(Role.MEMBER), int(Role.KOC), int(Role.MANAGER)
_MONTH = 30
_LATELY = 3
"""Days without a visit after which nobody counts on them."""

_helped = written_out("def helped(group): return " + " + ".join(f"group.helped_{task}" for task in HELPED))


@kernel
def _serve(p, group, key, day, paid, care, holders, keys, role, last_visit, belonging, dependence, duty):  # type: ignore[no-untyped-def]
    """Let those in a role work, tire, and lay it down or not; add up what they give tomorrow."""
    keep = 2.0 ** (-1.0 / p.rest)
    used = min(1.0, _helped(group) / group.helper_hours) if group.helper_hours > 0.0 else 0.0
    tomorrow = 0.0
    for i in holders:
        manages = role[i] == _MANAGER
        there = last_visit[i] >= 0 and day - last_visit[i] < _LATELY
        hours = (p.manager_hours if manages else p.koc_hours) if there else 0.0
        hours *= 1.0 if paid else 1.0 - dependence[i]
        duty[i] = duty[i] * keep + used * hours
        rate = p.burnout * duty[i] * (1.0 - belonging[i]) * (1.0 + p.neglect * (1.0 - care))
        rate += 0.0 if paid else p.unpaid * dependence[i]
        if uniform(key, keys[i], day, _D_ROLE, _QUITS) < 1.0 - fast_exp(-rate):
            role[i] = _MEMBER
            duty[i] = 0.0
            belonging[i] *= 1.0 - p.bitterness
            group.koc_quits += 1
            continue
        tomorrow += hours
        group.managers += manages
        group.kocs += not manages
    group.helper_hours = tomorrow


@kernel
def _recruit(  # type: ignore[no-untyped-def]
    p, group, rule, care, key, day, keys, status, role, belonging, trust, tie_count, send_row, send_count, send_start, tally,
):  # fmt: skip
    """Ask those who wrote most and know most people, until there are as many KOCs as the rule wants."""
    speakers = list_speakers(group, day, _MONTH, send_row, send_count, send_start, tally)
    n = 0
    for i in speakers:
        may = (status[i] <= _MUTED) & (role[i] == _MEMBER) & (belonging[i] >= rule.threshold)
        tally[i] = tally[i] if may else 0
        speakers[n] = i
        n += may
    score = np.empty(n)
    for k in range(n):
        if k + AHEAD < n:
            ask_for(tie_count, speakers[k + AHEAD])
            ask_for(keys, speakers[k + AHEAD])
        i = speakers[k]
        known = fast_log(1.0 + tally[i]) + p.ties * fast_log(1.0 + tie_count[i])
        tally[i] = 0
        score[k] = known + 1e-6 * uniform(key, keys[i], day, _D_ROLE, _FIRST)
    wanted = min(n, int((rule.cap - group.kocs - group.managers) * care + 0.5))
    if wanted <= 0:
        return
    bar = kth_largest(score.copy(), wanted)
    for k in range(n):
        if score[k] < bar or wanted == 0:
            continue
        i = speakers[k]
        wanted -= 1
        willing = p.willing * 0.5 * (belonging[i] + trust[i]) + p.by_pay * saturation(rule.amount / p.enough)
        if uniform(key, keys[i], day, _D_ROLE, _ACCEPTS) < willing:
            role[i] = _KOC
            belonging[i] += p.title * (1.0 - belonging[i] if p.title > 0.0 else belonging[i])
            group.kocs += 1


@kernel
def _promote(group, rule, holders, role, belonging):  # type: ignore[no-untyped-def]
    """Make managers of the KOCs who belong most, until there are as many as the rule wants."""
    while group.managers < rule.cap:
        best = np.int64(-1)
        for k in range(holders.size):
            i = holders[k]
            if (
                role[i] == _KOC
                and belonging[i] >= rule.threshold
                and (best < 0 or belonging[i] > belonging[best])
            ):
                best = np.int64(i)
        if best < 0:
            return
        role[best] = _MANAGER
        group.managers += 1
        group.kocs -= 1


@kernel
def hold(  # type: ignore[no-untyped-def]
    p, group, rules, key, day, present, keys, status, role, last_visit, belonging, trust, duty, dependence, tie_count,
    send_row, send_count, send_start, tally,
):  # fmt: skip
    """Let those in a role work; pay stipends on the last day of a month; ask new ones and promote on the rules' days."""
    care = share_done(group.given_koc, group.asked_koc)
    paid, stipend, recruits, promotes = False, 0.0, -1, -1
    for r in range(rules.size):
        paid |= in_force(rules[r], _RECRUIT, day)
        stipend += rules[r].amount if falls_due(rules[r], _RECRUIT, day, _MONTH) else 0.0
        recruits = r if falls_due(rules[r], _RECRUIT, day, rules[r].period) else recruits
        promotes = r if falls_due(rules[r], _PROMOTE, day, rules[r].period) else promotes
    group.helper_hours = 0.0 if group.role_holders == 0 else group.helper_hours
    if group.role_holders > 0:
        holders = np.empty(group.n_present, np.uint32)
        n = 0
        for k in range(group.n_present):  # without branches
            holders[n] = present[k]
            n += role[present[k]] >= _KOC
        holders = holders[:n]
        _serve(p, group, key, day, paid, care, holders, keys, role, last_visit, belonging, dependence, duty)
        if promotes >= 0:
            _promote(group, rules[promotes], holders, role, belonging)
        if stipend > 0.0:
            for i in holders:
                if role[i] >= _KOC:
                    group.spent_koc += stipend
                    group.rewarded_ever += 1
                    dependence[i] += p.dependence * (1.0 - dependence[i])
    if recruits >= 0:
        _recruit(
            p, group, rules[recruits], care, key, day, keys, status, role, belonging, trust, tie_count, send_row, send_count,
            send_start, tally,
        )  # fmt: skip
    group.role_holders = int(group.kocs + group.managers)
    return 0


class Roles(Mechanism):
    r"""Members who become KOCs or managers, the hours they give, and how they burn out (S14, H10).

    Asked are those who wrote most in thirty days and have most ties, if they belong enough, as many as are lacking and as
    the hours for talks allow; they accept with probability :math:`w(b + t)/2 + m(1 - e^{-y/y_0})` with belonging, trust and
    stipend :math:`y`. The title raises belonging. In a role members come, speak, answer and welcome more (``attend``, ``post``,
    ``converse``, ``leave``), and on days on which they were there lately they do ``koc_hours`` of what operators would
    do otherwise. Work adds to duty :math:`e`, which fades with rest; they lay the role down with hazard :math:`h\,e(1 - b)(1 + n(1 -
    care))`, care being the share of the hours for them that is given, and lose a share of belonging. Stipends make dependent, as rewards
    do (``reward``): when they stop, the dependent give less and go. What is lost with a KOC is what they did.

    Evidence: none trustworthy on the size of effects of KOCs (uncalibrated on the evidence page).
    """

    rows = ("S14", "H10", "H33")
    label = "KOCs and managers"
    parameters = (
        Parameter(name="ties", default=1.0, low=0.0, high=3.0, none=0.0, label="Weight of ties in the choice",
                  doc="How much ties count beside messages when operators look for KOCs."),
        Parameter(name="willing", default=0.8, low=0.0, high=1.5, none=0.0, maximum=2.0, label="Willingness",
                  doc="Probability of accepting with full belonging and trust and without a stipend."),
        Parameter(name="by_pay", default=0.2, low=-0.3, high=0.6, none=0.0, minimum=-1.0, label="Acceptance by pay",
                  doc="Rise of that probability with a very large stipend; negative if money offends."),
        Parameter(name="enough", default=200.0, low=20.0, high=2000.0, minimum=0.01, kind=Kind.MONEY, unit="yuan", label="Enough",
                  doc="Monthly stipend that has 63 % of the effect of a very large one."),
        Parameter(name="title", default=0.1, low=-0.1, high=0.4, none=0.0, minimum=-1.0, maximum=1.0, label="Belonging by the title",
                  doc="Share of the way to full belonging that taking on the role goes; negative if it sets them apart."),
        Parameter(name="koc_hours", default=0.3, low=0.0, high=1.0, none=0.0, maximum=24.0, unit="h/day", label="Hours of a KOC",
                  doc="Care that a KOC gives on a day if they were there lately."),
        Parameter(name="manager_hours", default=0.8, low=0.0, high=2.0, none=0.0, maximum=24.0, unit="h/day", label="Hours of a manager",
                  doc="The same of a manager."),
        Parameter(name="rest", default=14.0, low=3.0, high=60.0, minimum=0.1, kind=Kind.DURATION, unit="days", label="Rest",
                  doc="Half-life of the hours worked in the role."),
        Parameter(name="burnout", default=0.001, low=0.0, high=0.01, none=0.0, maximum=10.0, unit="1/day", label="Burn-out",
                  doc="Hazard of laying the role down for each hour of duty of late, for somebody without belonging."),
        Parameter(name="neglect", default=1.0, low=0.0, high=4.0, none=0.0, label="Neglect",
                  doc="By how much that hazard rises when operators have no hours for their KOCs."),
        Parameter(name="bitterness", default=0.2, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Bitterness",
                  doc="Share of belonging lost by who lays the role down."),
        Parameter(name="dependence", default=0.15, low=0.0, high=0.6, none=0.0, kind=Kind.SHARE, label="Dependence by a stipend",
                  doc="Share of the way to full dependence that one stipend goes."),
        Parameter(name="unpaid", default=0.03, low=0.0, high=0.2, none=0.0, maximum=10.0, unit="1/day", label="Going without pay",
                  doc="Hazard of laying the role down of the wholly dependent once nobody pays or looks after them."),
    )  # fmt: skip
    steps = {"hold": Step(hold, Over.GROUP, only_with=("recruit_koc", "promote_manager"))}
