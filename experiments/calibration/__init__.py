"""Fitting the defaults of the mechanisms to real groups: ``python -m experiments.calibration``."""
