"""Incentives, roles and removal: who was rewarded, who holds a role, who was sent away."""

from __future__ import annotations

from sim.contracts import Better, Measure, MeasureFile, Outcome, Over, Step
from sim.contracts.outcomes import late_mean, total
from sim.kernel.options import kernel

_WEEK = 7


@kernel
def standing(group, day, present, dependence, level):  # type: ignore[no-untyped-def]
    """On the last day of each week, average over present members, once anybody has got anything."""
    n = group.n_present
    if n == 0 or group.rewarded_ever == 0 or day % _WEEK != _WEEK - 1:
        return 0
    d, levels = 0.0, 0
    for k in range(n):
        d += dependence[present[k]]
        levels += level[present[k]]
    group.mean_dependence = d / n
    group.mean_level = levels / n
    return 0


MEASURES = MeasureFile(
    rows=("S8", "S9", "S10", "S14", "S19"),
    measures=(
        Measure(name="rewarded", label="Rewarded", unit="people", doc="Members who got a reward for speaking on the day."),
        Measure(name="benefits_taken", label="Packets taken", unit="packets", doc="Packets that members took."),
        Measure(name="levels_reached", label="Levels reached", unit="levels", doc="Levels that members reached in the growth system."),
        Measure(name="mean_level", label="Mean level", unit="levels", doc="Mean level of members in the growth system, taken once a week."),
        Measure(name="dependence", field_name="mean_dependence", label="Dependence on rewards", unit="share", doc="Mean dependence of members on rewards, as on their last visit; taken once a week."),
        Measure(name="empty", label="Empty messages", unit="messages", doc="Messages by members that say nothing and were written for a reward, as expected."),
        Measure(name="kocs", label="KOCs", unit="people", doc="Present members who are KOCs."),
        Measure(name="managers", label="Managers from among the members", unit="people", doc="Present members who are managers."),
        Measure(name="koc_quits", label="Roles laid down", unit="people", doc="KOCs and managers who laid down their role."),
        Measure(name="removed_misfits", label="Removed as misfits", unit="people", doc="Members removed because they seemed not to match."),
        Measure(name="removed_idle", label="Removed as idle", unit="people", doc="Members removed because they stayed away."),
        Measure(name="crisis", label="Sense of crisis", unit="share", doc="Sense of crisis among members after removals, 0 to 1."),
    ),
    outcomes=(
        Outcome(name="koc_quits_total", label="Roles laid down", unit="people", better=Better.LOWER, compute=total("koc_quits"),
                doc="KOCs and managers who laid down their role, over the whole run."),
        Outcome(name="empty_total", label="Empty messages", unit="messages", better=Better.LOWER, compute=total("empty"),
                doc="Messages that say nothing and were written for a reward, over the whole run."),
        Outcome(name="kocs_late", label="KOCs, last 4 weeks", unit="people", better=Better.NEITHER, compute=late_mean("kocs"),
                doc="Mean number of KOCs on a day of the last four weeks."),
    ),
    step=Step(standing, Over.GROUP, always=True, only_with=("reward_top", "recruit_koc", "level_points")),
)  # fmt: skip
