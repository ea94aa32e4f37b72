"""Measure nanoseconds per member-day of the models of churn: ``python -m experiments.benchmarks.churn.measure``.

Wall time of the days, without building the model, over the sum of present members over days; the
median of several seeds, taken in turn so that a busy moment of the machine hits both models.
"""

from __future__ import annotations

from statistics import median

from experiments.benchmarks.churn import mesa_model, numpy_model

SIZES = ((500, 180, 9), (10_000, 60, 3), (100_000, 20, 3))
"""Members, days, and how many seeds."""


def main() -> None:
    """Print one line for each size and model."""
    print("model   members  days  ns/member-day  visit share")
    for n, days, repeats in SIZES:
        runs = [(mesa_model.run(n, days, seed), numpy_model.run(n, days, seed)) for seed in range(repeats)]
        for name, results in zip(("mesa", "numpy"), zip(*runs, strict=True), strict=True):
            speed = median(1e9 * result["seconds"] / result["member_days"] for result in results)
            share = median(result["visits_total"] / result["member_days"] for result in results)
            print(f"{name:6} {n:8,} {days:5} {speed:14,.0f} {share:12.2f}")


if __name__ == "__main__":
    main()
