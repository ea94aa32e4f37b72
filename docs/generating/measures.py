"""The page of measures (columns of ``days``) and outcomes (columns of ``runs``)."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generating.markdown import page, table
from sim.contracts import Measure, Outcome
from sim.scenario import catalogue


def measures_page() -> str:
    """Return the page of measures (columns of ``days``) and outcomes (columns of ``runs``)."""

    def rows(columns: tuple[Measure, ...] | tuple[Outcome, ...]) -> list[tuple[str, ...]]:
        return [(f"`{column.name}`", column.label, column.unit, column.doc) for column in columns]

    def sections() -> Iterator[str]:
        files = catalogue.measures()
        heads = ("column", "label", "unit", "meaning")
        yield "## Measures: columns of `days`\n"
        for name, file in files.items():
            yield f"### `{name}`\n"
            yield table(heads, rows(file.measures))
        yield "## Outcomes: columns of `runs`\n"
        outcomes = [
            (*row, outcome.better.value, outcome.combine)
            for file in files.values()
            for row, outcome in zip(rows(file.outcomes), file.outcomes, strict=True)
        ]
        yield table((*heads, "better", "groups"), outcomes)

    lead = (
        "What is recorded. *Late* means the last 28 days. An outcome that does not exist in a world (a silence\n"
        "that never came) is missing there, not 0. `groups` says how the groups of a portfolio make one number.\n"
        "Where the tables are: [results](../results.md)."
    )
    return page("Measures and outcomes", lead, sections())
