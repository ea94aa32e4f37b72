"""The page of what a scenario holds beside strategies and mechanisms."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generating.markdown import page, parameters
from sim.scenario import keys
from sim.state.sections import SECTIONS


def sections_page() -> str:
    """Return the page of what a scenario holds beside strategies and mechanisms."""

    def sections() -> Iterator[str]:
        yield "## At the top\n"
        yield parameters((keys.TITLE, keys.HORIZON), sourced=False)
        yield f"`{keys.ROWS_KEY}` is a list. {keys.ROWS_DOC}\n"
        for section in SECTIONS:
            yield f"## {section.label} (`{section.name}`)\n"
            yield f"{section.doc}\n"
            yield parameters(section.parameters)

    lead = (
        "The parts of a scenario that are neither strategy nor mechanism. How they are written:\n"
        "[scenarios](../scenarios.md)."
    )
    return page("Sections of a scenario", lead, sections())
