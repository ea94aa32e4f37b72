"""How large a calibration is: what a budget of simulations is spent on."""

from __future__ import annotations

from dataclasses import dataclass

from sim.i18n import mark
from sim.study.errors import StudyError

LEAST_SIMULATIONS = 200
TABLE_SHARE = 0.5
LEAST_SIZE, MOST_SIZE, SIZE_SHARE = 60, 1000, 0.3
LEAST_CHECKS, MOST_CHECKS = 20, 100
LEAST_TABLE_FOR_COVERAGE = 500

TOO_LITTLE = mark("{n} simulations are too few to learn anything; ask for 200 at least.")


@dataclass(frozen=True, slots=True)
class Settings:
    """How simulations are spent; fixed when a folder is begun, so that it can be continued.

    Parameters
    ----------
    table
        Simulations from the prior: the stored table.
    size
        Draws in a generation, and what a posterior of the coverage is made from.
    checks
        Worlds from the posterior, and worlds of the calibrated scenario.
    """

    table: int
    size: int
    checks: int

    def search(self, simulations: int) -> int:
        """Return what is left for the search, of a budget."""
        return max(0, simulations - self.table)

    def total(self, simulations: int) -> int:
        """Return all simulations that come of a budget, those of checks included."""
        return self.table + self.search(simulations) + 2 * self.checks


def settings(simulations: int) -> Settings:
    """Half for the table, the rest for the search; checks come on top.

    Raises
    ------
    StudyError
        If there are fewer than 200.
    """
    if simulations < LEAST_SIMULATIONS:
        raise StudyError(TOO_LITTLE, n=simulations)
    table = round(TABLE_SHARE * simulations)
    size = min(MOST_SIZE, max(LEAST_SIZE, round(SIZE_SHARE * table)))
    return Settings(table, size, min(MOST_CHECKS, max(LEAST_CHECKS, simulations // 20)))
