"""What a folder has of a study already."""

from __future__ import annotations

import numpy as np

from sim.results import SweepFolder
from sim.study.sweep.declared import SweepStudy
from sim.study.sweep.entering import check, head_of, keys_of, numbers_in
from sim.study.sweep.points import Points


def runs_there(study: SweepStudy, folder: SweepFolder) -> int:
    """Count the runs of a study that a folder has: of its points, in its worlds.

    Parameters
    ----------
    study
        What would be run.
    folder
        Not opened yet; need not exist.

    Raises
    ------
    StudyError, ResultError
        If a sweep of the study would be refused there.
    """
    if not folder.would_take(head_of(study)):
        return 0
    keys = keys_of(Points(study))
    there = folder.points()
    numbers = numbers_in(there, keys)
    check(study, folder, there, keys, numbers)
    done = folder.done()
    return int((np.isin(done[:, 0], numbers) & (done[:, 1] < study.worlds)).sum())
