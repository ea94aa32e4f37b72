"""What a scenario plans that cannot work, seen before anything has run: it can be run, and would mislead."""

from __future__ import annotations

from sim.engine.plan import Plan


def unsold(plan: Plan) -> tuple[str, ...]:
    """Return the ids of groups whose operators push products while no product has a price."""
    pushed = plan.levers["pushes_per_day"].max(axis=1) > 0.0
    return tuple(
        group.id
        for group, pushes, price in zip(plan.scenario.groups, pushed, plan.products["price"], strict=True)
        if pushes and price <= 0.0
    )
