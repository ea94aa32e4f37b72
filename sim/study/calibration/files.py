"""What a calibration leaves in its folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.patterns import MEMBER_PATTERNS
from sim.results import arrow
from sim.results.atomic import publish
from sim.study.calibration.posterior import values_of
from sim.study.calibration.result import Calibration

Array = NDArray[np.float64]
POSTERIOR, PRIOR, CHECKS, COVERAGE = (
    "posterior.parquet",
    "prior_predictive.parquet",
    "checks.parquet",
    "coverage.parquet",
)
CALIBRATED = "calibrated.yaml"


def write_all(found: Calibration, folder: Path) -> list[Path]:
    """Write the tables and the calibrated scenario, and return where they are."""
    written = [_table(folder / PRIOR, _prior(found))]
    if found.coverage is not None:
        written.append(_table(folder / COVERAGE, _coverage(found)))
    if found.posterior is None or found.scenario is None:
        return written
    written += [_table(folder / POSTERIOR, _posterior(found)), _table(folder / CHECKS, _checks(found))]
    text = found.scenario.yaml_text()
    publish_text(folder / CALIBRATED, text)
    return [*written, folder / CALIBRATED]


def publish_text(path: Path, text: str) -> None:
    """Write a text file that is there in full or not at all."""

    def write(file: Path) -> None:
        file.write_text(text, encoding="utf-8", newline="\n")

    publish(path, write)


def _table(path: Path, columns: dict[str, object]) -> Path:
    publish(path, lambda file: arrow.write(file, columns, {}, {}))
    return path


def _prior(found: Calibration) -> dict[str, object]:
    priors = found.task.candidate.priors
    values = values_of(priors, found.units)
    columns: dict[str, object] = {prior.path: values[:, place] for place, prior in enumerate(priors)}
    for place, pattern in enumerate(MEMBER_PATTERNS):
        column = found.patterns[:, place]
        columns[pattern.name] = arrow.nullable(column, ~np.isfinite(column))
    return {"world": np.arange(len(values)), **columns}


def _posterior(found: Calibration) -> dict[str, object]:
    posterior = found.posterior
    assert posterior is not None
    values, raw = posterior.values(), values_of(posterior.priors, posterior.raw)
    columns: dict[str, object] = {"weight": posterior.weights, "distance": posterior.distance}
    columns |= {prior.path: values[:, place] for place, prior in enumerate(posterior.priors)}
    return columns | {
        f"unadjusted.{prior.path}": raw[:, place] for place, prior in enumerate(posterior.priors)
    }


def _checks(found: Calibration) -> dict[str, object]:
    def numbers(values: list[float]) -> object:
        column = np.array(values)
        return arrow.nullable(column, ~np.isfinite(column))

    columns: dict[str, object] = {
        "pattern": [check.pattern.name for check in found.checks],
        "used": [check.used for check in found.checks],
        "inside": [check.inside for check in found.checks],
        "real": numbers([check.real for check in found.checks]),
        "calibrated": numbers([check.calibrated for check in found.checks]),
    }
    for place, end in enumerate(("low", "median", "high")):
        columns[f"prior_{end}"] = numbers([check.prior[place] for check in found.checks])
        columns[f"posterior_{end}"] = numbers([check.posterior[place] for check in found.checks])
    return columns


def _coverage(found: Calibration) -> dict[str, object]:
    measured = found.coverage
    assert measured is not None
    paths = [prior.path for prior in found.task.candidate.priors]
    return {
        "parameter": paths,
        "coverage": measured.by_parameter,
        "error": np.full(len(paths), measured.error),
        "pseudo_observations": np.full(len(paths), measured.pseudo),
    }
