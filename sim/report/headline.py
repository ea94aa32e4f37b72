"""The result in words: what won, by how much, how sure; or honestly that nothing did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.charts.money import is_sold
from sim.charts.money import profit as profit_of
from sim.charts.series import END_DAYS, at_end, column, mean, totals
from sim.charts.words import interval
from sim.i18n import Translate
from sim.statistics import PairedDifference, paired_difference
from sim.study.comparison import Comparison

Array = NDArray[np.float64]
NEGLIGIBLE = 0.01
"""A difference below this share of the larger mean is none, however sure it is."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One outcome of all arms: ``values[k]`` has shape (worlds,); ``sign`` is -1 where less is better."""

    values: tuple[Array, ...]
    sign: int = 1

    def mean(self, arm: int) -> float:
        """Mean over worlds."""
        return mean(self.values[arm])

    def gap(self, a: int, b: int) -> PairedDifference:
        """Return the difference of arm ``b`` from arm ``a`` under the same luck."""
        return paired_difference(self.values[a], self.values[b])

    def ahead(self, a: int, b: int) -> int:
        """Return in how many worlds arm ``b`` does better than arm ``a``."""
        gap = self.gap(a, b)
        return gap.larger if self.sign > 0 else gap.smaller

    def is_clear(self, a: int, b: int) -> bool:
        """Whether arm ``b`` does better than arm ``a`` beyond luck and by more than nothing."""
        gap = self.gap(a, b)
        size = max(abs(gap.mean_a), abs(gap.mean_b))
        edge = gap.low if self.sign > 0 else -gap.high
        return bool(edge > 0 and abs(gap.difference) > NEGLIGIBLE * size)

    def order(self) -> list[int]:
        """Arms from best to worst; those without a number are left out."""
        known = [arm for arm in range(len(self.values)) if np.isfinite(self.mean(arm))]
        return sorted(known, key=lambda arm: -self.sign * self.mean(arm))


@dataclass(frozen=True, slots=True)
class Headline:
    """The result: ``kind`` is win, mixed, unclear, one_world or nothing; ``points`` say more.

    All are plain text and hold titles from files.
    """

    kind: str
    sentence: str
    points: tuple[str, ...]


def activity(comparison: Comparison) -> Contest:
    """Members visiting a day, mean of the last 28 days."""
    return Contest(tuple(at_end(column(arm, "visiting")) for arm in comparison.arms))


def members(comparison: Comparison) -> Contest:
    """Members at the end."""
    return Contest(tuple(column(arm, "members")[:, -1] for arm in comparison.arms))


def cost(comparison: Comparison) -> Contest:
    """Money spent over the whole time."""
    return Contest(tuple(totals(column(arm, "cost")) for arm in comparison.arms), sign=-1)


def profit(comparison: Comparison) -> Contest:
    """Revenue less goods and cost over the whole time."""
    return Contest(tuple(profit_of(arm) for arm in comparison.arms))


def headline(comparison: Comparison, t: Translate) -> Headline:
    """Say in words what the comparison shows."""
    contest = activity(comparison)
    order = contest.order()
    if len(order) < 2 or contest.gap(order[1], order[0]).n == 0:
        return Headline(
            "nothing", t("There is nothing to compare: activity is not known in two arms of any world."), ()
        )
    if comparison.worlds < 2 or contest.gap(order[1], order[0]).n < 2:
        return _one_world(comparison, contest, order, t)
    best, other = order[0], order[1]
    if not contest.is_clear(other, best):
        return _unclear(comparison, contest, order, t)
    return _win(comparison, contest, best, other, t)


def _one_world(comparison: Comparison, contest: Contest, order: list[int], t: Translate) -> Headline:
    listed = t.join(f"{comparison.arms[arm].title} {t.number(contest.mean(arm))}" for arm in order)
    sentence = t(
        "One world only, so this may be luck: members visiting a day at the end, {listed}.", listed=listed
    )
    return Headline("one_world", sentence, (t("Run more worlds to tell luck from effect."),))


def _unclear(comparison: Comparison, contest: Contest, order: list[int], t: Translate) -> Headline:
    titles = [arm.title for arm in comparison.arms]
    best, other = order[0], order[1]
    leaders = [arm for arm in order if not contest.is_clear(arm, best)]
    listed = t.join(f"{titles[arm]} {t.number(contest.mean(arm))}" for arm in leaders)
    if len(leaders) == len(order):
        sentence = t(
            "No clear difference in activity: members visiting a day at the end, {listed}.", listed=listed
        )
    else:
        behind = t.join(f"{titles[arm]} {t.number(contest.mean(arm))}" for arm in order if arm not in leaders)
        sentence = t(
            "No single winner: most members visit at the end in {listed}, without a clear difference between them; clearly fewer in {behind}.",
            listed=listed, behind=behind,
        )  # fmt: skip
    points = [_interval(comparison, contest, other, best, t), *_others(comparison, best, other, t)[0]]
    return Headline("unclear", sentence, tuple(points))


def _win(comparison: Comparison, contest: Contest, best: int, other: int, t: Translate) -> Headline:
    gap = contest.gap(other, best)
    values = {
        "best": comparison.arms[best].title, "other": comparison.arms[other].title, "x": t.number(contest.mean(best)),
        "d": _people(gap.difference, t), "k": gap.larger, "n": gap.n,
    }  # fmt: skip
    points, opposite = _others(comparison, best, other, t)
    points = [_interval(comparison, contest, other, best, t), *points]
    richer = _richer(comparison, best)
    if opposite is None and richer is not None:
        sentence = t(
            "A mixed result: {best} has {d} more members visiting a day at the end (ahead in {k} of {n} worlds under the same luck), but {winner} makes {e} yuan more profit.",
            **values, winner=comparison.arms[richer].title, e=t.number(profit(comparison).gap(best, richer).difference),
        )  # fmt: skip
        return Headline("mixed", sentence, tuple(points))
    if opposite is not None:
        sentence = t(
            "A mixed result: {best} has {d} more members visiting a day at the end (ahead in {k} of {n} worlds under the same luck), but {winner} ends with {e} more members.",
            **values, winner=comparison.arms[opposite].title, e=_people(abs(members(comparison).gap(best, opposite).difference), t),
        )  # fmt: skip
        return Headline("mixed", sentence, tuple(points))
    if len(comparison.arms) > 2:
        sentence = t(
            "{best} keeps {x} members visiting a day at the end, {d} more than the next best, {other}; ahead in {k} of {n} worlds under the same luck.",
            **values,
        )  # fmt: skip
    else:
        sentence = t(
            "{best} keeps {x} members visiting a day at the end, {d} more than {other}; ahead in {k} of {n} worlds under the same luck.",
            **values,
        )  # fmt: skip
    return Headline("win", sentence, tuple(points))


def _interval(comparison: Comparison, contest: Contest, a: int, b: int, t: Translate) -> str:
    gap = contest.gap(a, b)
    return t(
        "{best} minus {other}: {d} members visiting a day over the last {days} days, 95% interval {ends}.",
        best=comparison.arms[b].title, other=comparison.arms[a].title, d=_people(gap.difference, t, signed=True),
        days=min(END_DAYS, comparison.horizon_days), ends=interval(gap.low, gap.high, t),
    )  # fmt: skip


def _others(comparison: Comparison, best: int, other: int, t: Translate) -> tuple[list[str], int | None]:
    """Points on members and cost; and the arm that clearly beats ``best`` in members, if one does."""
    titles = [arm.title for arm in comparison.arms]
    points: list[str] = []
    opposite: int | None = None
    contest = members(comparison)
    order = contest.order()
    if len(order) > 1:
        first, second = order[0], (best if order[0] != best else other if other != best else order[1])
        if contest.is_clear(second, first):
            opposite = first if first != best else None
            points.append(t(
                "Members at the end: {first} has {d} more than {second} ({x} against {y}; ahead in {k} of {n}).",
                **_pair(contest, second, first, titles, t),
            ))  # fmt: skip
        else:
            listed = t.join(f"{titles[arm]} {t.number(contest.mean(arm))}" for arm in order)
            points.append(t("Members at the end: no clear difference ({listed}).", listed=listed))
    if is_sold(comparison):
        points.append(_earned(comparison, t))
    money = cost(comparison)
    if len(money.order()) > 1 and {best, other} <= set(money.order()):
        points.append(_money(comparison, money, best, other, t))
    return points, opposite


def _richer(comparison: Comparison, best: int) -> int | None:
    """Return the arm that clearly makes more profit than the one that wins in activity, if one does."""
    if not is_sold(comparison):
        return None
    contest = profit(comparison)
    order = contest.order()
    return order[0] if order and order[0] != best and contest.is_clear(best, order[0]) else None


def _earned(comparison: Comparison, t: Translate) -> str:
    """Who earns most, by how much more than the next, and how sure."""
    titles, contest, days = (
        [arm.title for arm in comparison.arms],
        profit(comparison),
        comparison.horizon_days,
    )
    order = contest.order()
    if len(order) < 2 or not contest.is_clear(order[1], order[0]):
        listed = t.join(f"{titles[arm]} {t.number(contest.mean(arm), 0)}" for arm in order)
        return t("Profit over {days} days in yuan: no clear difference ({listed}).", days=days, listed=listed)
    gap = contest.gap(order[1], order[0])
    return t(
        "Profit: {first} makes {d} yuan more over {days} days than {second} ({x} against {y}; 95% interval {ends}; ahead in {k} of {n}).",
        first=titles[order[0]], second=titles[order[1]], days=days, d=t.number(gap.difference), x=t.number(gap.mean_b, 0),
        y=t.number(gap.mean_a, 0), ends=interval(gap.low, gap.high, t), k=contest.ahead(order[1], order[0]), n=gap.n,
    )  # fmt: skip


def _money(comparison: Comparison, money: Contest, best: int, other: int, t: Translate) -> str:
    titles, days = [arm.title for arm in comparison.arms], comparison.horizon_days
    cheap, dear = (best, other) if money.mean(best) < money.mean(other) else (other, best)
    if not money.is_clear(dear, cheap):
        listed = t.join(f"{titles[arm]} {t.number(money.mean(arm), 0)}" for arm in (best, other))
        return t("Cost over {days} days in yuan: no clear difference ({listed}).", days=days, listed=listed)
    return t(
        "Cost: {dear} spends {d} yuan more over {days} days than {cheap} ({x} against {y}).",
        dear=titles[dear], cheap=titles[cheap], days=days, d=t.number(abs(money.gap(cheap, dear).difference)),
        x=t.number(money.mean(dear)), y=t.number(money.mean(cheap)),
    )  # fmt: skip


def _pair(contest: Contest, a: int, b: int, titles: list[str], t: Translate) -> dict[str, object]:
    gap = contest.gap(a, b)
    return {
        "first": titles[b], "second": titles[a], "d": _people(abs(gap.difference), t), "x": t.number(gap.mean_b),
        "y": t.number(gap.mean_a), "k": contest.ahead(a, b), "n": gap.n,
    }  # fmt: skip


def _people(x: float, t: Translate, *, signed: bool = False) -> str:
    """Write a number of people: whole from 5 on, as the levels beside it are."""
    return t.number(x, 0 if abs(x) >= 4.95 else None, signed=signed)
