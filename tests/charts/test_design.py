"""One file holds the design, and what it holds can be read and told apart by everyone."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from pathlib import Path

import pytest

from sim.charts.design import ARM_STYLES, GROUND, TYPE, tones, variables
from tests.charts.colour_vision import contrast, distance

CURVE, WORDS = 3.0, 4.5
APART, FIRST_APART = 7.5, 9.5
"""Distances of all eight arms, and of the first four, which is as many as are compared as a rule."""

LITERALS = {
    "a colour": re.compile(r"#[0-9a-fA-F]{6}\b|(?<!&)#[0-9a-fA-F]{3}\b(?![\w-])|\b(?:rgb|hsl)a?\((?!\{)"),
    "a size of type": re.compile(r"font(?:-size)?:[^;{}]*\d(?:\.\d+)?(?:px|rem|pt)|[\"']font-?[sS]ize[\"']:\s*\d"),
    "a size in a figure": re.compile(r"\"font\":\s*\{[^}]*\"size\":\s*\d|\"thickness\":\s*\d|\"line\":\s*\{[^}]*\"width\":\s*[1-9.]|\"(?:marker|symbol)\":\s*\{[^}]*\"size\":\s*\d"),
}  # fmt: skip
CLAMPED = "clamp(var(--text-title), 1.05rem + 1.5vw, var(--text-headline))"


def literals(text: str) -> list[str]:
    text = text.replace(CLAMPED, "")
    return [what for what, pattern in LITERALS.items() if pattern.search(text)]


def test_no_colour_and_no_size_is_written_elsewhere(root):
    files = [
        path
        for folder in ("charts", "report", "cli")
        for path in (root / "sim" / folder).rglob("*")
        if path.suffix in (".py", ".css", ".js", ".html") and path.name != "design.py"
    ]
    assert len(files) > 50
    found = {str(path.relative_to(root)): literals(path.read_text(encoding="utf-8")) for path in files}
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "line",
    ["color: #0072b2;", "fill: #fff;", "rgba(0,0,0,.5)", "font-size: 12px;", "font: 1rem/1.5 serif;", '"font": {"size": 12}',
     '"line": {"color": INK, "width": 2}', '"thickness": 1.5', '"marker": {"symbol": "x", "size": 9}'],
)  # fmt: skip
def test_a_literal_would_be_found(line):
    assert literals(line)


@pytest.mark.parametrize("time", ["day", "night"])
def test_curves_and_letters_stand_out_from_the_page(time):
    paper = getattr(GROUND["paper"], time)
    for arm in ARM_STYLES:
        assert contrast(getattr(arm.color, time), paper) >= CURVE
        assert contrast(getattr(arm.ink, time), paper) >= WORDS
    for name, ground in (
        ("ink", "paper"),
        ("quiet", "paper"),
        ("quiet", "soft"),
        ("link", "paper"),
        ("ink", "warn"),
        ("link", "soft"),
    ):
        assert contrast(getattr(GROUND[name], time), getattr(GROUND[ground], time)) >= WORDS, (name, ground)
    assert contrast(getattr(GROUND["zero"], time), paper) >= CURVE


@pytest.mark.parametrize("time", ["day", "night"])
def test_arms_are_apart_for_every_kind_of_colour_vision(time):
    colors = [getattr(arm.color, time) for arm in ARM_STYLES]
    for (i, one), (j, other) in itertools.combinations(enumerate(colors), 2):
        assert distance(one, other) >= (FIRST_APART if max(i, j) < 4 else APART), (one, other)


def test_colours_that_some_cannot_tell_apart_would_be_found():
    assert distance("#d55e00", "#8c6d31") < APART
    assert distance("#b4b4b4", "#dd9bc1") < APART
    assert contrast("#e69f00", "#ffffff") < CURVE
    assert distance("#0072b2", "#0072b2") == 0


def test_a_colour_by_day_has_one_colour_by_night():
    nights = defaultdict(set)
    for tone in tones():
        nights[tone.day].add(tone.night)
    assert {day: night for day, night in nights.items() if len(night) > 1} == {}


def test_the_style_sheet_uses_variables_that_there_are(root):
    css = Path(root, "sim/report/assets/report.css").read_text(encoding="utf-8")
    there = set(re.findall(r"(--[\w-]+):", variables()))
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) <= there
    assert {
        "--paper",
        "--ink",
        "--quiet",
        "--line",
        "--soft",
        "--link",
        "--warn",
        "--arm-1",
        "--arm-8-ink",
    } <= there


def test_sizes_of_type_rise_and_none_is_too_small_to_read():
    sizes = list(TYPE.values())
    assert sizes == sorted(set(sizes))
    assert sizes[0] >= 12
