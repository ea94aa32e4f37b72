# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
#   kernelspec:
#     name: python3
#     display_name: Python 3
# ---

# %% [markdown]
# # For those who know Mesa
#
# `CommunityModel` is a `mesa.Model`: it has `step()`, `agents` and a `DataCollector`. Behind it runs the compiled
# engine, so its numbers are those of `sim run`, bit for bit. This page looks at one group through Mesa's eyes, adds a
# measure of its own, and a hook: a rule of the operators that is not among the strategies.

# %%
import numpy as np

import sim

scenario = sim.load_scenario("demo/pushed_hard", ["horizon=60d", "members.initial=120"])
model = sim.CommunityModel(scenario, world=0)
model.run_model()
days = model.datacollector.get_model_vars_dataframe()
days[["members", "visiting", "messages", "pushes"]].tail()

# %% [markdown]
# The same numbers as the engine gives when it is asked directly:

# %%
block = sim.simulate(scenario, worlds=[0])
assert np.array_equal(days["visiting"].to_numpy(), block.days["visiting"][0, 0])

# %% [markdown]
# ## Agents
#
# `model.agents` are the members who are there this evening, in order of joining. Every field of
# `sim.state.people` with one value a person is an attribute. A set of them can be selected from, sorted, mapped and
# summed up; it cannot be changed, since people join through channels and leave by mechanisms, and Mesa would
# forget it in silence.

# %%
tired = model.agents.select(lambda member: member.fatigue > 2)
print(f"{len(tired)} of {len(model.agents)} members are tired of pushes")
print(
    f"belonging of the tired {tired.agg('belonging', np.mean):.2f}, of all {model.agents.agg('belonging', np.mean):.2f}"
)

# %%
try:
    model.agents[0].remove()
except RuntimeError as refused:
    print(refused)

# %% [markdown]
# ## A measure of one's own
#
# Anything that can be said of the model on an evening is a reporter. Here: how many members have a friend in the
# group who wrote in the last week. Agent reporters work as well; they make a row a member and day, so use them for short runs.


# %%
def with_an_active_friend(model):
    """Members one of whose friends wrote in the last seven days."""
    lately = {
        member for member in model.agents if 0 <= model.day - member.last_post < 7 and member.last_post >= 0
    }
    return sum(any(friend in lately for friend in member.friends) for member in model.agents)


model = sim.CommunityModel(scenario, model_reporters={"with_an_active_friend": with_an_active_friend})
model.run_model()
own = model.datacollector.get_model_vars_dataframe()
own[["members", "posters", "with_an_active_friend"]].iloc[::10]

# %% [markdown]
# ## A hook
#
# A hook is called after each day. It may read everything, and set tomorrow's levers, which is how operators act; it may
# also write some fields of members (`sim.engine.model.WRITABLE`), which no operator can, for experiments of thought.
# This one stops pushing for a week whenever the members are tired on average.


# %%
def rest_when_tired(model):
    """No push tomorrow if members are tired by more than one push on average."""
    if model.agents.agg("fatigue", np.mean) > 1.0:
        model.set_lever("pushes_per_day", 0)


rested = sim.CommunityModel(scenario, hook=rest_when_tired)
rested.run_model()
careful = rested.datacollector.get_model_vars_dataframe()
print(f"pushes {days['pushes'].sum():.0f} -> {careful['pushes'].sum():.0f}")
print(f"members at the end {days['members'].iloc[-1]:.0f} -> {careful['members'].iloc[-1]:.0f}")
print(
    f"visits in the last week {days['visiting'].tail(7).mean():.1f} -> {careful['visiting'].tail(7).mean():.1f}"
)

# %% [markdown]
# One world is an anecdote. The same rule as a function of `HookView` goes into `sim.simulate(..., hook=...)`, which runs
# it in as many worlds as you like, and under the same luck as the scenario without it:

# %%
block = sim.simulate(scenario, worlds=20)


def rest(view):
    """Do the same for the engine."""
    if view.members("fatigue").mean() > 1.0:
        view.set_lever("pushes_per_day", 0)


with_rest = sim.simulate(scenario, worlds=20, hook=rest)
gain = with_rest.runs["members_end"] - block.runs["members_end"]
half = 2.09 * gain.std(ddof=1) / np.sqrt(gain.size)
print(f"members at the end: {gain.mean():+.1f} ± {half:.1f} in 20 worlds under the same luck")
