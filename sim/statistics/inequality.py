"""How unequally something, such as messages, is spread over members."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

ROUNDING = 1e-9
"""Keeps a product that should be whole, such as .2 x 15, from being rounded up."""


def _ascending(counts: ArrayLike, axis: int) -> tuple[Array, NDArray[np.int64], Array]:
    """Sorted counts on the last axis with NaN as 0 at the end, how many there are, their sum."""
    values = np.sort(np.moveaxis(np.asarray(counts, np.float64), axis, -1), axis=-1)
    present = ~np.isnan(values)
    values = np.where(present, values, 0.0)
    if np.any(values < 0):
        raise ValueError("inequality is of counts or amounts; none may be negative")
    n: NDArray[np.int64] = present.sum(axis=-1, dtype=np.int64)
    return values, n, values.sum(axis=-1)


def gini(counts: ArrayLike, axis: int = -1) -> Array:
    """Gini coefficient: 0 when all have the same, ``(n - 1) / n`` when one has everything.

    ``G = 2 sum_i i x_(i) / (n sum_i x_i) - (n + 1) / n`` over the sorted values, i from 1: half
    the mean absolute difference divided by the mean, without correction for small n.

    Parameters
    ----------
    counts : array_like
        Not negative; NaN marks an empty place (rows of different lengths padded to one shape).
    axis : int
        Axis of members.

    Returns
    -------
    float64 array
        The shape of ``counts`` without ``axis``; NaN where nobody is there or all have nothing.

    Raises
    ------
    ValueError
        If a value is negative.
    """
    values, n, total = _ascending(counts, axis)
    ranked = (values * np.arange(1, values.shape[-1] + 1)).sum(axis=-1)
    exists = (n > 0) & (total > 0)
    size = np.where(exists, n, 1)
    amount = np.where(exists, total, 1.0)
    found = 2.0 * ranked / (size * amount) - (size + 1.0) / size
    return np.where(exists, np.maximum(found, 0.0), np.nan)


def top_share(counts: ArrayLike, q: float = 0.2, axis: int = -1) -> Array:
    """Share of everything that the top ``ceil(q n)`` members have.

    Parameters
    ----------
    counts : array_like
        As for :func:`gini`.
    q : float
        Share of members that count as the top, above 0 and at most 1.
    axis : int
        Axis of members.

    Returns
    -------
    float64 array
        The shape of ``counts`` without ``axis``; NaN where nobody is there or all have nothing.

    Raises
    ------
    ValueError
        If ``q`` is outside (0, 1] or a value is negative.
    """
    if not 0.0 < q <= 1.0:
        raise ValueError(f"the top must be a share above 0 and at most 1, not {q}")
    values, n, total = _ascending(counts, axis)
    top = np.maximum(np.ceil(q * n - ROUNDING), 1).astype(np.int64)
    rank = np.arange(values.shape[-1])
    is_top = (rank >= (n - top)[..., None]) & (rank < n[..., None])
    amount = np.where(is_top, values, 0.0).sum(axis=-1)
    exists = (n > 0) & (total > 0)
    return np.where(exists, amount / np.where(exists, total, 1.0), np.nan)


def lorenz(counts: ArrayLike, points: int = 20) -> Array:
    """Lorenz curve: share of everything that the lowest ``k / points`` of members have, k from 1.

    Straight lines between members, as in Lorenz (1905, doi:10.2307/2276207).

    Parameters
    ----------
    counts : array_like, shape (members,)
        Not negative; NaN marks an empty place.
    points : int
        Number of points; the last is 1.

    Returns
    -------
    float64 array, shape (points,)
        NaN where nobody is there or all have nothing.
    """
    values, n, total = _ascending(counts, -1)
    if values.ndim != 1:
        raise ValueError("a Lorenz curve is of one list of members")
    if not n or not total > 0:
        return np.full(points, np.nan)
    running = np.concatenate([[0.0], values[: int(n)].cumsum()]) / float(total)
    curve: Array = np.interp(np.arange(1, points + 1) / points * float(n), np.arange(int(n) + 1), running)
    curve[-1] = 1.0
    return curve
