"""The parts of a scenario that are neither strategy nor mechanism, a file each."""

from __future__ import annotations

from sim.state.sections.channel import CHANNEL
from sim.state.sections.graph import GRAPH
from sim.state.sections.group import GROUP
from sim.state.sections.members import MEMBERS
from sim.state.sections.operators import OPERATORS
from sim.state.sections.product import PRODUCT

__all__ = ["CHANNEL", "GRAPH", "GROUP", "MEMBERS", "OPERATORS", "PRODUCT", "SECTIONS"]

SECTIONS = (GROUP, MEMBERS, CHANNEL, GRAPH, PRODUCT, OPERATORS)
