r"""Growth system: points, levels, privileges, and the pull of the next level."""

from __future__ import annotations

import math

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import progress, share_done
from sim.parameters import Kind, Parameter

_MOST_POINTS = 65_535


@kernel
def strive(p, lever, rows, points, urge):  # type: ignore[no-untyped-def]
    """Urge visitors to speak by how near the next level is."""
    if lever.level_points <= 0.0 or lever.points_per_message <= 0.0:
        return 0
    per_first = 1.0 / lever.level_points
    for v in range(rows.size):
        urge[v] += p.striving * progress(points[rows[v]], per_first, lever.levels) ** 2
    return 0


@kernel
def earn(p, group, lever, visiting, posts, points, level, belonging, dependence):  # type: ignore[no-untyped-def]
    """Book today's points as far as the hours given last, and raise the level of those who have enough."""
    if lever.level_points <= 0.0:
        return 0
    share = share_done(group.given_incentives, group.asked_incentives)
    for v in range(group.n_visiting):
        i = visiting[v]
        earned = (lever.points_per_visit + lever.points_per_message * posts[i]) * share
        points[i] = min(_MOST_POINTS, points[i] + int(earned + 0.5))
        reached = int(min(lever.levels, math.sqrt(points[i] / lever.level_points)))
        while level[i] < reached:
            level[i] += 1
            belonging[i] += p.standing * (1.0 - belonging[i])
            dependence[i] += p.dependence * (1.0 - dependence[i])
            group.levels_reached += 1
            group.rewarded_ever += 1
            group.spent_incentives += lever.level_gift
    return 0


class Grow(Mechanism):
    r"""Points, levels, privileges, and the pull of the next level (S19, S8).

    Visits and messages earn points; level :math:`n` takes :math:`n^2` times the points of the first. With :math:`g` the share of
    the way to the next level, a visitor's log odds of speaking rise by :math:`s\,g^2`, and coming likewise
    (``attend``): a goal gradient, gone at the last level. Each level has privileges, which are worth coming for and staying
    for (``attend``, ``leave``), and some standing in the group. Like any reward a level may crowd out what
    members did of themselves, and points are earned with messages that say nothing (``reward``). Levels are not lost; when
    the system ends, privileges do.

    Source: Kivetz, Urminsky and Zheng 2006 for the gradient; sizes are assumptions.
    """

    rows = ("S19", "H5")
    label = "Growth system"
    parameters = (
        Parameter(name="striving", default=0.2, low=0.0, high=1.0, none=0.0, unit="log odds", label="Pull of the next level",
                  doc="Rise of the log odds of speaking of a visitor who is all but at the next level.",
                  source="Kivetz, Urminsky and Zheng 2006: effort rises towards the reward; size an assumption"),
        Parameter(name="standing", default=0.03, low=0.0, high=0.15, none=0.0, kind=Kind.SHARE, label="Standing by a level",
                  doc="Share of the way to full belonging that reaching a level goes."),
        Parameter(name="dependence", default=0.05, low=0.0, high=0.3, none=0.0, kind=Kind.SHARE, label="Dependence by a level",
                  doc="Share of the way to full dependence on rewards that reaching a level goes."),
    )  # fmt: skip
    steps = {
        "strive": Step(strive, Over.VISITING, only_with=("level_points",)),
        "earn": Step(earn, Over.GROUP, only_with=("level_points",)),
    }
