"""Colours, dashes, marks and patterns of every figure, by day and by night."""

from __future__ import annotations

from dataclasses import dataclass

INK, QUIET, GRID, ZERO, PAPER = "#1f2933", "#52606d", "#e4e7eb", "#9aa5b1", "#ffffff"


@dataclass(frozen=True, slots=True)
class Fill:
    """How a part of a stack is drawn."""

    color: str
    pattern: str = ""


ARMS = (
    ("#0072b2", "#005a8d", "solid", "circle"),
    ("#d55e00", "#a84a00", "dash", "square"),
    ("#009e73", "#00704f", "dot", "diamond"),
    ("#cc79a7", "#984a74", "dashdot", "triangle-up"),
    ("#e69f00", "#8a5f00", "longdash", "cross"),
    ("#56b4e9", "#1f6f9e", "longdashdot", "x"),
    ("#4b4b4b", "#3b3b3b", "2px,6px", "star"),
    ("#8c6d31", "#75591f", "12px,3px,2px,3px,2px,3px", "pentagon"),
)

FILLS = {
    "talk": Fill("#3e5c76"),
    "answers": Fill("#a3bac9"),
    "contents": Fill("#d9c36a", "."),
    "pushes": Fill("#9c6644", "/"),
    "spam": Fill("#b9b4ae", "x"),
    "need_ended": Fill("#a3bac9"),
    "no_value": Fill("#3e5c76"),
    "overload": Fill("#d9c36a", "."),
    "removed": Fill("#7d6b91", "-"),
    "other": Fill("#dfe3e7"),
    "task_1": Fill("#3e5c76"),
    "task_2": Fill("#d9c36a", "."),
    "task_3": Fill("#a3bac9"),
    "task_4": Fill("#9c6644", "/"),
    "task_5": Fill("#7d6b91", "-"),
    "task_6": Fill("#b9b4ae", "x"),
}

SHADES = ("#eef1f4", "#cfd9e2", "#9fb4c7", "#68879f", "#3b5a74", "#1b3348")
"""From little to much, for shares."""

LESS, SAME = ("#2f78ad", "#7fb2d6", "#c3dbec"), "#f1f1ef"
MORE = ("#f6d3b8", "#eaa372", "#cf6a24")
"""Much to little less; alike; little to much more: the hues of the first and the second arm."""

DARK = {
    INK: "#e6eaee",
    QUIET: "#a9b4bf",
    GRID: "#2c353e",
    ZERO: "#6b7885",
    PAPER: "#14191e",
    "#0072b2": "#4ea8de",
    "#005a8d": "#7cc4f0",
    "#d55e00": "#f08a4b",
    "#a84a00": "#f7a873",
    "#009e73": "#3fc79a",
    "#00704f": "#6fdcb6",
    "#cc79a7": "#dd9bc1",
    "#984a74": "#ebb8d4",
    "#e69f00": "#f0b93a",
    "#8a5f00": "#f5cd70",
    "#56b4e9": "#7cc8f2",
    "#1f6f9e": "#a3daf8",
    "#4b4b4b": "#b4b4b4",
    "#3b3b3b": "#cfcfcf",
    "#8c6d31": "#c2a05c",
    "#75591f": "#d8bb7f",
    **dict(
        zip(
            (*SHADES, *LESS, SAME, *MORE),
            (
                *("#222b33", "#2e4152", "#46637c", "#6f90ab", "#a3bfd3", "#dcebf5"),
                *("#6fbdf0", "#3f82b0", "#2d4f68", "#2b3137", "#5d4430", "#a1683c", "#f09a5c"),
            ),
            strict=True,
        )
    ),
    "#3e5c76": "#4d7596",
    "#dfe3e7": "#4a545e",
}
"""What each colour becomes on a dark page (:func:`dark` adds the bands); others stay."""
