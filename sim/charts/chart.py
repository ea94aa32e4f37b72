"""What a chart is: a figure, the words around it, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Figure = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: how something is drawn and what it is; ``label`` is plain text.

    A line has ``dash`` and ``symbol``, a filled area has ``pattern`` (Plotly's names). Keys of one ``group``
    stand together under that heading.
    """

    label: str
    color: str
    dash: str = ""
    symbol: str = ""
    pattern: str = ""
    letter: str = ""
    group: str = ""

    @property
    def is_line(self) -> bool:
        """Whether it stands for a curve and not for an area."""
        return bool(self.dash)


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers already written for people; the first ``heads`` columns name the row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with everything a reader needs who sees it, or cannot see it.

    ``figure`` is a Plotly figure without a legend: curves end in letters, and ``keys`` are laid out
    beside it, or :func:`sim.charts.with_legend` draws them. ``caption`` says what to see, computed from the data. Title,
    caption, keys and table are plain text (to be escaped by whoever writes markup); text inside
    ``figure`` is already safe for Plotly.
    """

    id: str
    title: str
    caption: str
    figure: Figure
    table: Table
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Omitted:
    """A figure that has nothing to show; ``reason`` is a sentence of plain text."""

    id: str
    reason: str


def drawn(made: Iterable[Chart | Omitted]) -> tuple[list[Chart], list[Omitted]]:
    """Part figures from those that have nothing to show."""
    every = list(made)
    return [e for e in every if isinstance(e, Chart)], [e for e in every if isinstance(e, Omitted)]
