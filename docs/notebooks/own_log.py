# %% [markdown]
# # Your own group's log
#
# **The question.** You have an export of your group's chat. What does it say of your members, is the model anything like your group, and
# can its parameters be set so that it is?
#
# **What we do.** We make an export as Telegram writes it, so that this page can be run by anybody, import it, measure it, hold it
# against a shipped scenario, and search for parameters under which simulated logs are like it. With your own export, leave the first
# cell out and put your file's name where `result.json` stands. WhatsApp, WeChat, Discord, Slack and plain tables are read as
# well: [real chats](../import.md).
#
# ## An export to work with
#
# The messages are simulated, with made-up names and texts, in a group whose members come
# more readily than those of the shipped one, speak less readily, and need it for a shorter time. So the answer is known,
# and we can see how much of it a log gives back.

# %%
import json
from pathlib import Path

import sim

TRUE = {
    "mechanisms.attend.threshold": 7.2,
    "mechanisms.post.threshold": 5.0,
    "mechanisms.traits.need_hazard": 0.016,
}
truth = sim.load_scenario(
    "types/interest_group", ["horizon=120d", *(f"{path}={value}" for path, value in TRUE.items())]
)
log = sim.simulate(truth, worlds=1, events=True).events

messages, last = [], {}
for number, (t, user, kind, target) in enumerate(
    zip(log.t.tolist(), log.user.tolist(), log.kind.tolist(), log.target.tolist())
):
    row = {"id": number, "date_unixtime": str(t), "date": "2024-01-01T00:00:00"}
    who = {"from": f"Member {user}", "from_id": f"user{user}"}
    if kind == "msg":
        row |= {"type": "message", "text": "a text that nobody will keep", **who}
        row |= {"reply_to_message_id": last[target]} if target in last else {}
        last[user] = number
    elif kind == "join":
        row |= {
            "type": "service",
            "action": "join_group_by_link",
            "actor": who["from"],
            "actor_id": who["from_id"],
        }
    else:
        continue
    messages.append(row)
Path("result.json").write_text(
    json.dumps({"name": "Reading circle", "type": "private_supergroup", "messages": messages})
)
print(json.dumps(messages[-1], indent=1))

# %% [markdown]
# ## Import
#
# The program finds out what format it is, turns names into numbers and drops texts while it reads. Nothing personal is
# written. Ask the group before you import it, and delete the export afterwards.

# %%
# !sim import result.json --out log.parquet

# %%
import pandas as pd

pd.read_parquet("log.parquet").tail()

# %% [markdown]
# ## What the log shows
#
# Each pattern is something that group chats have in common: how few do the talking, how fast newcomers fall silent, who comes back. The
# range is that of six real groups. What a log is too short for is said, not guessed. The burn-in of 14 days keeps those who
# wrote before the log began from being taken for newcomers.

# %%
# !sim patterns log.parquet --burn-in 14

# %% [markdown]
# ## Is the shipped scenario like it?
#
# The same patterns of the shipped interest group, in six worlds. Where the log lies outside what the worlds show, the scenario is not
# this group.

# %%
# !sim patterns log.parquet --burn-in 14 --against types/interest_group --worlds 6 --set horizon=120d --quiet --csv patterns.csv

# %%
table = (
    pd.read_csv("patterns.csv")
    .dropna(subset="range_low")
    .pivot(index="pattern", columns="side", values=["value", "low", "high"])
)
shipped = next(side for side in table["value"].columns if side != "log")
compared = pd.DataFrame(
    {
        "log": table["value", "log"],
        "shipped": table["value", shipped],
        "from": table["low", shipped],
        "to": table["high", shipped],
    }
).dropna()
compared["outside"] = (compared["log"] < compared["from"]) | (compared["log"] > compared["to"])
print(f"The log lies outside what the worlds show in {compared['outside'].sum()} of {len(compared)} patterns")
compared.round(3)

# %% [markdown]
# ## Search for parameters
#
# `sim calibrate` simulates the scenario under many parameters and keeps those whose patterns are near the log's. Three hundred simulations
# of three parameters take seconds and are for this page; a real search takes thousands and the fourteen parameters it has by default.

# %%
PATHS = ",".join(TRUE)
# !sim calibrate log.parquet --scenario types/interest_group --parameters {PATHS} --simulations 300 --burn-in 14 --out mine --quiet

# %%
draws = pd.read_parquet("mine/posterior.parquet")
rows = {}
for path, value in TRUE.items():
    at = draws.sort_values(path)
    share = at["weight"].cumsum() / at["weight"].sum()
    low, middle, high = (at[path][share >= q].iloc[0] for q in (0.05, 0.5, 0.95))
    rows[path] = {
        "true": value,
        "found": middle,
        "from": low,
        "to": high,
        "holds the true value": low <= value <= high,
    }
pd.DataFrame.from_dict(rows, orient="index").round(3)

# %% [markdown]
# ## What it means
#
# An interval of 90 % misses the true value once in ten times even when all is well, and three hundred simulations are few.
#
# An interval that is much narrower than the parameter's range says that the log tells this parameter; one as wide as the range says that
# it does not. `mine/report.html` shows both, and whether simulated logs now look like yours. `mine/calibrated.yaml` is a scenario like
# any other: compare strategies in a group that behaves like yours.

# %%
calibrated = sim.load_scenario("mine/calibrated.yaml")
pushed = sim.load_scenario("mine/calibrated.yaml", ["strategies.selling.pushes_per_day=2"])
found = sim.compare([calibrated, pushed], worlds=16)
late = next(each for each in found.paired if each.outcome == "visiting_late")
print(f"Visiting a day, two pushes minus none: {late.difference:+.1f} ({late.low:+.1f} to {late.high:+.1f})")

# %% [markdown]
# ## What it does not mean
#
# - **A chat shows who writes, not who reads, mutes or buys.** Push fatigue, muting and money stay as the scenario has them.
# - **Like is not equal.** Several sets of parameters give the same patterns; that is what the intervals are for.
# - **Members who wrote before the export begins** look like newcomers. Export from the beginning where you can.
# - **One group is one draw.** Another history of the same group would have other patterns; the worlds show how different.
#
# More: [real chats](../import.md), [patterns](../patterns.md), [calibration](../calibration.md).
