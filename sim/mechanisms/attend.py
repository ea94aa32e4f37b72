r"""Attendance: who opens the group today."""

from __future__ import annotations

import numpy as np

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_exp, fast_log, logistic, progress, saturation
from sim.kernel.scratch import floats
from sim.parameters import Kind, Parameter
from sim.rng import Decision, draw_two
from sim.state.free_time import WEEKDAY_LOG_ODDS
from sim.state.group import LIVELY
from sim.state.people import N_TRACES, TINY, TRACE_DAYS, Role, Source, Status

_D_ATTEND = np.int64(Decision.ATTEND)
_MUTED = int(Status.MUTED)
_KOC = int(Role.KOC)

_FADE = np.exp(-1.0 / TRACE_DAYS).astype(np.float32)
_LOG_DAYS = np.log(TRACE_DAYS)
_TINY = np.float32(TINY)
_NEVER = np.float32(1e-9)
"""Memory of somebody who never came: so little that its logarithm is far from everything else."""

_FORMS = ("memory", "habit")
_HABIT = _FORMS.index("habit")
_HABIT_TRACE = 1
"""The trace of 4 days."""

_PULLED = int(Source.PULLED)
"""Those behind it among the sources came by themselves, and so open the group on joining."""


@kernel
def _add_progress(p, lever, rows, points, drive):  # type: ignore[no-untyped-def]
    """Add what the nearness of the next level is worth, where visits bring it nearer."""
    if lever.level_points <= 0.0 or lever.points_per_visit <= 0.0:
        return
    per_first = 1.0 / lever.level_points
    for m in range(rows.size):
        drive[m] += p.progress * progress(points[rows[m]], per_first, lever.levels) ** 2


@kernel
def attend(  # type: ignore[no-untyped-def]
    p, group, lever, key, day, weekday, rows, keys, status, role, channel, join_day, attachment, free_time, traces, belonging,
    fatigue, friends_active, noticed, level, points, visits,
):  # fmt: skip
    """Decide who visits, and let the memory of visits fade by a day."""
    weight = floats(N_TRACES)
    total = 0.0
    for k in range(N_TRACES):
        weight[k] = fast_exp(-p.memory * _LOG_DAYS[k])
        total += weight[k]
    for k in range(N_TRACES):
        weight[k] = weight[k] * p.memory_scale / total
    floor = _NEVER
    if p.form == _HABIT:
        floor = np.float32(max(1e-9, p.habit_base))
        for k in range(N_TRACES):
            weight[k] = p.habit_scale if k == _HABIT_TRACE else 0.0
    in_week = WEEKDAY_LOG_ODDS[:, weekday].copy()
    mood = p.atmosphere * saturation(group.atmosphere / LIVELY) - p.threshold
    mood += p.purpose * fast_log(max(group.need, 1e-9))
    mood += p.closing * group.closing_soon
    benefit = p.benefit * group.benefit
    mood += p.crisis * group.crisis + benefit
    per_level = p.privileges * lever.level_privileges
    mood += group.event_pull
    friends_pull = floats(9)
    for n in range(9):
        friends_pull[n] = p.friends * saturation(0.5 * n)
    inverse = 1.0 / p.noise
    n = rows.size
    memory = floats(n)
    drive = floats(n)
    # loops of their own, so that the processor works on several members at a time
    for m in range(n):
        i = rows[m]
        strength = floor
        for k in range(N_TRACES):
            strength += np.float32(weight[k]) * traces[i, k]
            traces[i, k] = traces[i, k] * _FADE[k] + _TINY
        memory[m] = strength
        drive[m] = (
            attachment[i]
            + p.belonging * belonging[i]
            + friends_pull[min(friends_active[i], 8)]
            + mood
            - p.fatigue * fatigue[i]
            + in_week[free_time[i]]
            + p.notice * (noticed[i] > 0)
            - (p.muted + benefit) * (status[i] == _MUTED)
            + p.role * (role[i] >= _KOC)
            + per_level * level[i]
        )
    _add_progress(p, lever, rows, points, drive)
    for m in range(n):
        drive[m] = logistic((fast_log(memory[m]) + drive[m]) * inverse)
    luck, _other = floats(n), floats(n)
    draw_two(key, keys, rows, day, _D_ATTEND, luck, _other)
    for m in range(n):
        visits[rows[m]] = luck[m] < drive[m]
    m = n - 1
    while m >= 0 and join_day[rows[m]] == day:  # rows are in order of joining
        if channel[rows[m]] > _PULLED:
            visits[rows[m]] = 1
        m -= 1
    return 0


class Attend(Mechanism):
    r"""Who opens the group today: attendance follows memory (D17, R9).

    .. math:: \mathrm{logit}\,P = (\ln A_i + c_i + \beta b_i + f(1 - e^{-n_i/2}) + a(1 - e^{-speakers/10}) + \pi \ln need
              + \eta\,\mathbb{1}[noticed] - \phi F_i - \mu\,\mathbb{1}[muted] + d_i + o_i + \kappa\,closing - \theta)/s

    :math:`A_i` sums the traces of past visits, each fading as a power of its age: five exponential traces
    (1, 4, 16, 64, 256 days) with weights :math:`\propto\tau^{-m}`. :math:`c_i` is attachment, :math:`b_i`
    belonging, :math:`n_i` friends who spoke yesterday, :math:`need` how much the group's purpose matters, :math:`F_i` push fatigue, :math:`d_i` the weekday
    in this member's week, :math:`o_i` what operators' incentives add: packets given away today (not to the muted), privileges
    of the level, the square of progress towards the next one (a goal gradient), a role; and the sense of crisis. Who came by themselves opens the group on the day of joining.

    **Structural uncertainty.** That memory fades as a power is a choice. With ``form: habit`` it has no
    long memory: :math:`A_i = r + w\,T_i`, a constant ``habit_base`` r, which attachment turns into a rate
    of one's own, and one exponential trace :math:`T_i` of four days weighed with ``habit_scale``. Together with needs
    that end at heterogeneous hazards this is a "buy till you die" form (Schmittlein, Morrison and Colombo
    1987) with habit; the parameters of memory then do nothing. Which patterns tell the two forms
    apart: ``experiments/validation/RESULTS.md``.

    Origin: power-law retention and return on the evidence page (b .29-.46, a .85-1.10); the form is that
    of its trial.
    """

    rows = ("D17", "R8", "R9", "R10", "D4")
    label = "Attendance"
    parameters = (
        Parameter(name="threshold", default=8.47, low=2.0, high=10.0, minimum=-100.0, label="Threshold",
                  doc="Log memory at which a member without any other reason comes every second day.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="noise", default=2.53, low=0.8, high=3.0, minimum=1e-6, label="Noise",
                  doc="Scale of the logistic: large makes visits less predictable.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="memory", default=1.16, low=0.3, high=1.2, label="Forgetting",
                  doc="Exponent with which a visit fades from memory.", source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="memory_scale", default=3.16, low=1.0, high=6.0, minimum=1e-6, label="Scale of memory",
                  doc="Weight of yesterday's visit in memory.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="form", default="memory", kind=Kind.CHOICE, choices=_FORMS, label="Form of attendance",
                  doc="memory: visits fade from memory as a power; habit: a rate of one's own and a habit of a few days.",
                  source="assumption; structural uncertainty: both are held against the patterns in experiments/validation"),
        Parameter(name="habit_base", default=0.1, low=0.0, high=1.0, none=0.0, label="Base of the habit form",
                  doc="With form habit only: memory that never fades, from which somebody comes back after any absence."),
        Parameter(name="habit_scale", default=1.0, low=0.0, high=6.0, none=0.0, label="Scale of habit",
                  doc="With form habit only: weight of yesterday's visit."),
        Parameter(name="belonging", default=3.96, low=0.0, high=4.0, none=0.0, label="Weight of belonging",
                  doc="Rise of log memory that full belonging is worth.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="friends", default=1.76, low=0.0, high=2.0, none=0.0, label="Weight of friends",
                  doc="What many friends who spoke yesterday are worth.",
                  source="calibrated to DuraSpace and zig (experiments/calibration); range: assumption"),
        Parameter(name="atmosphere", default=0.4, low=0.0, high=1.5, none=0.0, label="Weight of liveliness",
                  doc="What many distinct speakers in the last week are worth."),
        Parameter(name="purpose", default=2.0, low=0.0, high=4.0, none=0.0, label="Weight of the purpose",
                  doc="Rise of log memory with the log of how much the group's purpose matters to people."),
        Parameter(name="notice", default=0.71, low=0.0, high=2.0, none=0.0, label="Pull of a notice",
                  doc="What having noticed a notification today is worth.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="fatigue", default=0.22, low=0.0, high=0.3, none=0.0, label="Weight of fatigue",
                  doc="Fall per unit of push fatigue.",
                  source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="closing", default=0.2, low=-0.5, high=1.0, none=0.0, minimum=-10.0, label="Pull of the end",
                  doc="Rise on days on which members know that the group will soon close; negative if they let go."),
        Parameter(name="muted", default=0.4, low=0.0, high=2.5, none=0.0, label="Out of sight",
                  doc="Fall for members who muted the group.", source="calibrated so that Pandora comes out: linear in load, long-run effect 2-4 times the first month (experiments/validation); range: assumption"),
        Parameter(name="benefit", default=1.0, low=0.0, high=3.0, none=0.0, label="Pull of packets",
                  doc="What packets that are large and not yet usual are worth on the day they are given away."),
        Parameter(name="privileges", default=0.3, low=0.0, high=1.5, none=0.0, label="Pull of privileges",
                  doc="What each level reached is worth where levels have every privilege."),
        Parameter(name="progress", default=0.5, low=0.0, high=2.5, none=0.0, label="Pull of the next level",
                  doc="What being all but at the next level is worth.",
                  source="Kivetz, Urminsky and Zheng 2006: effort rises towards the reward; size an assumption"),
        Parameter(name="role", default=1.0, low=-1.0, high=3.0, none=0.0, minimum=-10.0, label="Pull of a role",
                  doc="What being a KOC or manager is worth; negative if the duty keeps them away."),
        Parameter(name="crisis", default=0.1, low=-1.0, high=1.0, none=0.0, minimum=-10.0, label="Pull of a sense of crisis",
                  doc="Rise when many members were removed lately; negative if that drives off those who stay.",
                  source="assumption; the articles claim a rise, and no figure is known"),
    )  # fmt: skip
    steps = {"attend": Step(attend, Over.PRESENT)}
