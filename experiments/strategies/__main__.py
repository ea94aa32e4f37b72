"""Run every case: ``python -m experiments.strategies [--quick] [--only NAME] [--out FILE]``; see RESULTS.md."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from experiments.benchmarks.table import grid, number
from experiments.options import parser
from sim import simulate
from sim.contracts import Better
from sim.engine.plan import run_outcomes
from sim.kernel.cache import code_digest
from sim.scenario import load_scenario
from sim.statistics import PairedDifference, paired_difference

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
WORLDS, QUICK = 100, 4
SEED = 11


@dataclass(frozen=True)
class Case:
    """One thing done to the base: which rows of the articles it is, its name, what is set by path."""

    rows: str
    name: str
    given: dict[str, Any]


def read_cases() -> tuple[str, dict[str, Any], list[str], list[Case]]:
    """Return the base scenario's name and what is set in it, the outcomes to show, and the cases."""
    content = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    cases = [Case(str(each["rows"]), each["name"], each["set"]) for each in content["cases"]]
    return content["base"], content["set"], content["outcomes"], cases


def verdict(found: PairedDifference, better: Better) -> str:
    """Return the difference with a word: helps, hurts, moves it, or nothing that could be told from chance."""
    shown = number(abs(found.difference))
    if found.low <= 0.0 <= found.high:
        return f"-{shown}" if found.difference < 0 else shown
    shown = f"+{shown}" if found.difference > 0 else f"-{shown}"
    if better is Better.NEITHER:
        return f"**{shown}**"
    good = (found.difference > 0) == (better is Better.HIGHER)
    return f"**{shown}** {'helps' if good else 'hurts'}"


def document(worlds: int) -> str:
    """Run base and cases and return the results as Markdown."""
    base, given, names, cases = read_cases()
    outcomes = {each.name: each for each in run_outcomes() if each.name in names}
    began = time.perf_counter()
    first = simulate(load_scenario(base, given), worlds=worlds, seed=SEED).runs
    rows = []
    for case in cases:
        runs = simulate(load_scenario(base, given | case.given), worlds=worlds, seed=SEED).runs
        found = [verdict(paired_difference(first[n], runs[n]), outcomes[n].better) for n in names]
        rows.append([f"{case.name} ({case.rows})", *found])
    head = ["", *(f"{outcomes[n].label}, {outcomes[n].unit}" for n in names)]
    without = ["*without any of these*", *(number(float(first[n].mean())) for n in names)]
    took = time.perf_counter() - began
    return (
        "\n\n".join(
            (
                "# What each strategy does at the default population",
                f"Written by `python -m experiments.strategies` in {took:.0f} s, code {code_digest()}. Each case adds to "
                f"`{base}` with what `set` says at the top of `cases.yaml` what its line says and nothing else; {worlds} worlds, seed {SEED}, the same luck "
                "with and without. A difference stands in bold with a verdict if its 95 % interval leaves out 0; "
                "without bold it cannot be told from nothing. Every figure depends on parameters of which most are "
                "assumptions: these are statements about the model.",
                grid(head, [without, *rows]),
            )
        )
        + "\n"
    )


def main(words: list[str]) -> None:
    """Run what is asked for, print it, write it."""
    given = parser("strategies", __doc__, ()).parse_args(words)
    text = document(QUICK if given.quick else WORLDS)
    print(text)
    out = given.out or (None if given.quick else RESULTS)
    if out is not None:
        out.write_text(text, encoding="utf-8")
        print(f"Written: {out}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
