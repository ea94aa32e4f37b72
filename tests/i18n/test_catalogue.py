"""The catalogue of translations is found, kept and compiled."""

from __future__ import annotations

import gettext

import pytest

from sim.i18n import catalogue

pofile = pytest.importorskip("babel.messages.pofile", reason="Babel is for development only")


def test_calls_and_marks_are_found(tmp_path):
    (tmp_path / "one.py").write_text(
        't("Hello " "there")\nmark("Later")\nt(name)\nprint("no")\nself.t("Inner {n}", n=1)\n'
    )
    assert [text for text, _ in catalogue.said(tmp_path)] == ["Hello there", "Later", "Inner {n}"]


def test_words_of_charts_and_reports_are_all_translated():
    with catalogue.PO.open("rb") as file:
        known = pofile.read_po(file, locale="zh_CN")
    places = ("sim/charts", "sim/report")
    lacking = [
        text for text, where in catalogue.said() if where.startswith(places) and not known[text].string
    ]
    assert lacking == []


def test_translations_keep_the_braces_of_their_templates():
    import string

    with catalogue.PO.open("rb") as file:
        known = pofile.read_po(file, locale="zh_CN")
    templates = {text for text, _ in catalogue.said()}
    for message in known:
        if message.id in templates and message.string:
            fields = [
                {name for _, name, *_ in string.Formatter().parse(text) if name}
                for text in (message.id, message.string)
            ]
            assert fields[1] <= fields[0], message.id


def test_compiled_catalogues_are_read_by_gettext(tmp_path):
    target = catalogue.compile(target=tmp_path / "sim.mo")
    with target.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Same luck") == "同样的运气"


def test_words_of_declarations_are_found():
    found = {text for text, _ in catalogue.declared()}
    assert {"Members on day 0", "Group"} <= found


def test_docstrings_sources_and_choices_of_declarations_are_found():
    import inspect

    from sim.scenario.catalogue import mechanisms, strategies

    found = {text for text, _ in catalogue.declared()}
    classes = [*strategies().values(), *mechanisms().values()]
    assert {inspect.getdoc(each) for each in classes} <= found
    assert {parameter.source for each in classes for parameter in each.parameters} <= found
    assert {step.over.value for each in mechanisms().values() for step in each.steps.values()} <= found


def test_titles_of_shipped_scenarios_are_found():
    assert "Interest group" in {title for title, _ in catalogue.titles()}


def test_formulas_survive_translation():
    import re

    with catalogue.PO.open("rb") as file:
        known = pofile.read_po(file, locale="zh_CN")
    math = re.compile(r":math:`([^`]*)`|^\.\. math:: (.*?)(?:\n\n|\Z)", re.DOTALL | re.MULTILINE)
    for message in known:
        if message.id and message.string and "math" in message.id:
            formulas = [
                {" ".join("".join(found).split()) for found in math.findall(text)}
                for text in (message.id, message.string)
            ]
            assert formulas[0] == formulas[1], message.id


def test_remarks_of_shipped_scenarios_are_said_in_the_language_asked_for() -> None:
    """``sim explain demo/warmed_up --lang zh-CN``."""
    from sim.scenario import shipped_scenarios

    said = {text for text, _ in catalogue.titles()}
    assert {scenario.remarks for scenario in shipped_scenarios()} <= said
    assert all(scenario.remarks for scenario in shipped_scenarios())
