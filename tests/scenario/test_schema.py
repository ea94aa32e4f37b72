"""The JSON Schema for editors."""

from __future__ import annotations

import json
import re

import pytest

from sim.scenario import json_schema, shipped_root, write_schema
from sim.scenario.keys import GROUP_KEYS, TOP_KEYS
from sim.scenario.schema import schema_text


def walk(node):
    """Yield every mapping in a schema."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def test_the_shipped_schema_is_current():
    path = shipped_root() / "schema.json"
    if not path.exists():
        pytest.skip("scenarios/schema.json is written once all strategies are there")
    assert path.read_text(encoding="utf-8") == schema_text(), "write_schema(...) has to be called again"


def test_it_knows_the_keys_that_the_loader_knows(made_up):
    schema = json_schema()
    assert set(schema["properties"]) == set(TOP_KEYS)
    assert set(schema["$defs"]["group.own"]["properties"]) == set(GROUP_KEYS)


def test_nothing_else_is_allowed(made_up):
    objects = [node for node in walk(json_schema()) if node.get("type") == "object"]
    assert objects
    assert all(node["additionalProperties"] is False or "propertyNames" in node for node in objects)


def test_every_reference_leads_somewhere(made_up):
    schema = json_schema()
    references = {node["$ref"] for node in walk(schema) if "$ref" in node}
    assert {f"#/$defs/{name}" for name in schema["$defs"]} == references


def test_values_are_described(made_up):
    selling = json_schema()["$defs"]["strategy.selling"]
    assert (selling["title"], selling["description"]) == ("Selling", "Pushes.")
    pushes = selling["properties"]["pushes_per_day"]
    assert pushes["title"] == "Pushes_Per_Day"
    assert pushes["description"] == "About pushes_per_day. Unit: 1/day."
    assert (pushes["default"], pushes["minimum"], pushes["maximum"]) == (1.0, 0.0, 50.0)
    number, text = selling["properties"]["rest"]["anyOf"]
    assert number["type"] == "number"
    assert all(
        re.search(text["pattern"], written) for written in ("14d", "2w", "12h", "90", "1.5 days", "3天")
    )
    assert not any(re.search(text["pattern"], written) for written in ("soon", "-3d", "3m", ""))
    money = selling["properties"]["price"]["anyOf"][1]["pattern"]
    assert all(re.search(money, written) for written in ("9.9 yuan", "9.9元", "¥9.9", "9.9"))
    assert not re.search(money, "$3")
    assert "default" not in selling["properties"]["until"]


def test_it_is_written_as_json(made_up, tmp_path):
    write_schema(tmp_path / "schema.json")
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8")) == json_schema()
