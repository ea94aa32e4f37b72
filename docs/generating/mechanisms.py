"""The page of every mechanism, in the order of the day."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generating.markdown import page, parameters, prose
from docs.generating.words import ENGLISH, Words
from sim.contracts import Mechanism
from sim.engine.plan import planned_steps
from sim.scenario import catalogue

LEAD = (
    "How members respond, in the order of the day. A scenario sets a parameter as\n"
    "`mechanisms: {NAME: {PARAMETER: VALUE}}` and switches a mechanism off with `mechanisms: {NAME: false}`.\n"
    "The range is what is plausible, for sensitivity studies; `no effect at` is the value that takes an\n"
    "influence out. `sim explain NAME` shows the same on a terminal. The words are those of the\n"
    "[glossary](../glossary.md); how they fit together is in [the model](../model.md)."
)


def in_order() -> dict[str, type[Mechanism]]:
    """Return all mechanisms by name, in the order of the day."""
    known = catalogue.mechanisms()
    return {step.mechanism: known[step.mechanism] for step in planned_steps() if step.mechanism}


def step_list(mechanism: type[Mechanism], t: Words = ENGLISH) -> str:
    """Return the steps of a mechanism and what each covers."""
    shown = (
        t("{name} ({over})", name=f"`{name}`", over=t(step.over.value))
        for name, step in mechanism.steps.items()
    )
    return t.join(shown)


def mechanisms_page(t: Words = ENGLISH) -> str:
    """Return the page of every mechanism, in the order of the day."""

    def sections() -> Iterator[str]:
        for name, mechanism in in_order().items():
            yield f"## {t(mechanism.label)} (`{name}`)\n"
            yield f"{prose(mechanism, t)}\n"
            steps, rows = step_list(mechanism, t), t.join(mechanism.rows)
            yield t("Steps: {steps}. Rows of the articles: {rows}.", steps=steps, rows=rows) + "\n"
            if mechanism.parameters:
                yield parameters(mechanism.parameters, t=t)

    return page(t("Mechanisms"), t(LEAD), sections())
