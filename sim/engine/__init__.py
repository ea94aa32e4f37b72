"""World building, the day's order, rationing, running, recording (floor 4)."""

from sim.engine.simulate import simulate

__all__ = ["simulate"]
