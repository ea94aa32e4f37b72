"""The validation program runs and writes what it promises; what holds, no test asks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

TITLES = (
    "1. Patterns of members", "2. Held through time", "3. A closed group", "4. Groups that nobody runs", "5. Forecasts",
    "6. Push fatigue", "7. Newcomers answered", "8. Ablation", "9. Structural uncertainty", "10. Time of the pattern vector",
    "11. Purchases",
    "12. Referral",
)  # fmt: skip


@pytest.fixture
def importable(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root))


def run(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "experiments.validation", *words]
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.slow
def test_quick_run_writes_all_parts_and_goes_on_where_it_was(root: Path, tmp_path: Path) -> None:
    from sim.kernel.cache import code_digest
    from sim.patterns import MEMBER_PATTERNS

    results = root / "experiments" / "validation" / "RESULTS.md"
    before = results.read_bytes() if results.exists() else None
    out = tmp_path / "here" / "results.md"
    words = ("--quick", "--out", str(out), "--store", str(tmp_path / "store"))
    done = run(root, *words)
    assert done.returncode == 0, done.stderr
    text = out.read_text(encoding="utf-8")

    assert text.startswith("# Validation\n")
    assert "`--quick`" in text
    assert code_digest() in text
    sections = re.split(r"\n## ", text)
    assert [t for t, s in zip(TITLES, sections[1:], strict=True) if s.startswith(t)] == list(TITLES)
    assert all("| verdict |" in section for section in sections[1:5])
    assert all(f"\n| {pattern.label} | " in sections[1] for pattern in MEMBER_PATTERNS)
    assert all(f"**{words}" in sections[1] for words in ("Fitted.", "Validated only.", "Apart"))
    assert re.search(r"\d+ of \d+ criteria hold", text)
    assert not re.search(r"\b(nan|inf)\b", text)
    for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert ElementTree.parse(out.parent / link).getroot().tag.endswith("svg")  # noqa: S314 - our own file
    again = run(root, *words)
    assert again.stderr.count("kept from before") == len(TITLES)
    assert "..." not in again.stderr
    assert (results.read_bytes() if results.exists() else None) == before


def test_without_data_the_forecasts_say_so(root: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nothing"
    done = run(root, "--quick", "--only", "forecast", "--store", str(tmp_path), SIM_EVIDENCE=str(nowhere))
    assert done.returncode == 0, done.stderr
    assert "Left out: there is no evidence data here" in done.stdout


def test_an_unknown_part_is_refused(root: Path) -> None:
    done = run(root, "--only", "nothing")
    assert done.returncode == 2
    assert "ensemble" in done.stderr


def test_parts_survive_the_disk(importable: None, tmp_path: Path) -> None:
    from experiments.validation.store import Store
    from experiments.validation.table import Part, Plot

    part = Part("1. Trial", seconds=2.5)
    part.judge("a", "b", "c", np.bool_(False))
    part.judge("d", "e", "f", None)
    part.table("t", ["x", "y"], [["1", "2"]])
    part.plots.append(Plot("p", "shows", "<svg/>"))
    store = Store(tmp_path, "key", quick=False)
    assert store.load("trial") is None
    store.keep("trial", part)
    assert store.load("trial") == part
    assert Store(tmp_path, "other", quick=False).load("trial") is None
    assert Store(tmp_path, "key", quick=True).load("trial") is None
    assert "| a | b | c | **fails** |" in part.markdown()
    assert "| d | e | f | not judged |" in part.markdown()
    store.forget(["trial"])
    assert store.load("trial") is None


def test_distance_is_in_widths_over_what_both_have(importable: None) -> None:
    from experiments.validation.worlds import WIDTHS, apart, distance

    a = np.arange(18.0)
    b = a + 2.0 * WIDTHS
    b[5] = np.nan
    assert distance(a, b) == pytest.approx(2.0)
    assert np.isnan(distance(a, np.full(18, np.nan)))
    among = apart()
    assert len(among) == 6
    assert all(0 < value < 1 for value in among.values())


def test_the_real_sets_are_kept_apart(importable: None) -> None:
    from experiments.validation.worlds import APART, FITTED, VALIDATED
    from sim.patterns import references

    names = [*FITTED, *VALIDATED, *APART]
    assert sorted(names) == sorted(references())
    assert [n for n in names if not references()[n].is_group_chat] == list(APART)


def test_the_rule_for_joins_knows_the_first_half_only(importable: None) -> None:
    from experiments.validation.forecast import Record, joins_by_rule

    def by_rule(second):
        daily = np.concatenate([np.full(28, 4.0), np.full(28, 2.0), second])
        record = Record("x", daily, np.ones(16), 8, None)
        return joins_by_rule(record)[56:]

    ahead = by_rule(np.zeros(56))
    assert ahead.tolist() == by_rule(np.full(56, 99.0)).tolist()
    assert np.all(ahead == np.floor(ahead))
    assert ahead[0] == 2
    assert 100 < ahead.sum() <= 112  # flat at 2 a day: the last two quarters of the known half are alike


def test_forms_recover_what_made_the_curve(importable: None) -> None:
    """Weekly actives that newcomers leave behind exponentially are foretold by that form."""
    from experiments.validation.cohorts import SHAPES, error, fit_error, from_joins, levelled

    age = np.arange(80.0)
    joins = np.where(age < 50, 10.0, 1.0)
    actives = 3.0 * from_joins(joins, SHAPES["exponential"](age, 0.1))
    guess = levelled(from_joins(joins, SHAPES["exponential"](age, 0.1)), actives, 40)
    assert error(guess, actives) == pytest.approx(0.0, abs=1e-9)
    other = levelled(from_joins(joins, SHAPES["flat"](age, 0.0)), actives, 40)
    assert fit_error(other, actives, 40) > 0.1


def test_points_spread_evenly(importable: None) -> None:
    from experiments.validation.worlds import points

    found = points(200, 6)
    assert found.shape == (200, 6)
    for column in found.T:
        counts = np.histogram(column, bins=10, range=(0, 1))[0]
        assert counts.tolist() == [20] * 10
    assert np.abs(np.corrcoef(found.T) - np.eye(6)).max() < 0.25


def test_sizes_of_unmanaged_groups(importable: None) -> None:
    from experiments.validation.ensemble import LARGEST, MEDIAN_SIZE, SMALLEST, sizes

    found = sizes(41)
    assert found == sorted(found)
    assert found[20] == MEDIAN_SIZE
    assert min(found) >= SMALLEST
    assert max(found) <= LARGEST


def test_toggled_answers_reach_whom_they_should(importable: None) -> None:
    """Of those who speak for the first time, whose key says so is answered; in the other arm the others are."""
    from experiments.validation.newcomers import first_words
    from experiments.validation.worlds import scenario
    from sim.engine.plan import make_plan

    plan = make_plan(scenario(days=120))
    one, other = (first_words(plan, 0, arm) for arm in (0, 1))
    both = set(one.day) & set(other.day)
    assert len(both) > 10
    assert all(one.answered[key] != other.answered[key] for key in both)
    assert all(60 <= day < 120 - 31 for day in one.day.values())
    assert 0 < sum(one.answered.values()) < len(one.answered)


def test_effects_read_the_published_figures(importable: None) -> None:
    from experiments.validation.fatigue import MONTHS, Effects

    grow = np.linspace(1.0, 3.0, MONTHS)
    loads = np.array([[-0.01], [-0.02], [-0.04]])
    as_published = Effects(loads * grow, 0.5, -0.5)
    assert as_published.alike == pytest.approx(1.0)
    assert as_published.ratio == pytest.approx(2.9, abs=0.1)
    assert as_published.verdicts == (True, True, True)
    assert Effects(-loads * grow, -0.5, 0.5).verdicts == (False, False, False)


@pytest.mark.usefixtures("importable")
def test_rates_of_leaving_are_compared_at_the_same_age() -> None:
    """Two weeks, 10 leavers in 100 days against 20 in 100: half, whatever the mix of ages; few leavers say nothing."""
    from experiments.validation.referral import Risk, rate_ratio, risk

    a = Risk(np.array([100.0, 100.0]), np.array([10.0, 5.0]))
    b = Risk(np.array([100.0, 1000.0]), np.array([20.0, 100.0]))
    assert rate_ratio(a, b) == pytest.approx(0.5)
    assert np.isnan(rate_ratio(Risk(a.days, a.leavers / 10), b))
    found = risk(np.array([0.0, 3.0]), np.array([9.0, 7.0]), np.array([True, False]))
    assert found.days[:3].tolist() == [11, 2, 0]
    assert found.leavers[:3].tolist() == [0, 1, 0]
