"""The story of a comparison: what each change added, three turning points with their causes, one piece of advice."""

from __future__ import annotations

from collections.abc import Iterator

from sim.charts import Chart
from sim.charts.contributions import contributions
from sim.i18n import Translate
from sim.report.contribution_words import advice, contribution, lead, together
from sim.report.frame import figure
from sim.report.headline import activity
from sim.report.html import Markup, el, join
from sim.report.keys import badge
from sim.report.turning_words import turn_words
from sim.study.comparison import Comparison
from sim.study.story import Story


def story_chart(story: Story, t: Translate) -> Chart:
    """Return the figure of the story."""
    return contributions(story.contributions, t, story.arms or (0, 1))


def story_section(
    story: Story, chart: Chart, t: Translate, comparison: Comparison | None = None, *, with_lead: bool = True
) -> Markup:
    """Return the section.

    Parameters
    ----------
    story
        What was found.
    chart
        Of :func:`story_chart`.
    t
        Language.
    comparison
        Whose story it is; of more than two scenarios, it is told what each step does as well.
    with_lead
        Whether it says where the whole difference comes from, and between which two scenarios.
    """
    found = story.contributions
    order = _by_weight(story)
    joint, one = together(found, t), advice(found, t)
    heading = t("What each strategy adds") if story.arms is None else t("What each change adds")
    return el(
        "section",
        el("h2", t("The story")),
        _whose(story, t) if with_lead else None,
        el("p", lead(found, t)) if with_lead else None,
        el("p", steps(comparison, t)) if comparison is not None and len(comparison.arms) > 2 else None,
        el("h3", heading),
        el("ul", *(el("li", contribution(found, player, t)) for player in order)),
        el("p", joint) if joint else None,
        el("p", el("strong", one), class_="advice") if one else None,
        figure(chart, t),
        el("h3", t("Turning points")),
        turns(story, t),
        el("p", basis(story, t), class_="facts"),
        class_="story",
        id="story",
    )


def steps(comparison: Comparison, t: Translate) -> str:
    """Say of more than two scenarios what each step from one to the next does to visits."""
    contest = activity(comparison)
    titles = [arm.title for arm in comparison.arms]
    words, sizes = [], []
    for arm in range(1, len(titles)):
        gap = contest.gap(arm - 1, arm)
        sure = contest.is_clear(arm - 1, arm) or contest.is_clear(arm, arm - 1)
        size = t.number(gap.difference, signed=True) if sure else t("no clear difference")
        words.append(t("to “{b}” {d}", b=titles[arm], d=size))
        sizes.append(abs(gap.difference) if sure else 0.0)
    said = t("Step by step, in visitors a day at the end, over all {n} worlds: {steps}.",
             n=comparison.worlds, steps=t.join(words))  # fmt: skip
    if not any(sizes):
        return said
    most = sizes.index(max(sizes)) + 1
    return t.sentences([said, t("The step that counts most is the one to “{b}”.", b=titles[most])])


def turns(story: Story, t: Translate) -> Markup:
    """Return the turning points in the order of days, or a sentence that there are none."""
    if not story.turns:
        return el("p", t("There is none: what differs builds up steadily, or no more than luck could do."))
    items = (
        el(
            "li",
            el("h4", turn.when),
            *(join(el("p", what), el("p", why, class_="facts")) for what, why in turn.parts),
        )
        for turn in turn_words(story, t)
    )
    return el("ol", *items, class_="turns")


def story_lines(story: Story, t: Translate) -> Iterator[str]:
    """Yield the story but for its turning points, a sentence or a few a line."""
    found = story.contributions
    yield lead(found, t)
    yield from (contribution(found, player, t) for player in _by_weight(story))
    yield from (said for said in (together(found, t), advice(found, t)) if said)


def basis(story: Story, t: Translate) -> str:
    """Say on what the story stands."""
    found = story.contributions
    values = {"n": story.worlds, "runs": t.number(story.runs, 0), "all": story.found_in}
    said = [
        t("Turning points were found in {all} worlds; contributions and causes stand on the first {n} of them and {runs} further runs under the same luck.", **values)
        if story.found_in != story.worlds
        else t("All of this stands on {n} worlds and {runs} runs under the same luck.", **values),
        t("Contributions are Shapley values: the mean of what a change adds, over every order in which the changes could be made. They add up to the whole difference.")
        if found.is_exact
        else t("Contributions are Shapley values, estimated from {orders} of the orders in which the changes could be made; the intervals include that. They add up to the whole difference.",
               orders=0 if found.orders is None else len(found.orders)),
        t("A cause counts as such if at least half of the change is gone when the same worlds are run without it."),
    ]  # fmt: skip
    return t.sentences(said)


def _whose(story: Story, t: Translate) -> Markup | None:
    """Say which two of several scenarios the story is about."""
    if story.arms is None:
        return None
    titles = [t(title) for title in story.contributions.titles]
    first, second = story.arms
    return el("p", t("The story holds two scenarios against each other:"), " ", badge(first), f" {titles[0]} ",
              badge(second), f" {titles[1]}", class_="facts whose")  # fmt: skip


def _by_weight(story: Story) -> list[int]:
    """Players by what they add to visits, the largest first."""
    found = story.contributions
    place = found.place("visiting_late")
    players = list(range(len(found.players)))
    if place is None:
        return players
    return sorted(players, key=lambda player: -abs(found.share(place, player).difference))
