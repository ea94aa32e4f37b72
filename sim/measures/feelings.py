"""Feelings: mean belonging, trust and push fatigue of present members."""

from __future__ import annotations

from sim.contracts import Measure, MeasureFile, Over, Step
from sim.kernel.options import kernel


@kernel
def feelings(group, present, belonging, trust, fatigue):  # type: ignore[no-untyped-def]
    """Average over present members."""
    n = group.n_present
    if n == 0:
        return 0
    b, t, f = 0.0, 0.0, 0.0
    for k in range(n):
        i = present[k]
        b += belonging[i]
        t += trust[i]
        f += fatigue[i]
    group.mean_belonging = b / n
    group.mean_trust = t / n
    group.mean_fatigue = f / n
    return 0


MEASURES = MeasureFile(
    rows=("R4", "R5"),
    measures=(
        Measure(name="belonging",
                formula=r"\frac{1}{n} \sum_{i=1}^{n} b_i",
                field_name="mean_belonging", label="Belonging", unit="share", doc="Mean belonging of members, 0 to 1."),
        Measure(name="trust",
                formula=r"\frac{1}{n} \sum_{i=1}^{n} t_i",
                field_name="mean_trust", label="Trust", unit="share", doc="Mean trust in the operators, 0 to 1."),
        Measure(name="fatigue",
                formula=r"\frac{1}{n} \sum_{i=1}^{n} F_i",
                field_name="mean_fatigue", label="Push fatigue", unit="level", doc="Mean push fatigue, in pushes lately felt."),
        Measure(name="novelty", label="Novelty", unit="share", doc="Novelty stock of the group, 0 to 1."),
    ),
    step=Step(feelings, Over.GROUP, always=True),
)  # fmt: skip
