"""What the documentation takes from the code is as the code has it."""

from __future__ import annotations

import re

import pytest

from sim.engine.day import DAY

ANEW = "run `python -m docs.generate`"


@pytest.mark.parametrize("name", ["mechanisms.md", "strategies.md", "measures.md", "sections.md"])
def test_reference_pages_are_those_of_the_declarations(generate, name):
    assert set(generate.REFERENCE_PAGES) == {path.name for path in generate.REFERENCE.glob("*.md")}
    assert (generate.REFERENCE / name).read_text(encoding="utf-8") == generate.REFERENCE_PAGES[name](), ANEW


def test_generated_stretches_are_as_they_should_be(generate):
    found = set()
    for path in generate.pages():
        text = path.read_text(encoding="utf-8")
        assert generate.with_stretches(text) == text, f"{path.name}: {ANEW}"
        found |= set(re.findall(r"<!-- generated: (\w+) -->", text))
    assert found == set(generate.STRETCHES)


def test_the_day_of_the_model_page_is_the_day_of_the_engine(root):
    """Once more without the generator: names and order."""
    page = (root / "docs" / "model.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\d+\. `([\w.]+)`: \S", page, re.MULTILINE)) == DAY


def test_no_mathematics_is_left_as_it_stands_in_docstrings(generate):
    for name, make in generate.REFERENCE_PAGES.items():
        text = make()
        assert not re.search(r":math:|\.\. math::|(?<!`)``(?!`)", text), name
        assert text.count("```math") * 2 == text.count("```"), name


def test_every_strategy_mechanism_and_parameter_is_in_the_reference(generate):
    from sim.scenario import catalogue

    for page, known in (("mechanisms.md", catalogue.mechanisms()), ("strategies.md", catalogue.strategies())):
        text = generate.REFERENCE_PAGES[page]()
        for name, declared in known.items():
            part = text.split(f"(`{name}`)\n", 1)[1].split("\n## ", 1)[0]
            assert all(f"| `{each.name}` |" in part for each in declared.parameters), name
