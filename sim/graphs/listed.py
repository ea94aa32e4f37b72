"""Ties as a file lists them, each with its place, and the simple graph that is made of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.graphs.errors import GraphError
from sim.i18n import mark

MOST_NODES = 1_000_000
MOST_TIES = 10_000_000


class ListedTie(NamedTuple):
    """One tie of a file: names of its ends, its line, and its weight as it was written, if it was."""

    a: str
    b: str
    line: int
    weight: object = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a file lists, before anything is made of it.

    ``names`` are the nodes in the order of the file; ``directed`` is the line that says that ties
    have a direction, 0 if none does.
    """

    file: str
    names: Sequence[str]
    ties: Sequence[ListedTie]
    directed: int = 0


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A simple undirected graph read from a file.

    Parameters
    ----------
    labels
        Names of the nodes. Their order is that of the members: by number where all names are
        whole numbers, else the order of the file.
    pairs
        int32 (ties, 2), each tie once, as positions in ``labels``, in the order of the file.
    weights
        float64 (ties,), above 0; all 1 if weights were not asked for.
    notes
        What was changed in reading: templates for people, and how often.
    """

    labels: tuple[str, ...]
    pairs: NDArray[np.int32]
    weights: NDArray[np.float64]
    notes: tuple[tuple[str, int], ...]

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.labels)

    @property
    def degrees(self) -> NDArray[np.int64]:
        """Number of ties of each node."""
        return np.bincount(self.pairs.ravel(), minlength=self.n).astype(np.int64)


_DIRECTED = mark("ties have directions, which are ignored")
_LOOPS = mark("ties of a node with itself, dropped: {n}")
_REPEATED = mark("ties that were listed before, put together: {n}")


def simple(listed: Listed, *, weights: bool, simplify: bool) -> GraphFile:
    """Make a simple undirected graph of what a file lists.

    Raises
    ------
    GraphError
        If ties have directions, repeat, or lead to where they come from and ``simplify`` is not
        set; if a weight is missing or is no number above 0 and ``weights`` is set; or beyond
        :data:`MOST_NODES` and :data:`MOST_TIES`.
    """
    check_size(listed.file, len(listed.names), len(listed.ties))
    if listed.directed and not simplify:
        raise GraphError(
            mark(
                "{file}, line {line}: ties have directions here, and acquaintance goes both ways; "
                "export the graph as undirected, or set graph.simplify to true."
            ),
            file=listed.file,
            line=listed.directed,
        )
    names = _ordered(listed.names)
    position = {name: at for at, name in enumerate(names)}
    seen: dict[tuple[int, int], tuple[int, float]] = {}
    loops = repeated = 0
    for tie in listed.ties:
        weight = _weight(tie, listed.file) if weights else 1.0
        x, y = position[tie.a], position[tie.b]
        pair = (x, y) if x < y else (y, x)
        if x == y:
            if not simplify:
                raise _not_simple(_LOOP, listed.file, tie)
            loops += 1
        elif pair in seen:
            if not simplify:
                raise _not_simple(_AGAIN, listed.file, tie, first=seen[pair][0])
            repeated += 1
            seen[pair] = (tie.line, seen[pair][1] + weight)
        else:
            seen[pair] = (tie.line, weight)
    notes = [(_DIRECTED, 0)] * bool(listed.directed)
    notes += [(text, n) for text, n in ((_LOOPS, loops), (_REPEATED, repeated)) if n]
    pairs = np.array(list(seen), np.int32).reshape(-1, 2)
    strengths = (
        np.array([weight for _, weight in seen.values()], np.float64) if weights else np.ones(len(seen))
    )
    for array in (pairs, strengths):
        array.setflags(write=False)
    return GraphFile(tuple(names), pairs, strengths, tuple(notes))


def check_size(file: str, nodes: int, ties: int) -> None:
    """Refuse graphs beyond what a group can be."""
    if nodes > MOST_NODES or ties > MOST_TIES:
        raise GraphError(
            mark(
                "{file}: {nodes} nodes and {ties} ties are too many; there is room for {most_nodes} and {most_ties}."
            ),
            file=file,
            nodes=nodes,
            ties=ties,
            most_nodes=MOST_NODES,
            most_ties=MOST_TIES,
        )


_LOOP = mark(
    "{file}, line {line}: {name!r} is tied with itself; remove the line, or set graph.simplify to true."
)
_AGAIN = mark(
    "{file}, line {line}: {name!r} and {other!r} are tied already, in line {first}; list a tie once, in one "
    "direction, or set graph.simplify to true."
)


def _not_simple(template: str, file: str, tie: ListedTie, **more: object) -> GraphError:
    names = {"name": tie.a} if template is _LOOP else {"name": tie.a, "other": tie.b}
    return GraphError(template, file=file, line=tie.line, **names, **more)


def _ordered(names: Sequence[str]) -> list[str]:
    """Sort by number where all names are plain whole numbers, else leave the order of the file."""
    plain = all(name.removeprefix("-").isdecimal() and name.isascii() and len(name) < 20 for name in names)
    return sorted(names, key=int) if plain else list(names)


def _weight(tie: ListedTie, file: str) -> float:
    """Weight of a tie, a finite number above 0."""
    if tie.weight is None or tie.weight == "":
        raise GraphError(
            mark(
                "{file}, line {line}: the tie of {name!r} and {other!r} has no weight; give every tie one, or set "
                "graph.weights to false."
            ),
            file=file,
            line=tie.line,
            name=tie.a,
            other=tie.b,
        )
    try:
        number = float(str(tie.weight))
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise GraphError(
            mark("{file}, line {line}: the weight {weight!r} is no number above 0."),
            file=file,
            line=tie.line,
            weight=str(tie.weight)[:40],
        )
    return number
