"""Tables of many scenarios fit the terminal, and hold every arm once."""

from __future__ import annotations

import io
import math
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from sim.cli.compare_table import as_tables
from sim.cli.tables import uncut
from sim.i18n import translator
from sim.study import number_text, table_rows

sys.path.insert(0, str(Path(__file__).parents[2]))  # tests/ is no package that is installed

from tests.report import synthetic as s


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_no_line_is_wider_than_the_terminal_and_no_number_is_broken(width, lang, monkeypatch) -> None:
    titles = [f"Arm{n} of eight" for n in range(8)]
    made = s.comparison(tuple(s.Kind(title, 50, 0.3, 60) for title in titles), worlds=5, days=60)
    monkeypatch.setattr("sim.cli.output.console", lambda: Console(width=width))
    console = Console(width=width, record=True, file=io.StringIO())
    tables = list(as_tables(made, SimpleNamespace(output=SimpleNamespace(t=translator(lang)))))
    for table in tables:
        console.print(table)
    text = console.export_text()
    assert all(len(line.rstrip()) <= width for line in text.splitlines())
    for number in range(8):
        assert text.count(f"Arm{number}") >= (1 if number == 0 else 2)
    for value in made.arms[7].runs["cost_total"].mean(keepdims=True):
        assert f"{value:,.0f}" in text
    assert (len(tables) == 2) == (width == 200)


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_of_two_arms_no_number_is_cut_or_broken(width, lang) -> None:
    made = s.comparison(
        tuple(s.Kind(f"Arm{n} of two", 50 + 30 * n, 0.3, 60) for n in range(2)), worlds=5, days=60
    )
    console = Console(width=width, record=True, file=io.StringIO())
    (table,) = as_tables(made, SimpleNamespace(output=SimpleNamespace(t=translator(lang))))
    console.print(uncut(table))
    text = console.export_text()
    assert "…" not in text
    told = {outcome.name for outcome in made.told}
    for row in (row for row in table_rows(made) if row.outcome in told):
        (paired,) = row.against
        ends = (paired.low, paired.high) if math.isfinite(paired.low) else ()
        for number in (paired.difference, *ends) if paired.worlds else ():
            assert number_text(number, sign=True) in text
