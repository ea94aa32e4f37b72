"""Pure functions on arrays that measures, studies and pattern fitting share (floor 0)."""

from sim.statistics.bands import Bands, quantile_bands
from sim.statistics.inequality import gini, lorenz, top_share
from sim.statistics.paired import PairedDifference, paired_difference
from sim.statistics.retention import (
    cohort_retention,
    cohort_shares,
    cohort_sizes,
    dau_mau,
    half_life,
    pooled_retention,
)
from sim.statistics.students_t import t_quantile
from sim.statistics.survival import greenwood_variance, kaplan_meier, median_age, survival_at

__all__ = [
    "Bands", "PairedDifference", "cohort_retention", "cohort_shares", "cohort_sizes", "dau_mau", "gini", "greenwood_variance",
    "half_life", "kaplan_meier", "lorenz", "median_age", "paired_difference", "pooled_retention", "quantile_bands",
    "survival_at", "t_quantile", "top_share",
]  # fmt: skip
