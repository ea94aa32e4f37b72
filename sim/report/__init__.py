"""Reports (floor 7): one self-contained HTML file that asks nothing of any network.

Each kind is imported when it is first asked for: a comparison does not wait for what draws calibrations.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.report.headline import Headline, headline

if TYPE_CHECKING:
    from sim.report.calibration import render_calibration_report, write_calibration_report
    from sim.report.contributions import render_contributions_report, write_contributions_report
    from sim.report.interaction import render_interaction_report, write_interaction_report
    from sim.report.page import render_report, write_report
    from sim.report.patterns import render_patterns_report, write_patterns_report
    from sim.report.sweep import render_sweep_report, write_sweep_report

_KINDS = {
    "calibration_report": "calibration", "contributions_report": "contributions", "interaction_report": "interaction",
    "patterns_report": "patterns", "report": "page", "sweep_report": "sweep",
}  # fmt: skip
_PLACES = {f"{what}_{kind}": module for kind, module in _KINDS.items() for what in ("render", "write")}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - functions and a class
    """Import what is asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


__all__ = [
    "Headline",
    "headline",
    "render_calibration_report",
    "render_contributions_report",
    "render_interaction_report",
    "render_patterns_report",
    "render_report",
    "render_sweep_report",
    "write_calibration_report",
    "write_contributions_report",
    "write_interaction_report",
    "write_patterns_report",
    "write_report",
    "write_sweep_report",
]
