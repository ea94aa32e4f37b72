"""Prior and posterior of every parameter, overlaid."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Table
from sim.charts.design import MARKS
from sim.charts.palette import PAPER
from sim.charts.theme import CURVE, HAIR, LINE, Panel, arm_key, band, layout, look, safe
from sim.i18n import Translate
from sim.study.calibration import Calibration, Estimate, Told
from sim.study.calibration.posterior import BINS
from sim.study.calibration_text import band_text, told_text
from sim.study.table import number_text

HEIGHT = 62
LONGEST = 50
POSTERIOR, PRIOR = 0, 1
"""Numbers of the looks: never by colour alone."""


def parameters(found: Calibration, t: Translate) -> Chart:
    """One panel a parameter, across its prior: how likely each value is before and after the log."""
    posterior = found.posterior
    assert posterior is not None
    estimates = posterior.estimates()
    densities = [posterior.density(place) for place in range(len(estimates))]
    panels = [
        Panel(safe(_heading(e, t)), HEIGHT,
              {"range": [0, 1.12 * max(1.5, float(density.max()))], "showticklabels": False, "showgrid": False})
        for e, density in zip(estimates, densities, strict=True)
    ]  # fmt: skip
    figure_layout = layout(panels, x={"range": [0, 1]}, x_title="", left=24)
    figure_layout["hovermode"] = "closest"
    data: list[dict[str, Any]] = []
    for place, (estimate, density) in enumerate(zip(estimates, densities, strict=True)):
        suffix = "" if place == 0 else str(place + 1)
        figure_layout[f"xaxis{suffix}"] |= _ticks(estimate)
        data += _curves(suffix, estimate, density, t)
    return Chart(
        id="parameters",
        title=t("What was assumed, and what the log says"),
        caption=t.sentences((
            t("Each panel runs across the range that was thought possible; the higher a curve, the likelier the value. Where the solid curve lies on the dashed one, the log has told nothing."),
            t("{k} of {n} parameters cannot be told by this data.", k=sum(e.told is Told.NOT for e in estimates), n=len(estimates)),
        )),
        figure={"data": data, "layout": figure_layout},
        table=_table(estimates, t),
        keys=_keys(t),
    )  # fmt: skip


def _heading(estimate: Estimate, t: Translate) -> str:
    """Name a parameter and what is told of it; without its mechanism where a phone has no room for that."""
    label, told = estimate.prior.label(t), told_text(estimate, t)
    return f"{label if len(label) + len(told) <= LONGEST else t(estimate.prior.parameter.label)} – {told}"


def _keys(t: Translate) -> tuple[Key, ...]:
    posterior, prior = arm_key(POSTERIOR, t("Posterior: after the log")), arm_key(PRIOR, t("Prior: before"))
    return (
        Key(posterior.label, posterior.color, posterior.dash, posterior.symbol),
        Key(prior.label, prior.color, prior.dash, prior.symbol),
    )


def _ticks(estimate: Estimate) -> dict[str, Any]:
    prior = estimate.prior
    ends = (prior.low, (prior.low + prior.high) / 2, prior.high)
    return {
        "matches": None, "range": [0, 1], "showticklabels": True, "tickmode": "array", "tickvals": [0, 0.5, 1],
        "ticktext": [number_text(end) for end in ends], "tickangle": 0,
    }  # fmt: skip


def _curves(suffix: str, estimate: Estimate, density: Any, t: Translate) -> list[dict[str, Any]]:  # noqa: ANN401 - array
    axes = {"type": "scatter", "xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    middles = (np.arange(BINS) + 0.5) / BINS
    after, before = look(POSTERIOR), look(PRIOR)
    said = f"<b>{safe(estimate.prior.label(t))}</b><br>{band_text((estimate.low, estimate.median, estimate.high), t)}"
    curve = {
        **axes, "mode": "lines", "x": [0.0, *middles.tolist(), 1.0], "fill": "tozeroy", "fillcolor": band(after.color, 2),
        "y": [float(f"{y:.3g}") for y in (density[0], *density, density[-1])], "hoverinfo": "skip",
        "line": {"color": after.color, "width": CURVE, "dash": after.dash},
    }  # fmt: skip
    flat = {
        **axes, "mode": "lines+markers", "x": [0.0, 0.25, 0.5, 0.75, 1.0], "y": [1.0] * 5, "hoverinfo": "skip",
        "line": {"color": before.color, "width": LINE, "dash": before.dash},
        "marker": {"symbol": before.symbol, "size": MARKS["dot"], "color": before.color},
    }  # fmt: skip
    at = estimate.prior.unit(estimate.median)
    median = {
        **axes, "mode": "markers", "x": [at], "y": [float(np.interp(at, middles, density))], "text": [said],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": after.symbol, "size": MARKS["plain"], "color": after.color, "line": {"color": PAPER, "width": HAIR}},
    }  # fmt: skip
    return [curve, flat, median]


def _table(estimates: tuple[Estimate, ...], t: Translate) -> Table:
    headers = (
        t("Parameter"),
        t("Path"),
        t("Prior"),
        t("Posterior"),
        t("Contraction"),
        t("Overlap"),
        t("What the log tells"),
    )
    rows = tuple(
        (
            e.prior.label(t), e.prior.path, t("{low} to {high}", low=number_text(e.prior.low), high=number_text(e.prior.high)),
            band_text((e.low, e.median, e.high), t), number_text(e.contraction), number_text(e.overlap), told_text(e, t),
        )
        for e in estimates
    )  # fmt: skip
    return Table(headers, rows)
