r"""Progress: how far members have come on the way from joining to buying and bringing others."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.parameters import Kind, Parameter
from sim.state.people import Stage

_ACTIVATED = int(Stage.ACTIVATED)
_ACTIVE = int(Stage.ACTIVE)


@kernel
def advance(p, group, day, visiting, touched, join_day, posts, purchase, early_visits, stage):  # type: ignore[no-untyped-def]
    """Note which stages today's visitors and buyers have reached, each once."""
    activated, active = 0, 0
    for v in range(group.n_visiting):
        i = visiting[v]
        age = day - np.int64(join_day[i])
        if age < p.new_days:
            early_visits[i] = min(255, np.int64(early_visits[i]) + 1)
        is_activated = (posts[i] > 0) | (early_visits[i] >= p.visits)
        is_active = age >= p.active_days
        activated += is_activated & ((stage[i] & _ACTIVATED) == 0)
        active += is_active & ((stage[i] & _ACTIVE) == 0)
        stage[i] |= (_ACTIVATED if is_activated else 0) | (_ACTIVE if is_active else 0)
    for k in range(group.n_touched if group.sales > 0.0 else 0):
        i = touched[k]
        if purchase[i] > 0 and (stage[i] & _ACTIVATED) == 0:
            activated += 1
            stage[i] |= _ACTIVATED
    group.activated = activated
    group.became_active = active
    return 0


class Progress(Mechanism):
    r"""How far members have come: the stages of the funnel, each counted once a member (M2, M4).

    **Activated**: has spoken, has bought, or has come on ``visits`` days within the first ``new_days``. **Active**:
    has come again ``active_days`` or more after joining. **Bought** and **bought again** are noted on buying,
    **referred** when somebody whom the member invited joins. Stages may be reached in any order. They are noted and
    change nothing; switched off, the first two are not noted.
    """

    rows = ("M2", "M4")
    label = "Stages of the funnel"
    parameters = (
        Parameter(name="new_days", default=14.0, low=3.0, high=30.0, kind=Kind.DURATION, unit="days", label="New",
                  doc="Time after joining in which visits count towards being activated."),
        Parameter(name="visits", default=3, low=1, high=10, minimum=1, maximum=255, kind=Kind.INTEGER, unit="days", label="Visits that activate",
                  doc="Days with a visit in that time that make a member activated who has neither spoken nor bought."),
        Parameter(name="active_days", default=28.0, low=7.0, high=90.0, kind=Kind.DURATION, unit="days", label="Still active",
                  doc="A member who visits so long after joining, or later, has become active."),
    )  # fmt: skip
    steps = {"advance": Step(advance, Over.GROUP)}
