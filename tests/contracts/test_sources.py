"""Every parameter shows its range and its source or "assumption": where declared, in ``sim explain`` and in the docs."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest

from sim.i18n import translator
from sim.parameters import Kind, Parameter
from sim.scenario import catalogue
from sim.state.sections import SECTIONS

PAGES = {"mechanisms.md": catalogue.mechanisms(), "strategies.md": catalogue.strategies()}
BLOCKS = [
    *((page, name, each.parameters) for page, known in PAGES.items() for name, each in known.items()),
    *(("sections.md", section.name, section.parameters) for section in SECTIONS),
]
MODEL = [block for block in BLOCKS if block[0] != "strategies.md"]
"""What describes the model; strategies are what is done to it."""
IDS = [f"{page.removesuffix('.md')}.{name}" for page, name, _ in BLOCKS]
SOURCE = re.compile(r"^(assumption(; .+)?$|evidence page|calibrat|[A-Z][a-z])")
"""An assumption, a row of the evidence page, a calibration, or who published it."""


def shown_range(parameter: Parameter) -> list[str]:
    """What has to stand beside a parameter for its range, in pieces."""
    if parameter.kind is Kind.CHOICE:
        return list(parameter.choices)
    if parameter.kind in (Kind.SWITCH, Kind.TEXT):
        return []
    return [f"{parameter.low:g} to {parameter.high:g}"]


def plain(text: str) -> str:
    """Text with spaces made single, numbers without grouping."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", " ".join(text.split()))


@pytest.mark.parametrize(("page", "name", "parameters"), BLOCKS, ids=IDS)
def test_a_declaration_names_its_source_or_says_assumption(page, name, parameters):
    for each in parameters:
        assert SOURCE.search(each.source), (each.name, each.source)


@pytest.mark.parametrize(("page", "name", "parameters"), BLOCKS, ids=IDS)
def test_the_reference_shows_range_and_source(root: Path, page, name, parameters):
    text = (root / "docs" / "reference" / page).read_text(encoding="utf-8")
    part = text.split(f"(`{name}`)\n", 1)[1].split("\n## ", 1)[0]
    for each in parameters:
        row = next(line for line in part.splitlines() if line.startswith(f"| `{each.name}` |"))
        assert row.endswith(f"| {each.source} |"), each.name
        assert all(piece in row for piece in shown_range(each)), each.name


@pytest.mark.parametrize(
    ("name", "parameters"), [block[1:] for block in MODEL], ids=[block[1] for block in MODEL]
)
def test_odd_shows_range_and_source(root: Path, name, parameters):
    text = (root / "docs" / "odd.md").read_text(encoding="utf-8")
    part = text.split(f"(`{name}`)\n", 1)[1].split("\n### ", 1)[0]
    for each in parameters:
        row = next(line for line in part.splitlines() if line.startswith(f"| `{each.name}` |"))
        assert row.endswith(f"| {each.source} |"), each.name
        assert all(piece in row for piece in shown_range(each)), each.name


@pytest.mark.parametrize(("page", "name", "parameters"), BLOCKS, ids=IDS)
def test_explain_shows_range_and_source(page, name, parameters):
    from rich.console import Console

    from sim.cli.declarations import explained
    from sim.cli.explanation import shown

    t = translator("en")
    for each in parameters:
        found = [data for data in explained(f"{name}.{each.name}", t) if data["kind"] == "parameter"]
        console = Console(file=StringIO(), width=400)
        console.print(*shown(found[0], t), sep="\n")
        text = plain(console.file.getvalue())
        assert plain(each.source) in text, each.name
        assert all(piece in text for piece in shown_range(each)), each.name
