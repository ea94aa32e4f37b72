"""The report on what each change, or each strategy of one scenario, adds."""

from __future__ import annotations

from pathlib import Path

from sim.charts.contributions import contributions_table
from sim.i18n import Translate, translator
from sim.report.contribution_words import lead
from sim.report.frame import framed, without_script
from sim.report.html import Markup, el, join, table
from sim.report.story import story_chart, story_section
from sim.study import is_told
from sim.study.story import Story


def write_contributions_report(story: Story, path: str | Path, lang: str = "en") -> Path:
    """Write the report as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    story
        What was found.
    path
        File to write; its folder must exist.
    lang
        ``en`` or ``zh-CN`` (also ``zh``, ``zh_CN``, ``zh-Hans``).
    """
    target = Path(path)
    target.write_text(render_contributions_report(story, lang), encoding="utf-8", newline="\n")
    return target


def render_contributions_report(story: Story, lang: str = "en") -> str:
    """Return the report as text; the same story always gives the same text."""
    t = translator(lang)
    found, chart = story.contributions, story_chart(story, t)
    title = chart.title
    facts = (
        t("{days} days", days=t.number(found.horizon_days, 0)),
        t("{n} worlds", n=t.number(found.worlds, 0)),
        t("seed {seed}", seed=found.seed),
    )
    body = join(
        el("header", el("h1", title), el("p", " · ".join(facts), class_="facts")),
        el("p", lead(found, t), class_="headline"),
        without_script(t),
        story_section(story, chart, t, with_lead=False),
        _every_outcome(story, t),
        _methods(t),
    )
    return framed(title, body, [chart], t)


def _every_outcome(story: Story, t: Translate) -> Markup:
    found = story.contributions
    told = [k for k in range(len(found.outcomes)) if found.total(k).n and is_told(list(found.values[k]))]
    made = contributions_table(found, told, list(range(len(found.players))), t)
    heading = t("Every outcome")
    return el(
        "section",
        el("h2", heading),
        el("p", t("Levels at both ends and what each change adds between them, with 95% intervals; shares in percentage points.")),
        table(made.headers, made.rows, heading),
        id="outcomes",
    )  # fmt: skip


def _methods(t: Translate) -> Markup:
    facts = [
        t("Every combination of the changes was run in the same worlds: the same people with the same chances. With more than eight changes, combinations along some drawn orders were."),
        t("A change's contribution is its Shapley value: what it adds, averaged over all orders in which the changes could be made. A change that makes no difference gets nothing, two that do the same get the same, and all of them add up to the whole."),
        t("Strategies that compete for the operators' hours, or help one another, share what they lose or win together equally."),
        t("A turning point is a day around which the gap between the two scenarios changes most: means over the two weeks after and before, of visits, of the flow of members and of revenue. Its 99.99% interval leaves out zero, since many days are looked at."),
        t("Its cause is sought among what begins, changes or ends before it in one scenario and not in the other, by running the same worlds without it."),
        t("Intervals are 95% intervals of means over worlds (Student's t)."),
    ]  # fmt: skip
    return el("section", el("h2", t("How this was done")), el("ul", *(el("li", fact) for fact in facts)), class_="methods", id="methods")  # fmt: skip
