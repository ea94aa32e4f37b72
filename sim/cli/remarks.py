"""What is said of scenarios before they run: they can be run, and would mislead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.i18n import Translate

if TYPE_CHECKING:
    from sim.cli.output import Output
    from sim.scenario import Scenario


def remarks_on(scenario: Scenario, t: Translate) -> list[str]:
    """Return what is to be said about one, in sentences."""
    from sim.study.remarks import remarks

    found = remarks(scenario)
    said = []
    if found.unsold:
        said.append(
            t("Pushes are planned and no product has a price (product.price): nobody can buy, and pushes only tire.")
            if len(scenario.groups) == 1
            else t(
                "Pushes are planned in {groups} and no product has a price there (product.price): nobody can buy, and pushes only tire.",
                groups=t.join(found.unsold),
            )
        )  # fmt: skip
    if found.hours is not None:
        said.append(
            t(
                "Strategies plan up to {asked} hours of work a day and operators have {hours} (operators.hours_per_day): part of it will not be done.",
                asked=t.number(found.asked, 1), hours=t.number(found.hours, 1),
            )
        )  # fmt: skip
    return said


def say_remarks(output: Output, scenarios: Sequence[Scenario]) -> None:
    """Say what is to be said about several scenarios, each by its name."""
    t = output.t
    for scenario in scenarios:
        for sentence in remarks_on(scenario, t):
            output.remark(t("{name}: {sentence}", name=scenario.name, sentence=sentence))
