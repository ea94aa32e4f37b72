# %% [markdown]
# # A first comparison
#
# **The question.** A group of people who share an interest is to buy something one day. Does it pay to begin with pushes at once,
# or to give the group something first and sell later?
#
# **What we do.** We run two shipped scenarios, which differ in what the operators do and in nothing else, in the same worlds. Each
# world is one possible history of the group. In world 7 the same people come to the door of both, with the same traits and the same
# draws: what differs between the two is what the operators did, not luck.

# %%
import sim

hard = sim.load_scenario("demo/pushed_hard")
warm = sim.load_scenario("demo/warmed_up")
comparison = sim.compare([hard, warm], worlds=32)

# %% [markdown]
# ## What differs
#
# Before looking at results, look at what was compared. The program lists it, so that nobody has to read two files side by side.

# %%
for change in comparison.changes[1]:
    print(change)

# %% [markdown]
# ## What comes out
#
# A table of a few outcomes. *Difference* is the mean over worlds of second minus first in the same world, with its 95 % interval;
# *ahead* says in how many worlds the second did better. An outcome such as the operators' hours is better when it is lower.

# %%
import pandas as pd

WANTED = [
    "visiting_late",
    "speaking_late",
    "members_end",
    "survival_90",
    "revenue_total",
    "hours_total",
    "profit_total",
]
labels = {outcome.name: f"{outcome.label} ({outcome.unit})" for outcome in comparison.outcomes}
rows = {
    labels[each.outcome]: {
        hard.title: each.mean_a,
        warm.title: each.mean_b,
        "difference": each.difference,
        "from": each.low,
        "to": each.high,
        "ahead": f"{each.ahead} of {each.worlds}",
    }
    for each in comparison.paired
    if each.outcome in WANTED
}
pd.DataFrame.from_dict(rows, orient="index").round(2)

# %% [markdown]
# ## How it went, day by day
#
# Lines are means over worlds, bands hold the middle 80 % of worlds. The charts are those of the report.

# %%
import plotly.graph_objects as go

from sim.charts import activity, money, with_legend
from sim.i18n import translator

english = translator("en")
chart = activity(comparison, english)
print(chart.caption)
go.Figure(with_legend(chart))

# %%
chart = money(comparison, english)
print(chart.caption)
go.Figure(with_legend(chart))

# %% [markdown]
# ## What it means
#
# Warming up keeps more people and more talk: more than twice as many still visit in the last four weeks, in every world. It has a
# price. Content takes the operators' hours, and in this group of half a year the sales that come later do not pay for them: revenue
# is lower and profit is negative. So the answer depends on what you are after and for how long. Try a longer horizon:
# `sim.load_scenario("demo/warmed_up", ["horizon=365d"])`.
#
# ## What it does not mean
#
# - **Not that your group will have these numbers.** Some parameters are fitted to real chats, others are assumptions with a range. The
#   sign and the rough size of a difference are what to take away, and whether they hold when parameters are changed.
# - **Not that every group has this trade-off.** Price, margin and how often people need the product are those of the scenario.
# - **An interval is about luck only.** More worlds make it narrower; they do not make the assumptions truer.
#
# ## The report
#
# Everything above and more, as one file that opens without a network, in English or Chinese.

# %%
path = sim.write_report(comparison, "report.html", lang="en")
print(f"{path.name}, {path.stat().st_size / 1e6:.1f} MB")

# %% [markdown]
# The same from a shell: `sim compare demo/pushed_hard demo/warmed_up --worlds 32 --report report.html`. How to write a scenario of your
# own: [scenarios](../scenarios.md).
