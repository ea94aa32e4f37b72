"""Formulas of the documentation as MathML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

pytest.importorskip("latex2mathml", reason="the extra docs is not installed")


@pytest.fixture
def mathematics(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root))
    from docs.website import mathematics

    return mathematics


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"F \leftarrow F\,2^{-1/h}", "F←F2−1/h"),
        (r"w_n\,need\cdot fit_i", "wnneed·fiti"),
        (r"\mathrm{logit}\,P", "logitP"),
        (r"\mathbb{1}[bought\ before]", "𝟙[bought before]"),
    ],
)
def test_text_of_formulas(mathematics, latex, text):
    made = ElementTree.fromstring(mathematics.mathml(latex))  # noqa: S314 - made just now
    assert "".join(made.itertext()).replace("\u00a0", " ") == text
    assert made.get("alttext") == latex


def test_names_are_one_word_and_bars_a_pair(mathematics):
    made = mathematics.mathml(r"fit_i = \exp(-|x_i|^2 / 2 b^2)")
    assert "<mtext>fit</mtext>" in made
    assert made.count("fence") == 2


def test_an_unknown_command_is_noticed(mathematics):
    with pytest.raises(ValueError, match=r"\\nonsense"):
        mathematics.mathml(r"a + \nonsense b")


def test_every_formula_of_the_program_has_mathml_and_a_plain_form(generate, mathematics):
    from sim.cli.prose import formula

    found = 0
    for make in generate.REFERENCE_PAGES.values():
        page = make()
        for latex in re.findall(r"\$`([^`]+)`\$", page) + re.findall(r"```math\n(.+?)\n```", page, re.DOTALL):
            assert mathematics.mathml(latex).startswith("<math ")
            assert "\\" not in formula(latex), latex
            found += 1
    assert found > 100


def test_what_is_more_than_a_count_has_a_formula():
    from sim.contracts.outcomes import at_end, total
    from sim.scenario import catalogue

    plain = {total("x").__qualname__, at_end("x").__qualname__}
    lacking = {
        outcome.name
        for file in catalogue.measures().values()
        for outcome in file.outcomes
        if not outcome.formula and outcome.compute.__qualname__ not in plain
    }
    # counts of people who came so far, and days on which something first happened
    assert lacking <= {
        "funnel_reached", "funnel_joined", "ad_dump_day", "first_silence", "terminal_silence", "alive_end",
    } | {name for name in lacking if name.endswith("_late")}  # fmt: skip
