"""What the generated pages say and no command of the program does, in Chinese."""

CHINESE = {
    # the pages
    "Strategies": "运营策略",
    "Mechanisms": "成员机制",
    "Measures and outcomes": "指标与结果",
    "Sections of a scenario": "方案的各个部分",
    "Spells": "时段",
    "Levers": "抓手",
    "At the top": "最上层",
    "Formulas": "公式",
    "Measures: columns of `days`": "每日指标：`days` 表的列",
    "Outcomes: columns of `runs`": "整轮结果：`runs` 表的列",
    # heads of tables
    "parameter": "参数",
    "default": "默认值",
    "range": "范围",
    "no effect at": "取此值即无作用",
    "unit": "单位",
    "meaning": "含义",
    "source": "出处",
    "lever": "抓手",
    "fold": "如何合并",
    "baseline": "没有策略时",
    "column": "列",
    "label": "名称",
    "better": "越…越好",
    "groups": "多个群",
    "sum": "相加",
    "max": "取最大",
    "min": "取最小",
    "mean": "取平均",
    "known": "有值的群取平均",
    "higher": "高",
    "lower": "低",
    "neither": "无所谓",
    # sentences
    "Rows of the articles: {rows}. Levers: {levers}.": "对应机制表的条目：{rows}。抓手：{levers}。",
    "Steps: {steps}. Rows of the articles: {rows}.": "每天的步骤：{steps}。对应机制表的条目：{rows}。",
    "{name} ({over})": "{name}（{over}）",
    "`{name}`, {label}:": "`{name}`，{label}：",
    "`{key}` is a list. {doc}": "`{key}` 是一个列表。{doc}",
    "Every strategy takes these as well, once or for each of its spells.": "每项策略还接受以下参数，整体写一次，或者每个时段各写一次。",
    "What strategies write and mechanisms read; contributions of several strategies fold as stated.": (
        "抓手由策略写、由机制读；几项策略都动同一个抓手时，按表中的办法合并。"
    ),
    # leads, as the pages have them
    "What operators do. A scenario runs one as `strategies: {NAME: {PARAMETER: VALUE}}`; see\n[scenarios](../scenarios.md).": (
        "运营方能做的事。在方案里写成 `strategies: {名称: {参数: 值}}`，写法见[怎么写方案](../scenarios.zh.md)。"
    ),
    (
        "How members respond, in the order of the day. A scenario sets a parameter as\n"
        "`mechanisms: {NAME: {PARAMETER: VALUE}}` and switches a mechanism off with `mechanisms: {NAME: false}`.\n"
        "The range is what is plausible, for sensitivity studies; `no effect at` is the value that takes an\n"
        "influence out. `sim explain NAME` shows the same on a terminal. The words are those of the\n"
        "[glossary](../glossary.md); how they fit together is in [the model](../model.md)."
    ): (
        "成员怎样反应，按一天里的先后排列。改参数写 `mechanisms: {名称: {参数: 值}}`，关掉一个机制写 `mechanisms: {名称: false}`。\n"
        "“范围”是说得过去的取值，供敏感性分析用；“取此值即无作用”是把这一影响拿掉的值。在终端里用 `sim explain 名称` 看到的是同样的内容。\n"
        "用词见[词汇表](../glossary.zh.md)，整体怎样运转见[模型](../model.md)。"
    ),
    (
        "The parts of a scenario that are neither strategy nor mechanism. How they are written:\n"
        "[scenarios](../scenarios.md)."
    ): "方案里既不是策略也不是机制的部分。写法见[怎么写方案](../scenarios.zh.md)。",
    (
        "What is recorded. *Late* means the last 28 days. An outcome that does not exist in a world (a silence\n"
        "that never came) is missing there, not 0. `groups` says how the groups of a portfolio make one number.\n"
        "Where the tables are: [results](../results.md)."
    ): (
        "记录下来的数字。“最后 4 周”指最后 28 天。某个世界里不存在的结果（比如从未出现的冷场）记为缺失，不记为 0。\n"
        "“多个群”一栏说明群矩阵里的几个群怎样合成一个数。表存在哪里，见[结果](../results.md)。"
    ),
    (
        "Of a run of $`D`$ days, $`d`$ from 0: sums are over days unless they say otherwise. $`v_{c,k}`$ of the $`n_c`$ newcomers of week\n"
        "$`c`$ open the group $`k`$ weeks later; $`\\bar v`$ is the mean number of visitors of seven days, $`p`$ its peak; $`x_k`$ are the\n"
        "messages of speaker $`k`$ in 30 days, $`x`$ an age of memberships; $`b`$, $`t`$, $`F`$ are belonging, trust and push fatigue."
    ): (
        "一轮共 $`D`$ 天，$`d`$ 从 0 数起，没有另外注明的求和都对天数求和。第 $`c`$ 周的 $`n_c`$ 个新成员中，$`k`$ 周后打开群的有 $`v_{c,k}`$ 人；\n"
        "$`\\bar v`$ 是七天平均到访人数，$`p`$ 是它最高的那天；$`x_k`$ 是第 $`k`$ 个发言人 30 天内的消息数，$`x`$ 是入群后的天数；\n"
        "$`b`$、$`t`$、$`F`$ 分别是归属感、信任和推送疲劳。"
    ),
}
"""Chinese by the English of the page."""
