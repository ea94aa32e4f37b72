r"""Removal of misfits and of the idle, and the sense of crisis among those who stay."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, normal_quantile, saturation, share_done
from sim.kernel.select import kth_largest
from sim.parameters import Kind, Parameter
from sim.rng import Decision
from sim.state.levers import RULES
from sim.state.people import Cause, Role, Status
from sim.state.rules import draw_all, falls_due

_D_REMOVE = np.int64(Decision.REMOVE)
_MISFITS = RULES.index("remove_misfits")
_IDLE = RULES.index("remove_idle")
_MUTED = int(Status.MUTED)
_REMOVED = int(Status.REMOVED)
_CAUSE_REMOVED = int(Cause.REMOVED)
_KOC = int(Role.KOC)


@kernel
def _reasons(p, group, rule, key, day, present, keys, status, role, interests, join_day, last_visit, score):  # type: ignore[no-untyped-def]
    """Write by how much each present member passes the rule's threshold, 0 or less for those who may stay."""
    misfits = rule.kind == _MISFITS
    per_apart = -0.5 / p.reach_of_topic**2
    draw_all(key, keys, present[: group.n_present], day, _D_REMOVE, 0 if misfits else 1, score)
    # loops of their own, so that the processor works on several members at a time
    if misfits:
        for k in range(group.n_present):
            score[k] = normal_quantile(score[k])
        for k in range(group.n_present):
            i = present[k]
            x, y = interests[i, 0], interests[i, 1]
            passed = rule.threshold - fast_exp(per_apart * (x * x + y * y)) - p.error * score[k]
            score[k] = passed if day - join_day[i] >= rule.amount else 0.0
    else:
        for k in range(group.n_present):
            i = present[k]
            away = day - max(last_visit[i], join_day[i])
            score[k] = 1.0 + away - rule.threshold + score[k] if away >= rule.threshold else 0.0
    for k in range(group.n_present):
        i = present[k]
        score[k] = 0.0 if status[i] > _MUTED or role[i] >= _KOC else score[k]


@kernel
def remove(  # type: ignore[no-untyped-def]
    p, group, rules, key, day, present, keys, status, cause, role, interests, join_day, last_visit, tie_count, tie_to,
    belonging, trust,
):  # fmt: skip
    """Remove whom the rules that fall due today hit hardest, up to their cap; let the sense of crisis fade and grow."""
    group.crisis *= 2.0 ** (-1.0 / p.half_life)
    share = share_done(group.given_moderation, group.asked_moderation)
    for r in range(rules.size):
        rule = rules[r]
        misfits = falls_due(rule, _MISFITS, day, rule.period)
        if not (misfits or falls_due(rule, _IDLE, day, rule.period)):
            continue
        n = group.n_present
        score = np.empty(n)
        _reasons(
            p, group, rule, key, day, present, keys, status, role, interests, join_day, last_visit, score
        )
        due, scores = 0, np.empty(n)
        for k in range(n):  # without branches
            scores[due] = score[k]
            due += score[k] > 0.0
        wanted = min(due, int(rule.cap * share + 0.5))
        bar = kth_largest(scores[:due], wanted) if wanted > 0 else np.inf
        removed = 0
        for k in range(n):
            if score[k] < bar or removed == wanted:
                continue
            i = present[k]
            status[i] = _REMOVED
            cause[i] = _CAUSE_REMOVED
            removed += 1
            for slot in range(tie_count[i]):
                other = tie_to[i, slot]
                belonging[other] *= 1.0 - p.friends_belonging
                trust[other] *= 1.0 - p.friends_trust
        group.removed += removed
        if misfits:
            group.removed_misfits += removed
        else:
            group.removed_idle += removed
        felt = (1.0 if misfits else p.idle_weight) * removed / max(1, n)
        group.crisis += (1.0 - group.crisis) * saturation(felt / p.enough)
    return 0


class Remove(Mechanism):
    r"""Removal of misfits and of the idle, and the sense of crisis among those who stay (S10, H7).

    A rule falls due every so many days and hits at most ``cap`` members, as far as the hours given to moderation last; KOCs
    and managers are spared. Misfits: those there for some days whose match :math:`\exp(-|x_i|^2/2b^2)`, seen with an error,
    is below the threshold, worst first; operators do not see who belongs or writes. Idle: those without a visit for so
    many days, longest first. Ties of the removed end; their friends lose a share of belonging and trust. Removal of a share
    :math:`q` of the members moves the sense of crisis by :math:`1 - e^{-q/q_0}` towards 1, removal of the idle by less;
    it fades, and what it does to coming and speaking (``attend``, ``post``) may be good, bad or nothing. Removals for
    strikes are ``moderate``'s and frighten nobody here.
    """

    rows = ("S10", "H7")
    label = "Removal"
    parameters = (
        Parameter(name="reach_of_topic", default=1.2, low=0.5, high=3.0, minimum=0.01, label="Reach of the topic",
                  doc="Distance in interests at which the match has fallen to 61 %."),
        Parameter(name="error", default=0.2, low=0.0, high=0.6, none=0.0, label="Error of judgement",
                  doc="Standard deviation of the error with which operators see a member's match."),
        Parameter(name="enough", default=0.05, low=0.01, high=0.3, minimum=0.001, label="Removals that are felt",
                  doc="Share of the members that has 63 % of the greatest effect when removed."),
        Parameter(name="idle_weight", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Weight of the idle",
                  doc="How much the removal of an idle member is felt, relative to that of a misfit."),
        Parameter(name="half_life", default=14.0, low=2.0, high=60.0, minimum=0.1, kind=Kind.DURATION, unit="days",
                  label="Half-life of the sense of crisis", doc="Time in which the sense of crisis fades by half."),
        Parameter(name="friends_belonging", default=0.05, low=0.0, high=0.4, none=0.0, kind=Kind.SHARE, label="Belonging lost by friends",
                  doc="Share of belonging that a member loses when somebody they are tied to is removed."),
        Parameter(name="friends_trust", default=0.1, low=0.0, high=0.4, none=0.0, kind=Kind.SHARE, label="Trust lost by friends",
                  doc="Share of trust that a member loses when somebody they are tied to is removed."),
    )  # fmt: skip
    steps = {"remove": Step(remove, Over.GROUP, only_with=("remove_misfits", "remove_idle"))}
