"""Studies: what is asked of many runs (floor 5)."""

from sim.study.changes import changes_between
from sim.study.compare import comparison
from sim.study.comparison import Arm, Comparison, Paired, is_told
from sim.study.errors import StudyError
from sim.study.run import StudyRuns, run_study, study_of
from sim.study.table import Row, ahead_text, difference_text, number_text, table_rows

__all__ = [
    "Arm", "Comparison", "Paired", "Row", "StudyError", "StudyRuns", "ahead_text", "changes_between",
    "comparison", "difference_text", "is_told", "number_text", "run_study", "study_of", "table_rows",
]  # fmt: skip
