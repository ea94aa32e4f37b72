"""What a command says: results to stdout, remarks to stderr, nothing under ``--quiet``."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.i18n import Translate

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PIPE_WIDTH = 120
"""Characters a line where output goes to a file or a pipe, so that tables keep their words."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command's words go.

    Parameters
    ----------
    t
        Translator.
    quiet
        Say nothing but errors, and JSON where it is asked for.
    as_json
        Results go to stdout as JSON and nothing else does.
    """

    t: Translate
    quiet: bool = False
    as_json: bool = False

    def show(self, what: RenderableType) -> None:
        """Print a result for people."""
        from rich.table import Table

        from sim.cli.tables import uncut

        if not (self.quiet or self.as_json):
            console().print(uncut(what) if isinstance(what, Table) else what)

    def say(self, sentence: str) -> None:
        """Print a sentence of the result for people, as it is; long ones are wrapped by the terminal."""
        if not (self.quiet or self.as_json):
            print(sentence)

    def remark(self, sentence: str) -> None:
        """Print a remark on what is going on."""
        if not self.quiet:
            print(sentence, file=sys.stderr, flush=True)

    def data(self, content: object) -> None:
        """Print a result for programs, if it is asked for."""
        if self.as_json:
            print(json.dumps(plain(content), ensure_ascii=False, indent=2, allow_nan=False))


def console(*, errors: bool = False) -> Console:
    """Return a console on stdout or stderr that breaks no line of a file or pipe early."""
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    made = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not made.is_terminal:
        made.width = max(made.width, PIPE_WIDTH)
    return made


def plain(content: Any) -> Any:  # noqa: ANN401 - nested plain values
    """Return content that JSON has words for: numbers that do not exist become null."""
    if isinstance(content, dict):
        return {str(key): plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [plain(value) for value in content]
    if isinstance(content, bool | int | str) or content is None:
        return content
    if isinstance(content, float):
        return float(content) if math.isfinite(content) else None
    return str(content)
