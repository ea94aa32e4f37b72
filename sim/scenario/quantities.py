"""Single values: from what a file says to what a parameter of its kind takes, or a refusal."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable

from sim.parameters import Kind, Parameter, Scalar
from sim.scenario import messages
from sim.scenario.core_schema import as_number
from sim.scenario.problems import Refusal, shown

LONGEST_TEXT = 200

DURATION_PATTERN = r"^\s*([0-9]+(\.[0-9]+)?|\.[0-9]+)\s*(d|days?|天|w|weeks?|周|h|hours?|小时)?\s*$"
MONEY_PATTERN = r"^\s*[¥￥]?\s*([0-9]+(\.[0-9]+)?|\.[0-9]+)\s*(yuan|元|RMB|CNY)?\s*$"

_NUMERAL = r"([-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
_DURATION = re.compile(rf"\s*{_NUMERAL}\s*(d|days?|天|w|weeks?|周|h|hours?|小时)?\s*", re.ASCII)
_DAYS = {"d": 1.0, "天": 1.0, "w": 7.0, "周": 7.0, "h": 1 / 24, "小": 1 / 24}
_MONEY = re.compile(rf"\s*([¥￥]?)\s*{_NUMERAL}\s*(yuan|元|rmb|cny)?\s*", re.ASCII | re.IGNORECASE)
_CURRENCY = re.compile(
    r"[$€£₩₹₽฿]|\b(usd|eur|gbp|jpy|hkd|twd|krw|dollars?|euros?|pounds?|yen)\b", re.IGNORECASE
)
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}([_, ][0-9]{3})+(\.[0-9]+)?", re.ASCII)
_PERCENT = re.compile(rf"\s*{_NUMERAL}\s*%\s*", re.ASCII)
_SWITCH_WORDS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def read(parameter: Parameter, raw: object) -> Scalar:
    """Return the value of a parameter.

    Parameters
    ----------
    parameter
        Its kind and bounds decide.
    raw
        A scalar as YAML 1.2 reads it; anything else is refused.

    Returns
    -------
    float, int, bool or str
        Days for durations, yuan for money; a float for every number but an integer.

    Raises
    ------
    Refusal
        If the value is not one that the parameter can take.
    """
    if raw is None:
        raise Refusal(messages.MISSING_VALUE, default=_example(parameter))
    if not isinstance(raw, bool | int | float | str):
        raise Refusal(messages.LIST_FOR_VALUE, default=_example(parameter))
    return _READERS[parameter.kind](parameter, raw)


def _example(parameter: Parameter) -> str:
    return written(parameter.default) or '""'


def written(value: Scalar) -> str:
    """Return a value as a scenario file would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not (value.is_integer() and abs(value) < 1e15):
        return f"{value:.12g}"
    return str(int(value) if isinstance(value, float) else value)


def _number(parameter: Parameter, raw: Scalar) -> Scalar:
    return _bounded(parameter, _as_given(parameter, raw))


def _as_given(parameter: Parameter, raw: Scalar) -> int | float:
    """Return the number that was written, whatever its size."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Refusal(messages.NOT_A_NUMBER, value=shown(raw), default=_example(parameter))
    if not isinstance(raw, str):
        return raw
    number = as_number(raw.strip())
    if number is not None and math.isfinite(number):
        raise Refusal(messages.QUOTED_NUMBER, value=shown(raw), number=shown(raw.strip()))
    if _GROUPED.fullmatch(raw) and len(raw) <= LONGEST_TEXT:
        raise Refusal(messages.DIGITS_ONLY, value=shown(raw), number=re.sub("[_, ]", "", raw))
    percent = _PERCENT.fullmatch(raw)
    if percent and parameter.kind is Kind.SHARE:
        raise Refusal(messages.PERCENT, value=shown(raw), number=written(float(percent[1]) / 100))
    raise Refusal(messages.NOT_A_NUMBER, value=shown(raw), default=_example(parameter))


def _bounded(parameter: Parameter, number: int | float) -> float:
    """Return a finite number within the parameter's bounds, as a float."""
    if isinstance(number, float) and not math.isfinite(number):
        raise Refusal(messages.NOT_FINITE, value=number, default=_example(parameter))
    low, high = parameter.bounds
    unit = "d" if parameter.kind is Kind.DURATION else ""
    value = shown(written(number) + unit)
    if number < 0 <= low:
        raise Refusal(messages.NEGATIVE, value=value, low=written(low) + unit)
    if number < low:
        raise Refusal(messages.TOO_LOW, value=value, low=written(low) + unit)
    if number > high:
        if parameter.kind is not Kind.SHARE or high != 1:
            raise Refusal(messages.TOO_HIGH, value=value, high=written(high) + unit)
        if number <= 100:
            raise Refusal(messages.OVER_ONE_PERCENT, value=value, number=written(number / 100))
        raise Refusal(messages.OVER_ONE, value=value)
    return float(number) + 0.0


def _integer(parameter: Parameter, raw: Scalar) -> Scalar:
    number = _as_given(parameter, raw)
    if isinstance(number, float) and math.isfinite(number) and not number.is_integer():
        below = math.floor(number)
        raise Refusal(messages.NOT_WHOLE, value=written(number), below=shown(below), above=shown(below + 1))
    return int(_bounded(parameter, number))


def _duration(parameter: Parameter, raw: Scalar) -> Scalar:
    if isinstance(raw, bool):
        raise Refusal(messages.NOT_A_DURATION, value=shown(raw))
    if not isinstance(raw, str):
        return _bounded(parameter, raw)
    found = _DURATION.fullmatch(raw) if len(raw) <= LONGEST_TEXT else None
    if not found:
        raise Refusal(messages.NOT_A_DURATION, value=shown(raw))
    return _bounded(parameter, float(found[1]) * _DAYS[(found[2] or "d")[0]])


def _money(parameter: Parameter, raw: Scalar) -> Scalar:
    if isinstance(raw, bool):
        raise Refusal(messages.NOT_MONEY, value=shown(raw))
    if not isinstance(raw, str):
        return _bounded(parameter, raw)
    found = _MONEY.fullmatch(raw) if len(raw) <= LONGEST_TEXT else None
    if found:
        return _bounded(parameter, float(found[2]))
    if _CURRENCY.search(raw[:LONGEST_TEXT]):
        raise Refusal(messages.OTHER_CURRENCY, value=shown(raw))
    raise Refusal(messages.NOT_MONEY, value=shown(raw))


def _switch(parameter: Parameter, raw: Scalar) -> Scalar:
    del parameter
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word in _SWITCH_WORDS:
        raise Refusal(messages.SWITCH_WORD, value=shown(raw), switch=_SWITCH_WORDS[word])
    if word in ("true", "false"):
        raise Refusal(messages.QUOTED_SWITCH, value=shown(raw), switch=word)
    raise Refusal(messages.NOT_A_SWITCH, value=shown(raw))


def _choice(parameter: Parameter, raw: Scalar) -> Scalar:
    text, valid = shown(raw), ", ".join(parameter.choices)
    if isinstance(raw, str):
        if raw in parameter.choices:
            return raw
        near = difflib.get_close_matches(text.lower(), parameter.choices, n=1)
        if near:
            raise Refusal(messages.NOT_A_CHOICE_NEAR, value=text, nearest=near[0], valid=valid)
    raise Refusal(messages.NOT_A_CHOICE, value=text, valid=valid)


def _text(parameter: Parameter, raw: Scalar) -> Scalar:
    del parameter
    if not isinstance(raw, str):
        raise Refusal(messages.NOT_TEXT, value=shown(raw))
    text = raw.strip()
    if not text.isprintable():
        raise Refusal(messages.SEVERAL_LINES)
    if len(text) > LONGEST_TEXT:
        raise Refusal(messages.LONG_TEXT, n=len(text), most=LONGEST_TEXT)
    return text


_READERS: dict[Kind, Callable[[Parameter, Scalar], Scalar]] = {
    Kind.NUMBER: _number,
    Kind.INTEGER: _integer,
    Kind.SHARE: _number,
    Kind.DURATION: _duration,
    Kind.MONEY: _money,
    Kind.SWITCH: _switch,
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
}
