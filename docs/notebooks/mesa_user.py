# %% [markdown]
# # For users of Mesa
#
# `sim.CommunityModel` is a `mesa.Model`: one world of a scenario, a step is a day. Its numbers are those of
# `sim.simulate`, bit for bit. This notebook runs one, writes a hook, adds a measure of its own and changes
# members between days. It needs nothing but the package.

# %%
import numpy as np

import sim

SHORT = ["horizon=90d"]
model = sim.CommunityModel("demo/pushed_hard", world=3, overrides=SHORT)
model.run_model()
table = model.datacollector.get_model_vars_dataframe()
table[["members", "visiting", "posters", "pushes"]].tail()

# %% [markdown]
# A row of the table is a day, a column a measure; `sim explain visiting` says what each is. The same from the
# engine, which is what studies run:

# %%
block = sim.simulate(sim.load_scenario("demo/pushed_hard", SHORT), worlds=[3])
assert np.array_equal(block.days["visiting"][0, 0], table["visiting"])

# %% [markdown]
# ## Members
#
# `model.agents` is an `AgentSet` of the present members. They are views: what you read stands in the arrays of the
# simulation. `select`, `sort`, `groupby`, `get`, `agg` and `map` work as in Mesa.

# %%
tired = model.agents.select(lambda member: member.fatigue > 5)
print(len(model.agents), "present,", len(tired), "tired,", model.agents.groupby("status").count())
print("mean belonging", round(model.agents.agg("belonging", np.mean), 3))
most_tied = max(model.agents, key=lambda member: member.n_ties)
print(most_tied, "knows", [friend.unique_id for friend in most_tied.friends][:5])

# %% [markdown]
# ## A hook of your own
#
# A hook is called between days, sees everything and sets tomorrow's levers. This one posts no push on the day after
# one on which fatigue was high. The same function goes into `sim.simulate`, for as many worlds as you like.


# %%
def rest_when_tired(view):
    """Send no pushes tomorrow if members are tired tonight."""
    if view.record("mean_fatigue") > 2:
        view.set_lever("pushes_per_day", 0)


careful = sim.CommunityModel("demo/pushed_hard", world=3, overrides=SHORT, hook=rest_when_tired)
careful.run_model()
after = careful.datacollector.get_model_vars_dataframe()
print("pushes", table["pushes"].sum(), "→", after["pushes"].sum())
print("members at the end", table["members"].iloc[-1], "→", after["members"].iloc[-1])

# %% [markdown]
# The people are the same, with the same luck; only what the hook changed differs. One world is an anecdote. The same
# hook in twenty, each against itself without the hook:

# %%
pushed = sim.load_scenario("demo/pushed_hard", SHORT)
gain = (
    sim.simulate(pushed, worlds=20, hook=rest_when_tired).runs["members_end"]
    - sim.simulate(pushed, worlds=20).runs["members_end"]
)
half = 2.09 * gain.std(ddof=1) / np.sqrt(gain.size)  # 2.09: Student's t for 20 worlds
print(f"members at the end: {gain.mean():+.1f} ± {half:.1f}")

# %% [markdown]
# ## A measure of your own
#
# A reporter of the model is a measure of its own; a reporter of agents is a column a member and day.


# %%
def reach_of_the_best_tied(model):
    """Share of the ten members with most ties who opened the group today."""
    best = list(model.agents.sort("n_ties"))[:10]
    return sum(member.visited_today for member in best) / max(1, len(best))


measured = sim.CommunityModel(
    "demo/warmed_up",
    world=3,
    overrides=["horizon=30d"],
    model_reporters={"best_tied_visit": reach_of_the_best_tied},
    agent_reporters={"belonging": "belonging", "muted": "muted"},
)
measured.run_model()
print(measured.datacollector.get_model_vars_dataframe()["best_tied_visit"].describe().round(2))
measured.datacollector.get_agent_vars_dataframe().tail()

# %% [markdown]
# ## Writing to members
#
# Some attributes may be set between days; they act from the next day on. Here ten members are greeted
# every Monday, in a way that no strategy knows: they feel that they belong, and those who had muted the group hear
# it again. What is out of range, misspelt or follows from what members do is refused with a sentence.


# %%
class Greeted(sim.CommunityModel):
    """Ten members are greeted every week."""

    def step(self):
        """Run a day, then greet."""
        super().step()
        if self.day % 7 == 6:
            for member in list(self.agents.shuffle())[:10]:
                member.belonging = min(1.0, member.belonging + 0.3)
                member.muted = False


greeted = Greeted("demo/pushed_hard", world=3, overrides=SHORT)
greeted.run_model()
warm = greeted.datacollector.get_model_vars_dataframe()
print(
    "visiting, last 4 weeks:",
    table["visiting"][-28:].mean().round(2),
    "→",
    warm["visiting"][-28:].mean().round(2),
)

# %%
try:
    next(iter(greeted.agents)).belonging = 1.5
except ValueError as refusal:
    print(refusal)

# %% [markdown]
# Which attributes there are, and which may be set: [the page on Mesa](../mesa.md). When an experiment has
# proved itself, make it a strategy: `sim new strategy greeting`.
