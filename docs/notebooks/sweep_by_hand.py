# %% [markdown]
# # A sweep by hand
#
# **The question.** How does what a group sells depend on how often it is pushed? More pushes reach more needs, and each one tires
# those who hear it. Somewhere in between should be a best number, if there is one.
#
# **What we do.** We run one scenario with eight push frequencies in the same worlds and look at each frequency *minus none* in the
# same world. The pairing takes most of the luck out: compare the two intervals below.

# %%
import numpy as np
import pandas as pd

import sim

WORLDS = 24
PUSHES = [0, 0.1, 0.25, 0.5, 1, 2, 3, 5]  # a day
SETTINGS = ["horizon=120d", "product.price=99"]

arms = [
    sim.load_scenario("types/interest_group", [*SETTINGS, f"strategies.selling.pushes_per_day={rate}"])
    for rate in PUSHES
]
blocks = [sim.simulate(arm, worlds=WORLDS) for arm in arms]

# %% [markdown]
# `sim.simulate` returns the tables of a run: `block.days[name]` has shape (worlds, groups, days). Values that are set this way are checked as
# those of a file are: a wrong name is refused with the nearest right one.

# %%
from sim.scenario import ScenarioError

try:
    sim.load_scenario("types/interest_group", ["strategies.selling.pushes_a_day=1"])
except ScenarioError as refused:
    print(refused)


# %%
def total(name):
    """One number for each frequency and world: shape (frequencies, worlds)."""
    return np.array([block.days[name].sum(axis=(1, 2)) for block in blocks])


def late(name):
    return np.array([block.days[name][:, :, -28:].mean(axis=(1, 2)) for block in blocks])


profit, visiting, purchases = total("profit"), late("visiting"), total("sales")

# %% [markdown]
# ## What the pairing buys
#
# The same difference, one push a day minus none, with two intervals: as if the worlds had nothing to do with each other, and paired.

# %%
from scipy.stats import t as student


def interval(values):
    half = student.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return values.mean(), values.mean() - half, values.mean() + half


one, none = visiting[PUSHES.index(1)], visiting[0]
apart = 1.96 * np.sqrt((one.var(ddof=1) + none.var(ddof=1)) / WORLDS)
rows = {
    "worlds unrelated": (
        one.mean() - none.mean(),
        one.mean() - none.mean() - apart,
        one.mean() - none.mean() + apart,
    ),
    "paired": interval(one - none),
}
pd.DataFrame.from_dict(
    rows, orient="index", columns=["visiting a day, 1 push minus none", "from", "to"]
).round(2)

# %% [markdown]
# ## The response curve
#
# Lines are means of paired differences to no pushes at all; bands are 95 % intervals of these means.

# %%
from plotly.subplots import make_subplots

from sim.charts.palette import INK, PAPER, ZERO
from sim.charts.theme import FONT, axis, band, look

titles = ["Profit over 120 days, yuan", "Purchases over 120 days", "Visiting a day, last 4 weeks"]
figure = make_subplots(rows=3, cols=1, shared_xaxes=True, vertical_spacing=0.09, subplot_titles=titles)
for row, values in enumerate((profit, purchases, visiting), start=1):
    mean, low, high = np.array([(0, 0, 0), *(interval(each - values[0]) for each in values[1:])]).T
    style = look(row - 1)
    figure.add_scatter(
        x=PUSHES + PUSHES[::-1],
        y=[*high, *low[::-1]],
        fill="toself",
        fillcolor=band(style.color, 2),
        mode="none",
        row=row,
        col=1,
    )
    figure.add_scatter(
        x=PUSHES, y=mean, mode="lines+markers", line={"color": style.color, "dash": style.dash},
        marker={"color": style.color, "symbol": style.symbol, "size": style.size}, row=row, col=1,
    )  # fmt: skip
    figure.add_hline(y=0, line={"color": ZERO, "width": 1}, row=row, col=1)
figure.update_layout(
    showlegend=False, height=640, margin={"l": 60, "r": 20, "t": 40, "b": 50},
    paper_bgcolor=PAPER, plot_bgcolor=PAPER, font={"family": FONT, "color": INK},
)  # fmt: skip
figure.update_annotations(font={"size": 13, "color": INK})
figure.update_xaxes(**axis())
figure.update_yaxes(**axis())
figure.update_xaxes(title_text="Product pushes a day", row=3, col=1)
figure

# %%
best = int(profit.mean(axis=1).argmax())
table = pd.DataFrame(
    {
        "profit": profit.mean(axis=1),
        "purchases": purchases.mean(axis=1),
        "visiting, last 4 weeks": visiting.mean(axis=1),
    },
    index=pd.Index(PUSHES, name="pushes a day"),
).round(1)
print(
    f"Highest mean profit at {PUSHES[best]} pushes a day, highest in {int((profit.argmax(axis=0) == best).sum())} of {WORLDS} worlds"
)
table

# %% [markdown]
# ## What it means
#
# Visits fall with every further push. Purchases rise at first, since a push wakes needs, and then less and less: those who would buy have
# muted the group or left. Operators' hours go on rising. The best frequency is where the next push costs more than it brings. Near the
# top the curve is flat, while visits go on falling: half the pushes give up little money and keep many more people.
#
# ## What it does not mean
#
# - **The best number is that of this group**: this price, this margin, these 120 days. A longer horizon moves it down, since the
#   members lost would have bought later; a group that is closed after a week moves it up. Change `SETTINGS` and run it again.
# - **How much a push tires is calibrated to one published experiment**, how fast members mute is an assumption. Repeat the sweep
#   with `mechanisms.advertise.*` at both ends of their ranges before you rely on a figure.
# - **Choosing the best of eight by its mean flatters it a little.** Check the winner in worlds that did not choose it:
#   `sim.simulate(arm, worlds=range(24, 48))`.
