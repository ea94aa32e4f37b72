"""Where most worlds lie: quantiles and mean over worlds, day by day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bands:
    """Quantiles over worlds; each array has the shape of the values without the axis of worlds.

    ``n`` counts the worlds in which the value exists; everything else is NaN where it is 0.
    """

    low: Array
    median: Array
    high: Array
    mean: Array
    n: NDArray[np.int64]


def quantile_bands(values: ArrayLike, low: float = 0.1, high: float = 0.9, axis: int = 0) -> Bands:
    """Quantiles ``low``, one half and ``high``, and the mean, over worlds; NaN is left out.

    Quantiles interpolate linearly between order statistics (type 7 of Hyndman and Fan, 1996,
    doi:10.2307/2684934, NumPy's default).

    Parameters
    ----------
    values : array_like
        One entry a world along ``axis``.
    low, high : float
        Probabilities with ``0 <= low <= 0.5 <= high <= 1``.
    axis : int
        Axis of worlds.

    Raises
    ------
    ValueError
        If ``low`` and ``high`` do not bracket the median.
    """
    if not 0.0 <= low <= 0.5 <= high <= 1.0:
        raise ValueError(f"a band needs 0 <= low <= 0.5 <= high <= 1, not {low} and {high}")
    table = np.sort(np.moveaxis(np.asarray(values, np.float64), axis, 0), axis=0)
    present = ~np.isnan(table)  # sorted to the front
    n: NDArray[np.int64] = present.sum(axis=0, dtype=np.int64)
    total = np.where(present, table, 0.0).sum(axis=0)
    mean = np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0)
    return Bands(_sorted_quantile(table, n, low), _sorted_quantile(table, n, 0.5),
                 _sorted_quantile(table, n, high), mean, n)  # fmt: skip


def _sorted_quantile(table: Array, n: NDArray[np.int64], q: float) -> Array:
    """Quantile of the first ``n`` entries of each sorted column."""
    if table.shape[0] == 0:
        return np.full(n.shape, np.nan)
    place = q * np.maximum(n - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n - 1, 0))
    first = np.take_along_axis(table, below[None], 0)[0]
    last = np.take_along_axis(table, above[None], 0)[0]
    part = place - below
    with np.errstate(invalid="ignore"):  # infinite neighbours: chosen away just below
        between = first + (last - first) * part
    return np.asarray(np.where(part > 0, between, first))
