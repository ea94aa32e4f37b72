"""Stories with a known answer, made without the engine."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Outcome
from sim.statistics import paired_difference
from sim.study.causes import Cause, Trial
from sim.study.changes import Change
from sim.study.contributions import FATIGUE, Contributions
from sim.study.players import REST, Player
from sim.study.story import Story, Told
from sim.study.turning_points import TurningPoint

WORLDS = 20
UNITS = {
    "visiting_late": ("Visiting a day, last 4 weeks", "people", Better.HIGHER),
    "members_end": ("Members at the end", "people", Better.HIGHER),
    "profit_total": ("Profit", "yuan", Better.HIGHER),
    "leaves_total": ("Left", "people", Better.LOWER),
    "messages_total": ("Messages", "messages", Better.HIGHER),
}
START = {
    "visiting_late": 20.0,
    "members_end": 150.0,
    "profit_total": 900.0,
    "leaves_total": 200.0,
    "messages_total": 4000.0,
}


def outcome(name: str) -> Outcome:
    """Declare an outcome as the measures do."""
    label, unit, better = UNITS[name]
    return Outcome(
        name=name, label=label, doc="D.", compute=lambda tables: np.zeros(1), unit=unit, better=better
    )


def contributions(
    *effects: dict[str, float],
    names: tuple[str, ...] = ("selling", "content", "onboarding", "koc"),
    kind: str = "added",
    beyond: float = 0.0,
    worlds: int = WORLDS,
    noise: float = 0.02,
    titles: tuple[str, str] = ("Pushed hard", "Warmed up"),
) -> Contributions:
    """Return contributions of players, each of whom changes some outcomes by so much; ``beyond`` if all are there."""
    count = len(effects)
    players = tuple(
        Player(name, "rest" if name == REST else kind,
               (Change(f"strategies.{name}.pushes_per_day", 3.0, 0.5),) if kind == "changed" and name == "selling" else ())
        for name in names[:count]
    )  # fmt: skip
    random = np.random.default_rng(4)
    masks = np.arange(1 << count)
    values = np.empty((len(UNITS) + 1, masks.size, worlds))
    for place, name in enumerate(UNITS):
        luck = random.normal(0, 0.1 * START[name], worlds)
        own = random.normal(1, noise, (count, worlds)) if noise else np.ones((count, worlds))
        for mask in masks:
            values[place, mask] = START[name] + luck
            for player, effect in enumerate(effects):
                if mask >> player & 1:
                    values[place, mask] += effect.get(name, 0.0) * own[player]
        if name == "visiting_late":
            values[place, -1] += beyond
    values[-1] = 1.0
    listed = (*(outcome(name) for name in UNITS), FATIGUE)
    return Contributions(titles, players, listed, masks, values, horizon_days=180)


def turn(
    day: int,
    change: float,
    left: float | None,
    series: str = "visiting",
    kind: str = "begins",
    strategy: str = "selling",
) -> Told:
    """Return a change with one cause tried, without which ``left`` of it remains; None if none was tried."""
    random = np.random.default_rng(5)
    worlds = change * random.normal(1, 0.02, WORLDS)
    point = TurningPoint(day, series, 0.0, change, paired_difference(np.zeros(WORLDS), worlds), 20.0)
    if left is None:
        return Told(point, ())
    removed = paired_difference(left * worlds, worlds)
    cause = Cause(1, strategy, kind, max(0, day - 2))
    return Told(point, (Trial(cause, float(worlds.mean()), float((left * worlds).mean()), removed),))


def story(
    found: Contributions, *turns: tuple[Told, ...], arms: tuple[int, int] | None = (0, 1), found_in: int = 60
) -> Story:
    """Put a story together."""
    return Story(found, turns, arms, found.worlds, found_in, 120)


GAIN = {"visiting_late": 5.0, "members_end": 12.0, "profit_total": -3000.0, "messages_total": 900.0}
LOSS = {"visiting_late": -4.0, "members_end": -15.0, "profit_total": 800.0, "leaves_total": 30.0}
NONE: dict[str, float] = {}


def usual() -> Story:
    """Return a story with everything in it: gain, loss, none, causes known and not."""
    found = contributions(
        GAIN,
        LOSS,
        NONE,
        {"visiting_late": 0.5},
        names=("selling", "content", "onboarding", REST),
        kind="changed",
    )
    return story(
        found,
        (turn(12, 4.0, 0.02), turn(15, 60.0, 0.3, "revenue")),
        (turn(70, -3.0, 0.9, "flow", "changes"),),
        (turn(120, 2.0, None),),
    )
