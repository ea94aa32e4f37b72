"""The columns that identify a row in each table of results."""

from __future__ import annotations

from docs.generating.markdown import table
from sim.results.parts import KEYS, NOTES


def keys_stretch() -> str:
    """Return the columns that identify a row in each table of results."""
    meanings = {name: (note["label"], note.get("unit", "")) for name, note in NOTES.items()}
    rows = [(f"`{kind}`", f"`{key}`", *meanings[key]) for kind, names in KEYS.items() for key in names]
    return table(("table", "column", "meaning", "unit"), rows)
