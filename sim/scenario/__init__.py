"""Scenarios: files people write, read into what the engine runs (floor 3)."""

from sim.scenario.loading import Template, explain_resolved, load_scenario, load_template, loads, template_of
from sim.scenario.locate import ShippedScenario, find_scenario, shipped_root, shipped_scenarios
from sim.scenario.model import GroupSpec, Scenario
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.resolver import Resolver
from sim.scenario.schema import json_schema, write_schema

__all__ = [
    "GroupSpec", "Problem", "Resolver", "Scenario", "ScenarioError", "ShippedScenario", "Template", "explain_resolved",
    "find_scenario", "json_schema", "load_scenario", "load_template", "loads", "shipped_root", "shipped_scenarios", "template_of", "write_schema",
]  # fmt: skip
