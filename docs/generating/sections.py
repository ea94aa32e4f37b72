"""The page of what a scenario holds beside strategies and mechanisms."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generating.markdown import page, parameters
from docs.generating.words import ENGLISH, Words
from sim.scenario import keys
from sim.state.sections import SECTIONS

LEAD = (
    "The parts of a scenario that are neither strategy nor mechanism. How they are written:\n"
    "[scenarios](../scenarios.md)."
)


def sections_page(t: Words = ENGLISH) -> str:
    """Return the page of what a scenario holds beside strategies and mechanisms."""

    def sections() -> Iterator[str]:
        yield f"## {t('At the top')}\n"
        yield parameters((keys.TITLE, keys.HORIZON), sourced=False, t=t)
        yield t("`{key}` is a list. {doc}", key=keys.ROWS_KEY, doc=t(keys.ROWS_DOC)) + "\n"
        for section in SECTIONS:
            yield f"## {t(section.label)} (`{section.name}`)\n"
            yield f"{t(section.doc)}\n"
            yield parameters(section.parameters, t=t)

    return page(t("Sections of a scenario"), t(LEAD), sections())
