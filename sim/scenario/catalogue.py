"""Every strategy, mechanism and measure there is, found by looking into their packages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TypeVar

from sim.contracts import MeasureFile, Mechanism, Strategy
from sim.i18n import Translate, mark
from sim.kernel.cache import PLUGINS, plugins

T = TypeVar("T")

NO_FOLDER = mark("{variable}: there is no folder {folder}; name the folder that holds the strategies.")
TAKEN = mark("{file}: there is a strategy {name} already; give the file another name.")
NOT_LOADED = mark("{file} cannot be used as a strategy: {reason}")


class PluginError(ValueError):
    """A folder or file of further strategies that cannot be used: a template, what it needs, and the reason in it."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values

    def text(self, t: Translate) -> str:
        """Return the sentence in another language."""
        return t(self.template, **self.values)


@cache
def strategies() -> Mapping[str, type[Strategy]]:
    """Return every strategy by name, sorted; those in the folders of ``SIM_PLUGINS`` included.

    Raises
    ------
    TypeError
        If a file does not declare exactly one.
    PluginError
        If one of those folders or files cannot be used.
    """
    package = importlib.import_module("sim.strategies")
    for folder in plugins():
        if str(folder) not in package.__path__:
            _join(package, folder)
    return _classes("sim.strategies", Strategy)


def _join(package: ModuleType, folder: Path) -> None:
    """Have a package look for modules in one more folder; whatever is in there must work."""
    if not folder.is_dir():
        raise PluginError(NO_FOLDER, variable=PLUGINS, folder=folder)
    taken = {info.name for info in pkgutil.iter_modules(package.__path__)}
    files = sorted(file for file in folder.glob("*.py") if not file.name.startswith("_"))
    for file in files:
        if file.stem in taken:
            raise PluginError(TAKEN, file=file, name=file.stem)
    package.__path__.append(str(folder))
    importlib.invalidate_caches()
    for file in files:
        try:
            declared(importlib.import_module(f"{package.__name__}.{file.stem}"), Strategy)
        except Exception as error:
            package.__path__.remove(str(folder))
            reason = f"{type(error).__name__}: {error}"
            raise PluginError(NOT_LOADED, file=file, reason=reason) from error


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
