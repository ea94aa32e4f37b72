"""Part 7: newcomers answered: what logs show, and what an answer causes for the same person under the same luck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.validation.table import Part, number, percent
from experiments.validation.worlds import (
    APART,
    DAYS,
    FITTED,
    SEED,
    SHORT,
    VALIDATED,
    Array,
    logs,
    scenario,
)  # fmt: skip
from sim.engine.plan import Plan, make_plan
from sim.engine.stepper import found, run_days, run_until
from sim.engine.world import World
from sim.patterns import PATTERNS, measured, prepare, references
from sim.statistics.paired import PairedDifference, paired_difference

NAMES = ("newcomer_answered", "return_if_answered", "return_if_not", "return_difference")
PLAIN, STRATIFIED = (0.04, 0.17), (-0.02, 0.10)
"""Differences in real logs; evidence page, "how a default may be chosen", 5."""
SINCE, RETURN_DAYS = 60, 30
ANSWERED_BY_OPERATOR = 2


@dataclass(frozen=True)
class Firsts:
    """People who first spoke within the record, by key: day, whether made answered, whether they came back."""

    day: dict[int, int]
    answered: dict[int, bool]
    returned: dict[int, bool]


def chosen(keys: np.ndarray, arm: int) -> np.ndarray:
    """Tell who is answered in an arm: half of all people, and in the other arm the other half."""
    return ((keys >> np.uint64(17)) & np.uint64(1)) == np.uint64(arm)


def toggle(world: World, arm: int) -> list[tuple[int, bool]]:
    """Answer the first messages of those chosen, and take the others' answers away, before anyone feels them.

    Who is chosen and has no answer from a member gets one as operators give it (no tie); from who is
    not chosen, answers are taken. Returns (row, answered) of today's first speakers.
    """
    arrays, n = world.arrays, int(world.groups[0]["n_messages"])
    author = arrays["message_row"][0, :n].astype(np.int64)
    new = arrays["spoken"][0, author] == 0
    is_chosen = chosen(arrays["keys"][0, author], arm)
    marked, to = arrays["message_answered"][0], arrays["message_to"][0]
    marked[:n][new & is_chosen & (marked[:n] == 0)] = ANSWERED_BY_OPERATOR
    refused = np.flatnonzero(new & ~is_chosen)
    marked[refused] = 0
    to[:n][np.isin(to[:n], refused)] = -1
    rows = np.unique(author[new])
    gets = chosen(arrays["keys"][0, rows], arm)
    answers = arrays["answers"][0]
    answers[rows] = np.where(gets, np.maximum(answers[rows], 1), 0)
    return list(zip(rows.tolist(), gets.tolist(), strict=True))


def first_words(plan: Plan, world_number: int, arm: int) -> Firsts:
    """Run a world with first words toggled and note who comes back within 30 days."""
    days = plan.scenario.horizon_days
    world = World(plan)
    world.clear(SEED, world_number)
    found(world)
    done = Firsts({}, {}, {})
    for day in range(days):
        run_until(world, day + 1, "tie.tie")
        today = toggle(world, arm)
        run_days(world, day + 1)
        keys = world.arrays["keys"][0]
        for row in np.flatnonzero(world.arrays["last_post"][0, : int(world.groups[0]["n_rows"])] == day):
            key = int(keys[row])
            if key in done.day and 0 < day - done.day[key] <= RETURN_DAYS:
                done.returned[key] = True
        if SINCE <= day < days - RETURN_DAYS - 1:
            for row, answered in today:
                key = int(keys[row])
                done.day[key], done.answered[key] = day, answered
                done.returned.setdefault(key, False)
    return done


def causal(days: int, worlds: int) -> tuple[PairedDifference, int, int]:
    """Effect of being answered on returning: same persons, both ways; and how many persons, of how many."""
    plan = make_plan(scenario(days=days))
    answered, ignored, pairs, everybody = [], [], 0, 0
    for world in range(worlds):
        one, other = (first_words(plan, world, arm) for arm in (0, 1))
        both = [key for key, day in one.day.items() if other.day.get(key) == day]
        everybody += len(one.day)
        pairs += len(both)
        with_answer = [(one if one.answered[key] else other).returned[key] for key in both]
        without = [(other if one.answered[key] else one).returned[key] for key in both]
        answered.append(float(np.mean(with_answer)) if both else np.nan)
        ignored.append(float(np.mean(without)) if both else np.nan)
    return paired_difference(ignored, answered), pairs, everybody


def observed(days: int, worlds: int) -> Array:
    """The four figures of newcomers in simulated logs, shape (worlds, 4)."""
    wanted = [p for name in NAMES for p in PATTERNS if p.name == name]
    return np.array(
        [[measured(p, prepare(log)).value for p in wanted] for log in logs(scenario(days=days), worlds)]
    )


def measure(quick: bool) -> Part:
    """Judge the statistic; report the effect."""
    days, worlds = (200, 2) if quick else (DAYS, 20)
    part = Part("7. Newcomers answered")
    rows = observed(days, worlds)
    plain = rows[:, 1] - rows[:, 2]
    effect, pairs, everybody = causal(days, worlds)
    for what, values, (low, high) in (
        ("plain", plain, PLAIN),
        ("stratified by first-day messages", rows[:, 3], STRATIFIED),
    ):
        seen = values[np.isfinite(values)]
        middle = float(np.median(seen)) if seen.size else float("nan")
        part.judge(
            f"return of answered newcomers minus others, {what} (observed)",
            f"median over worlds from {low:g} to {high:g}",
            f"{number(middle)}",
            None if not seen.size else low <= middle <= high,
        )
    part.judge(
        "caused by the answer: the same newcomers, answered or not, same luck",
        "reported; Joyce and Kraut 2006 saw 44 -> 56 %, not randomised",
        f"{percent(effect.mean_a)} -> {percent(effect.mean_b)}, difference {number(effect.difference)} "
        f"({number(effect.low)} to {number(effect.high)})",
        None,
    )
    _table(part, rows)
    part.remarks.append(
        f"Caused: each world twice. In one, the first words of half of all newcomers are answered and those of the other half are not; in the "
        f"other it is the reverse. {pairs} people speak for the first time on the same day in both ({everybody} in one); each is compared with "
        "themselves. An answer made so is one by the operators; answers by members count as they are, with their ties. Interval: 95 %, over worlds."
    )
    return part


def _table(part: Part, rows: Array) -> None:
    def middle(k: int) -> str:
        seen = rows[:, k][np.isfinite(rows[:, k])]
        if not seen.size:
            return "-"
        low, median, high = np.quantile(seen, (0.1, 0.5, 0.9))
        return f"{number(float(median))} ({number(float(low))} - {number(float(high))})"

    lines = [["simulated (middle 80 % of worlds)", *(middle(k) for k in range(4))]]
    for name in (*FITTED, *VALIDATED, *APART):
        figures = references()[name].patterns
        lines.append([SHORT[name], *(number(figures.get(each, float("nan"))) for each in NAMES)])
    head = ["log", "answered", "return if answered", "return if not", "stratified difference"]
    part.table("Observed, not caused:", head, lines)
