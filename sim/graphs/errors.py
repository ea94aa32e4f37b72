"""The one error that graphs are refused with."""

from __future__ import annotations

from sim.i18n.told import Told


class GraphError(Told, ValueError):
    """A graph cannot be used or written as asked (exit code 2); the sentence names file and line."""
