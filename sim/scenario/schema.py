"""The JSON Schema of scenario files, for editors; made from the declarations."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from sim.parameters import Parameter, Section
from sim.scenario import catalogue
from sim.scenario.keys import (
    ENABLED,
    GROUP_SECTIONS,
    HORIZON,
    NAME_PATTERN,
    ROWS_DOC,
    ROWS_LABEL,
    SPELL_KEYS,
    TITLE,
)
from sim.scenario.rows import TYPES
from sim.scenario.section_models import described, json_schema_of, model
from sim.state.sections import CHANNEL, OPERATORS

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}


def json_schema() -> Schema:
    """Return the JSON Schema 2020-12 of scenario files."""
    group = _group_properties()
    top: Schema = {
        "title": _single(TITLE),
        "rows": {
            "type": "array",
            "items": {"enum": [row.id for row in TYPES]},
            "uniqueItems": True,
            "title": ROWS_LABEL,
            "description": ROWS_DOC,
        },
        "extends": {
            "type": "string",
            "title": "Extends",
            "description": "A shipped scenario such as types/interest_group, or ./x relative to this file.",
        },
        "horizon": _single(HORIZON),
        "start": {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}$",
            "title": "Start",
            "description": "Date of day 0, year-month-day.",
        },
        **group,
        "operators": _optional(_ref("section", OPERATORS.name)),
        "groups": _named(
            "Groups", "What each group has of its own, over what is said for all.", _ref("group", "own")
        ),
    }
    return {
        "$schema": DRAFT,
        "title": "Scenario",
        "description": "Groups, the people who come, and what operators do.",
        **_object(top),
        "$defs": {**_definitions(), "group.own": _object(group)},
    }


def write_schema(path: str | Path) -> None:
    """Write the JSON Schema to a file, as it is shipped."""
    Path(path).write_text(schema_text(), encoding="utf-8")


def schema_text() -> str:
    """Return the JSON Schema as the shipped file holds it."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _group_properties() -> Schema:
    """Return what may be said for all groups, or for one."""
    strategies = {name: _strategy(name) for name in catalogue.strategies()}
    mechanisms = {
        name: {"anyOf": [_ref("mechanism", name), {"type": "boolean"}, _NULL]}
        for name in catalogue.mechanisms()
    }
    return {
        **{section.name: _optional(_ref("section", section.name)) for section in GROUP_SECTIONS},
        CHANNEL.name: _named(CHANNEL.label, CHANNEL.doc, _ref("section", CHANNEL.name)),
        "strategies": _optional(
            {"title": "Strategies", "description": "What operators do.", **_object(strategies)}
        ),
        "mechanisms": _optional(
            {"title": "Mechanisms", "description": "How members respond.", **_object(mechanisms)}
        ),
    }


def _strategy(name: str) -> Schema:
    block = _ref("strategy", name)
    return {"anyOf": [block, {"type": "array", "items": block}, {"type": "boolean"}, _NULL]}


def _definitions() -> Schema:
    definitions = {
        f"section.{section.name}": _section(section) for section in (*GROUP_SECTIONS, CHANNEL, OPERATORS)
    }
    for name, strategy in catalogue.strategies().items():
        definitions[f"strategy.{name}"] = _block(
            name, strategy.label, _summary(strategy), SPELL_KEYS + strategy.parameters
        )
    for name, mechanism in catalogue.mechanisms().items():
        definitions[f"mechanism.{name}"] = _block(
            name, mechanism.label, _summary(mechanism), (ENABLED, *mechanism.parameters)
        )
    return definitions


def _section(section: Section) -> Schema:
    return _block(section.name, section.label, section.doc, section.parameters)


def _block(name: str, label: str, doc: str, parameters: tuple[Parameter, ...]) -> Schema:
    schema = model(name, parameters).model_json_schema()
    properties = schema.get("properties", {})
    properties.get("until", {}).pop("default", None)  # the default is the horizon of the scenario
    return {"title": label, "description": doc, **_object(properties)}


def _summary(declared: type) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join(inspect.cleandoc(declared.__doc__ or "").split("\n\n")[0].split())


def _single(parameter: Parameter) -> Schema:
    about = {"title": parameter.label, "description": described(parameter)}
    default = {"default": parameter.default} if parameter.default != "" else {}
    return {**json_schema_of(parameter), **about, **default}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _named(label: str, doc: str, entry: Schema) -> Schema:
    """Return the schema of a mapping whose keys the scenario chooses."""
    named = {
        "type": "object",
        "propertyNames": {"pattern": NAME_PATTERN},
        "additionalProperties": _optional(entry),
    }
    return {"title": label, "description": doc, "anyOf": [named, _NULL]}


def _optional(schema: Schema) -> Schema:
    return {"anyOf": [schema, _NULL]}


def _ref(kind: str, name: str) -> Schema:
    return {"$ref": f"#/$defs/{kind}.{name}"}
