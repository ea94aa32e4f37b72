"""All tables as one labelled array file (NetCDF 4), which xarray opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results.block import Block
from sim.results.export.source import Column, Source, library

_DAYS = ("scenario", "world", "group", "day")
_AGES = ("scenario", "world", "group", "age")
_COHORTS = ("scenario", "world", "group", "week", "weeks_later")
_LORENZ = ("scenario", "world", "group", "twentieth")

Variable = tuple[tuple[str, ...], NDArray[Any]]


def write_netcdf(path: Path, source: Source, *, advance: Callable[[int], None]) -> None:
    """Write one variable a column, over scenario, world, group and time; NaN where a scenario has no such place.

    Variables carry ``long_name``, ``units`` and ``description``. Needs the memory of the tables, about twice.

    Raises
    ------
    ResultError
        If ``xarray`` or ``h5netcdf`` are not installed.
    """
    xarray = library("xarray", "xarray")
    library("h5netcdf", "h5netcdf")
    study = source.folder.study
    blocks = [source.folder.load(s.name) for s in study.scenarios if source.folder.done_worlds(s.name)]
    names = [s.name for s in study.scenarios if source.folder.done_worlds(s.name)]
    worlds = np.unique(np.concatenate([block.worlds for block in blocks]))
    groups = list(dict.fromkeys(group for block in blocks for group in block.groups))
    places = [
        np.ix_(
            np.searchsorted(worlds, block.worlds), np.array([groups.index(group) for group in block.groups])
        )
        for block in blocks
    ]
    known = {c.name: c for table in source.tables for c in source.columns[table]}
    dataset = xarray.Dataset(
        coords={"scenario": names, "world": worlds, "group": groups},
        attrs={"source": "community-sim", "seed": str(study.seed), "code": study.code},
    )
    dataset.coords["title"] = ("scenario", [source.t(study.scenario(name).title) for name in names])
    runs = np.full((len(names), worlds.size), "", object)
    for s, (name, block) in enumerate(zip(names, blocks, strict=True)):
        for world in block.worlds.tolist():
            runs[s, np.searchsorted(worlds, world)] = study.address(study.scenario(name), world)
    dataset.coords["run"] = (_DAYS[:2], runs)
    for name, (dims, values) in _variables(source.tables, blocks, places, (worlds.size, len(groups))).items():
        dataset[name] = (dims, values, _attributes(known.get(name)))
    for axis in set(dataset.sizes) & {"day", "age", "week", "weeks_later", "twentieth"}:
        attributes = {
            k: v for k, v in _attributes(known.get(axis)).items() if k != "units"
        }  # a count, no date
        dataset.coords[axis] = (axis, np.arange(dataset.sizes[axis]), attributes)
    packed = {name: {"zlib": True, "complevel": 4} for name in dataset.data_vars}
    dataset.to_netcdf(path, engine="h5netcdf", encoding=packed)
    advance(source.pieces)


def _variables(
    tables: Sequence[str], blocks: list[Block], places: list[tuple[Any, ...]], sizes: tuple[int, int]
) -> dict[str, Variable]:
    """Arrays of all scenarios over common axes."""
    found: dict[str, Variable] = {}
    worlds, groups = sizes

    def put(name: str, dims: tuple[str, ...], arrays: list[NDArray[Any] | None]) -> None:
        lengths = [array.shape[2:] for array in arrays if array is not None]
        longest = tuple(np.max(lengths, axis=0)) if lengths and lengths[0] else ()
        values = np.full((len(blocks), worlds, groups, *longest), np.nan)
        for s, (array, place) in enumerate(zip(arrays, places, strict=True)):
            if array is not None:
                values[(s, *place, *(slice(0, n) for n in array.shape[2:]))] = array
        found[name] = (dims, values)

    if "runs" in tables:
        for name in dict.fromkeys(name for block in blocks for name in block.runs):
            values = np.full((len(blocks), worlds), np.nan)
            for s, (block, place) in enumerate(zip(blocks, places, strict=True)):
                values[s, place[0][:, 0]] = block.runs[name]
            found[name] = (_DAYS[:2], values)
    if "days" in tables:
        for name in dict.fromkeys(name for block in blocks for name in block.days):
            put(name, _DAYS, [block.days.get(name) for block in blocks])
    if "survival" in tables:
        put("at_risk", _AGES, [block.at_risk for block in blocks])
        put("ended", _AGES, [block.ended for block in blocks])
    if "cohorts" in tables:
        put("visited", _COHORTS, [_inside(block.cohorts) for block in blocks])
    if "lorenz" in tables:
        put("share", _LORENZ, [block.lorenz for block in blocks])
    return found


def _inside(cohorts: NDArray[Any] | None) -> NDArray[Any] | None:
    """Cohorts with NaN for weeks that lie behind the end, which the table leaves out."""
    if cohorts is None:
        return None
    weeks = np.arange(cohorts.shape[2])
    return np.where(weeks[:, None] + weeks < weeks.size, cohorts, np.nan)


def _attributes(column: Column | None) -> dict[str, str]:
    if column is None:
        return {}
    said = {"long_name": column.label, "units": column.unit, "description": column.doc}
    return {key: text for key, text in said.items() if text}
