"""Shapley values: what each of several players adds, shared out fairly and without a rest.

Shapley (1953), *A value for n-person games*; sampling by orders of joining as in Castro, Gomez and Tejada
(2009), *Polynomial calculation of the Shapley value based on sampling*, taken in pairs that run both ways.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


def shapley(values: Array) -> Array:
    """Return the Shapley value of each player.

    ``phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))``. The values of all players
    add up to ``v(all) - v(none)``.

    Parameters
    ----------
    values : array, shape (..., 2**n)
        Worth of every coalition; player i is in coalition number m if bit i of m is set.

    Returns
    -------
    array, shape (..., n)

    Raises
    ------
    ValueError
        If the number of coalitions is no power of two.
    """
    count = values.shape[-1]
    n = count.bit_length() - 1
    if count != 1 << n:
        raise ValueError(f"all coalitions of some players are a power of two, not {count}")
    coalitions = np.arange(count)
    sizes = np.array([int(mask).bit_count() for mask in coalitions])
    weights = np.array([math.factorial(s) * math.factorial(n - s - 1) / math.factorial(n) for s in range(n)])
    shares = np.empty((*values.shape[:-1], n))
    for player in range(n):
        without = coalitions[coalitions >> player & 1 == 0]
        gains = values[..., without | 1 << player] - values[..., without]
        shares[..., player] = gains @ weights[sizes[without]]
    return shares


def paired_orders(players: int, pairs: int, seed: int) -> Ints:
    """Draw orders in which players join, each followed by the same one backwards.

    Pairs cancel much of what hangs on who comes first.

    Returns
    -------
    array, shape (2 * pairs, players)
    """
    random = np.random.default_rng(seed)  # noqa: TID251 - which orders are taken decides no run
    drawn = [random.permutation(players) for _ in range(pairs)]
    return np.array([order for each in drawn for order in (each, each[::-1])], np.int64).reshape(-1, players)


def coalitions_of(orders: Ints) -> Ints:
    """List the coalitions that are met as players join in some orders, from none to all, each once, sorted."""
    joined = np.cumsum(np.left_shift(1, orders), axis=1)
    return np.unique(np.concatenate([[0], joined.ravel()]))


def sampled_shapley(values: Array, masks: Ints, orders: Ints) -> tuple[Array, Array]:
    """Estimate Shapley values from some orders of joining.

    In every order what the players add makes up the whole, so the estimates do as well.

    Parameters
    ----------
    values : array, shape (..., coalitions, worlds)
        Worth of the coalitions in ``masks``.
    masks : array, shape (coalitions,)
        Sorted, as :func:`coalitions_of` gives them.
    orders : array, shape (2 * pairs, n)
        As :func:`paired_orders` gives them.

    Returns
    -------
    shares : array, shape (..., n, worlds)
        Means over the orders.
    error : array, shape (..., n)
        Standard error of their means over worlds that comes from the choice of orders; NaN with one pair.
    """
    count, n = orders.shape
    gains = np.empty((count, *values.shape[:-2], n, values.shape[-1]))
    for row, order in enumerate(orders):
        mask = 0
        for player in order:
            after = mask | 1 << int(player)
            here, there = np.searchsorted(masks, (mask, after))
            gains[row, ..., player, :] = values[..., there, :] - values[..., here, :]
            mask = after
    pairs = gains.reshape(count // 2, 2, *gains.shape[1:]).mean(axis=1).mean(axis=-1)
    error = np.full(pairs.shape[1:], np.nan)
    if len(pairs) > 1:
        error = pairs.std(axis=0, ddof=1) / math.sqrt(len(pairs))
    return gains.mean(axis=0), error
