"""From the scenario's ``graph`` section to the tie table of day 0."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.graphs.errors import GraphError
from sim.graphs.files import read_graph
from sim.graphs.listed import GraphFile
from sim.i18n import mark
from sim.parameters import Values
from sim.state.ties import all_shortened

Array = NDArray[Any]


def fill_ties(
    graph: Values,
    key: np.uint64,
    keys: Array,
    interests: Array,
    tie_count: Array,
    tie_to: Array,
    tie_strength: Array | None = None,
) -> int:
    """Write who knows whom on day 0; strengths are the caller's unless a file gives them.

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
    tie_strength
        uint16 (n, slots), contacts of day 0 as ``state.ties`` keeps them; written only where the ties come from
        a file with ``weights``.

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
        dropped = _fill_from_file(graph, tie_count, tie_to, tie_strength)
    else:
        raise GraphError(mark("There is no kind of graph {kind!r}."), kind=kind)
    return int(dropped)


def check_file(graph: Values, n: int) -> GraphFile:
    """Read the file of a ``graph`` section and check that it fits ``n`` members of day 0.

    Raises
    ------
    GraphError
        If the file cannot be used, has another number of nodes, or has a node with more ties than
        ``max_ties`` and ``truncate`` is not set.
    """
    loaded = read_graph(graph.file, weights=bool(graph.weights), simplify=bool(graph.simplify))
    slots = int(graph.max_ties)
    if loaded.n != n:
        raise GraphError(
            mark(
                "{file}: {nodes} nodes where the group has {n} members on day 0; set members.initial to {nodes}, or "
                "take another file."
            ),
            file=graph.file,
            nodes=loaded.n,
            n=n,
        )
    degrees = loaded.degrees
    if not graph.truncate and n and degrees.max() > slots:
        worst = int(degrees.argmax())
        raise GraphError(
            mark(
                "{file}: the node {name!r} has {ties} ties, more than the {slots} that a member can keep; set "
                "graph.max_ties to {ties}, or graph.truncate to true."
            ),
            file=graph.file,
            name=loaded.labels[worst],
            ties=int(degrees[worst]),
            slots=slots,
        )
    return loaded


def _fill_from_file(graph: Values, tie_count: Array, tie_to: Array, tie_strength: Array | None) -> int:
    """Fill the table with the ties of a file, in its order."""
    n, slots = tie_to.shape
    loaded = check_file(Values({**graph, "max_ties": slots}), n)
    from sim.graphs.file_ties import fill_listed

    dropped = int(fill_listed(loaded.pairs, tie_count, tie_to))
    if graph.weights and tie_strength is not None:
        used = np.arange(slots) < np.asarray(tie_count)[:, None]
        a, slot = np.nonzero(used)
        b = tie_to[a, slot].astype(np.int64)
        code = loaded.pairs.min(axis=1).astype(np.int64) * n + loaded.pairs.max(axis=1)
        order = np.argsort(code)
        place = order[np.searchsorted(code, np.minimum(a, b) * n + np.maximum(a, b), sorter=order)]
        tie_strength[a, slot] = all_shortened(loaded.weights[place])
    return dropped
