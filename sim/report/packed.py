"""What the page carries compressed: plotly.js from the installed package, the figures, the network."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any


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
    return pack_bytes(text.encode("utf-8"))


def pack_bytes(content: bytes) -> str:
    """Compress bytes; the same bytes give the same text on every day."""
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode("ascii")


def pack_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Compress a JSON value; NaN is an error, for a browser would not read it."""
    return pack(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def csp_hash(text: str) -> str:
    """Return the CSP source expression that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
