"""What can be wrong with a scenario that is valid."""

from __future__ import annotations


class PlanError(ValueError):
    """A scenario that is valid but cannot be run, with the reason."""
