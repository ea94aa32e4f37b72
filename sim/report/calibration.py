"""The report on a calibration: prior against posterior, checks, coverage."""

from __future__ import annotations

from pathlib import Path

from sim.charts.calibration import calibration_charts
from sim.i18n import Translate, translator
from sim.report.frame import figure, framed, without_script
from sim.report.html import Markup, el, join
from sim.study.calibration import Calibration
from sim.study.calibration_text import (
    checks_sentence,
    count_sentence,
    coverage_sentence,
    effort_sentence,
    told_sentence,
)


def write_calibration_report(found: Calibration, path: str | Path, lang: str = "en") -> Path:
    """Write the report as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    found
        With or without a posterior.
    path
        File to write; its folder must exist.
    lang
        ``en`` or ``zh-CN`` (also ``zh``, ``zh_CN``, ``zh-Hans``).
    """
    target = Path(path)
    target.write_text(render_calibration_report(found, lang), encoding="utf-8", newline="\n")
    return target


def render_calibration_report(found: Calibration, lang: str = "en") -> str:
    """Return the report as text; the same calibration always gives the same text."""
    t = translator(lang)
    charts = calibration_charts(found, t)
    title = t(
        "{scenario} calibrated to {log}",
        scenario=t(found.task.candidate.scenario.title),
        log=found.task.seen.title,
    )
    body = join(
        el("header", el("h1", title), el("p", _facts(found, t), class_="facts")),
        el("p", _headline(found, t), class_="headline"),
        el("section", el("h2", t("Findings")), el("ul", *(el("li", each) for each in _findings(found, t))), id="findings"),
        el("section", el("h2", t("Figures")), without_script(t), *(figure(chart, t) for chart in charts), id="figures"),
        _methods(found, t),
    )  # fmt: skip
    return framed(title, body, charts, t)


def _facts(found: Calibration, t: Translate) -> str:
    seen = found.task.seen
    return " · ".join((
        t("{messages} messages by {members} members in {days} days", messages=t.number(seen.log.t.size, 0),
          members=t.number(seen.log.members, 0), days=t.number(seen.days, 0)),
        t("{n} parameters", n=len(found.task.candidate.priors)),
        t("{n} simulations", n=t.number(found.simulations if found.posterior else found.settings.table, 0)),
        t("seed {seed}", seed=found.task.candidate.seed),
    ))  # fmt: skip


def _headline(found: Calibration, t: Translate) -> str:
    return count_sentence(found.checks, t) if found.checks else coverage_sentence(found, t)


def _findings(found: Calibration, t: Translate) -> list[str]:
    said = []
    if found.posterior is not None:
        said = [
            told_sentence(found.posterior.estimates(), t),
            checks_sentence(found.checks, t),
            effort_sentence(found, t),
        ]
    return [
        *said,
        coverage_sentence(found, t),
        found.task.seen.truncation.text(t),
        found.task.arrivals.text(t),
    ]


def _methods(found: Calibration, t: Translate) -> Markup:
    from sim import __version__  # noqa: PLC0415 - sim imports its reports lazily, and so do they

    seen, sizes = found.task.seen, found.settings
    facts = [
        t("The model is only ever simulated, never given a likelihood (approximate Bayesian computation). One code measures the log and every simulated log, over the same {days} days and with a burn-in of {burn_in} days.",
          days=seen.days, burn_in=t.number(seen.burn_in_days, 0)),
        t("Every parameter is equally likely anywhere in its declared range beforehand. {n} simulations are drawn from these priors; their spread gives each pattern its unit.", n=t.number(sizes.table, 0)),
        t("Compared are: {patterns}. Patterns that the log does not give are left out.", patterns=t.join(t(pattern.label) for pattern in found.used_patterns)),
        t("The search (ABC-SMC by pyABC) keeps the {n} nearest simulations and draws new ones where these lie; a local-linear regression corrects for what still differs.", n=sizes.size),
        t("Coverage is measured on rows of the table taken as if they were logs: the {n} nearest other rows and the same regression. It covers the last step of the search, not the search's later generations.", n=sizes.size),
        t("Contraction is 1 minus posterior over prior variance. Below 0.3 this data cannot tell the parameter, and its value in the calibrated scenario is hardly more than the middle of its range."),
        t("The calibrated scenario has each parameter at the median of its posterior. Logs of messages show attendance and posting only: muting, pushes, money and referral stay as they were."),
    ]  # fmt: skip
    made = t("Made with community-sim {version}.", version=__version__)
    return el("section", el("h2", t("How this was done")), el("ul", *(el("li", fact) for fact in facts)),
              el("p", made, class_="made"), class_="methods", id="methods")  # fmt: skip
