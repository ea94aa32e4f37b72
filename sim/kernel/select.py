"""Selection: the k-th largest of some numbers, for rules that act on the first few of many."""

from __future__ import annotations

from sim.kernel.options import kernel


@kernel
def kth_largest(values, k):  # type: ignore[no-untyped-def]
    """Return the ``k``-th largest of ``values``, 1 being the largest; puts them into another order.

    Hoare's selection: linear in the number of values on average.

    Parameters
    ----------
    values : float64 array (n,)
        Without NaN; n at least ``k``.
    k : int
        At least 1.
    """
    low, high, wanted = 0, values.size - 1, k - 1
    while low < high:
        pivot = values[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while values[i] > pivot:
                i += 1
            while values[j] < pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if wanted <= j:
            high = j
        elif wanted >= i:
            low = i
        else:
            break
    return values[wanted]
