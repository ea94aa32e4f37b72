"""What is wrong with a scenario, where, and what would be right; in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.i18n import mark

Translate = Callable[..., str]
"""``t(template, **arguments) -> str``: looks the template up and fills it in."""

AND_MORE = mark("and {n} more problems")

MOST_PROBLEMS = 100
"""More than these are counted, not kept: nobody reads on."""


class Place(NamedTuple):
    """Where a key or a value stands.

    ``line`` and ``column`` count from 1; ``line`` is 0 where there are no lines (``--set``, or a
    file as a whole). ``path`` is the dotted path of the value, empty for the top.
    """

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    @property
    def where(self) -> str:
        """``file:line``, or what stands in for it."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Message(NamedTuple):
    """Templates of what is wrong and of what would be right; both are gettext keys."""

    template: str
    hint: str = ""


def plain_english(template: str, **arguments: object) -> str:
    """Fill a template in without translating it."""
    return template.format(**arguments)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one place.

    Parameters
    ----------
    file, line, column, path
        As in :class:`Place`.
    template, hint_template
        English sentences with ``{names}``; the hint may be empty.
    arguments
        What fills the templates in.
    """

    file: str
    line: int
    column: int
    path: str
    template: str
    hint_template: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """``file:line``, or what stands in for it."""
        return Place(self.file, self.line).where

    def message(self, t: Translate | None = None) -> str:
        """Return what is wrong."""
        return (t or plain_english)(self.template, **self.arguments)

    def hint(self, t: Translate | None = None) -> str:
        """Return what would be right; empty where nothing can be said."""
        return (t or plain_english)(self.hint_template, **self.arguments) if self.hint_template else ""

    def text(self, t: Translate | None = None) -> str:
        """Return ``file:line: path: what is wrong; what would be right`` on one line."""
        path = "" if not self.line and self.path in self.file else self.path
        sentence = "; ".join(part for part in (self.message(t), self.hint(t)) if part)
        return ": ".join(part for part in (self.where, path, sentence) if part)

    def __str__(self) -> str:
        return self.text()


class ScenarioError(Exception):
    """A scenario that cannot be used, with everything that is wrong with it.

    Parameters
    ----------
    problems
        At least one; in order of file and line.
    left_out
        How many more there were than are kept.
    """

    def __init__(self, problems: Sequence[Problem], left_out: int = 0) -> None:
        super().__init__(tuple(problems), left_out)
        self.problems = tuple(problems)
        self.left_out = left_out

    def text(self, t: Translate | None = None) -> str:
        """Return one line a problem."""
        lines = [problem.text(t) for problem in self.problems]
        if self.left_out:
            lines.append((t or plain_english)(AND_MORE, n=self.left_out))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()


class Refusal(ValueError):
    """A value that is refused; whoever knows its place makes a :class:`Problem` of it."""

    def __init__(self, message: Message, **arguments: object) -> None:
        super().__init__(message.template)
        self.message = message
        self.arguments = arguments


class Problems:
    """Collects problems while a scenario is read, each once."""

    def __init__(self) -> None:
        self._problems: dict[str, Problem] = {}
        self._left_out = 0

    def __bool__(self) -> bool:
        return bool(self._problems)

    @property
    def full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self._problems) >= MOST_PROBLEMS

    def add(self, place: Place, message: Message, **arguments: object) -> None:
        """Note a problem at a place."""
        if self.full:
            self._left_out += 1
            return
        problem = Problem(*place, message.template, message.hint, arguments)
        self._problems.setdefault(problem.text(), problem)

    def refuse(self, place: Place, refusal: Refusal) -> None:
        """Note a refused value at its place."""
        self.add(place, refusal.message, **refusal.arguments)

    def take_over(self, others: Problems) -> None:
        """Note what was found in a text that has no lines worth naming."""
        for problem in others._problems.values():
            place = Place(problem.file, path=problem.path)
            self.add(place, Message(problem.template, problem.hint_template), **problem.arguments)
        self._left_out += others._left_out

    def check(self) -> None:
        """Raise if anything was noted, in order of lines within each file.

        Raises
        ------
        ScenarioError
            With all problems.
        """
        if self._problems:
            problems = list(self._problems.values())
            files = list(dict.fromkeys(problem.file for problem in problems))
            problems.sort(key=lambda problem: (files.index(problem.file), problem.line, problem.column))
            raise ScenarioError(problems, self._left_out)


def shown(value: object, most: int = 40) -> str:
    """Return a value as a message shows it: short, on one line, nothing unprintable."""
    text = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)
    text = "".join(c if c.isprintable() else "?" for c in text[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"
