"""Ctrl-C: once, and what is done is kept and said; twice, or with nothing done yet, and that is it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from sim.cli.errors import INTERRUPTED, tell
from sim.cli.output import Output
from sim.cli.progress import Bar


@contextmanager
def heeded(bar: Bar, output: Output) -> Iterator[None]:
    """Within, Ctrl-C lets worlds at work finish and then raises KeyboardInterrupt where it came.

    As long as no world is finished (the model may be compiling), and at the second Ctrl-C, the
    program ends at once: parts of results have their names only when complete, so nothing that
    counts is lost.
    """
    t = output.t
    asked = False

    def interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
        nonlocal asked
        if asked or not bar.done:
            bar.close()
            tell([t("Interrupted.") if bar.done else t("Interrupted before any world was complete.")])
            sys.stderr.flush()
            os._exit(INTERRUPTED)
        asked = True
        output.remark(t("Stopping when the worlds at work are finished; Ctrl-C again stops at once."))
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or before in (signal.SIG_IGN, None):
        yield  # only the main thread may say what signals do; who ignores them, as under nohup, means it
        return
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
