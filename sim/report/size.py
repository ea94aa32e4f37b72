"""What takes the room in a report: ``python -m sim.report.size REPORT.html``."""

from __future__ import annotations

import base64
import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sim.report.packed import pack_json

LIMIT = 2_500_000
"""Bytes that a report may have, so that it can be sent by mail and in a chat."""

_PACKED = re.compile(r'<script type="application/octet-stream" id="packed-([\w-]+)">([^<]*)</script>')
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def room(page: str) -> dict[str, int]:
    """Return the bytes of each part of a report, largest first; together they are the whole file.

    Parts are ``plotly`` and whatever else stands packed in the page, ``figure NAME`` for each figure, by its share
    when packed alone, ``script``, ``style``, and ``words``: the rest, tables included.
    """
    parts: dict[str, int] = {}
    for name, packed in _PACKED.findall(page):
        if name == "figures":
            parts |= _figures(packed)
        else:
            parts[name] = len(packed)
    for kind, text in _INLINE.findall(page):
        parts[kind] = parts.get(kind, 0) + len(text.encode("utf-8"))
    parts["words"] = len(page.encode("utf-8")) - sum(parts.values())
    return dict(sorted(parts.items(), key=lambda part: -part[1]))


def _figures(packed: str) -> dict[str, int]:
    """Share the room of all figures out, since packed together they take less than each alone."""
    figures = json.loads(gzip.decompress(base64.b64decode(packed)))["figures"]
    alone = {name: len(pack_json(figure)) for name, figure in figures.items()}
    whole, given = sum(alone.values()), 0
    shares: dict[str, int] = {}
    for place, (name, size) in enumerate(alone.items(), start=1):
        share = len(packed) - given if place == len(alone) else size * len(packed) // whole
        shares[f"figure {name}"] = share
        given += share
    return shares


def told(page: str) -> Iterator[str]:
    """Yield a line for each part of a report, and one for the whole."""
    parts = room(page)
    whole = sum(parts.values())
    for name, size in parts.items():
        yield f"{size:>10,} {size / whole:>7.1%}  {name}"
    yield f"{whole:>10,}  100.0%  bytes in all, {LIMIT:,} allowed"


def main(paths: Sequence[str]) -> None:
    """Write what takes the room in each file."""
    for path in paths:
        sys.stdout.writelines(f"{line}\n" for line in (path, *told(Path(path).read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main(sys.argv[1:])
