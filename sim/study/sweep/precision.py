"""When enough worlds have been run: the interval of every point's mean is narrow enough."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.results import SweepFolder
from sim.study.sweep.declared import Precision


def is_reached(precision: Precision, folder: SweepFolder, numbers: NDArray[np.int64], worlds: int) -> bool:
    """Whether half the 95 % interval of every point's mean is below the share of the mean that was asked for.

    Of the points of some numbers, in worlds 0 to ``worlds - 1``; a point in which the outcome exists in fewer than two
    worlds, because runs failed or for another reason, is not precise.
    """
    from scipy.stats import t as student  # noqa: PLC0415 - slow to import, and few studies need it

    runs = folder.table("runs", ("point", "world", precision.outcome))
    if not runs:
        return False
    everything = np.sort(numbers)
    kept = (
        (runs["world"] < worlds) & np.isfinite(runs[precision.outcome]) & np.isin(runs["point"], everything)
    )
    own, values = np.searchsorted(everything, runs["point"][kept]), runs[precision.outcome][kept]
    n = np.bincount(own, minlength=everything.size)
    if n.min() < 2:
        return False
    mean = np.bincount(own, values, everything.size) / n
    variance = np.bincount(own, (values - mean[own]) ** 2, everything.size) / (n - 1)
    half = student.ppf(0.975, n - 1) * np.sqrt(variance / n)
    return bool((half <= precision.half_width * np.abs(mean)).all())
