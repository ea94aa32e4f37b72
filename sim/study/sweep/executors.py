"""Where tasks are done; all are a ``concurrent.futures.Executor``."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from sim.engine.simulate import default_jobs
from sim.i18n import mark
from sim.study.errors import StudyError

THREADS, PROCESSES, DASK, MPI = "threads", "processes", "dask", "mpi"
PATIENCE = float(os.environ.get("SIM_DASK_PATIENCE") or 20)
"""Seconds to wait for a Dask scheduler."""
_ADDRESS = re.compile(r"(?:[a-z]+://)?[^/\s]*[^/\s:][^/\s]*:([0-9]{1,5})")
NO_ADDRESS = mark(
    "{address} is not the address of a Dask scheduler; write it as tcp://HOST:PORT, as in tcp://head:8786."
)
EXECUTORS = (THREADS, PROCESSES, DASK, MPI)


@contextmanager
def executor(
    kind: str = THREADS, jobs: int | None = None, scheduler: str = ""
) -> Iterator[tuple[Executor, int]]:
    """Open an executor; yields it and the number of its workers.

    Parameters
    ----------
    kind
        One of :data:`EXECUTORS`.
    jobs
        Workers on this machine; None for one a processor.
    scheduler
        Address of a Dask scheduler, such as ``tcp://head:8786``; without it Dask starts workers here.

    Raises
    ------
    StudyError
        If a package is missing, or nobody answers at the address.
    """
    workers = jobs or default_jobs()
    if kind == THREADS:
        with ThreadPoolExecutor(workers) as pool:
            yield pool, workers
    elif kind == PROCESSES:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield pool, workers
    elif kind == MPI:
        with _package("mpi4py.futures", "mpi").MPIPoolExecutor() as pool:
            yield pool, int(pool.num_workers)
    else:
        with _dask(jobs, scheduler) as client:
            yield client.get_executor(pure=False), max(1, len(client.scheduler_info()["workers"]))


@contextmanager
def _dask(jobs: int | None, scheduler: str) -> Iterator[Any]:
    distributed = _package("distributed", "dask")
    with in_sentences("distributed"), _client(distributed, jobs, scheduler) as client:
        yield client


def _client(distributed: Any, jobs: int | None, scheduler: str) -> Any:  # noqa: ANN401 - a package without types
    """Connect to a scheduler, or start workers here."""
    found = _ADDRESS.fullmatch(scheduler)
    if scheduler and not (found and 0 < int(found[1]) < 1 << 16):
        raise StudyError(NO_ADDRESS, address=repr(scheduler[:80]))
    try:
        return (
            distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)
            if scheduler
            else distributed.Client(
                n_workers=jobs or default_jobs(),
                threads_per_worker=1,
                dashboard_address=None,
                set_as_default=False,
            )
        )
    except Exception as error:  # whatever a transport raises at an address that is none
        reason = f"{error}".splitlines()[0] if f"{error}" else type(error).__name__
        if not scheduler:
            raise StudyError("Dask cannot start workers here: {reason}.", reason=reason) from error
        if isinstance(error, OSError):
            raise StudyError(
                "No Dask scheduler answers at {address}: {reason}.", address=scheduler, reason=reason
            ) from error
        raise StudyError(NO_ADDRESS, address=repr(scheduler)) from error


@contextmanager
def in_sentences(name: str) -> Iterator[None]:
    """Let a package's log say warnings without tracebacks: a connection that is lost is no fault of the program."""
    handlers = list(logging.getLogger(name).handlers)
    for handler in handlers:
        handler.addFilter(_in_a_sentence)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(_in_a_sentence)


def _in_a_sentence(record: logging.LogRecord) -> bool:
    record.exc_info = record.exc_text = None
    return record.levelno >= logging.WARNING


def _package(module: str, extra: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - whatever it is
    try:
        return import_module(module)
    except ImportError:
        raise StudyError(
            "The package {package} is not installed: pip install 'community-sim[{extra}]'.",
            package=module,
            extra=extra,
        ) from None
