"""What is said of scenarios before they run: they can be run, and would mislead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.i18n import Translate

if TYPE_CHECKING:
    from sim.cli.output import Output
    from sim.engine.plan import Plan
    from sim.scenario import Scenario


def remarks_on(plan: Plan, t: Translate) -> list[str]:
    """Return what is to be said about one, in sentences."""
    from sim.study.remarks import unsold

    groups = unsold(plan)
    if not groups:
        return []
    if len(plan.scenario.groups) == 1:
        return [
            t(
                "Pushes are planned and no product has a price (product.price): nobody can buy, and pushes only tire."
            )
        ]
    return [
        t(
            "Pushes are planned in {groups} and no product has a price there (product.price): nobody can buy, and pushes only tire.",
            groups=t.join(groups),
        )
    ]  # fmt: skip


def say_remarks(output: Output, scenarios: Sequence[Scenario]) -> None:
    """Say what is to be said about several scenarios, each by its name."""
    from sim.engine.plan import make_plan

    t = output.t
    for scenario in scenarios:
        for sentence in remarks_on(make_plan(scenario), t):
            output.remark(t("{name}: {sentence}", name=scenario.name, sentence=sentence))
