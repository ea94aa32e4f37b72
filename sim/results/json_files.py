"""Files of plain values that say what a folder of results is: read and written alike, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim.i18n import mark
from sim.results.atomic import publish_text
from sim.results.errors import ResultError


def write_json(
    path: Path, data: Mapping[str, Any], default: Callable[[object], object] | None = None
) -> None:
    """Write a file of plain values in one step; ``default`` makes plain what is not."""
    publish_text(path, json.dumps(data, indent=2, ensure_ascii=False, default=default) + "\n")


def read_json(path: Path) -> object:
    """Read the file that says what its folder holds.

    Raises
    ------
    ResultError
        If it is not there, or is no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ResultError(
            mark("{folder} holds no results: it has no {file}."), folder=path.parent, file=path.name
        ) from None
    except (OSError, ValueError) as error:
        raise ResultError(
            mark("{file} cannot be read ({reason}); restore it, or name another folder."),
            file=path,
            reason=error,
        ) from error
