"""Reports (floor 7): one self-contained HTML file that asks nothing of any network."""

from sim.report.calibration import render_calibration_report, write_calibration_report
from sim.report.contributions import render_contributions_report, write_contributions_report
from sim.report.headline import Headline, headline
from sim.report.interaction import render_interaction_report, write_interaction_report
from sim.report.page import render_report, write_report
from sim.report.patterns import render_patterns_report, write_patterns_report

__all__ = [
    "Headline",
    "headline",
    "render_calibration_report",
    "render_contributions_report",
    "render_interaction_report",
    "render_patterns_report",
    "render_report",
    "write_calibration_report",
    "write_contributions_report",
    "write_interaction_report",
    "write_patterns_report",
    "write_report",
]
