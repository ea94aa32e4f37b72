"""From the scenario's ``graph`` section to the tie table of day 0."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.graphs.files import GraphError, read_graph
from sim.parameters import Values

Array = NDArray[Any]


def fill_ties(
    graph: Values, key: np.uint64, keys: Array, interests: Array, tie_count: Array, tie_to: Array
) -> int:
    """Write who knows whom on day 0; the strengths of the ties are the caller's.

    A graph is a pure function of these arguments: its draws are keyed by group and person. The
    table is symmetric, without self loops and duplicates, and within its slots. What each kind
    does about people who would have more ties than slots is said in its own docstring:
    :mod:`~sim.graphs.small_world`, :mod:`~sim.graphs.scale_free`, :mod:`~sim.graphs.communities`.

    Parameters
    ----------
    graph
        Values of the section ``graph`` (``sim.state.sections.GRAPH``).
    key
        Names seed, world and group: ``sim.rng.group_key``.
    keys
        uint64 (n,), keys of the persons.
    interests
        float32 (n, 2), their interests; read by ``communities`` only.
    tie_count
        Unsigned integers (n,), overwritten with the number of ties.
    tie_to
        int32 (n, slots), C-contiguous; the first ``tie_count[i]`` slots of row ``i`` are
        overwritten with the rows of the others, what is behind them means nothing.

    Returns
    -------
    int
        Ties that were asked for and found no place. For a file this is 0, unless ``truncate``.

    Raises
    ------
    GraphError
        If a file cannot be used, has another number of nodes than ``keys``, or has a node with
        more ties than slots and ``truncate`` is not set.
    """
    tie_count[:] = 0
    kind = graph.kind
    if kind == "none":
        return 0
    if kind == "small_world":
        from sim.graphs.small_world import fill_small_world

        dropped = fill_small_world(
            key, keys, float(graph.mean_ties), float(graph.rewiring), tie_count, tie_to
        )
    elif kind == "scale_free":
        from sim.graphs.scale_free import fill_scale_free

        dropped = fill_scale_free(key, keys, float(graph.mean_ties), tie_count, tie_to)
    elif kind == "communities":
        from sim.graphs.communities import fill_communities

        dropped = fill_communities(
            key,
            keys,
            interests,
            float(graph.mean_ties),
            float(graph.circle_size),
            float(graph.homophily),
            tie_count,
            tie_to,
        )
    elif kind == "file":
        dropped = _fill_from_file(graph.file, bool(graph.truncate), tie_count, tie_to)
    else:
        raise GraphError(f"no kind of graph {kind!r}")
    return int(dropped)


def _fill_from_file(file: str, truncate: bool, tie_count: Array, tie_to: Array) -> int:
    """Fill the table with the ties of a file, in its order."""
    n, slots = tie_to.shape
    loaded = read_graph(file)
    if loaded.n != n:
        few = "few" if loaded.n < n else "many"
        raise GraphError(f"{file}: too {few} nodes: {loaded.n} where the group has {n} members on day 0")
    degrees = loaded.degrees
    if not truncate and n and degrees.max() > slots:
        worst = int(degrees.argmax())
        raise GraphError(
            f"{file}: node {loaded.labels[worst]!r} has {degrees[worst]} ties, more than the {slots} a member can "
            f"keep; raise max_ties or set truncate"
        )
    from sim.graphs.file_ties import fill_listed

    return int(fill_listed(loaded.pairs, tie_count, tie_to))
