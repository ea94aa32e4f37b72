"""What each change contributes, in the words of who runs communities: gain, loss, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.charts.contributions import player_label
from sim.charts.words import digits_of, told_apart
from sim.i18n import Translate, mark
from sim.report.labels import place_of, value
from sim.statistics import PairedDifference
from sim.study.contributions import Contributions

VISITS, MEMBERS, PROFIT = "visiting_late", "members_end", "profit_total"
NEGLIGIBLE = 0.01
"""A contribution below this share of the larger level is none, however sure it is."""
NOTED = 0.05
"""Reasons below this share of their level are not told."""
MUCH = 0.2
"""Changes do not add up if what is over is more than this share of the larger of sum and whole."""
MOST_REASONS = 2
CLOSE_LOOK = 20
"""Sizes below this are written with a decimal."""

REASONS = (
    ("fatigue_mean", -1, mark("push fatigue up by {percent}"), mark("push fatigue down by {percent}")),
    ("leaves_total", -1, mark("{n} more leave"), mark("{n} fewer leave")),
    ("joins_total", 1, mark("{n} more join"), mark("{n} fewer join")),
    ("muted_end", -1, mark("{n} more have it on mute at the end"), mark("{n} fewer have it on mute at the end")),
    ("belonging_late", 1, mark("a stronger sense of belonging (up by {percent})"), mark("a weaker sense of belonging (down by {percent})")),
    ("messages_total", 1, mark("{percent} more talk to come back to"), mark("{percent} less talk to come back to")),
)  # fmt: skip
"""Through what visits change: outcome, which way of it brings visits, and how a rise and a fall are told."""

GAINS: dict[tuple[int, int], str] = {
    (1, 1): mark("{name} wins {d} more visitors a day ({ends}), and {m} more members are left at the end."),
    (1, 0): mark("{name} wins {d} more visitors a day ({ends}); the number of members hardly changes."),
    (1, -1): mark("{name} wins {d} more visitors a day ({ends}), but {m} fewer members are left at the end."),
    (-1, 1): mark("{name} loses {d} visitors a day ({ends}), though {m} more members are left at the end."),
    (-1, 0): mark("{name} loses {d} visitors a day ({ends}); the number of members hardly changes."),
    (-1, -1): mark("{name} loses {d} visitors a day ({ends}), and {m} fewer members are left at the end."),
    (0, 1): mark("{name} makes no clear difference to visits ({ends}), but {m} more members are left at the end."),
    (0, 0): mark("{name} makes no clear difference, neither to visits ({ends}) nor to the number of members."),
    (0, -1): mark("{name} makes no clear difference to visits ({ends}), and {m} fewer members are left at the end."),
}  # fmt: skip
"""By the sign of visits and of members."""

MONEY: dict[tuple[int, int], str] = {
    (1, 1): mark("It pays, too: {e} yuan more profit over {days} days."),
    (1, -1): mark("It has its price: {e} yuan less profit over {days} days, {each} yuan for every visitor a day."),
    (-1, 1): mark("What it brings is money: {e} yuan more profit over {days} days."),
    (-1, -1): mark("And it takes {e} yuan of profit over {days} days."),
    (0, 1): mark("It brings {e} yuan more profit over {days} days."),
    (0, -1): mark("It costs {e} yuan of profit over {days} days."),
}  # fmt: skip
"""By the sign of visits and of profit."""


UNITS = (
    (VISITS, mark("visitors a day")),
    (MEMBERS, mark("members at the end")),
    (PROFIT, mark("yuan of profit")),
)
"""What is looked through for changes that do not add up; the first that does not is told."""

BEYOND = {
    (True, True): mark("They help one another, so judge them as a package."),
    (True, False): mark("What they lose overlaps, so the package costs less than the sum."),
    (False, True): mark("They get in each other's way, so do not count on the sum."),
    (False, False): mark("They make one another worse, so the package costs more than the sum."),
}
"""By whether together is more than the sum, and whether the sum is a gain."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What one player adds to one outcome; ``sign`` is 0 where it is not clear, or next to nothing."""

    share: PairedDifference
    level: float

    @property
    def sign(self) -> int:
        """-1, 0 or 1."""
        is_sure = self.share.low > 0 or self.share.high < 0
        is_much = abs(self.share.difference) >= NEGLIGIBLE * self.level
        return int(np.sign(self.share.difference)) if is_sure and is_much else 0

    @property
    def relative(self) -> float:
        """Size as a share of the level; 0 without one."""
        return abs(self.share.difference) / self.level if self.level else 0.0


def sizes(found: Contributions, outcome: str, player: int) -> Sizes | None:
    """Return what a player adds to an outcome; None where it is not known in any world."""
    place = found.place(outcome)
    if place is None or not found.total(place).n:
        return None
    total = found.total(place)
    return Sizes(found.share(place, player), max(abs(total.mean_a), abs(total.mean_b)))


def sign(found: Contributions, outcome: str, player: int) -> int:
    """Sign of what a player adds; 0 where it is not clear or not known."""
    size = sizes(found, outcome, player)
    return size.sign if size else 0


def told_name(found: Contributions, player: int, t: Translate) -> str:
    """Name what differs, with how, as in ``"Selling (Pushes a day 3 → 0.5)"``."""
    each = found.players[player]
    name = player_label(each, t)
    if each.kind == "dropped":
        return t("Dropping “{name}”", name=name)
    if each.kind == "added":
        return t("“{name}”", name=name) if found.is_alone else t("Adding “{name}”", name=name)
    lines = []
    for change in each.changes:
        place = place_of(change.path, t)
        if place.parameter is not None and not change.is_addition and not change.is_removal:
            label = t(place.parameter.label)
            old, new = (value(place.parameter, x, t) for x in (change.old, change.new))
            lines.append(t("{label} {old} → {new}", label=label, old=old, new=new))
    shown = t.join([*lines[:2], "…"] if len(lines) > 2 else lines)
    if each.kind == "rest":
        return t("Everything else ({changes})", changes=shown) if shown else t("Everything else")
    return (
        t("Changing “{name}” ({changes})", name=name, changes=shown)
        if shown
        else t("Changing “{name}”", name=name)
    )


def contribution(found: Contributions, player: int, t: Translate) -> str:
    """Say what one player adds: visits and members, money, and through what."""
    visits, members, profit = (sizes(found, name, player) for name in (VISITS, MEMBERS, PROFIT))
    if visits is None:
        return ""
    m = members.sign if members else 0
    number = t.number(abs(members.share.difference)) if members else ""
    middle, ends = size_words(visits.share, t)
    said = [t(GAINS[visits.sign, m], name=told_name(found, player, t), d=middle, ends=ends, m=number)]
    if profit is not None and profit.sign:
        each = abs(profit.share.difference / visits.share.difference) if visits.sign else 0.0
        said.append(
            t(MONEY[visits.sign, profit.sign], e=t.number(abs(profit.share.difference), 0), days=found.horizon_days, each=t.number(each, 0))
        )  # fmt: skip
    said += _reasons(found, player, visits.sign, t)
    return t.sentences(said)


def size_words(share: PairedDifference, t: Translate, times: float = 1.0) -> tuple[str, str]:
    """Write how large something is, whichever way it goes, and its interval with the same decimals."""
    way = times * (-1.0 if share.difference < 0 else 1.0)
    middle, *ends = (way * x for x in (share.difference, share.low, share.high))
    if not np.isfinite(ends).all():
        return t.number(middle), t("one world")
    low, high = sorted(ends)
    digits = max(digits_of(middle, low, high), int(middle < CLOSE_LOOK))
    texts = [t.number(x, digits) for x in (middle, low, high)]
    if texts[1] == texts[2] and np.isclose(low, high):
        return texts[0], t("the same in every world")
    if texts[1] == texts[2]:
        texts[1:] = (t.number(x, digits + 1) for x in (low, high))
    return texts[0], t("95% interval {ends}", ends=t("{low} to {high}", low=texts[1], high=texts[2]))


def _reasons(found: Contributions, player: int, way: int, t: Translate) -> list[str]:
    """Say through what visits change, and what works against it."""
    there = []
    for outcome, good, more, fewer in REASONS:
        size = sizes(found, outcome, player)
        if size is not None and size.sign and size.relative >= NOTED:
            text = t(
                more if size.sign > 0 else fewer,
                n=t.number(abs(size.share.difference)),
                percent=t.percent(size.relative),
            )
            there.append((size.relative, size.sign * good, text))  # fmt: skip
    there.sort(key=lambda each: -each[0])
    behind = t.join([text for _, effect, text in there if effect == way][:MOST_REASONS])
    against = t.join([text for _, effect, text in there if effect == -way][:MOST_REASONS])
    if way == 0:
        both = t.join([text for *_, text in there][:MOST_REASONS])
        return [t("What does move: {reasons}.", reasons=both)] if both else []
    said = [t("What is behind it: {reasons}.", reasons=behind)] if behind else []
    if against:
        said.append(t("The other side of it: {reasons}.", reasons=against))
    return said


def lead(found: Contributions, t: Translate) -> str:
    """Say where the whole difference in visits comes from."""
    place = found.place(VISITS)
    if place is None or not found.total(place).n:
        return t("How many visit is not known in any world, so there is nothing to share out.")
    total = found.total(place)
    size = Sizes(total, max(abs(total.mean_a), abs(total.mean_b)))
    values = {
        "a": t(found.titles[0]), "b": t(found.titles[1]), "d": t.number(abs(total.difference)),
        "x": told_apart(total.mean_a, abs(total.difference), "", t), "y": told_apart(total.mean_b, abs(total.difference), "", t),
    }  # fmt: skip
    ranked = sorted(range(len(found.players)), key=lambda i: -abs(found.share(place, i).difference))
    way = {
        1: mark("From “{a}” to “{b}”, visitors a day at the end rise by {d}, from {x} to {y}."),
        -1: mark("From “{a}” to “{b}”, visitors a day at the end fall by {d}, from {x} to {y}."),
        0: mark("From “{a}” to “{b}”, visitors a day at the end hardly change ({x} and {y})."),
    }[size.sign]
    said = [t(way, **values)]
    if len(ranked) > 1:
        top = found.share(place, ranked[0])
        pull = {sign(found, VISITS, player) for player in ranked} - {0}
        name = player_label(found.players[ranked[0]], t)
        if not weighs_more(found, place, ranked[0], ranked[1]):
            said.append(t("Which of “{a}” and “{b}” weighs more cannot be told: their intervals overlap.",
                          a=name, b=player_label(found.players[ranked[1]], t)))  # fmt: skip
        elif pull == {1, -1}:
            said.append(t("The changes pull in different directions; “{name}” weighs most ({d}).",
                          name=name, d=t.number(top.difference, signed=True)))  # fmt: skip
        elif size.sign and sign(found, VISITS, ranked[0]) == size.sign:
            part = min(1.0, top.difference / total.difference)
            said.append(t("{percent} of that is the work of “{name}”.", percent=t.percent(part), name=name))
    return t.sentences(said)


def weighs_more(found: Contributions, place: int, first: int, second: int) -> bool:
    """Whether one change adds clearly more to an outcome than another, whatever the direction: their intervals do not overlap."""
    a, b = (found.share(place, player) for player in (first, second))
    nearest = min(abs(a.low), abs(a.high)) if a.low * a.high > 0 else 0.0
    return nearest > max(abs(b.low), abs(b.high))


def together(found: Contributions, t: Translate) -> str:
    """Say that changes strengthen one another or get in each other's way; empty where they add up."""
    for name, unit in UNITS:
        place = found.place(name)
        gap = found.together(place) if place is not None else None
        if gap is None or not gap.n or not (gap.low > 0 or gap.high < 0):
            continue
        if abs(gap.difference) < MUCH * max(abs(gap.mean_a), abs(gap.mean_b)):
            continue
        values = {
            "sum": t.number(gap.mean_a, signed=True),
            "whole": t.number(gap.mean_b, signed=True),
            "unit": t(unit),
        }
        said = t(
            "Each on its own, the changes would add up to {sum} {unit}; together they give {whole}.", **values
        )
        return t.sentences([said, t(BEYOND[gap.difference > 0, gap.mean_a >= 0])])
    return ""


def advice(found: Contributions, t: Translate) -> str:
    """Return one recommendation, if the numbers carry one; else empty.

    Of several that would do, one must clearly weigh more than the others.
    """
    ours = [i for i, each in enumerate(found.players) if each.kind != "rest"]
    signs = {i: tuple(sign(found, name, i) for name in (VISITS, MEMBERS, PROFIT)) for i in ours}
    place = found.place(VISITS)
    if place is None:
        return ""
    weight = {i: abs(found.share(place, i).difference) for i in ours}
    bad = [i for i in ours if signs[i][0] < 0 and signs[i][1] <= 0 and signs[i][2] <= 0]
    good = [i for i in ours if signs[i][0] > 0 and signs[i][1] >= 0 and signs[i][2] >= 0]
    if bad:
        worst = max(bad, key=lambda i: weight[i])
        if not all(weighs_more(found, place, worst, i) for i in bad if i != worst):
            return ""
        name = player_label(found.players[worst], t)
        return t(
            "If you change one thing, take this back: “{name}”. It loses visitors, and neither members nor profit make up for it.",
            name=name,
        )
    if good:
        best = max(good, key=lambda i: weight[i])
        if not all(weighs_more(found, place, best, i) for i in good if i != best):
            return ""
        name = player_label(found.players[best], t)
        return t(
            "If you can do only one thing, let it be what was done about “{name}”: it wins visitors and costs neither members nor profit.",
            name=name,
        )
    return ""
