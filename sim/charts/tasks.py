"""Operators' tasks in words, and which of them a figure shows one by one."""

from __future__ import annotations

import numpy as np

from sim.charts.series import Array, column, mean, totals
from sim.i18n import Translate, mark
from sim.state.record import TASKS
from sim.study.comparison import Comparison

LABELS = {
    "screening": mark("Screening"),
    "recruiting": mark("Recruiting"),
    "positioning": mark("Positioning"),
    "moderation": mark("Moderating"),
    "onboarding": mark("Welcoming"),
    "incentives": mark("Incentives"),
    "content": mark("Content"),
    "conversation": mark("Talking with members"),
    "answering": mark("Answering"),
    "koc": mark("Key members"),
    "referral": mark("Referral"),
    "selling": mark("Selling"),
    "service": mark("After-sales service"),
    "outreach": mark("Private messages"),
    "operation": mark("Day-to-day running"),
}
OTHER = mark("Other work")
SHOWN = 6
NEGLIGIBLE = 0.02
"""A task below this share of the whole in every arm is part of the rest."""


def task_label(task: str, t: Translate) -> str:
    """Return a task's name; that of one not known here is its key."""
    return t(LABELS[task]) if task in LABELS else task.replace("_", " ").capitalize()


def by_task(comparison: Comparison, what: str) -> list[tuple[str, list[Array]]]:
    """Tasks with the columns ``what_TASK`` of each arm, shape (worlds, days), largest first; the rest under ``""``.

    Tasks in which nothing happens are left out.
    """
    tables = {task: [column(arm, f"{what}_{task}") for arm in comparison.arms] for task in TASKS}
    sums = {task: [np.nan_to_num(mean(totals(values))) for values in arms] for task, arms in tables.items()}
    whole = [sum(each[arm] for each in sums.values()) for arm in range(len(comparison.arms))]
    known = [task for task in TASKS if max(sums[task], default=0.0) > 0]
    share = {
        task: max(s / w if w > 0 else 0.0 for s, w in zip(sums[task], whole, strict=True)) for task in known
    }
    order = sorted(known, key=lambda task: -share[task])
    large = [task for task in order if share[task] >= NEGLIGIBLE]
    alone = large if len(large) == len(order) <= SHOWN else large[: SHOWN - 1]
    found = [(task, tables[task]) for task in alone]
    if rest := [task for task in order if task not in alone]:
        found.append(
            (
                "",
                [
                    np.sum([np.nan_to_num(tables[task][arm]) for task in rest], axis=0)
                    for arm in range(len(whole))
                ],
            )
        )
    return found
