"""What can be wrong with a scenario that is valid, and with what is asked of a model in between."""

from __future__ import annotations


class PlanError(ValueError):
    """A scenario that is valid but cannot be run, with the reason."""


class NotByHandError(TypeError):
    """Something that is not done to members from outside; the sentence says what is right instead."""
