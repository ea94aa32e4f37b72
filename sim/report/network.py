"""The network, alive: one world's groups played on a canvas, with the stories of their members."""

from __future__ import annotations

from sim.charts.palette import ARMS, FILLS, QUIET, ZERO
from sim.charts.theme import letter
from sim.i18n import Translate, mark
from sim.report.film_bytes import film_bytes
from sim.report.frame import Part, asset
from sim.report.html import Markup, el, join
from sim.report.keys import badge, color_class
from sim.report.network_words import how_to_look, moments, which, words
from sim.report.packed import pack_bytes
from sim.study.comparison import Comparison
from sim.study.reel import Film

SCRIPTS = ("film.js", "stage.js", "network.js")
SPEEDS = (1, 2, 5, 10, 20)
USUAL_SPEED = 5

STATES = (
    ("ACTIVE", FILLS["talk"].color, "M7 2a5 5 0 1 0 .01 0z", True, mark("Opened the group in the last 7 days")),
    ("QUIET", ZERO, "M7 3a4 4 0 1 0 .01 0z", False, mark("Not in the last 7 days")),
    ("NEW", ARMS[2][0], "M7 1.5L12.5 11.5H1.5z", True, mark("Joined in the last 7 days")),
    ("MUTED", FILLS["removed"].color, "M3 3h8v8h-8z", False, mark("Has muted the group")),
    ("LEADS", ARMS[4][0], "M7 .8L13.2 7L7 13.2L.8 7z", True, mark("KOC or manager")),
    ("LEFT", FILLS["pushes"].color, "M2.5 2.5L11.5 11.5M11.5 2.5L2.5 11.5", False, mark("Has just left")),
    ("link", QUIET, "M0 7H14", False, mark("Answered a message")),
)  # fmt: skip
"""How a state is drawn: name in the script, colour, path, whether it is filled, meaning."""

COUNTED = (
    ("members", mark("Members")),
    ("visiting", mark("Visiting")),
    ("messages", mark("Messages")),
    ("leaves", mark("Left so far")),
)
FINDERS: dict[str, int | None] = {
    "stayed_second": None,
    "stayed_first": None,
    "unanswered": None,
    "bought": 10,
    "talkers": 10,
}
"""Choices of whom to look at, and how many of the first are looked at; None for all of them."""


def network_part(comparison: Comparison, film: Film, t: Translate) -> Part:
    """Return what the page carries for the player."""
    about = [
        {"title": arm.title, "letter": letter(number), "moments": moments(reel, t)}
        for number, (arm, reel) in enumerate(zip(comparison.arms, film.reels, strict=True))
    ]
    return Part(
        id="packed-network",
        data=pack_bytes(film_bytes(film, about, words(t))),
        script="".join(asset(name) for name in SCRIPTS),
        style=asset("network.css"),
    )


def network(comparison: Comparison, film: Film, t: Translate) -> Markup:
    """Return the section with the player."""
    arms = [arm.title for arm in comparison.arms]
    templates = [el("template", badge(number), id=f"net-badge-{number}") for number in range(len(arms))]
    old = el("p", t("This browser cannot play the network."), id="network-old", class_="warning", hidden=True)
    return el(
        "section",
        el("h2", t("The group, day by day")),
        el("p", which(film, comparison.worlds, t)),
        el("p", how_to_look(film, t), class_="facts"),
        el("noscript", el("p", t("The network needs JavaScript."), class_="warning")),
        old,
        el(
            "div",
            *templates,
            _bar(film, t),
            el("div", *(_stage(side, arms, t) for side in (0, 1)), class_="net-stages"),
            _legend(t),
            el(
                "p",
                t(
                    "Click a member for their story. Keys: space plays, left and right go from day to day, up and down from member to member."
                ),
                class_="net-hint",
            ),
            _story(t),
            _tools(film, t),
            el("p", t("Key days"), class_="net-label"),
            el("ul", class_="net-moments", aria_label=t("Key days")),
            id="network-player",
            role="group",
            aria_label=t("The group, day by day"),
            hidden=True,
        ),
        id="network",
    )


def _bar(film: Film, t: Translate) -> Markup:
    """Return the controls of the clock."""
    days = film.reels[0].seen.shape[1]
    speeds = [
        el("option", t("{n} days a second", n=n) if n > 1 else t("1 day a second"), value=n, selected=n == USUAL_SPEED)
        for n in SPEEDS
    ]  # fmt: skip
    slider = el("input", type="range", min=0, max=days - 1, value=0, step=1, aria_label=t("Day"))
    return el(
        "div",
        el("button", t("Play"), type="button", class_="net-play"),
        el("span", t("Day {day} of {days}", day=1, days=days), class_="net-day"),
        el("span", el("span", class_="net-ticks"), slider, class_="net-track"),
        el("select", *speeds, class_="net-speed", aria_label=t("Speed")),
        class_="net-bar",
    )


def _stage(side: int, arms: list[str], t: Translate) -> Markup:
    """Return one side: whose group it is, its counts of the day, and the canvas."""
    title = el("span", arms[side])
    if len(arms) > 2:
        options = [
            el("option", f"{letter(number)} · {name}", value=number, selected=number == _chosen(side, len(arms)))
            for number, name in enumerate(arms)
        ]  # fmt: skip
        title = el("select", *options, aria_label=t("Scenario"))
    counts = [
        el("div", el("dt", t(label)), el("dd", "–", data_count=name)) for name, label in COUNTED
    ]  # fmt: skip
    return el(
        "div",
        el("div", el("span", class_="net-badge"), title, class_="net-head"),
        el("dl", *counts, class_="net-counts"),
        el("canvas", tabindex=0, role="img", aria_label=arms[side]),
        class_="net-stage",
    )


def _chosen(side: int, arms: int) -> int:
    """Which scenario stands on a side to begin with: the first and the last, which differ most."""
    return side * (arms - 1)


def _legend(t: Translate) -> Markup:
    """Return what the marks mean; the script takes their colours from here."""
    items = []
    for name, color, path, filled, label in STATES:
        how = (
            {"fill": "currentColor"}
            if filled
            else {"fill": "none", "stroke": "currentColor", "stroke_width": "1.8"}
        )
        sign = el(
            "svg", el("path", d=path, **how), viewBox="0 0 14 14", width=14, height=14, class_=f"ink {color_class(color)}",
            aria_hidden="true", focusable="false", data_state=name,
        )  # fmt: skip
        items.append(el("li", sign, el("span", t(label))))
    return el("ul", *items, class_="keys", aria_label=t("Legend"))


def _tools(film: Film, t: Translate) -> Markup:
    """Return ways to members: by number, by what became of them; and rings around those who are here only."""
    number = el("input", type="number", min=1, max=film.people, inputmode="numeric", class_="net-number")
    rings = el("input", type="checkbox", class_="net-rings")
    finders = [
        el("button", type="button", data_find=name, data_most=most, hidden=True)
        for name, most in FINDERS.items()
    ]
    return join(
        el("p", t("Whom to look at"), class_="net-label net-choose"),
        el("div", *finders, class_="net-tools"),
        el(
            "div",
            el("label", rings, t("Ring members who are not there in the other picture")),
            el("label", t("Member number"), number),
            class_="net-tools",
        ),
    )


def _story(t: Translate) -> Markup:
    """Return the place of a member's story, side by side under the two scenarios."""
    told = [el("div", el("p", class_="net-told-name"), el("ol"), class_="net-told") for _ in (0, 1)]
    return el(
        "div",
        el("h3", class_="net-who"),
        el("div", *told, class_="net-sides"),
        class_="net-story",
        aria_live="polite",
        aria_label=t("Story of a member"),
        role="region",
        hidden=True,
    )
