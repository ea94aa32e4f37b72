"""Circles of like-minded people: neighbours along a curve that fills the plane of interests.

The curve is Hilbert's: points close on it are close in the plane, with no jumps (Hilbert, "Ueber
die stetige Abbildung einer Linie auf ein Flaechenstueck", Mathematische Annalen 38 (1891)
459-460, doi:10.1007/BF01199431). Cutting it into stretches groups people by interests in linear
time.
"""

from __future__ import annotations

import math

import numpy as np

from sim.graphs.slots import BEFORE, GRAPH
from sim.kernel.options import kernel, scalar
from sim.rng import uniforms

_CUT = np.int64(0)
"""Block of the draw that shifts a border; ties use blocks from 1."""

_SPAN = 3.0
"""Standard deviations around the mean that the grid covers; whoever is beyond sits at its edge."""

_X = np.int64(0)
_Y = np.int64(1)


@scalar
def _hilbert(east, north, levels):  # type: ignore[no-untyped-def]
    """Position on the curve of a place in a square of ``2**levels`` cells a side; outside: its edge.

    Places are in cells; what is not a number counts as 0.
    """
    last = (1 << levels) - 1
    x = 0
    y = 0
    if east > 0.0:
        x = int(east) if east < last else last
    if north > 0.0:
        y = int(north) if north < last else last
    at = 0
    for level in range(levels - 1, -1, -1):
        right = (x >> level) & 1
        upper = (y >> level) & 1
        at = 4 * at + ((3 * right) ^ upper)
        if upper == 0:
            flip = -right
            x, y = y ^ flip, x ^ flip
    return at


@scalar
def _frame(values, dim, side):  # type: ignore[no-untyped-def]
    """Lower edge of the grid in one dimension and cells per unit of interest."""
    total = 0.0
    square = 0.0
    n = len(values)
    for i in range(n):
        value = np.float64(values[i, dim])
        total += value
        square += value * value
    mean = total / n
    variance = square / n - mean * mean
    if variance > 0.0:
        half = _SPAN * math.sqrt(variance)
        return mean - half, side / (2.0 * half)
    return mean, 0.0


@kernel
def order_by_interests(interests):  # type: ignore[no-untyped-def]
    """Rows in the order in which a space-filling curve meets their interests, float32 (n, 2).

    A counting sort over a grid of 1 to 4 cells a row; rows of one cell keep their order.

    Returns
    -------
    int32 array (n,)
        A permutation of the rows.
    """
    n = len(interests)
    levels = 1
    while (1 << levels) < math.sqrt(n):
        levels += 1
    side = 1 << levels
    x_low, x_scale = _frame(interests, _X, side)
    y_low, y_scale = _frame(interests, _Y, side)
    start = np.empty(side * side, np.int32)
    for c in range(side * side):
        start[c] = 0
    cells = np.empty(n, np.int32)
    for i in range(n):
        east = (interests[i, 0] - x_low) * x_scale
        north = (interests[i, 1] - y_low) * y_scale
        cells[i] = _hilbert(east, north, levels)
        start[cells[i]] += 1
    before = 0
    for c in range(side * side):
        here = start[c]
        start[c] = before
        before += here
    order = np.empty(n, np.int32)
    for i in range(n):
        order[start[cells[i]]] = i
        start[cells[i]] += 1
    return order


@kernel
def cut_circles(key, keys, order, circle_size):  # type: ignore[no-untyped-def]
    """Where ``order`` is cut into circles.

    There are ``n / circle_size`` circles, at least one. Each border between two is shifted from
    its even place by up to a quarter of a circle, uniformly, drawn by the person who stands there;
    so circles have between half and one and a half times the mean size.

    Returns
    -------
    int32 array (circles + 1,)
        Circle ``c`` is ``order[border[c] : border[c + 1]]``.
    """
    n = len(order)
    circles = max(1, int(n / circle_size + 0.5))
    border = np.empty(circles + 1, np.int32)
    border[0] = 0
    border[circles] = n
    width = n / circles
    for c in range(1, circles):
        even = c * width
        u, _v, _w, _x = uniforms(key, keys[order[int(even)]], BEFORE, GRAPH, _CUT)
        border[c] = int(even + (u - 0.5) * 0.5 * width)
    return border
