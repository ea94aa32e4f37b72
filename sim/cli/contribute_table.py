"""Contributions and turning points for the terminal, as data and as files."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.charts.contributions import heading, player_label
from sim.cli.run_table import described
from sim.cli.tables import titled
from sim.i18n import Translate
from sim.report.story import story_lines
from sim.report.turning_words import turn_words
from sim.study import is_told, number_text
from sim.study.players import in_mask

if TYPE_CHECKING:
    from rich.table import Table

    from sim.cli.running import Asked
    from sim.scenario import Scenario
    from sim.statistics import PairedDifference
    from sim.study.causes import Trial
    from sim.study.contributions import Contributions
    from sim.study.story import Story, Told

COLUMNS = ("visiting_late", "members_end", "sales_total", "profit_total", "hours_total")
"""Outcomes of the table; all are in ``--json`` and in the files."""


def as_tables(story: Story, t: Translate) -> Iterator[Table]:
    """Yield the contributions, then the turning points, then what they come to in words."""
    from rich.table import Table

    found = story.contributions
    yield _shares(found, t)
    told = titled(t("Turning points"), show_lines=True)
    for column in (t("When"), t("What changed"), t("Why")):
        told.add_column(column, overflow="fold")
    for turn in turn_words(story, t):
        for what, why in turn.parts:
            told.add_row(turn.when, what, why)
    if story.turns:
        yield told
    words = Table(box=None, show_header=False, title=t("In words"), title_justify="left", title_style="bold")
    words.add_column(overflow="fold")
    for line in story_lines(story, t):
        words.add_row(line)
    yield words


def _shares(found: Contributions, t: Translate) -> Table:

    values = {"heading": heading(found, t), "n": found.worlds, "days": found.horizon_days}
    title = t("{heading}, ± half of its 95 % interval; {n} worlds of {days} days, the same luck", **values)
    table = titled(title)
    table.add_column("")
    places = [place for name in COLUMNS if (place := found.place(name)) is not None]
    places = [place for place in places if is_told(list(found.values[place]))]
    for place in places:
        outcome = found.outcomes[place]
        column = t("{outcome} ({unit})", outcome=t(outcome.label), unit=t(outcome.unit))
        table.add_column(column, justify="right")
    totals = [found.total(place) for place in places]
    table.add_row(t(found.titles[0]), *(number_text(total.mean_a) for total in totals))
    for number, player in enumerate(found.players):
        cells = (_size(found.share(place, number)) for place in places)
        table.add_row(player_label(player, t), *cells)
    table.add_row(t(found.titles[1]), *(number_text(total.mean_b) for total in totals))
    if not found.is_exact:
        table.caption = t(
            "Estimated from some of the orders in which the changes could be made; intervals include that."
        )
        table.caption_justify = "left"
    return table


def _size(share: PairedDifference) -> str:
    half = (share.high - share.low) / 2
    margin = f" ± {number_text(half)}" if math.isfinite(half) else ""
    return f"{number_text(share.difference, sign=True)}{margin}"


def as_data(story: Story, scenarios: Sequence[Scenario], asked: Asked, report: Path | None) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    from sim import __version__
    from sim.kernel.cache import code_digest

    t, found = asked.output.t, story.contributions
    return {
        "worlds": found.worlds,
        "seed": found.seed,
        "horizon_days": found.horizon_days,
        "version": __version__,
        "code": code_digest(),
        "out": asked.out,
        "report": report,
        "runs": story.runs,
        "exact": found.is_exact,
        "scenarios": [described(scenario) for scenario in scenarios],
        "players": [
            {
                "name": player.name,
                "title": player_label(player, t),
                "kind": player.kind,
                "changes": [str(change) for change in player.changes],
            }
            for player in found.players
        ],
        "outcomes": [_outcome(found, place, t) for place in range(len(found.outcomes))],
        "turning_points": [[_turn(told) for told in moment] for moment in story.turns],
        "story": list(story_lines(story, t)),
    }


def _outcome(found: Contributions, place: int, t: Translate) -> dict[str, Any]:
    outcome, total = found.outcomes[place], found.total(place)
    beyond = found.together(place)
    return {
        "name": outcome.name,
        "title": t(outcome.label),
        "unit": outcome.unit,
        "better": outcome.better.value,
        "from": total.mean_a,
        "to": total.mean_b,
        "total": _interval(total),
        "contributions": {
            player.name: _interval(found.share(place, number)) for number, player in enumerate(found.players)
        },
        "beyond_the_sum": None if beyond is None else _interval(beyond),
    }


def _interval(found: PairedDifference) -> dict[str, Any]:
    return {"difference": found.difference, "low": found.low, "high": found.high, "worlds": found.n}


def _turn(told: Told) -> dict[str, Any]:
    point = told.point
    return {
        "day": point.day,
        "series": point.series,
        "before": point.before,
        "after": point.after,
        "change": _interval(point.change),
        "explained": told.cause is not None,
        "tried": [_trial(trial) for trial in told.trials],
    }


def _trial(trial: Trial) -> dict[str, Any]:
    cause = trial.cause
    return {
        "scenario": "from" if cause.side == 0 else "to",
        "strategy": cause.strategy,
        "kind": cause.kind,
        "day": cause.day,
        "with": trial.with_it,
        "without": trial.without_it,
        "removed": _interval(trial.removed),
        "confirmed": trial.is_confirmed,
    }


def write_tables(story: Story, folder: Path) -> None:
    """Write what each change adds to each outcome, and every outcome of every combination in every world."""
    found = story.contributions
    with (folder / "contributions.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("outcome", "unit", "change", "difference", "low", "high", "worlds"))
        for place, outcome in enumerate(found.outcomes):
            each = [(player.name, found.share(place, n)) for n, player in enumerate(found.players)]
            for name, share in (*each, ("all", found.total(place))):
                numbers = (share.difference, share.low, share.high)
                rows.writerow((outcome.name, outcome.unit, name, *(_number(x) for x in numbers), share.n))
    with (folder / "combinations.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("changes", "world", *(outcome.name for outcome in found.outcomes)))
        for column, mask in enumerate(found.masks):
            label = "+".join(in_mask(found.players, int(mask))) or "none"
            for world in range(found.worlds):
                rows.writerow((label, world, *(_number(x) for x in found.values[:, column, world])))


def _number(x: float) -> str:
    """Write a number as it reads back exactly; nothing where there is none."""
    return repr(float(x)) if math.isfinite(x) else ""
