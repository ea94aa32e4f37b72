"""Comparisons with a known answer, made without the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Better, Measure, Outcome, RunTables
from sim.statistics import cohort_sizes
from sim.study.changes import Change
from sim.study.comparison import Arm, Comparison, Paired
from sim.study.interaction import Factorial

Array = NDArray[np.float64]
HOSTILE = "</script><img src=x onerror=alert(1)><b>\u2028&amp;{0}"


@dataclass(frozen=True)
class Kind:
    """How an arm does: members visiting at the end, pushes a day, cost a day."""

    title: str
    visits: float
    pushes: float
    cost: float
    half_life: float = 60.0
    sells: float = 0.0


WARM = Kind("Warmed up", 60, 0.3, 60, 160)
PUSHED = Kind("Pushed hard", 26, 3, 45, 45)
SAME = Kind("Warmed up again", 60, 0.3, 60, 160)
CHEAP = Kind("Light touch with members' own content", 58, 0.1, 15, 140)
GATED = Kind("Entry fee and vertical topic", 70, 0.3, 80, 220)
SELLS = Kind("Warmed up, then sells", 60, 0.6, 60, 150, sells=0.5)
DUMPS = Kind("Sells from the first day", 26, 3, 45, 45, sells=0.8)
TASKS = (
    ("content", 0.4),
    ("answering", 0.2),
    ("moderation", 0.15),
    ("selling", 0.1),
    ("onboarding", 0.1),
    ("koc", 0.03),
    ("operation", 0.02),
)


def _nothing(tables: RunTables) -> Array:
    return np.full(tables.ended.shape[0], np.nan)


OUTCOMES = (
    Outcome(name="visiting_end", label="Visiting at the end", doc="Members visiting a day, mean of the last 28 days.", unit="people", better=Better.HIGHER, compute=_nothing),
    Outcome(name="members_end", label="Members at the end", doc="Members present at the end of the last day.", unit="people", better=Better.HIGHER, compute=_nothing),
    Outcome(name="talk_total", label="Messages by members", doc="All messages that members wrote.", unit="messages", better=Better.HIGHER, compute=_nothing),
    Outcome(name="top20", label="Share of talk by the top 20%", doc="Messages by the most active fifth.", unit="share", compute=_nothing),
    Outcome(name="dead_day", label="First silent day", doc="First day of seven without a message.", unit="days", better=Better.HIGHER, compute=_nothing),
    Outcome(name="pushed_out", label="Members who left because of pushes", doc="Leaves put down to pushes.", unit="people", better=Better.LOWER, compute=_nothing),
    Outcome(name="cost_total", label="Cost", doc="Money the operators spent.", unit="yuan", better=Better.LOWER, combine="sum", compute=_nothing),
)  # fmt: skip


def comparison(
    kinds: tuple[Kind, ...] = (WARM, PUSHED),
    *,
    worlds: int = 60,
    days: int = 180,
    seed: int = 1,
    noise: float = 0.15,
    missing: tuple[str, ...] = (),
) -> Comparison:
    """Compare ``kinds`` in ``worlds`` worlds that share their luck."""
    luck = np.random.default_rng(seed).normal(0, 0.2, worlds)
    arms = tuple(_arm(number, kind, luck, days, noise, missing) for number, kind in enumerate(kinds))
    return Comparison(
        arms=arms,
        paired=tuple(pair(outcome, arms[0], arm) for outcome in OUTCOMES for arm in arms[1:]),
        measures=(Measure(name="visiting", label="Members visiting", doc="Members who open the group on the day.", unit="people"),),
        outcomes=OUTCOMES,
        changes=((), *((Change("strategies.selling.pushes_per_day", before.pushes, kind.pushes), Change("strategies.operation.cost", before.cost, kind.cost))
                       for before, kind in pairwise(kinds))),
        worlds=worlds,
        seed=seed,
        horizon_days=days,
        version="0.1.0",
        code="3f9a1c7e52b04d68",
    )  # fmt: skip


def pair(outcome: Outcome, a: Arm, b: Arm) -> Paired:
    """Pair two arms world by world."""
    first, second = a.runs[outcome.name], b.runs[outcome.name]
    both = np.isfinite(first) & np.isfinite(second)
    difference = (second - first)[both]
    n = int(both.sum())
    mean = float(difference.mean()) if n else float("nan")
    half = 1.99 * float(difference.std(ddof=1)) / n**0.5 if n > 1 else float("nan")
    sign = -1 if outcome.better is Better.LOWER else 1
    return Paired(
        outcome.name, a.name, b.name, float(first[both].mean()) if n else float("nan"), float(second[both].mean()) if n else float("nan"),
        mean, mean - half, mean + half, int((sign * difference > 0).sum()), int((sign * difference < 0).sum()), n,
    )  # fmt: skip


def _arm(number: int, kind: Kind, luck: Array, days: int, noise: float, missing: tuple[str, ...]) -> Arm:
    random = np.random.default_rng(100 + number)
    worlds = luck.size
    day = np.arange(days)
    fade = kind.visits + (90 - kind.visits) * np.exp(-day / 25)
    own = np.exp(luck[:, None] + random.normal(0, noise, (worlds, 1)))
    visiting = np.maximum(0, own * fade * np.exp(random.normal(0, 0.08, (worlds, days))))
    members = own * (40 + 160 * 0.5 ** (day / kind.half_life)) + 0.2 * day
    joins = random.poisson(0.8, (worlds, days)).astype(float)
    leaves = random.poisson(np.clip(members * np.log(2) / kind.half_life, 0.01, None)).astype(float)
    push_share = kind.pushes / (kind.pushes + 1.5)
    shares = {"leaves_need_ended": 0.4 * (1 - push_share), "leaves_no_value": 0.4 * (1 - push_share), "leaves_pushes": push_share,
              "leaves_spam": 0.1 * (1 - push_share), "leaves_overload": 0.1 * (1 - push_share)}  # fmt: skip
    columns: dict[str, Array] = {name: leaves * share for name, share in shares.items()}
    removed = random.poisson(0.05, (worlds, days)).astype(float)
    columns |= {
        "members": members, "joins": joins, "leaves": leaves + removed, "removed": removed,
        "muted": members * min(0.9, 0.1 + 0.2 * kind.pushes), "reached": visiting * 0.9, "visiting": visiting, "posters": visiting * 0.14,
        "messages": visiting * 0.5, "spam": random.poisson(1.0, (worlds, days)).astype(float), "contents": np.ones((worlds, days)),
        "pushes": np.full((worlds, days), kind.pushes), "answers": visiting * 0.05, "cost": np.full((worlds, days), kind.cost) * own,
    }  # fmt: skip
    columns |= _hearing(columns, kind) | _work(columns, kind, random) | _custom(columns, kind, random)
    runs = {
        "visiting_end": visiting[:, -28:].mean(axis=1), "members_end": members[:, -1], "talk_total": columns["messages"].sum(axis=1),
        "top20": np.clip(random.normal(0.72 + 0.02 * number, 0.04, worlds), 0, 1),
        "dead_day": np.where(random.random(worlds) < 0.8, np.nan, 90.0 - 20 * number + random.normal(0, 4, worlds)),
        "pushed_out": columns["leaves_pushes"].sum(axis=1), "cost_total": columns["cost"].sum(axis=1),
    }  # fmt: skip
    age = np.arange(days + 1)
    survival = 0.15 + 0.85 * 0.5 ** (age / (kind.half_life * own))
    days_table = {name: values for name, values in columns.items() if name not in missing}
    weeks = -(-days // 7)
    sizes = cohort_sizes(joins, members, columns["leaves"])
    stays = np.exp(-np.arange(weeks) / (kind.half_life / 12)) * 0.6
    cohorts = random.binomial(sizes[:, :, None].astype(int), np.clip(0.05 + stays, 0, 1)).astype(float)
    cohorts[:, np.add.outer(np.arange(weeks), np.arange(weeks)) >= weeks] = 0
    power = 3.0 + 0.8 * number % 3 + random.normal(0, 0.3, worlds)
    lorenz = (np.arange(1, 21) / 20) ** power[:, None]
    return Arm(f"arm{number}", kind.title, days_table, runs, survival, cohorts, sizes, lorenz)


def _hearing(columns: dict[str, Array], kind: Kind) -> dict[str, Array]:
    """Make up fatigue and muted members who are reached."""
    worlds, days = columns["members"].shape
    tired = kind.pushes * 4 * (1 - np.exp(-np.arange(days) / 20))
    return {"fatigue": np.tile(tired, (worlds, 1)), "reached_muted": 0.1 * columns["muted"]}


def _work(columns: dict[str, Array], kind: Kind, random: np.random.Generator) -> dict[str, Array]:
    """Make up hours and costs by task."""
    cost = columns["cost"]
    hours = cost / 40
    made = {f"hours_{task}": hours * share * random.uniform(0.9, 1.1) for task, share in TASKS}
    made |= {f"cost_{task}": cost * share for task, share in TASKS}
    given = sum(made[f"hours_{task}"] for task, _ in TASKS)
    return made | {"hours_given": given, "hours_asked": given * (1 + 0.2 * kind.pushes), "hours_helped": 0 * given,
                   "answer_delay": np.full(cost.shape, 0.2 + 0.3 * kind.pushes)}  # fmt: skip


def _custom(columns: dict[str, Array], kind: Kind, random: np.random.Generator) -> dict[str, Array]:
    """Make up the door and what is bought, in whole fen; without sales the columns are zero, as the engine has them."""
    joins, visiting = columns["joins"], columns["visiting"]
    shape = joins.shape
    sales = random.poisson(kind.sells * visiting * 0.03).astype(float)
    money = {"revenue_fees": 5 * joins * (kind.sells > 0), "revenue_sales": 99.0 * sales, "refunds": 9.9 * random.binomial(sales.astype(int), 0.05),
             "goods": 40.0 * sales}  # fmt: skip
    revenue = money["revenue_fees"] + money["revenue_sales"] - money["refunds"]
    people = {"bought": 0.6 * sales, "bought_again": 0.2 * sales, "sales": sales, "sales_repeat": 0.4 * sales,
              "referred": random.poisson(0.03 * kind.sells, shape).astype(float), "activated": 0.7 * joins, "became_active": 0.4 * joins}  # fmt: skip
    return money | people | {"prospects": joins + random.poisson(1.2, shape), "revenue": revenue,
                             "profit": revenue - money["goods"] - columns["cost"]}  # fmt: skip


def silent() -> Comparison:
    """Two groups in which nothing ever happens; one of them has not even recorded most columns."""
    base = comparison(worlds=5, days=20)
    zeros = {name: np.zeros((5, 20)) for name in base.arms[0].days}
    few = {"visiting": np.full((5, 20), np.nan), "members": np.zeros((5, 20))}
    runs = {outcome.name: np.full(5, np.nan) for outcome in OUTCOMES}
    arms = (
        Arm("a", "Nobody", zeros, runs, np.zeros((5, 21))),
        Arm("b", "Nothing known", few, runs, np.full((5, 21), np.nan)),
    )
    return replace(base, arms=arms, paired=tuple(pair(outcome, *arms) for outcome in OUTCOMES))


def factorial(worlds: int = 40) -> Factorial:
    """Two strategies that help each other in visits, hinder each other in members, and add up in talk."""
    random = np.random.default_rng(3)
    luck = random.normal(0, 5, worlds)
    cells = np.zeros((4, 2, 2, worlds))
    for a in (0, 1):
        for b in (0, 1):
            noise = random.normal(0, 1, (4, worlds))
            cells[0, a, b] = 20 + luck + 4 * a + 3 * b + 6 * a * b + noise[0]
            cells[1, a, b] = 150 + 4 * luck + 20 * a + 30 * b - 25 * a * b + noise[1]
            cells[2, a, b] = 4000 + 100 * luck + 300 * a - 200 * b + 3 * noise[2]
            cells[3, a, b] = np.clip(0.72 + 0.01 * luck - 0.05 * a + 0.01 * noise[3], 0, 1)
    return Factorial(
        ("Warm-up before selling", "Key members"), OUTCOMES[:4], cells, "An interest group", 1, 180
    )
