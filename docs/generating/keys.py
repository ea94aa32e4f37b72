"""The columns of each table of results; measures and outcomes have a page of their own."""

from __future__ import annotations

from docs.generating.markdown import table
from sim.results.parts import COUNTS, KEYS, NOTES
from sim.results.profiles import VALUES

_TEXT = ("run", "scenario", "group")
_DOUBLE = ("share",)
_REST = {
    "runs": (
        "any outcome",
        "double",
        "one number a run, see [outcomes](reference/measures.md)",
        "",
    ),
    "days": (
        "any measure",
        "double",
        "one number a day, see [measures](reference/measures.md)",
        "",
    ),
}


def keys_stretch() -> str:
    """Return the columns of each table of results, those that identify a row first."""
    values = {"survival": COUNTS, **{kind: (name,) for kind, name in VALUES.items()}}
    rows: list[tuple[str, ...]] = []
    for kind, keys in KEYS.items():
        for name in (*keys, *values.get(kind, ())):
            note = NOTES[name]
            rows.append((f"`{kind}`", f"`{name}`", _type(name), note["label"], note.get("unit", "")))
        if kind in _REST:
            rows.append((f"`{kind}`", *_REST[kind]))
        if kind == "days":
            told = "newcomers through the channel of that name; NaN where a scenario does not have it"
            rows.append(("`days`", "`joins_from_CHANNEL`", "double", told, "people"))
    return table(("table", "column", "type", "meaning", "unit"), rows)


def _type(name: str) -> str:
    return "string" if name in _TEXT else "double" if name in _DOUBLE else "int64"
