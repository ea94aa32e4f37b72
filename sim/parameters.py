"""One declaration of a parameter, for everything that needs to know about it.

Validation, JSON Schema, command-line help, the catalogue, forms, sensitivity ranges and
translation all read a :class:`Parameter`; nothing about a parameter is written anywhere else.
The English ``label`` and ``doc`` are the gettext keys of their translations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

Scalar = float | int | bool | str


class Kind(Enum):
    """What a value is, which decides how it is read, bounded and shown."""

    NUMBER = "number"
    """Any finite number; not negative unless ``minimum`` says so."""
    INTEGER = "integer"
    """A whole number; not negative unless ``minimum`` says so."""
    SHARE = "share"
    """A probability or share, 0 to 1."""
    DURATION = "duration"
    """A length of time; written ``14d``, ``2w``, ``12h`` or a number of days; kept in days."""
    MONEY = "money"
    """An amount in yuan; written ``9.9``, ``9.9 yuan``, ``9.9元`` or ``¥9.9``; kept in yuan."""
    SWITCH = "switch"
    """true or false."""
    CHOICE = "choice"
    """One of ``choices``."""
    TEXT = "text"
    """Free text, one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A named quantity that a scenario may set.

    Parameters
    ----------
    name
        Key in a scenario file, and attribute of the :class:`Values` the code receives.
    default
        Value when nothing is said, in the unit of ``kind`` (days for durations, yuan for money).
    label
        A few words for a form or a table, in English.
    doc
        One or two sentences: what it means and what more of it does.
    unit
        Unit to print behind the value, such as ``"1/day"``; empty for a pure number.
    low, high
        Plausible range for sensitivity studies; includes ``none`` where there is one.
    none
        The value at which the parameter has no effect, if there is one.
    minimum, maximum
        Hard bounds: a value outside is refused. Defaults follow from ``kind``.
    source
        A row of the evidence page, a calibration, or ``"assumption"``.
    choices
        The permitted values of a ``CHOICE``.
    """

    name: str
    default: Scalar
    label: str
    doc: str
    kind: Kind = Kind.NUMBER
    unit: str = ""
    low: float | None = None
    high: float | None = None
    none: Scalar | None = None
    minimum: float | None = None
    maximum: float | None = None
    source: str = "assumption"
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a default that a scenario could not write.

        Raises
        ------
        ValueError
            If it lies outside the parameter's bounds, or is none of its choices.
        """
        if self.kind is Kind.CHOICE and self.default not in self.choices:
            raise ValueError(f"parameter {self.name}: {self.default!r} is none of its choices")
        if self.kind in (Kind.CHOICE, Kind.TEXT, Kind.SWITCH):
            return
        low, high = self.bounds
        if not low <= float(self.default) <= high:
            raise ValueError(
                f"parameter {self.name}: the default {self.default} is not within {low:g} and {high:g}"
            )

    @property
    def bounds(self) -> tuple[float, float]:
        """Hard bounds, both inclusive; 1e9 stands for "absurd beyond this"."""
        ceiling = 1.0 if self.kind is Kind.SHARE else 36_500.0 if self.kind is Kind.DURATION else 1e9
        return (
            0.0 if self.minimum is None else self.minimum,
            ceiling if self.maximum is None else self.maximum,
        )

    @property
    def is_numeric(self) -> bool:
        """Whether the value reaches the kernels as a number (choices do, as their position)."""
        return self.kind is not Kind.TEXT

    def as_number(self, value: Scalar) -> float:
        """Return ``value`` as the float a kernel sees: choices by position, switches as 0 or 1."""
        if self.kind is Kind.CHOICE:
            return float(self.choices.index(str(value)))
        return float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named block of parameters in a scenario file, such as ``members`` or ``operators``."""

    name: str
    label: str
    doc: str
    parameters: tuple[Parameter, ...]


class Values(Mapping[str, Scalar]):
    """Read-only values of a list of parameters, by attribute or by key."""

    __slots__ = ("_values",)
    _values: Mapping[str, Scalar]

    def __init__(self, values: Mapping[str, Scalar]) -> None:
        object.__setattr__(self, "_values", MappingProxyType(dict(values)))

    @classmethod
    def of(cls, parameters: tuple[Parameter, ...], **given: Scalar) -> Values:
        """Defaults of ``parameters``, with ``given`` put over them.

        Raises
        ------
        KeyError
            If ``given`` names a parameter that is not declared.
        """
        values = {parameter.name: parameter.default for parameter in parameters}
        for name, value in given.items():
            if name not in values:
                raise KeyError(f"no parameter {name!r}; there are {', '.join(sorted(values))}")
            values[name] = value
        return cls(values)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a scalar of the declared kind
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"values are read-only; cannot set {name!r}")

    def __getitem__(self, name: str) -> Scalar:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Values({dict(self._values)!r})"

    def __reduce__(self) -> tuple[type[Values], tuple[dict[str, Scalar]]]:
        return Values, (dict(self._values),)
