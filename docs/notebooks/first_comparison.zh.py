# %% [markdown]
# # 第一次比较
#
# **想知道什么。** 一个兴趣群早晚要卖点东西。是一上来就天天推，还是先把群养起来、晚些再卖？
#
# **怎么做。** 拿两个现成的方案，除了运营动作，别的都一样，在同一批“世界”里各跑一遍。每个世界是这个群可能走过的一段历史。在第 7 个世界里，
# 两个方案门口来的是同一批人，性格一样，抽到的随机数也一样：结果不同，是因为运营做法不同，不是运气不同。

# %%
import sim

hard = sim.load_scenario("demo/pushed_hard")
warm = sim.load_scenario("demo/warmed_up")
comparison = sim.compare([hard, warm], worlds=32)

# %% [markdown]
# ## 两个方案差在哪
#
# 看结果之前，先看比的是什么。程序会列出来，不用把两个文件摆在一起逐行对。

# %%
for change in comparison.changes[1]:
    print(change)

# %% [markdown]
# ## 结果
#
# 挑几项看。“差”是同一个世界里后者减前者，再对世界取平均，后面是 95% 区间；“领先”是后者在多少个世界里更好。像运营工时这样的结果，越少越好。

# %%
import pandas as pd

from sim.i18n import translator

t = translator("zh-CN")
names = [t(hard.title), t(warm.title)]
WANTED = [
    "visiting_late",
    "speaking_late",
    "members_end",
    "survival_90",
    "revenue_total",
    "hours_total",
    "profit_total",
]
labels = {outcome.name: f"{t(outcome.label)}（{t(outcome.unit)}）" for outcome in comparison.outcomes}
rows = {
    labels[each.outcome]: {
        names[0]: each.mean_a,
        names[1]: each.mean_b,
        "差": each.difference,
        "从": each.low,
        "到": each.high,
        "领先": f"{each.ahead} / {each.worlds}",
    }
    for each in comparison.paired
    if each.outcome in WANTED
}
pd.DataFrame.from_dict(rows, orient="index").round(2)

# %% [markdown]
# ## 每天怎么走过来的
#
# 线是各个世界的平均，色带是中间 80% 的世界。图和报告里的一样。

# %%
from dataclasses import replace

import plotly.graph_objects as go

from sim.charts import activity, money, with_legend

titled = replace(comparison, arms=tuple(replace(arm, title=t(arm.title)) for arm in comparison.arms))
chart = activity(titled, t)
print(chart.caption)
go.Figure(with_legend(chart))

# %%
chart = money(titled, t)
print(chart.caption)
go.Figure(with_legend(chart))

# %% [markdown]
# ## 说明了什么
#
# 先养后卖，人留得多，话也多：最后四周每天来看的人是前一种做法的两倍多，每个世界都是如此。代价也摆着：做内容要花运营的工时，而半年之内，
# 晚些才来的销售补不回这笔钱，营收更低，还亏了。所以答案取决于您要的是什么、看多长时间。可以把时间拉长再试：
# `sim.load_scenario("demo/warmed_up", ["horizon=365d"])`。
#
# ## 没有说明什么
#
# - **不等于您的群会是这些数字。** 一部分参数按真实群聊拟合，其余是带范围的假设。该带走的是差别的方向和大致大小，以及换了参数之后还成不成立。
# - **不等于所有的群都要这样取舍。** 价格、毛利、多久需要一次，都是这个方案里设的。
# - **区间只管运气。** 世界越多，区间越窄；假设对不对，不会因此改变。
#
# ## 报告
#
# 上面这些，加上更多，装在一个不联网也能打开的文件里，中英文都有。

# %%
path = sim.write_report(comparison, "report.html", lang="zh-CN")
print(f"{path.name}，{path.stat().st_size / 1e6:.1f} MB")

# %% [markdown]
# 在命令行里做同样的事：`sim compare demo/pushed_hard demo/warmed_up --worlds 32 --report report.html --lang zh-CN`。
# 自己的方案怎么写，见[怎么写方案](../scenarios.zh.md)。
