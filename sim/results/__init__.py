"""Results: what runs leave behind, in memory and as append-only Parquet (floor 1).

A folder of results holds::

    manifest.json            what was run, by which code, when and where
    runs/*.parquet           one row a run: run, scenario, point, world, seed, then the outcomes
    days/*.parquet           one row a run, group and day: run, world, group, day, then the measures
    survival/*.parquet       one row a run, group and age: run, world, group, age, at_risk, ended
    cohorts/*.parquet        one row a run, group, week of joining and week since: who opened the group
    lorenz/*.parquet         one row a run, group and twentieth of speakers: share of messages at the end
    events/*.parquet         event log of world 0, where it was asked for

The union of the files of one folder is the table, with no row twice. Worlds, days and ages count
from 0. Two folders hold the same results if their sorted rows are equal, however they were cut
into parts.
"""

from sim.results.block import Block, EventLog
from sim.results.blocks import join_blocks, select_worlds
from sim.results.errors import ResultError
from sim.results.events import read_events, write_events
from sim.results.folder import ResultFolder
from sim.results.study import Study, StudyScenario, run_address
from sim.results.sweep_folder import SweepFolder, SweepHead

__all__ = [
    "Block", "EventLog", "ResultError", "ResultFolder", "Study", "StudyScenario", "SweepFolder", "SweepHead", "join_blocks",
    "read_events", "run_address", "select_worlds", "write_events",
]  # fmt: skip
