"""What the page carries compressed: plotly.js from the installed package, the figures, the network."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sim.kernel.cache import cache_dir, write_atomically

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
    policy = csp_hash(text)
    return _kept(f"{policy} {zlib.ZLIB_RUNTIME_VERSION}", lambda: pack(text)), policy


def _kept(what: str, make: Callable[[], str]) -> str:
    """Return a text that takes long to make, from the user's cache folder where it is there already."""
    name = hashlib.sha256(what.encode()).hexdigest()[:16]
    try:
        path = cache_dir().parents[1] / "packed" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # a folder that cannot be written to costs time only
        return make()
    with suppress(OSError, ValueError):  # not there, or damaged: made anew
        digest, _, there = path.read_text(encoding="ascii").partition("\n")
        if digest == hashlib.sha256(there.encode()).hexdigest():
            return there
    made = make()
    with suppress(OSError):
        write_atomically(path, f"{hashlib.sha256(made.encode()).hexdigest()}\n{made}")
    return made


def pack(text: str) -> str:
    """Compress text; the same text gives the same bytes on every day."""
    return pack_bytes(text.encode("utf-8"))


def pack_bytes(content: bytes) -> str:
    """Compress bytes; the same bytes give the same text on every day."""
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode("ascii")


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
