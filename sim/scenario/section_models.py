"""A pydantic model for each list of parameters, made from the declarations."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, create_model

from sim.parameters import Kind, Parameter, Scalar
from sim.scenario.quantities import DURATION_PATTERN, LONGEST_TEXT, MONEY_PATTERN, read


class SectionModel(BaseModel):
    """Base of the models: nothing but the declared parameters, read-only."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())


@cache
def model(name: str, parameters: tuple[Parameter, ...]) -> type[SectionModel]:
    """Return the model of a list of parameters.

    A value that is refused comes out of the model's ``ValidationError`` as a
    :class:`~sim.scenario.problems.Refusal` under ``ctx["error"]``.
    """
    fields: dict[str, Any] = {parameter.name: _field(parameter) for parameter in parameters}
    made: type[SectionModel] = create_model(name, __base__=SectionModel, **fields)
    return made


def _field(parameter: Parameter) -> tuple[Any, Any]:
    def validate(raw: object) -> Scalar:
        return read(parameter, raw)

    annotation = Annotated[
        float | int | bool | str, PlainValidator(validate), WithJsonSchema(json_schema_of(parameter))
    ]
    return annotation, Field(
        default=parameter.default, title=parameter.label, description=described(parameter)
    )


def described(parameter: Parameter) -> str:
    """Return the documentation of a parameter with its unit and plausible range."""
    parts = [parameter.doc]
    if parameter.unit:
        parts.append(f"Unit: {parameter.unit}.")
    if parameter.low is not None and parameter.high is not None:
        parts.append(f"Plausible: {parameter.low:g} to {parameter.high:g}.")
    if parameter.none is not None:
        shown = str(parameter.none).lower() if isinstance(parameter.none, bool) else parameter.none
        parts.append(f"No effect at {shown}.")
    return " ".join(parts)


def json_schema_of(parameter: Parameter) -> dict[str, Any]:
    """Return the JSON Schema of one value."""
    kind = parameter.kind
    if kind is Kind.SWITCH:
        return {"type": "boolean"}
    if kind is Kind.CHOICE:
        return {"type": "string", "enum": list(parameter.choices)}
    if kind is Kind.TEXT:
        return {"type": "string", "maxLength": LONGEST_TEXT}
    low, high = parameter.bounds
    if kind is Kind.INTEGER:
        return {"type": "integer", "minimum": low, "maximum": high}
    number = {"type": "number", "minimum": low, "maximum": high}
    if kind is Kind.DURATION:
        return {"anyOf": [number, {"type": "string", "pattern": DURATION_PATTERN}]}
    if kind is Kind.MONEY:
        return {"anyOf": [number, {"type": "string", "pattern": MONEY_PATTERN}]}
    return number
