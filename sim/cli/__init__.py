"""Commands (floor 8): ``sim run``, ``sim compare`` and the rest, in two languages."""

from sim.cli.entry import main

__all__ = ["main"]
