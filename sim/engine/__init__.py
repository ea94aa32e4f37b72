"""World building, the day's order, rationing, running, recording (floor 4)."""

from sim.engine.engine import Engine
from sim.engine.errors import PlanError
from sim.engine.hooks import HookView
from sim.engine.plan import day_measures, run_outcomes
from sim.engine.simulate import simulate

__all__ = ["Engine", "HookView", "PlanError", "day_measures", "run_outcomes", "simulate"]
