# %% [markdown]
# # Your own strategy in thirty minutes
#
# **The question.** You do something in your group that the simulator does not know. How do you put it in, and does it work?
#
# **What we do.** Our example: *push weeks*. Some operators save their product pushes for one week in four and leave the group in peace in
# between. Is that better than the same number of pushes, spread evenly? We write it as one file, check that doing
# nothing changes nothing, and see it in the report.
#
# ## How strategies reach members
#
# A strategy never touches members. It sets **levers**, a number a day each; mechanisms say how members respond. So the first
# step is to find the levers. `sim explain LEVER` says what one does, the [reference](../reference/strategies.md) lists all of them.

# %%
# !sim explain pushes_per_day

# %% [markdown]
# ## The file
#
# In a checkout the file goes to `sim/strategies/push_weeks.py`; its name is the key in scenarios. Here it goes into a folder of
# its own, of which the package is then told, so that this page leaves the program as it is.
#
# Four things matter. The **docstring** is its page in the reference, with its honest downside. Every **parameter** has a range, a source
# (here: an assumption) and the value at which it does nothing. **`writes`** names every lever, the hours it costs included: what
# gets no hours is not done. **`levers`** returns a constant or an array over the days of the spell.

# %%
from pathlib import Path

FILE = '''"""Push weeks: all pushes in one week, then peace."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Parameter, Values


class PushWeeks(Strategy):
    """Save product pushes for one week in several, and leave the group in peace in between (S17).

    Who joined in a quiet week has heard nothing of the product; in a push week the pushes come so thick that
    members may mute the group before it is over.
    """

    rows = ("S17",)
    label = "Push weeks"
    parameters = (
        Parameter(name="pushes_per_day", default=1.0, low=0.0, high=6.0, none=0.0, maximum=50.0, unit="1/day",
                  label="Pushes a day", doc="Mean over all weeks, quiet ones included.", source="assumption"),
        Parameter(name="weeks", default=4.0, low=1.0, high=8.0, minimum=1.0, maximum=52.0, unit="weeks",
                  label="One week in", doc="Weeks from one push week to the next; 1 is every week.", source="assumption"),
        Parameter(name="minutes_per_push", default=10.0, low=1.0, high=60.0, maximum=1440.0, unit="min",
                  label="Minutes per push", doc="Operators' time that a push takes.", source="assumption"),
    )
    writes = ("pushes_per_day", "push_usefulness", "push_hour", "hours_selling")

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set pushes on the days of push weeks, and the hours that they take."""
        on = values.pushes_per_day > 0
        week = (spell.days - spell.first_day) // 7
        pushes = np.where(week % int(values.weeks) == 0, values.pushes_per_day * int(values.weeks), 0.0)
        return {
            "pushes_per_day": pushes,
            "push_usefulness": 0.1 if on else 0.0,
            "push_hour": 11.0 if on else 0.0,
            "hours_selling": pushes * values.minutes_per_push / 60.0,
        }
'''
folder = Path("strategies")
folder.mkdir(exist_ok=True)
(folder / "push_weeks.py").write_text(FILE, encoding="utf-8")

import sim.strategies

sim.strategies.__path__.append(str(folder.resolve()))  # in a checkout: not needed

# %% [markdown]
# ## Is it known, and is it harmless when off?
#
# A wrong key would be refused, so a scenario that loads knows the strategy. With no pushes a run must be what it is without
# the strategy, number by number. (In a checkout, `pytest tests/contracts` asks this and more of every strategy by itself.)

# %%
import numpy as np

import sim

BASE = ["product.price=99", "horizon=168d"]
without = sim.simulate(sim.load_scenario("types/interest_group", BASE), worlds=4)
off = sim.simulate(
    sim.load_scenario("types/interest_group", [*BASE, "strategies.push_weeks.pushes_per_day=0"]), worlds=4
)
print(all(np.array_equal(without.days[name], off.days[name], equal_nan=True) for name in without.days))

# %% [markdown]
# ## Evenly, or in weeks?
#
# Two scenarios that push as often in the mean: one push a day, and four a day in one week of four.

# %%
Path("evenly.yaml").write_text("""
title: One push a day
extends: types/interest_group
horizon: 168d
product: {price: 99}
strategies:
  selling: {pushes_per_day: 1}
""")
Path("weeks.yaml").write_text("""
title: Push weeks
extends: types/interest_group
horizon: 168d
product: {price: 99}
strategies:
  push_weeks: {pushes_per_day: 1, weeks: 4}
""")
found = sim.compare(["evenly.yaml", "weeks.yaml"], worlds=32)

# %%
import pandas as pd

WANTED = ["visiting_late", "members_end", "muted_end", "sales_total", "profit_total", "hours_total"]
labels = {outcome.name: f"{outcome.label} ({outcome.unit})" for outcome in found.outcomes}
pd.DataFrame.from_dict(
    {
        labels[each.outcome]: (
            each.mean_a,
            each.mean_b,
            each.difference,
            each.low,
            each.high,
            f"{each.ahead} of {each.worlds}",
        )
        for each in found.paired
        if each.outcome in WANTED
    },
    orient="index",
    columns=["evenly", "weeks", "difference", "from", "to", "weeks ahead in"],
).round(1)

# %% [markdown]
# The curve shows the weeks: fatigue piles up in each and fades in between.

# %%
import plotly.graph_objects as go

from sim.charts import fatigue, with_legend
from sim.i18n import translator

chart = fatigue(found, translator("en"))
print(chart.caption)
go.Figure(with_legend(chart))

# %% [markdown]
# ## In the report
#
# The strategy is in the report as any other is, in its list of what differs between scenarios too.

# %%
report = sim.write_report(found, "report.html")
print("push_weeks" in report.read_text(encoding="utf-8"))

# %% [markdown]
# In a checkout, with the file in `sim/strategies/`, the same from a shell:
#
# ```sh
# sim explain push_weeks
# sim compare evenly.yaml weeks.yaml --worlds 32 --report report.html
# pytest tests/contracts
# ```
#
# ## What it means
#
# Push weeks sell clearly less, in every world, while about as many people visit in the end: what the quiet weeks let recover, the push
# weeks take again, and a need that comes up in a quiet week finds no offer. That is a finding of this model at its defaults, and a prompt
# to look at the mechanism that makes it (`sim explain advertise`). Where an interval holds 0, the worlds do not tell the two apart: say
# so, rather than reading a winner into it.
#
# ## What it does not mean
#
# - **The model only knows what levers carry.** That members look forward to a sale week, or tell friends of it, is not in it. To claim it,
#   add a lever and a mechanism with a parameter whose range includes "no effect".
# - **A strategy that has no cost is not finished.** Somebody writes the pushes; their hours are in `hours_selling`.
# - **One population is not all.** Try it in other types of group (`sim list types`) and with more pushes.
#
# What else there is to do, such as a scenario, a test and translations: [how to add things](../../CONTRIBUTING.md).
