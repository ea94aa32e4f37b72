"""Options that the programs of this folder share."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path


def parser(program: str, description: str | None, parts: Iterable[str]) -> argparse.ArgumentParser:
    """Make a parser with ``--quick``, ``--only`` (a part) and ``--out``, for ``python -m experiments.PROGRAM``."""
    arguments = argparse.ArgumentParser(prog=f"python -m experiments.{program}", description=description)
    arguments.add_argument(
        "--quick",
        action="store_true",
        help="small sizes, to try the program; written nowhere unless --out is given",
    )
    arguments.add_argument(
        "--only",
        choices=tuple(parts),
        action="append",
        help="only this part; may be repeated; written nowhere unless --out is given",
    )
    arguments.add_argument("--out", type=Path, help="file to write, by default RESULTS.md beside the program")
    return arguments
