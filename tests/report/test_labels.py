"""Paths and values in people's words."""

from __future__ import annotations

import pytest

from sim.i18n import translator
from sim.report import render_report
from sim.report.labels import content, label_of, place_of, unit_of, value
from sim.scenario.catalogue import mechanisms, strategies
from sim.state.sections import SECTIONS
from sim.study.changes import Change
from tests.report import synthetic as s

EN, ZH = translator("en"), translator("zh-CN")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("strategies.selling.pushes_per_day", "Selling: Pushes a day"),
        ("strategies.selling.1.from", "Selling, period 2: From"),
        ("strategies.selling", "Selling"),
        ("channels.campaign.per_day", "Channel campaign: Prospects a day"),
        ("channels.campaign", "Channel campaign"),
        ("members.initial", "Members: Members on day 0"),
        ("operators.wage", "Operators: Wage"),
        ("groups.vip.strategies.selling.pushes_per_day", "Group vip: Selling: Pushes a day"),
        ("groups.vip", "Group vip"),
        ("horizon", "Horizon"),
        ("start", "Date of day 0"),
        ("strategies.unheard_of.x", "strategies.unheard_of.x"),
        ("groups", "groups"),
        ("", ""),
    ],
)
def test_labels(path, words):
    assert label_of(path, EN) == words


def test_labels_in_chinese():
    assert label_of("groups.vip.strategies.selling.pushes_per_day", ZH) == "群 vip：推送转化：每天推送条数"


def test_every_declared_parameter_has_a_label():
    owners = [(f"strategies.{name}", cls.parameters) for name, cls in strategies().items()]
    owners += [(f"mechanisms.{name}", cls.parameters) for name, cls in mechanisms().items()]
    owners += [(f"{x.name}.any" if x.name == "channels" else x.name, x.parameters) for x in SECTIONS]
    for owner, parameters in owners:
        for parameter in parameters:
            assert label_of(f"{owner}.{parameter.name}", EN).endswith(f": {parameter.label}")


@pytest.mark.parametrize(
    ("path", "given", "text", "unit"),
    [
        ("strategies.selling.pushes_per_day", 0.5, "0.5", "(1/day)"),
        ("strategies.selling.from", 30, "day 30", ""),
        ("strategies.selling.until", "the end", "the end", ""),
        ("strategies.selling.hour", 20.5, "20:30", ""),
        ("mechanisms.attend.enabled", False, "off", ""),
        ("operators.wage", 1200.0, "1,200", "yuan/h"),
        ("strategies.selling", None, "none", ""),
        ("graph.file", "", "none", ""),
    ],
)
def test_values(path, given, text, unit):
    parameter = place_of(path, EN).parameter
    assert value(parameter, given, EN) == text
    assert unit_of(parameter, EN) == unit


def test_what_is_added_shows_values_that_do_something():
    spell = {"from": 0, "until": "the end", "pushes_per_day": 3.0, "usefulness": 0.0, "hour": 11.0}
    place = place_of("strategies.selling", EN)
    assert content(place, [spell], EN) == "Pushes a day 3, Hour 11:00"
    later = spell | {"from": 30}
    assert content(place, [spell, later], EN).endswith("Hour 11:00; From day 30, Pushes a day 3, Hour 11:00")
    many = {f"key_{k}": k for k in range(9)}
    assert content(place, many, EN).endswith("key_5 5, …")


def test_a_group_that_is_added_shows_its_size_and_strategies():
    group = {"members": {"initial": 30, "spread": 0.6}, "strategies": {"selling": [{}]}, "mechanisms": {}}
    assert content(place_of("groups.vip", EN), group, EN) == "30 members on day 0, Selling"


def test_the_page_shows_words_and_keeps_paths():
    base = s.comparison(worlds=3, days=30)
    changes = (
        Change("strategies.selling.from", 3, 30),
        Change("strategies.content", None, [{"posts_per_day": 1.0}]),
        Change("channels.<b>", {"per_day": 1.0}, None),
    )
    page = render_report(s.replace(base, changes=((), changes)))
    for words in (
        "Selling: From <del>day 3</del> → <ins>day 30</ins><code>strategies.selling.from</code>",
        "<b>+ </b><ins>Content plan</ins> (Posts a day 1)<code>strategies.content</code>",
        "<b>− </b><del>Channel &lt;b&gt;</del><code>channels.&lt;b&gt;</code>",
    ):
        assert words in page


def test_titles_of_shipped_scenarios_are_translated():
    base = s.comparison(
        (s.Kind("Pushed hard", 26, 3, 45), s.Kind("Unheard of", 60, 0.3, 60)), worlds=3, days=30
    )
    page = render_report(base, "zh-CN")
    assert "猛推送" in page
    assert "Pushed hard" not in page
    assert "Unheard of" in page
