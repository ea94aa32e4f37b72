"""The one error that results are refused with."""

from __future__ import annotations

from sim.i18n.told import Say, Told

__all__ = ["ResultError", "Say"]


class ResultError(Told):
    """Results cannot be read or written (exit code 2)."""
