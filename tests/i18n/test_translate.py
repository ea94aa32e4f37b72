"""Words and numbers in two languages."""

from __future__ import annotations

import pytest

from sim.i18n import languages, normal, translator


@pytest.mark.parametrize("lang", ["zh", "zh_CN", "zh-CN", "zh-Hans", "zh-Hans-CN", "ZH-cn", "zh_CN.UTF-8"])
def test_chinese_has_many_names(lang):
    assert normal(lang) == "zh-CN"


@pytest.mark.parametrize("lang", ["fr", "", "zh-TW", "english"])
def test_other_languages_are_refused(lang):
    with pytest.raises(ValueError, match="no language"):
        translator(lang)


def test_templates_are_translated_then_filled():
    assert translator("en")("{k} of {n}", k=3, n=5) == "3 of 5"
    assert translator("zh")("{k} of {n}", k=3, n=5) == "5 个中 3 个"


def test_without_values_braces_are_left_alone():
    assert translator("en")("{left} alone") == "{left} alone"
    assert translator("zh")("no such message {0}") == "no such message {0}"


def test_values_are_not_templates():
    assert translator("en")("Lost: {reason}", reason="{x}") == "Lost: {x}"


@pytest.mark.parametrize("lang", languages)
def test_nothing_is_translated_to_the_header(lang):
    assert translator(lang)("") == ""


@pytest.mark.parametrize(
    ("x", "digits", "signed", "text"),
    [
        (1234567.4, None, False, "1,234,567"), (61.4, None, False, "61"), (9.97, None, False, "10"), (3.14159, None, False, "3.1"),
        (0.123, None, False, "0.12"), (0, None, False, "0"), (-2.5, 1, False, "−2.5"), (-0.001, 1, True, "0.0"), (4, 0, True, "+4"),
        (float("nan"), None, False, "–"), (float("inf"), None, True, "–"),
    ],
)  # fmt: skip
def test_numbers(x, digits, signed, text):
    assert translator("en").number(x, digits, signed=signed) == text


def test_percent_and_lists():
    t = translator("en")
    assert t.percent(0.634) == "63%"
    assert t.percent(-0.2, signed=True) == "−20%"
    assert t.percent(float("nan")) == "–"
    assert t.join(["a", "b"]) == "a, b"
    assert translator("zh").join(["甲", "乙"]) == "甲、乙"
