"""The words around the figures: how to read them, what was done, what the terms mean."""

from __future__ import annotations

from sim.charts.series import END_DAYS, SMOOTH_DAYS
from sim.i18n import Translate, mark
from sim.report.html import Markup, el
from sim.study.comparison import Comparison

GLOSSARY = (
    (mark("Member"), mark("Someone who is in the group and has not left or been removed, whether or not they ever look.")),
    (mark("Visiting"), mark("Opening the group on a day, to read or to write. A member counts once a day.")),
    (mark("Speaking"), mark("Writing at least one message on a day. Most members never do.")),
    (mark("Members' talk"), mark("Messages that members write, spam left out.")),
    (mark("Operators' content"), mark("What the operators post that is not selling: articles, briefs, topics.")),
    (mark("Push"), mark("A selling message by the operators: offers, orders, countdowns.")),
    (mark("Fatigue"), mark("How many pushes a member still feels: it rises with each push noticed and wears off in time.")),
    (mark("Muted"), mark("Has silenced the group's notices, yet is still a member and may open it.")),
    (mark("Came back"), mark("Opened the group in a later calendar week than that of joining; a member counts once a week.")),
    (mark("Spam"), mark("Advertising that members post without being asked.")),
    (mark("Need ended"), mark("A member leaves because what they came for is over: moved on, got it, lost interest in the subject.")),
    (mark("World"), mark("One run of the whole simulation with its own luck: who turns up, with what interests, on which day in what mood.")),
    (mark("Same luck"), mark("World 7 of one scenario and world 7 of another have the same people with the same traits and the same chances; only what the operators do differs. So a difference is due to the operators.")),
    (mark("Ahead in 98 of 100 worlds"), mark("World by world under the same luck, one scenario did better in 98 of them.")),
    (mark("Band (10 to 90%)"), mark("The middle 80% of the worlds lie inside it: how much luck moves a result.")),
    (mark("95% interval"), mark("Where the mean difference lies, with little doubt. It narrows as worlds are added; the band does not.")),
    (mark("Contribution"), mark("What one change adds, averaged over all orders in which the changes could be made (Shapley value); all contributions make up the whole difference.")),
    (mark("Turning point"), mark("A day around which the gap between two scenarios changes most, comparing the two weeks after with the two before.")),
    (mark("Step"), mark("What one scenario changes against the one before it.")),
)  # fmt: skip


def how_to_read(comparison: Comparison, t: Translate) -> str:
    """Return the sentence that stands above the figures."""
    if comparison.worlds < 2:
        return t("Each curve is the one world that was run; there is no band to show how much luck moves it.")
    return t(
        "Lines are means over {n} worlds; the band around a line holds the middle 80% of them.",
        n=t.number(comparison.worlds, 0),
    )


def methods(comparison: Comparison, t: Translate) -> Markup:
    """Return what was done, for who wants to repeat it."""
    facts = [
        t("Every scenario was run in the same {n} worlds over {days} days, from seed {seed}.",
          n=t.number(comparison.worlds, 0), days=t.number(comparison.horizon_days, 0), seed=comparison.seed),
        t("World by world the scenarios have the same luck: the same people arrive with the same traits and the same chances, so differences are taken within worlds."),
        t("Intervals are 95% intervals of the mean paired difference (Student's t). A difference is called clear if its interval leaves out zero, and in the headline also if it exceeds 1% of the larger mean."),
        t("Bands, and ranges in tables, run from the 10% to the 90% point over worlds; so does the thin line under a bar, for the whole bar. Its tick is the mean."),
        t("“At the end” is the mean of the last {days} days. Daily curves are smoothed over the {smooth} days up to each day.",
          days=min(END_DAYS, comparison.horizon_days), smooth=SMOOTH_DAYS),
        t("Lasting is estimated by the Kaplan-Meier method: memberships that have not ended count for as long as they were seen."),
        t("A simulation shows what follows from its assumptions. It is a way to think before trying something out, not a forecast."),
    ]  # fmt: skip
    made = t(
        "Made with community-sim {version}, code {code}.", version=comparison.version, code=comparison.code
    )
    return el("section", el("h2", t("How this was done")), el("ul", *(el("li", fact) for fact in facts)), el("p", made, class_="made"),
              class_="methods", id="methods")  # fmt: skip


def glossary(t: Translate) -> Markup:
    """Return the words used, explained."""
    entries = [el("div", el("dt", t(word)), el("dd", t(meaning))) for word, meaning in GLOSSARY]
    return el("section", el("h2", t("Words used here")), el("dl", *entries), class_="glossary", id="glossary")
