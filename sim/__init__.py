"""Simulates online communities under operating strategies, every strategy under the same luck.

Everything is imported when it is first used, so that importing ``sim`` costs nothing.

Examples
--------
>>> import sim
>>> block = sim.simulate("types/interest_group", worlds=2)  # doctest: +SKIP
>>> found = sim.compare(["demo/pushed_hard", "demo/warmed_up"], worlds=100)  # doctest: +SKIP
>>> sim.write_report(found, "report.html")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.api import compare, contribute, interact, load_scenario, simulate, write_report
    from sim.engine import Engine
    from sim.engine.model import CommunityModel

    __version__: str

__all__ = [
    "CommunityModel",
    "Engine",
    "__version__",
    "compare",
    "contribute",
    "interact",
    "load_scenario",
    "simulate",
    "write_report",
]

_FOUND_IN = {
    "CommunityModel": "sim.engine.model",
    "Engine": "sim.engine",
    "compare": "sim.api",
    "contribute": "sim.api",
    "interact": "sim.api",
    "load_scenario": "sim.api",
    "simulate": "sim.api",
    "write_report": "sim.api",
}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name == "__version__":
        value: object = _version()
    elif name in _FOUND_IN:
        value = getattr(import_module(_FOUND_IN[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Names, those not imported yet included."""
    return sorted({*globals(), *__all__})


def _version() -> str:
    """Return the version that is installed; a checkout that is not installed has none."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms that --help saves

    try:
        return version("community-sim")
    except PackageNotFoundError:
        return "0+unknown"
