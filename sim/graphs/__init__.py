"""Acquaintance graphs: who knows whom among the members of day 0 (floor 1), and networks to files.

Importing this compiles nothing, and building one kind of graph compiles only that kind.
"""

from sim.graphs.build import fill_ties
from sim.graphs.errors import GraphError
from sim.graphs.export import to_networkx, write_graph, write_nodes
from sim.graphs.files import read_graph
from sim.graphs.listed import GraphFile
from sim.graphs.network import Network, communities_of, network_of_table, ties_of

__all__ = [
    "GraphError", "GraphFile", "Network", "communities_of", "fill_ties", "network_of_table", "read_graph", "ties_of",
    "to_networkx", "write_graph", "write_nodes",
]  # fmt: skip
