"""Acquaintance graphs: who knows whom among the members of day 0 (floor 1).

Importing this compiles nothing, and building one kind of graph compiles only that kind.
"""

from sim.graphs.build import fill_ties
from sim.graphs.export import to_networkx, write_graph
from sim.graphs.files import GraphError, GraphFile, read_graph

__all__ = ["GraphError", "GraphFile", "fill_ties", "read_graph", "to_networkx", "write_graph"]
