r"""Selection: who is made a super user for what they contribute, and who is passed over."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import clip, fast_exp
from sim.parameters import Parameter
from sim.state.levers import RULES
from sim.state.people import POST_TRACE_DAYS, Role, Status
from sim.state.rules import falls_due

_SELECT = RULES.index("select_super")
_MEMBER = int(Role.MEMBER)
_SUPER = int(Role.SUPER)
_MUTED = int(Status.MUTED)
_TRACE = 1
"""The trace of 16 days: what somebody contributed lately."""


@kernel
def _choose(p, group, day, cap, least, present, keys, role, last_post, post_traces, belonging):  # type: ignore[no-untyped-def]
    """Choose those who contributed most, up to the cap; the others who contributed enough are passed over."""
    n = group.n_present
    who, lately = np.empty(n, np.uint32), np.empty(n)
    m = 0
    for k in range(n):
        i = present[k]
        if role[i] != _MEMBER or last_post[i] < 0:
            continue
        trace = post_traces[i, _TRACE] * fast_exp(-(day - last_post[i]) / POST_TRACE_DAYS[_TRACE])
        who[m] = i
        lately[m] = trace
        m += trace >= least
    for _chosen in range(min(m, int(cap))):
        best = 0
        for k in range(1, m):
            more = lately[k] > lately[best]
            best = k if more or (lately[k] == lately[best] and keys[who[k]] < keys[who[best]]) else best
        role[who[best]] = _SUPER
        group.chosen += 1
        m -= 1
        who[best], lately[best] = who[m], lately[m]
    for k in range(m):
        belonging[who[k]] = clip(belonging[who[k]] * (1.0 - p.passed_over), 0.0, 1.0)


@kernel
def select(p, group, day, rules, present, keys, status, role, last_post, post_traces, belonging):  # type: ignore[no-untyped-def]
    """Carry out the published rule on its days; count super users and pay for their privileges."""
    for r in range(rules.size):
        rule = rules[r]
        if not falls_due(rule, _SELECT, day, rule.period):
            continue
        _choose(
            p, group, day, rule.cap, rule.threshold, present, keys, role, last_post, post_traces, belonging
        )
        here = 0
        for k in range(group.n_present):
            here += role[present[k]] == _SUPER and status[present[k]] <= _MUTED
        group.super_users = here
        group.spent_screening += rule.amount * here
    return 0


class Select(Mechanism):
    r"""Super users are chosen by a published rule (S24, T3, H57).

    Every ``period`` days of a rule ``select_super`` the members who spoke on most days lately (their trace of 16 days, at least
    the threshold) become super users, up to the cap; equal ones in order of their keys. Privileges cost the rule's amount for each super user and
    period. Whoever contributed enough and was not chosen loses the share ``passed_over`` of belonging. What a published rule does
    to those not yet chosen is in ``post``, what privileges are worth in ``leave``.
    """

    rows = ("S24", "T3", "H18", "H57")
    label = "Selection of super users"
    parameters = (
        Parameter(name="passed_over", default=0.1, low=-0.1, high=0.5, none=0.0, minimum=-1.0, maximum=1.0, label="Being passed over",
                  doc="Share of belonging lost by who contributed enough and was not chosen; negative if it spurs."),
    )  # fmt: skip
    steps = {"select": Step(select, Over.GROUP, only_with=("select_super",))}
