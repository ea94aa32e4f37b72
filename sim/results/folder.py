"""A folder of results: made, extended world by world, and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sim.contracts import Measure, Outcome
from sim.i18n import mark
from sim.results import manifest as manifest_file
from sim.results.arrow import Columns
from sim.results.atomic import is_temporary
from sim.results.block import Block, EventLog
from sim.results.blocks import select_worlds, shape_of
from sim.results.errors import ResultError
from sim.results.events import read_parquet, write_events
from sim.results.lock import NAME as LOCK_NAME
from sim.results.lock import Lock
from sim.results.manifest import Manifest
from sim.results.parts import (
    KINDS,
    NOTES,
    PART_RUNS,
    Part,
    check_part,
    is_part_name,
    kinds_of,
    read_parts,
    slug,
    write_part,
)
from sim.results.rows import block_of, in_order
from sim.results.study import Study, StudyScenario, difference

EVENTS = "events"
IGNORED = (LOCK_NAME, ".DS_Store", "Thumbs.db", "desktop.ini")
"""What may lie in a folder that counts as empty."""


class ResultFolder:
    """Append-only results of one study in one folder.

    :meth:`open_or_create` is for writing and locks the folder until :meth:`close`; :meth:`open` is
    for reading and sees what is complete, also while another process writes. A damaged part is
    refused by name with what to do, never repaired or skipped in silence: it may mean a failing
    disk, and runs can always be computed anew.

    Parameters
    ----------
    path
        The folder; need not exist yet.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._study: Study | None = None
        self._manifest: Manifest | None = None
        self._lock: Lock | None = None
        self._parts: dict[str, Part] = {}
        self._notes: dict[str, dict[str, str]] = {}

    def open(self) -> Self:
        """Open an existing folder for reading.

        Raises
        ------
        ResultError
            If it holds no results, or results that cannot be read.
        """
        if not self.path.is_dir():
            raise ResultError(mark("There is no folder of results at {folder}."), folder=self.path)
        self._manifest = Manifest.read(self.path)
        self._study = self._manifest.study()
        self._scan()
        return self

    def open_or_create(
        self, study: Study, *, measures: Sequence[Measure] = (), outcomes: Sequence[Outcome] = ()
    ) -> Self:
        """Open the folder for writing runs of ``study``; make it if it is not there.

        Parameters
        ----------
        study
            What will be run. Worlds may be added to a folder; anything else needs another one.
        measures, outcomes
            Where the unit and label of each column come from.

        Raises
        ------
        ResultError
            If the folder holds another study or something else, is being written to by another
            process, is not writable, or has a damaged part.
        """
        study.check()
        with self._readable_errors():
            self._refuse_strangers()
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(self.path)
            try:
                self._begin(study)
            except BaseException:
                self.close()
                raise
        columns: tuple[Measure | Outcome, ...] = (*measures, *outcomes)
        self._notes = {c.name: {"label": c.label, "unit": c.unit} for c in columns} | NOTES
        return self

    def close(self) -> None:
        """Let other processes write; reading goes on working."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ what is there

    @property
    def study(self) -> Study:
        """What the folder is about."""
        if self._study is None:
            raise RuntimeError("open the folder first")
        return self._study

    def parts(self) -> list[Part]:
        """Complete parts, in the order of scenarios and worlds."""
        self._scan()
        rank = {scenario.name: place for place, scenario in enumerate(self.study.scenarios)}
        return sorted(self._parts.values(), key=lambda part: (rank[part.scenario], part.worlds))

    def command_words(self) -> list[str]:
        """Words of the command lines that added runs, as they were given."""
        sessions = self._manifest.data["sessions"] if self._manifest is not None else ()
        return [str(word) for session in sessions for word in session.get("command", ())[1:]]

    def done_worlds(self, scenario: str) -> set[int]:
        """Worlds of a scenario whose runs are complete."""
        self.study.scenario(scenario)
        self._scan()
        return {world for part in self._parts.values() if part.scenario == scenario for world in part.worlds}

    def load(self, scenario: str, worlds: Iterable[int] | None = None) -> Block:
        """Return the runs of a scenario sorted by world, or those of ``worlds`` in that order.

        Raises
        ------
        ResultError
            If there are none, one asked for is not there, or a part is damaged.
        """
        found = self.study.scenario(scenario)
        self._scan()
        parts = [part for part in self._parts.values() if part.scenario == scenario]
        if not parts:
            raise ResultError(f"{self.path} holds no complete run of {scenario!r} yet.")
        wanted = None if worlds is None else list(worlds)
        if wanted is not None:
            if missing := set(wanted) - self.done_worlds(scenario):
                raise ResultError(
                    mark("{folder} holds no run of {name!r} in world {world}."),
                    folder=self.path,
                    name=scenario,
                    world=min(missing),
                )
            parts = [part for part in parts if not set(wanted).isdisjoint(part.worlds)]
        names = sorted(part.name for part in parts)
        tables = {kind: read_parts(self.path, kind, names) for kind in kinds_of(self.path, names)}
        block = block_of(tables, found, self.path)
        events = self._events_path(found)
        if events.exists():
            block = replace(block, events=read_parquet(events))
        return block if wanted is None else select_worlds(block, wanted)

    def tables(self) -> dict[str, Columns]:
        """Return the tables ``runs``, ``days``, ``survival``, ``cohorts`` and ``lorenz``: column names to arrays, in order.

        Rows are sorted by scenario, world, group and day or age. Each is ready for
        ``pandas.DataFrame`` or ``pyarrow.table``.
        """
        self._scan()
        if not self._parts:
            raise ResultError(f"{self.path} holds no complete run yet.")
        names = sorted(self._parts)
        tables = {kind: read_parts(self.path, kind, names) for kind in kinds_of(self.path, names)}
        return in_order(tables, self.study.scenarios)

    # ------------------------------------------------------------------ adding

    def append(self, scenario: str, block: Block) -> None:
        """Add runs; they are complete on disk when this returns, and none of them if it raises.

        Raises
        ------
        ResultError
            If a run is there already, or the disk refuses.
        ValueError
            If the block does not fit the scenario.
        """
        if self._lock is None:
            raise RuntimeError("open the folder for writing first")
        found = self.study.scenario(scenario)
        worlds, _, days = shape_of(block)
        if (block.groups, days) != (found.groups, found.horizon_days):
            raise ValueError(f"the block has other groups or days than scenario {scenario!r}")
        if again := self.done_worlds(scenario) & set(block.worlds.tolist()):
            raise ResultError(f"{self.path} already holds {scenario!r} in world {min(again)}.")
        with self._readable_errors():
            if block.events is not None:
                self._save_events(found, block.events)
            for start in range(0, worlds, PART_RUNS):
                piece = select_worlds(block, block.worlds[start : start + PART_RUNS])
                part = write_part(self.path, self.study, found, piece, self._notes)
                self._parts[part.name] = part
                self._write_manifest(added=True)

    def save_events(self, scenario: str, log: EventLog) -> None:
        """Keep the event log of world 0, where runs are there already but their log is not."""
        if self._lock is None:
            raise RuntimeError("open the folder for writing first")
        with self._readable_errors():
            self._save_events(self.study.scenario(scenario), log)

    # ------------------------------------------------------------------ within

    def _begin(self, study: Study) -> None:
        """With the lock held: recognise or begin the folder, and clear what a crash left behind."""
        self._refuse_strangers()
        for kind in KINDS:
            (self.path / kind).mkdir(exist_ok=True)
        if (self.path / manifest_file.NAME).exists():
            self._manifest = Manifest.read(self.path)
            there = self._manifest.study()
            if what := difference(there, study):
                raise ResultError(f"{self.path} holds results of another study: {what}. Name another folder.")
        else:
            self._manifest = Manifest.of(study)
        self._study = study
        self._sweep()
        self._scan()
        self._write_manifest(added=False)

    def _refuse_strangers(self) -> None:
        """Refuse a file, and a folder with content that is not ours."""
        if self.path.exists() and not self.path.is_dir():
            raise ResultError(f"{self.path} is a file; results need a folder.")
        if not self.path.is_dir() or (self.path / manifest_file.NAME).exists():
            return
        for entry in self.path.iterdir():
            own = entry.name in IGNORED or is_temporary(entry)
            empty = entry.is_dir() and entry.name in KINDS and not any(entry.iterdir())
            if not (own or empty):
                raise ResultError(f"{self.path} is not empty and holds no results; name another folder.")

    def _sweep(self) -> None:
        """Remove temporary files, and parts whose ``runs`` part never came to be."""
        for folder in (self.path, *(self.path / kind for kind in (*KINDS, EVENTS))):
            for path in list(folder.iterdir()) if folder.is_dir() else ():
                orphan = (
                    folder.name in KINDS
                    and is_part_name(path.name)
                    and not (self.path / "runs" / path.name).exists()
                )
                if is_temporary(path) or orphan:
                    path.unlink(missing_ok=True)

    def _scan(self) -> None:
        """Look at parts that are new since last time."""
        folder = self.path / "runs"
        names = sorted(path.name for path in folder.glob("*.parquet")) if folder.is_dir() else []
        names = [name for name in names if not name.startswith(".")]
        parts = {name: self._parts.get(name) or check_part(self.path, name, self.study) for name in names}
        owner: dict[tuple[str, int], str] = {}
        for part in parts.values():
            for world in part.worlds:
                other = owner.setdefault((part.scenario, world), part.name)
                if other != part.name:
                    raise ResultError(
                        f"{part.name} and {other} in {folder} both hold {part.scenario!r} in world {world}; "
                        "delete one of them."
                    )
        self._parts = parts

    def _write_manifest(self, *, added: bool) -> None:
        if self._manifest is not None:
            worlds = {
                scenario.name: [
                    w for part in self._parts.values() if part.scenario == scenario.name for w in part.worlds
                ]
                for scenario in self.study.scenarios
            }
            self._manifest.update(self.study, worlds, added=added)
            self._manifest.write(self.path)

    def _events_path(self, scenario: StudyScenario) -> Path:
        return self.path / EVENTS / f"{slug(scenario.name)}-{self.study.address(scenario, 0)}.parquet"

    def _save_events(self, scenario: StudyScenario, log: EventLog) -> None:
        path = self._events_path(scenario)
        path.parent.mkdir(exist_ok=True)
        write_events(path, log)

    @contextmanager
    def _readable_errors(self) -> Iterator[None]:
        """Say in a sentence what the operating system refuses."""
        try:
            yield
        except OSError as error:
            raise ResultError(
                f"Results cannot be written to {self.path}: {error.strerror or error}."
            ) from error
