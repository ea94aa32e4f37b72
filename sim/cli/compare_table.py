"""A comparison for the terminal and as data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.run_table import about, described
from sim.i18n import Translate
from sim.study import Comparison, Row, difference_text, number_text, table_rows

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from sim.cli.running import Asked, Done
    from sim.scenario import Scenario
    from sim.study import Paired


def as_table(comparison: Comparison, asked: Asked) -> RenderableType:
    """Return the table for people: one line an outcome, two where there are more than two scenarios."""
    from rich import box
    from rich.table import Table

    t = asked.output.t
    title = t(
        "{n} worlds of {days} days, the same luck for every scenario",
        n=comparison.worlds,
        days=comparison.horizon_days,
    )
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column(t("Outcome"))
    table.add_column(t("Unit"))
    rows = table_rows(comparison)
    (_pair if len(comparison.arms) == 2 else _many)(table, comparison, rows, t)
    return table


def _pair(table: Table, comparison: Comparison, rows: Sequence[Row], t: Translate) -> None:
    a, b = comparison.arms
    table.add_column(a.title, justify="right")
    table.add_column(b.title, justify="right")
    table.add_column(t("Difference (95 %)"), justify="right")
    table.add_column(t("{title} ahead in", title=b.title), justify="right")
    for row in rows:
        means = [number_text(mean) for mean in row.means]
        table.add_row(t(row.label), t(row.unit), *means, _difference(row.against[0], t), _ahead(row.against[0], t))


def _many(table: Table, comparison: Comparison, rows: Sequence[Row], t: Translate) -> None:
    for arm in comparison.arms:
        table.add_column(arm.title, justify="right")
    for row in rows:
        cells = [number_text(row.means[0])]
        for mean, paired in zip(row.means[1:], row.against, strict=True):
            cells.append(f"{number_text(mean)}\n{_difference(paired, t)}\n{_ahead(paired, t)}")
        table.add_row(t(row.label), t(row.unit), *cells)


def _difference(paired: Paired, t: Translate) -> str:
    if not paired.worlds:
        return ""
    return difference_text(paired)


def _ahead(paired: Paired, t: Translate) -> str:
    return t("{k} of {n}", k=paired.ahead, n=paired.worlds) if paired.worlds else ""


def as_data(
    scenarios: list[Scenario], comparison: Comparison, done: Done, asked: Asked, report: Path | None
) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    t = asked.output.t
    names = [arm.name for arm in comparison.arms]
    outcomes = [
        {
            "name": row.outcome,
            "title": t(row.label),
            "unit": row.unit,
            "better": row.better.value,
            "means": dict(zip(names, row.means, strict=True)),
            "differences": [_paired(paired) for paired in row.against],
        }
        for row in table_rows(comparison)
    ]
    return {
        **about(scenarios, done, asked),
        "report": report,
        "scenarios": [
            {**described(scenario), "changes": list(changes)}
            for scenario, changes in zip(scenarios, comparison.changes, strict=True)
        ],
        "outcomes": outcomes,
    }


def _paired(paired: Paired) -> dict[str, Any]:
    return {
        "scenario": paired.b,
        "against": paired.a,
        "difference": paired.difference,
        "low": paired.low,
        "high": paired.high,
        "ahead": paired.ahead,
        "behind": paired.behind,
        "worlds": paired.worlds,
    }
