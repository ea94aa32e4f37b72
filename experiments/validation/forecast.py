"""Part 5: the second half of DuraSpace and UCI foretold from the first, given the joins or foretelling them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiments.validation.cohorts import (
    SMALLEST,
    bias,
    cohort_forms,
    curve_forms,
    error,
    fit_error,
    levelled,
)
from experiments.validation.svg import Curve, curves
from experiments.validation.table import Part, Plot, number, percent, signed
from experiments.validation.worlds import DAY, ROOT, SEED, SHORT, Array, evidence, scenario
from sim.engine import simulate
from sim.patterns import Log, prepare, references
from sim.results import EventLog, read_events
from sim.scenario import catalogue

WEEK_DAYS = 7
SHIFTS = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
"""Where the one parameter of the simulator that is fitted is looked for, about its default."""
MOST_WEEKS_QUICK = 40
LONG_WEEKS, SMOOTH_WEEKS = 104, 8
"""Longer records are drawn as means of so many weeks."""

RULE = (
    "Rule for joins: the mean daily number of the last quarter of the known half goes on, times the ratio of that "
    "quarter to the one before it, quarter by quarter, where that ratio is below 1; as whole numbers by "
    "rounding the running sum."
)


@dataclass(frozen=True)
class Record:
    """A real log by days and weeks; the first ``known`` of its weeks are known."""

    name: str
    joins: Array
    actives: Array
    known: int
    first_half: Log

    @property
    def weeks(self) -> int:
        return int(self.actives.size)


def read(name: str, data: Path, quick: bool) -> Record:
    """Read a log: who appears for the first time on which day, in any role, counts as joining then."""
    log = read_events(data / "data" / f"{name}_events.csv")
    start = int(log.t.min()) // DAY * DAY
    weeks = int(log.t[log.kind == "msg"].max() - start) // (WEEK_DAYS * DAY)
    weeks = min(weeks, MOST_WEEKS_QUICK) if quick else weeks
    known = weeks // 2
    day = (log.t - start) // DAY
    who = np.concatenate([log.user, log.target[log.target >= 0]])
    when = np.concatenate([day, day[log.target >= 0]])
    first = np.full(int(who.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, who, when)
    joins = np.bincount(first[first < weeks * WEEK_DAYS], minlength=weeks * WEEK_DAYS)
    spoke = log.kind == "msg"
    pairs = np.unique(np.stack([day[spoke] // WEEK_DAYS, log.user[spoke]]), axis=1)[0]
    actives = np.bincount(pairs[pairs < weeks], minlength=weeks)
    half = log.t < start + known * WEEK_DAYS * DAY
    cut = EventLog(log.t[half], log.user[half], log.kind[half], log.target[half], log.conv[half])
    prepared = prepare(cut, references()[name].burn_in_days)
    return Record(name, joins.astype(np.float64), actives.astype(np.float64), known, prepared)


def joins_by_rule(record: Record) -> Array:
    """Joins a day: those of the known half, then what the rule says."""
    known_days = record.known * WEEK_DAYS
    known = record.joins[:known_days]
    quarter = known_days // 4
    last, before = known[-quarter:].mean(), known[-2 * quarter : -quarter].mean()
    ratio = min(1.0, last / before) if before > 0 else 1.0
    ahead = np.arange(record.joins.size - known_days)
    rate = last * ratio ** (1.0 + ahead / quarter)
    whole = np.diff(np.floor(np.concatenate([[0.0], np.cumsum(rate)]) + 0.5))
    return np.concatenate([known, whole])


def simulated(record: Record, joins: Array, shift: float, worlds: int) -> Array:
    """Mean weekly speakers, shape (worlds, weeks), of an unmanaged group that starts empty and gets these joins."""
    folder = ROOT / "out" / "validation"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"joins-{record.name}.csv"
    path.write_text("\n".join(str(int(n)) for n in joins) + "\n", encoding="utf-8")
    threshold = next(p for p in catalogue.mechanisms()["attend"].parameters if p.name == "threshold")
    what = scenario(
        {
            "members.initial": 0,
            "channels.word_of_mouth": None,
            "channels.public_posts.daily": str(path),
            "strategies.content": False,
            "strategies.moderation": False,
            "operators.answering_hours": 0,
            "mechanisms.attend.threshold": float(threshold.default) + shift,
        },
        days=record.weeks * WEEK_DAYS,
    )
    block = simulate(what, worlds=worlds, seed=SEED, jobs=2)
    return block.days["speakers_week"][:, 0, WEEK_DAYS - 1 :: WEEK_DAYS]


def fitted_shift(record: Record, worlds: int) -> float:
    """Shift of the attendance threshold under which the known weeks fit best; nothing after them is looked at."""
    known_joins = record.joins.copy()
    known_joins[record.known * WEEK_DAYS :] = 0
    errors = {}
    for shift in SHIFTS:
        guess = levelled(
            simulated(record, known_joins, shift, worlds).mean(axis=0), record.actives, record.known
        )
        errors[shift] = fit_error(guess, record.actives, record.known)
    return min(errors, key=lambda shift: errors[shift])


def measure(quick: bool) -> Part:
    """Forecast both logs both ways."""
    part = Part("5. Forecasts of the second half")
    data = evidence()
    if data is None:
        part.remarks.append("Left out: there is no evidence data here (set SIM_EVIDENCE).")
        return part
    worlds = 3 if quick else 40
    for name in ("duraspace_irc", "uci_messages"):
        _one(part, read(name, data, quick), worlds)
    part.remarks += [
        RULE,
        "All know the first half only. *From the joins*: weekly actives are a level times the sum over past newcomers of a "
        "form of their age, level and one parameter fitted on the known weeks (sBG: its two on the known lifetimes, then the level). "
        "*From the curve*: fitted from the peak of the known weeks on, as in `evidence/definitions.md`. The simulator: an unmanaged "
        f"group with default parameters, but for the attendance threshold, chosen among {len(SHIFTS)} on the known weeks, and the same level.",
        "Who appears in a log for the first time, in any role, joins on that day. Weeks in which nobody wrote have no logarithm and "
        "are left out, which flatters forecasts that stay too high; hence the bias (mean log of forecast over outcome) and 4-week means.",
        "Not out of sample in every sense: DuraSpace's patterns are among those to which defaults are fitted; UCI's are not.",
    ]
    return part


def _one(part: Part, record: Record, worlds: int) -> None:
    shift = fitted_shift(record, worlds)
    ahead = slice(record.known, record.weeks)
    label = SHORT[record.name]
    found: dict[str, dict[str, Array]] = {"curve": curve_forms(record.actives, record.known)}
    runs: dict[str, Array] = {}
    for way, joins in (("given", record.joins), ("rule", joins_by_rule(record))):
        weekly = joins.reshape(-1, WEEK_DAYS).sum(axis=1)
        runs[way] = simulated(record, joins, shift, worlds)
        guess = levelled(runs[way].mean(axis=0), record.actives, record.known)
        found[way] = {
            "simulator": guess,
            **cohort_forms(weekly, record.actives, record.known, record.first_half),
        }
    _rows(part, record, found, shift)
    for way, words in (("given", "given the true joins"), ("rule", "with joins forecast by rule")):
        scores = {name: error(guess[ahead], record.actives[ahead]) for name, guess in found[way].items()}
        rank = sorted(scores, key=lambda name: scores[name]).index("simulator") + 1
        best = min((name for name in scores if name != "simulator"), key=lambda name: scores[name])
        part.judge(
            f"{label}, {words}",
            "mean absolute log error, beside forms that know the same",
            f"simulator {scores['simulator']:.2f}, best other {best} {scores[best]:.2f}: rank {rank} of {len(scores)}",
            None,
        )
    weeks = np.arange(record.weeks)
    mean = runs["given"].mean(axis=0)
    level = float(np.median((found["given"]["simulator"] / np.maximum(mean, SMALLEST))[mean > SMALLEST]))
    low, high = (np.quantile(runs["given"], q, axis=0) * level for q in (0.1, 0.9))
    covered = np.mean((low[ahead] <= record.actives[ahead]) & (record.actives[ahead] <= high[ahead]))
    part.remarks.append(
        f"{label}, joins given: {percent(float(covered))} of the forecast weeks lie in the middle 80 % of {worlds} worlds. "
        f"The fitted level multiplies the simulated number by {number(level)}: 1 would be a group of the right size without fitting."
    )
    every = SMOOTH_WEEKS if record.weeks > LONG_WEEKS else 1

    def means(values: Array) -> Array:
        return _by(every, values)

    week = means(weeks)
    drawn = [
        Curve("real", week, means(record.actives)),
        Curve("simulator, given", week, means(found["given"]["simulator"]), means(low), means(high)),
        Curve("simulator, by rule", week, means(found["rule"]["simulator"])),
        Curve("sBG, given", week, means(found["given"]["sBG"])),
        Curve("power law, given", week, means(found["given"]["power law"])),
    ]
    averaged = f", means of {every} weeks" if every > 1 else ""
    svg = curves(f"{label}: weekly actives (scale of logs{averaged}); right of the dotted line: forecast",
                 drawn, "week", "members who write", logs=True, mark=record.known)  # fmt: skip
    part.plots.append(Plot(f"forecast_{record.name}", f"Forecasts of {label}", svg))


def _rows(part: Part, record: Record, found: dict[str, dict[str, Array]], shift: float) -> None:
    """Write the table of a record's errors."""
    known, ahead = slice(0, record.known), slice(record.known, record.weeks)
    titles = {"given": "(a) given the true joins", "rule": "(b) joins by rule", "curve": "curve alone"}
    silent = int(np.sum(record.actives[ahead] == 0))
    lines = []
    for way in ("given", "rule", "curve"):
        for name, guess in found[way].items():
            first = "-" if way == "curve" else number(error(guess[known], record.actives[known]))
            lines.append([f"{titles[way]}: {name}", first, number(error(guess[ahead], record.actives[ahead])),
                          signed(bias(guess[ahead], record.actives[ahead])),
                          number(error(_by(4, guess[ahead]), _by(4, record.actives[ahead])))])  # fmt: skip
    part.table(
        f"**{SHORT[record.name]}**, {record.weeks} weeks, {record.known} known; {silent} of the others without a message; "
        f"joins {record.joins.sum():.0f}, of which {record.joins[: record.known * WEEK_DAYS].sum():.0f} known; threshold {shift:+g}.",
        ["forecast", "error, known half", "error, second half", "bias", "error of 4-week means"],
        lines,
    )


def _by(weeks: int, weekly: Array) -> Array:
    """Means of so many weeks each; a rest is left out."""
    whole = weekly.size // weeks * weeks
    return weekly[:whole].reshape(-1, weeks).mean(axis=1)
