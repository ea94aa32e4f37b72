"""What was compared: the arms at a glance, what each changes, and which step did it."""

from __future__ import annotations

from sim.charts.money import is_sold
from sim.charts.tasks import task_label
from sim.charts.theme import look
from sim.charts.words import interval, spread
from sim.i18n import Translate
from sim.report.headline import Contest, activity, cost, members, profit
from sim.report.html import Markup, el, join, table
from sim.report.keys import named
from sim.report.labels import content, place_of, unit_of, value
from sim.study.changes import Change
from sim.study.comparison import Comparison


def glance(comparison: Comparison, t: Translate) -> Markup:
    """Return the three numbers that matter most, a row an arm; where something is sold, profit instead of cost."""
    money, unit = (profit, t("Profit, yuan")) if is_sold(comparison) else (cost, t("Cost, yuan"))
    contests = (activity(comparison), members(comparison), money(comparison))
    headers = (t("Scenario"), t("Visiting a day, at the end"), t("Members at the end"), unit)
    head = el(
        "tr",
        *(
            el("th", text, scope="col", class_=None if place else "text")
            for place, text in enumerate(headers)
        ),
    )
    rows = [
        el(
            "tr",
            el("th", named(arm, each.title), scope="row"),
            *(_big(contest, arm, comparison.worlds, t) for contest in contests),
        )
        for arm, each in enumerate(comparison.arms)
    ]
    label = t("At a glance")
    inner = el(
        "table", el("caption", label, class_="unseen"), el("thead", head), el("tbody", *rows), class_="glance"
    )
    return el("div", inner, class_="scroll", tabindex="0", role="region", aria_label=label)


def left_undone(comparison: Comparison, t: Translate) -> list[str]:
    """Say which tasks were planned and got no hours: a strategy that is on and does nothing misleads."""
    said = []
    for number, tasks in enumerate(comparison.unworked):
        for task in tasks:
            said.append(
                t(
                    "{letter} {title}: “{task}” is planned, but the operators had no hours for it, so nothing of it was done. "
                    "Give them more hours (operators.hours_per_day), or let something else come first (operators.first_things_first).",
                    letter=look(number).letter, title=comparison.arms[number].title, task=task_label(task, t),
                )
            )  # fmt: skip
    return said


def _big(contest: Contest, arm: int, worlds: int, t: Translate) -> Markup:
    number, ends = spread(contest.values[arm], worlds, t)
    return el("td", el("b", number), el("span", ends, class_="range") if ends else None)


def compared(comparison: Comparison, t: Translate) -> Markup:
    """Return what each scenario changes against the one before."""
    items = []
    for arm, (each, changes) in enumerate(zip(comparison.arms, comparison.changes, strict=True)):
        if arm == 0:
            what = el("p", t("The starting point that the others are held against."))
        elif changes:
            what = el("ul", *(el("li", _change(change, t)) for change in changes), class_="changes")
        else:
            what = el("p", t("Nothing is changed against the scenario before."))
        intro = (
            el("p", t("Changed against {arm}:", arm=comparison.arms[arm - 1].title))
            if arm and changes
            else None
        )
        items.append(el("li", el("h3", named(arm, each.title)), intro, what))
    return el("section", el("h2", t("What was compared")), el("ol", *items, class_="arms"), id="compared")


def _change(change: Change, t: Translate) -> Markup:
    """Return a change in the words of the declarations, with its path small below for who edits files."""
    place = place_of(change.path, t)
    path = el("code", change.path)
    if change.is_removal:
        return join(el("b", "− "), el("del", place.words), path)
    if change.is_addition:
        values = content(place, change.new, t)
        shown = t(" ({values})", values=values) if values else None
        return join(el("b", "+ "), el("ins", place.words), shown, path)
    old, new = value(place.parameter, change.old, t), value(place.parameter, change.new, t)
    unit = unit_of(place.parameter, t)
    return join(place.words, " ", el("del", old), " → ", el("ins", new), f" {unit}" if unit else None, path)


def why(comparison: Comparison, t: Translate) -> Markup | None:
    """Return the table of steps: what each changes in activity at the end; None for two arms."""
    if len(comparison.arms) < 3:
        return None
    contest = activity(comparison)
    rows = []
    for arm in range(1, len(comparison.arms)):
        gap = contest.gap(arm - 1, arm)
        verdict = (
            t("clearly more") if contest.is_clear(arm - 1, arm) else t("clearly less") if contest.is_clear(arm, arm - 1)
            else t("no clear difference") if gap.n > 1 else t("too few worlds to tell")
        )  # fmt: skip
        step = t(
            "{before} → {after}", before=comparison.arms[arm - 1].title, after=comparison.arms[arm].title
        )
        rows.append((
            step, t.number(gap.mean_a), t.number(gap.mean_b), t.number(gap.difference, signed=True),
            interval(gap.low, gap.high, t),
            t("{k} of {n}", k=gap.larger, n=gap.n), verdict,
        ))  # fmt: skip
    headers = (
        t("Step"),
        t("Before"),
        t("After"),
        t("Difference"),
        t("95% interval"),
        t("More in"),
        t("Verdict"),
    )
    return el(
        "section",
        el("h2", t("Why? Step by step")),
        el("p", t("Members visiting a day at the end, each scenario against the one before it.")),
        table(headers, tuple(rows), t("Why? Step by step")),
        id="why",
    )
