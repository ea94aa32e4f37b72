"""The page of measures (columns of ``days``) and outcomes (columns of ``runs``)."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generating.markdown import page, table
from docs.generating.words import ENGLISH, Words
from sim.contracts import Measure, Outcome
from sim.scenario import catalogue

LEAD = (
    "What is recorded. *Late* means the last 28 days. An outcome that does not exist in a world (a silence\n"
    "that never came) is missing there, not 0. `groups` says how the groups of a portfolio make one number.\n"
    "Where the tables are: [results](../results.md)."
)
SYMBOLS = (
    "Of a run of $`D`$ days, $`d`$ from 0: sums are over days unless they say otherwise. $`v_{c,k}`$ of the $`n_c`$ newcomers of week\n"
    "$`c`$ open the group $`k`$ weeks later; $`\\bar v`$ is the mean number of visitors of seven days, $`p`$ its peak; $`x_k`$ are the\n"
    "messages of speaker $`k`$ in 30 days, $`x`$ an age of memberships; $`b`$, $`t`$, $`F`$ are belonging, trust and push fatigue."
)
Columns = tuple[Measure, ...] | tuple[Outcome, ...]


def measures_page(t: Words = ENGLISH) -> str:
    """Return the page of measures (columns of ``days``) and outcomes (columns of ``runs``)."""

    def rows(columns: Columns) -> list[tuple[str, ...]]:
        return [(f"`{each.name}`", t(each.label), t(each.unit), t(each.doc)) for each in columns]

    def sections() -> Iterator[str]:
        files = catalogue.measures()
        heads = tuple(map(t, ("column", "label", "unit", "meaning")))
        yield f"## {t('Measures: columns of `days`')}\n"
        for name, file in files.items():
            yield f"### `{name}`\n"
            yield table(heads, rows(file.measures))
            yield from formulas(file.measures, t)
        yield f"## {t('Outcomes: columns of `runs`')}\n"
        outcomes = [
            (*row, t(outcome.better.value), t(outcome.combine))
            for file in files.values()
            for row, outcome in zip(rows(file.outcomes), file.outcomes, strict=True)
        ]
        yield table((*heads, t("better"), t("groups")), outcomes)
        yield f"### {t('Formulas')}\n"
        yield t(SYMBOLS) + "\n"
        yield from formulas(tuple(each for file in files.values() for each in file.outcomes), t)

    return page(t("Measures and outcomes"), t(LEAD), sections())


def formulas(columns: Columns, t: Words) -> Iterator[str]:
    """Yield how columns that are no plain count are computed."""
    for each in columns:
        if each.formula:
            yield (
                t("`{name}`, {label}:", name=each.name, label=t(each.label))
                + f"\n\n```math\n{each.formula}\n```\n"
            )
