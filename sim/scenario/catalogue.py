"""Every strategy, mechanism and measure there is, found by looking into their packages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TypeVar

from sim.contracts import MeasureFile, Mechanism, Strategy

T = TypeVar("T")


@cache
def strategies() -> Mapping[str, type[Strategy]]:
    """Return every strategy by name, sorted.

    Raises
    ------
    TypeError
        If a file does not declare exactly one.
    """
    return _classes("sim.strategies", Strategy)


@cache
def mechanisms() -> Mapping[str, type[Mechanism]]:
    """Return every mechanism by name, sorted.

    Raises
    ------
    TypeError
        If a file does not declare exactly one.
    """
    return _classes("sim.mechanisms", Mechanism)


@cache
def measures() -> Mapping[str, MeasureFile]:
    """Return what every file of measures declares, by the file's name, sorted.

    Files without ``MEASURES`` are left out.
    """
    files = {name: getattr(module, "MEASURES", None) for name, module in _modules("sim.measures")}
    return MappingProxyType({name: file for name, file in files.items() if isinstance(file, MeasureFile)})


def _classes(package: str, base: type[T]) -> Mapping[str, type[T]]:
    return MappingProxyType({name: declared(module, base) for name, module in _modules(package)})


def declared(module: ModuleType, base: type[T]) -> type[T]:
    """Return the one subclass of ``base`` that a module declares.

    Raises
    ------
    TypeError
        If it declares none or several.
    """
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        names = ", ".join(sorted(value.__name__ for value in found)) or "none"
        raise TypeError(f"{module.__name__} must declare exactly one {base.__name__}; it declares {names}")
    return found[0]


def _modules(package: str) -> Iterator[tuple[str, ModuleType]]:
    """Import the modules of a package whose names do not begin with ``_``, sorted by name."""
    path = importlib.import_module(package).__path__
    names = sorted(info.name for info in pkgutil.iter_modules(path) if not info.name.startswith("_"))
    for name in names:
        yield name, importlib.import_module(f"{package}.{name}")
