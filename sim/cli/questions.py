"""The ten questions of ``sim describe``: what is asked, under which option, and which answers make no sense."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from sim.i18n import Translate, mark


class Question(NamedTuple):
    """One question.

    Parameters
    ----------
    name
        Of the answer; the option is this with hyphens.
    text
        As people are asked.
    low, high
        Answers outside are nonsense.
    whole
        Whether only whole numbers make sense.
    """

    name: str
    text: str
    low: float
    high: float
    whole: bool = False

    @property
    def option(self) -> str:
        """``--name``."""
        return f"--{self.name.replace('_', '-')}"


QUESTIONS = (
    Question("members", mark("How many members does the group have?"), 2, 100_000, whole=True),
    Question("age_days", mark("How many days has the group existed?"), 0, 20_000, whole=True),
    Question("messages_per_day", mark("How many messages do members write on a usual day?"), 0, 100_000),
    Question("share_speaking", mark("Of 100 members, how many have ever written anything?"), 0, 100),
    Question(
        "joins_per_day", mark("How many people join on a usual day? 0.5 is one every second day."), 0, 1000
    ),
    Question("leaves_per_month", mark("How many people leave in a usual month?"), 0, 100_000),
    Question("pushes_per_day", mark("How many product pushes or advertisements do you post a day?"), 0, 200),
    Question(
        "posts_per_day", mark("How many useful posts (articles, tips, questions) do you post a day?"), 0, 200
    ),
    Question("hours_per_day", mark("How many hours a day does your team have for the group?"), 0, 240),
    Question(
        "topic", mark("How wide is the topic? 1: one subject, 2: a few, 3: anything goes."), 1, 3, whole=True
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}

_NO_NUMBER = mark("{value} is not a number.")
_NOT_WHOLE = mark("{value} is not a whole number.")
_OUTSIDE = mark("{value} makes no sense here; it is between {low} and {high}.")
_WHO_WRITES = mark("There are messages, but nobody has ever written one: {first} or {second} is wrong.")
_NO_SPEAKER = mark(
    "{share} of 100 is not even one of {n} members, but somebody writes: {first} or {second} is wrong."
)
_MORE_LEAVE = mark("More people leave in a month than are there and join: {first} or {second} is wrong.")
_MONTH = 30


class Nonsense(ValueError):
    """An answer that cannot be; its text is a sentence in the language asked for."""


def parsed(question: Question, value: str, t: Translate) -> float:
    """Return an answer as a number.

    Raises
    ------
    Nonsense
        If it is none, or outside what makes sense.
    """
    text = value.strip().removesuffix("%").strip().replace("，", ".").replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        raise Nonsense(t(_NO_NUMBER, value=value)) from None
    if not math.isfinite(number):
        raise Nonsense(t(_NO_NUMBER, value=value))
    if question.whole and number != int(number):
        raise Nonsense(t(_NOT_WHOLE, value=value))
    if not question.low <= number <= question.high:
        raise Nonsense(t(_OUTSIDE, value=value, low=f"{question.low:g}", high=f"{question.high:g}"))
    return number


def check(answers: Mapping[str, float], t: Translate) -> None:
    """Refuse answers that contradict one another.

    Raises
    ------
    Nonsense
        With the two that do.
    """
    members, share = answers.get("members"), answers.get("share_speaking")
    messages = answers.get("messages_per_day", 0)
    said, wrote = BY_NAME["messages_per_day"].option, BY_NAME["share_speaking"].option
    if messages > 0 and share == 0:
        raise Nonsense(t(_WHO_WRITES, first=said, second=wrote))
    if messages > 0 and share is not None and members is not None and share / 100 * members < 0.5:
        raise Nonsense(t(_NO_SPEAKER, share=f"{share:g}", n=f"{members:g}", first=said, second=wrote))
    leaves = answers.get("leaves_per_month", 0)
    if members is not None and leaves > members + _MONTH * answers.get("joins_per_day", 0):
        raise Nonsense(
            t(_MORE_LEAVE, first=BY_NAME["leaves_per_month"].option, second=BY_NAME["members"].option)
        )
