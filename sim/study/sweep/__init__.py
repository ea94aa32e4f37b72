"""Sweeps: one study of many points, run safely into a folder that can be extended."""

from sim.study.sweep.declared import Factor, Level, Precision, Side, SweepStudy
from sim.study.sweep.entering import head_of, notes_of
from sim.study.sweep.executors import executor
from sim.study.sweep.planning import Forecast, forecast
from sim.study.sweep.points import Point, Points
from sim.study.sweep.present import runs_there
from sim.study.sweep.reading import load_study
from sim.study.sweep.running import Sweep, Swept

__all__ = [
    "Factor", "Forecast", "Level", "Point", "Points", "Precision", "Side", "Sweep", "SweepStudy", "Swept", "executor", "forecast", "head_of",
    "load_study", "notes_of", "runs_there",
]  # fmt: skip
