"""What a mechanism is: how members respond, as kernels over the arrays they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from sim.parameters import Parameter


class Over(Enum):
    """What one call of a kernel covers."""

    WORLD = "world"
    """All groups of the world at once; arrays keep their leading group axis."""
    GROUP = "group"
    """One group, once a day: what crosses members, in a fixed order."""
    PRESENT = "present"
    """Rows of present members, ``rows``; a kernel writes their own rows only."""
    TOUCHED = "touched"
    """Rows of those who visit or noticed something today, visitors first, ``rows``; writes their own rows only. What
    stands by visitor (``sim.state.people.VISIT``) may be read only where ``visits`` says that they came."""
    VISITING = "visiting"
    """Rows of today's visitors, ``rows``; a kernel writes their own rows, and messages, only."""
    MESSAGES = "messages"
    """Today's messages from ``first_message`` to before ``end_message``; a kernel writes these only."""


@dataclass(frozen=True, slots=True)
class Step:
    """A kernel and what one call of it covers.

    The kernel's argument names are its declaration: each is the name of an array of
    ``sim.state``, or one of ``p`` (this mechanism's parameters, a record), ``lever`` (today's lever
    row, a record), ``group`` (the group's own record), ``channels`` (records of the channels),
    ``rules`` (rules in force), ``product`` and ``operators`` (records), ``key`` (the group's random key), ``day``,
    ``weekday``, ``visiting`` (rows of visitors, in steps over a group), and ``rows`` or ``first_message`` and
    ``end_message``. In steps over visitors or those touched, ``value``, ``noise``, ``overload`` and ``urge`` are in the
    order of ``rows``. It gets nothing else. It returns 0; a
    step over the world or a group may return a ``state.fields.Short`` code before it has written
    anything that lasts: then Python makes room and calls it again. Steps over rows or messages are called part by part.
    """

    kernel: Callable[..., Any]
    over: Over
    always: bool = False
    """Called even when the mechanism is switched off; it then finds ``p.enabled`` at 0."""
    only_with: tuple[str, ...] = ()
    """Levers, kinds of rule, parameters of the mechanism (``p.NAME``), ``product.price`` or ``events``. Where none of
    them is ever set the kernel would change nothing, and is neither compiled nor called; empty for what always works."""
    beside: bool = False
    """In a huge group, run on a thread of its own beside what follows, until something comes that it shares what is
    written with (``engine/touching.py`` knows): for long steps over a group that never return a ``Short`` code."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of what the kernel reads and writes, in order."""
        code = getattr(self.kernel, "py_func", self.kernel).__code__
        return tuple(code.co_varnames[: code.co_argcount])


class Mechanism:
    """One way in which members or the group respond, in a file of its own.

    The docstring gives origin, equation and sources. ``steps`` are named by the day's order in
    ``engine/day.py``. Every mechanism can be switched off at run time
    (``mechanisms: {name: {enabled: false}}``): its kernels are then not called, except steps marked
    ``always``, which say in the docstring what being off means.
    """

    rows: ClassVar[tuple[str, ...]] = ()
    label: ClassVar[str]
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    steps: ClassVar[dict[str, Step]]

    @classmethod
    def name(cls) -> str:
        """Key in scenario files: the name of the file that declares the mechanism."""
        return cls.__module__.rsplit(".", 1)[-1]
