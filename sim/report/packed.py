"""What the page carries compressed: plotly.js from the installed package, and the figures."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DIGITS = 6
"""Significant digits of numbers in figures: a pixel in ten screens' heights is four or five."""


@lru_cache(maxsize=1)
def plotly_js() -> tuple[str, str]:
    """Return the installed plotly.js as gzip in base64, and the CSP source that lets just it run.

    Raises
    ------
    FileNotFoundError
        If the plotly package is not installed or carries no plotly.js.
    """
    spec = find_spec("plotly")
    places = spec.submodule_search_locations if spec else None
    path = Path(places[0], "package_data", "plotly.min.js") if places else Path("plotly.min.js")
    source = path.read_bytes()
    text = source.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return pack(text), csp_hash(text)


def pack(text: str) -> str:
    """Compress text; the same text gives the same bytes on every day."""
    return base64.b64encode(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)).decode("ascii")


def pack_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Compress a JSON value; NaN is an error, for a browser would not read it."""
    return pack(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def rounded(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a copy of a JSON value whose numbers have the six digits that a screen can show."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, Mapping):
        return {name: rounded(each) for name, each in value.items()}
    return [rounded(each) for each in value] if isinstance(value, list | tuple) else value


def csp_hash(text: str) -> str:
    """Return the CSP source expression that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
