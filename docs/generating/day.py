"""The order of the day, as a list that can be read aloud."""

from __future__ import annotations

import re
import sys

from docs.generating.places import ROOT
from sim.engine.day import DAY


def said() -> dict[str, str]:
    """Return what each step does: the comment beside it in ``sim/engine/day.py``, in the order of the day."""
    source = (ROOT / "sim/engine/day.py").read_text("utf-8")
    comments = dict(re.findall(r'^    "([\w.]+)",  # (.+)$', source, re.MULTILINE))
    return {name: comments.get(name) or _measure_step(name) for name in DAY}


def _measure_step(name: str) -> str:
    file = sys.modules[f"sim.{name}"]
    return (file.__doc__ or "").split(":")[0].lower() + " is measured"


def day_stretch() -> str:
    """Return the steps as a numbered list."""
    return "".join(f"{n}. `{name}`: {text}\n" for n, (name, text) in enumerate(said().items(), start=1))
