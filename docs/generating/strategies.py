"""The page of strategies, and of the levers that they write."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generating.markdown import number, page, parameters, prose, table
from docs.generating.words import ENGLISH, Words
from sim.contracts import Strategy
from sim.scenario import catalogue, keys
from sim.state.levers import LEVERS

LEAD = (
    "What operators do. A scenario runs one as `strategies: {NAME: {PARAMETER: VALUE}}`; see\n"
    "[scenarios](../scenarios.md)."
)


def levers(t: Words = ENGLISH) -> str:
    """Return the table of levers."""
    rows = [
        (f"`{lever.name}`", t(lever.fold.value), number(lever.baseline), t(lever.unit), t(lever.doc))
        for lever in LEVERS
    ]
    return table(tuple(map(t, ("lever", "fold", "baseline", "unit", "meaning"))), rows)


def strategies_page(t: Words = ENGLISH) -> str:
    """Return the page of strategies, and of the levers that they write."""

    def strategy(name: str, declared: type[Strategy]) -> Iterator[str]:
        yield f"## {t(declared.label)} (`{name}`)\n"
        yield f"{prose(declared, t)}\n"
        written = t.join(f"`{lever}`" for lever in declared.writes)
        yield (
            t("Rows of the articles: {rows}. Levers: {levers}.", rows=t.join(declared.rows), levers=written)
            + "\n"
        )
        yield parameters(declared.parameters, t=t)

    def sections() -> Iterator[str]:
        for name, declared in catalogue.strategies().items():
            yield from strategy(name, declared)
        yield f"## {t('Spells')}\n"
        yield t("Every strategy takes these as well, once or for each of its spells.") + "\n"
        yield parameters(keys.SPELL_KEYS, sourced=False, t=t)
        yield f"## {t('Levers')}\n"
        yield (
            t(
                "What strategies write and mechanisms read; contributions of several strategies fold as stated."
            )
            + "\n"
        )
        yield levers(t)

    return page(t("Strategies"), t(LEAD), sections())
