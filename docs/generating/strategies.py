"""The page of strategies, and of the levers that they write."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generating.markdown import number, page, parameters, prose, table
from sim.contracts import Strategy
from sim.scenario import catalogue, keys
from sim.state.levers import LEVERS


def levers() -> str:
    """Return the table of levers."""
    rows = [
        (f"`{lever.name}`", lever.fold.value, number(lever.baseline), lever.unit, lever.doc)
        for lever in LEVERS
    ]
    return table(("lever", "fold", "baseline", "unit", "meaning"), rows)


def strategies_page() -> str:
    """Return the page of strategies, and of the levers that they write."""

    def strategy(name: str, declared: type[Strategy]) -> Iterator[str]:
        yield f"## {declared.label} (`{name}`)\n"
        yield f"{prose(declared)}\n"
        written = ", ".join(f"`{lever}`" for lever in declared.writes)
        yield f"Rows of the articles: {', '.join(declared.rows)}. Levers: {written}.\n"
        yield parameters(declared.parameters)

    def sections() -> Iterator[str]:
        for name, declared in catalogue.strategies().items():
            yield from strategy(name, declared)
        yield "## Spells\n"
        yield "Every strategy takes these as well, once or for each of its spells.\n"
        yield parameters(keys.SPELL_KEYS, sourced=False)
        yield "## Levers\n"
        yield "What strategies write and mechanisms read; contributions of several strategies fold as stated.\n"
        yield levers()

    lead = (
        "What operators do. A scenario runs one as `strategies: {NAME: {PARAMETER: VALUE}}`; see\n"
        "[scenarios](../scenarios.md)."
    )
    return page("Strategies", lead, sections())
