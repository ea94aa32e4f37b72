"""Progress of runs: a bar on stderr, on a terminal only, and only if it takes more than a second."""

from __future__ import annotations

import sys
from threading import RLock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sim.cli.output import Output, console

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds without a bar."""


class Bar:
    """Counts runs that are finished; threads may call :meth:`advance`.

    Parameters
    ----------
    total
        Runs to come.
    output
        Silent if this is quiet.
    label
        What is going on; by default, worlds are run.
    """

    def __init__(self, total: int, output: Output, label: str = "") -> None:
        self.total, self.done = total, 0
        self._label = label or output.t("Running worlds")
        self._lock = RLock()  # a signal may come while its holder counts
        self._shown: Progress | None = None
        self._over = False
        self._timer = Timer(PATIENCE, self._show) if sys.stderr.isatty() and not output.quiet else None
        if self._timer is not None:
            self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._timer is not None:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._over = True
            if self._shown is not None:
                self._shown.stop()

    def advance(self, runs: int) -> None:
        """Count runs that are finished."""
        with self._lock:
            self.done += runs
            if self._shown is not None:
                self._shown.update(self._shown.task_ids[0], completed=self.done)

    def _show(self) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with self._lock:
            if self._over:
                return
            self._shown = Progress(*columns, console=console(errors=True), transient=True)
            self._shown.add_task(self._label, total=self.total, completed=self.done)
            self._shown.start()
