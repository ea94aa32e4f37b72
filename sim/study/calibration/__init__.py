"""Calibration: values of parameters under which simulated logs are like a real one, and how sure they are.

Likelihood-free: the model is only ever simulated. See ``docs/calibration.md``.
"""

from sim.study.calibration.calibrate import calibrate, simulations_in, task
from sim.study.calibration.checking import Check
from sim.study.calibration.coverage import Coverage, coverage
from sim.study.calibration.files import write_all
from sim.study.calibration.folder import CalibrationFolder
from sim.study.calibration.posterior import Estimate, Posterior, Told
from sim.study.calibration.priors import DEFAULT_PATHS, Prior, chosen
from sim.study.calibration.result import Calibration, Task
from sim.study.calibration.sequential import require_library
from sim.study.calibration.settings import Settings, settings

__all__ = [
    "DEFAULT_PATHS", "Calibration", "CalibrationFolder", "Check", "Coverage", "Estimate", "Posterior", "Prior",
    "Settings", "Task", "Told",
    "calibrate", "chosen", "coverage", "require_library", "settings", "simulations_in", "task", "write_all",
]  # fmt: skip
