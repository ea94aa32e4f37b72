"""A calibration for the terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.cli.output import plain
from sim.cli.tables import titled
from sim.i18n import Translate
from sim.study.calibration_text import band_text, told_text, verdict_text
from sim.study.table import number_text

if TYPE_CHECKING:
    from rich.table import Table

    from sim.study.calibration import Calibration


def as_tables(found: Calibration, t: Translate) -> Iterator[Table]:
    """Yield the tables for people: parameters and checks, or coverage alone."""
    if found.posterior is None:
        if found.coverage is not None:
            yield _coverage(found, t)
        return
    yield _parameters(found, t)
    yield _checks(found, t)


def as_data(found: Calibration, t: Translate) -> dict[str, Any]:
    """Return what ``--json`` prints and the manifest keeps."""
    from sim import __version__

    asked, measured, posterior = found.task, found.coverage, found.posterior
    data: dict[str, Any] = {
        "version": __version__,
        "log": asked.seen.title,
        "days": asked.seen.days,
        "burn_in_days": asked.seen.burn_in_days,
        "members": asked.seen.log.members,
        "left_truncation": {
            "truncated": asked.seen.truncation.is_truncated, "first_week": asked.seen.truncation.first,
            "later_weeks": asked.seen.truncation.later, "text": asked.seen.truncation.text(t),
        },
        "arrivals": {"per_day": asked.arrivals.per_day, "initial": asked.arrivals.initial, "from_joins": asked.arrivals.from_joins},
        "seed": asked.candidate.seed,
        "simulations": found.simulations,
        "table": found.settings.table,
        "patterns_used": [pattern.name for pattern in found.used_patterns],
        "coverage": None if measured is None else {
            "overall": measured.overall, "error": measured.overall_error, "pseudo_observations": measured.pseudo,
            "accepted": measured.accepted, "right": measured.is_right, "parameter_error": measured.error,
            "parameters": {p.path: float(x) for p, x in zip(asked.candidate.priors, measured.by_parameter, strict=True)},
        },
    }  # fmt: skip
    if posterior is None:
        return data
    data["generations"] = posterior.generations + 1
    data["draws"] = len(posterior.weights)
    data["effective_draws"] = posterior.effective
    data["parameters"] = [
        {
            "path": e.prior.path, "title": e.prior.label(t), "low": e.prior.low, "high": e.prior.high, "median": e.median,
            "p05": e.low, "p95": e.high, "contraction": e.contraction, "overlap": e.overlap, "told": e.told.name.lower(),
            "told_text": t(e.told.value),
        }
        for e in posterior.estimates()
    ]  # fmt: skip
    data["checks"] = [
        {
            "pattern": c.pattern.name, "real": c.real, "used": c.used, "prior": list(c.prior),
            "posterior": list(c.posterior), "calibrated": c.calibrated, "inside": c.inside,
        }
        for c in found.checks
    ]  # fmt: skip
    ready: dict[str, Any] = plain(data)
    return ready


def _parameters(found: Calibration, t: Translate) -> Table:
    assert found.posterior is not None
    table = _table(
        t("Parameters"),
        (t("Parameter"), t("Prior"), t("Posterior"), t("Contraction"), t("Overlap"), t("What the log tells")),
    )
    for e in found.posterior.estimates():
        table.add_row(
            e.prior.path, t("{low} to {high}", low=number_text(e.prior.low), high=number_text(e.prior.high)),
            band_text((e.low, e.median, e.high), t), number_text(e.contraction), number_text(e.overlap), told_text(e, t),
        )  # fmt: skip
    return table


def _checks(found: Calibration, t: Translate) -> Table:
    table = _table(
        t("Posterior-predictive checks"),
        (t("Pattern"), t("Log"), t("Simulated, 90%"), t("Calibrated scenario"), t("The log is")),
    )
    for check in found.checks:
        table.add_row(
            t(check.pattern.label), number_text(check.real), band_text(check.posterior, t), number_text(check.calibrated),
            verdict_text(check, t),
        )  # fmt: skip
    return table


def _coverage(found: Calibration, t: Translate) -> Table:
    assert found.coverage is not None
    table = _table(t("Coverage of 90% intervals"), (t("Parameter"), t("Held")))
    for prior, share in zip(found.task.candidate.priors, found.coverage.by_parameter, strict=True):
        table.add_row(prior.path, t.percent(float(share), 1))
    return table


def _table(title: str, headers: tuple[str, ...]) -> Table:
    table = titled(title)
    for place, header in enumerate(headers):
        table.add_column(header, justify="left" if place == 0 else "right")
    return table
