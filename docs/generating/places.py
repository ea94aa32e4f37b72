"""Where things are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = ("README.md", "CONTRIBUTING.md", "docs/*.md")
"""Pages written by hand, in which generated stretches and examples may stand."""


def pages() -> list[Path]:
    """Pages written by hand."""
    return sorted(path for pattern in PAGES for path in ROOT.glob(pattern))
