"""The design: every size, space, stroke and colour of figures and pages, by day and by night.

Nothing else in this project writes a colour or a size of type: figures take them from here (colours by way of
``palette``), and the style sheet of reports as the variables that :func:`variables` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

FONT = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
    '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'
)
MONO = 'ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace'

TYPE = {"micro": 12, "small": 13, "note": 14, "body": 16, "lead": 18, "title": 22, "headline": 27}
"""Sizes of type in pixels at the reader's default of 16; pages write them in rem."""

SPACE = {"1": 4, "2": 8, "3": 12, "4": 16, "5": 24, "6": 40, "7": 64}
"""Distances in pixels, from within a line to between sections."""

RADIUS = {"small": 4, "large": 8}
STROKE = {"edge": 0.5, "hair": 1.0, "thin": 1.5, "mark": 2.0, "curve": 2.5, "cap": 3.0}
TOUCH = 44
"""Least height of what is to be touched on a phone, pixels."""

MARKS = {"point": 1, "dot": 5, "small": 7, "plain": 9, "pointed": 11, "star": 12, "large": 13}
"""Sizes of marks in figures; pointed ones have less area than round ones of the same width."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour on a light page and on a dark one."""

    day: str
    night: str


GROUND = {
    "paper": Tone("#ffffff", "#14191e"),
    "ink": Tone("#1f2933", "#e6eaee"),
    "quiet": Tone("#52606d", "#a9b4bf"),
    "line": Tone("#d9dee3", "#36414b"),
    "grid": Tone("#e4e7eb", "#2c353e"),
    "zero": Tone("#8592a0", "#6b7885"),
    "soft": Tone("#f4f6f8", "#1c232a"),
    "link": Tone("#005a8d", "#7cc4f0"),
    "warn": Tone("#fff4e0", "#3a2d12"),
}
"""What figures and pages stand on; a variable of the style sheet each (``--paper`` and so on)."""


@dataclass(frozen=True, slots=True)
class ArmStyle:
    """How an arm is drawn: a colour for lines and marks, a stronger one for its letter, a dash and a mark."""

    color: Tone
    ink: Tone
    dash: str
    symbol: str


ARM_STYLES = (
    ArmStyle(Tone("#0072b2", "#4ea8de"), Tone("#005a8d", "#7cc4f0"), "solid", "circle"),
    ArmStyle(Tone("#d55e00", "#f08a4b"), Tone("#a84a00", "#f7a873"), "dash", "square"),
    ArmStyle(Tone("#02a282", "#91dcbb"), Tone("#00704f", "#b0ebd2"), "dot", "diamond"),
    ArmStyle(Tone("#b40979", "#dd3a92"), Tone("#8f0760", "#f27ab8"), "dashdot", "triangle-up"),
    ArmStyle(Tone("#8a5615", "#ffcf66"), Tone("#6e440f", "#ffd88a"), "longdash", "cross"),
    ArmStyle(Tone("#9e6de9", "#7671dc"), Tone("#7440c4", "#a3a5f5"), "longdashdot", "x"),
    ArmStyle(Tone("#1d201d", "#f6f4f9"), Tone("#111311", "#fbfafc"), "2px,6px", "star"),
    ArmStyle(Tone("#4b491f", "#a4671b"), Tone("#3a3917", "#d9a25f"), "12px,3px,2px,3px,2px,3px", "pentagon"),
)
"""Found by search: 3 : 1 or more against the page, and apart for every kind of colour vision."""


@dataclass(frozen=True, slots=True)
class FillStyle:
    """How a part of a stack is drawn: a colour and Plotly's name of a pattern."""

    color: Tone
    pattern: str = ""


_SLATE, _MIST = Tone("#3e5c76", "#5b86a8"), Tone("#a3bac9", "#a3bac9")
_SAND, _RUST = Tone("#d9c36a", "#d9c36a"), Tone("#9c6644", "#b57a55")
_PLUM, _STONE, _REST = Tone("#7d6b91", "#917da8"), Tone("#b9b4ae", "#b9b4ae"), Tone("#dfe3e7", "#4a545e")
FILL_STYLES = {
    "talk": FillStyle(_SLATE),
    "answers": FillStyle(_MIST),
    "contents": FillStyle(_SAND, "."),
    "pushes": FillStyle(_RUST, "/"),
    "spam": FillStyle(_STONE, "x"),
    "need_ended": FillStyle(_MIST),
    "no_value": FillStyle(_SLATE),
    "overload": FillStyle(_SAND, "."),
    "removed": FillStyle(_PLUM, "-"),
    "other": FillStyle(_REST),
    "task_1": FillStyle(_SLATE),
    "task_2": FillStyle(_SAND, "."),
    "task_3": FillStyle(_MIST),
    "task_4": FillStyle(_RUST, "/"),
    "task_5": FillStyle(_PLUM, "-"),
    "task_6": FillStyle(_STONE, "x"),
}

SHADE_TONES = (
    Tone("#eef1f4", "#222b33"), Tone("#cfd9e2", "#2e4152"), Tone("#9fb4c7", "#46637c"),
    Tone("#68879f", "#6f90ab"), Tone("#3b5a74", "#a3bfd3"), Tone("#1b3348", "#dcebf5"),
)  # fmt: skip
"""From little to much, for shares."""

LESS_TONES = (Tone("#2f78ad", "#6fbdf0"), Tone("#7fb2d6", "#3f82b0"), Tone("#c3dbec", "#2d4f68"))
SAME_TONE = Tone("#f1f1ef", "#2b3137")
MORE_TONES = (Tone("#f6d3b8", "#5d4430"), Tone("#eaa372", "#a1683c"), Tone("#cf6a24", "#f09a5c"))
"""Much to little less; alike; little to much more: the hues of the first and the second arm."""

HATCH = {"fgopacity": 0.75, "size": 6, "solidity": 0.28, "fillmode": "overlay"}
"""How patterns lie over the parts of a stack, in Plotly's words."""

BAND_ALPHA = (0.16, 0.08)
"""How much of a band's colour is seen: of one or two, and where many lie over each other."""


def tones() -> Iterator[Tone]:
    """Every colour of figures with what it becomes on a dark page."""
    yield from GROUND.values()
    for arm in ARM_STYLES:
        yield from (arm.color, arm.ink)
    for fill in FILL_STYLES.values():
        yield fill.color
    yield from (*SHADE_TONES, *LESS_TONES, SAME_TONE, *MORE_TONES)


def variables() -> str:
    """Return the style sheet's variables: sizes, and colours by day and by night.

    A page is dark if the reader's system is, unless ``data-theme`` of its root says otherwise; paper is always light.
    """
    sizes = {
        "--font": FONT,
        "--mono": MONO,
        **{f"--text-{name}": f"{pixels / 16:g}rem" for name, pixels in TYPE.items()},
        **{f"--space-{name}": f"{pixels / 16:g}rem" for name, pixels in SPACE.items()},
        **{f"--radius-{name}": f"{pixels / 16:g}rem" for name, pixels in RADIUS.items()},
        **{f"--stroke-{name}": f"{pixels:g}px" for name, pixels in STROKE.items()},
        "--touch": f"{TOUCH / 16:g}rem",
    }
    colors = {f"--{name}": tone for name, tone in GROUND.items()}
    for number, arm in enumerate(ARM_STYLES, start=1):
        colors |= {f"--arm-{number}": arm.color, f"--arm-{number}-ink": arm.ink}
    day = {name: tone.day for name, tone in colors.items()}
    night = _rule({name: tone.night for name, tone in colors.items()})
    return f":root{{{_rule(sizes | day)}}}" + at_night(lambda root: f"{root}{{color-scheme:dark;{night}}}")


def at_night(rules: Callable[[str], str]) -> str:
    """Return rules for dark pages, whether the system asks for one or the reader; ``rules`` gets the root's selector."""
    asked = rules(":root:not([data-theme=light])")
    return f"@media screen and (prefers-color-scheme:dark){{{asked}}}@media screen{{{rules(':root[data-theme=dark]')}}}"


def _rule(values: dict[str, str]) -> str:
    return "".join(f"{name}:{value};" for name, value in values.items())
