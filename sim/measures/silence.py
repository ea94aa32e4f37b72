"""Silence: when the group first falls silent for a week, and when it does so for good."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, RunTables
from sim.contracts.measure import Array

_WEEK = 7


def first_silence(tables: RunTables) -> Array:
    """First day of the first silent week, shape (worlds,); NaN if there is none."""
    silent = tables.days["silent"] > 0
    first = silent.argmax(axis=1) - (_WEEK - 1)
    return np.where(silent.any(axis=1), first, np.nan).astype(np.float64)


def terminal_silence(tables: RunTables) -> Array:
    """First day of the silence that lasts to the end, shape (worlds,); NaN if the group still speaks or was closed."""
    silent = (tables.days["silent"] > 0) & (tables.days["closed"][:, -1:] == 0)
    run = silent[:, ::-1].argmin(axis=1)
    run = np.where(silent.all(axis=1), silent.shape[1], run)
    return np.where(run > 0, silent.shape[1] - run - (_WEEK - 1), np.nan).astype(np.float64)


def lifetime(tables: RunTables) -> Array:
    """Days until the silence that lasts, the length of the run where it still speaks, shape (worlds,)."""
    last = terminal_silence(tables)
    return np.where(np.isnan(last), tables.days["silent"].shape[1], last).astype(np.float64)


def alive(tables: RunTables) -> Array:
    """1 where the group still speaks at the end, else 0, shape (worlds,); NaN where it was closed."""
    closed = tables.days["closed"][:, -1] > 0
    return np.where(closed, np.nan, tables.days["silent"][:, -1] == 0).astype(np.float64)


MEASURES = MeasureFile(
    rows=("D17", "H1"),
    measures=(
        Measure(name="silent",
                formula=r"\mathbb{1}[speakers_{d-6 \dots d} < alive\ speakers]",
                label="Silent", unit="share", doc="1 if fewer distinct members than group.alive_speakers wrote in the last seven days; a closed group does not count."),
        Measure(name="closed", label="Closed", unit="share", doc="1 on days on which the group is closed."),
    ),
    outcomes=(
        Outcome(name="alive_end", label="Alive at the end", unit="share", better=Better.HIGHER, combine="known", compute=alive,
                doc="Share of worlds in which the group still speaks on the last day; groups that were closed do not count."),
        Outcome(name="first_silence", label="First silence", unit="day", better=Better.NEITHER, combine="mean", compute=first_silence,
                doc="First day of the first week without enough speakers, where there is one; compared only where both fall silent."),
        Outcome(name="terminal_silence", label="Silent for good", unit="day", better=Better.NEITHER, combine="mean", compute=terminal_silence,
                doc="First day of the silence that lasts to the end of the run, where there is one; a longer run may wake the group; compared only where both fall silent."),
        Outcome(name="lifetime",
                formula=r"\min(terminal\ silence, D)",
                label="Lifetime of the group", unit="days", better=Better.HIGHER, combine="mean", compute=lifetime,
                doc="Days until the group falls silent for good; one that still speaks at the end counts with the length of the run, so the mean is a lower bound."),
    ),
)  # fmt: skip
